"""The operator's orders, written into the records: every running bot follows them within a second."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from bot.records import Records
from bot.records.oversight import EVERYWHERE, OPERATOR, Block, Freeze, FreezeKind
from bot.words import plain

STOPPED: Final = "{what} is stopped: nothing is taken in, and what is under way is put away within a second or two."
STOPPED_BEFORE: Final = "{what} was stopped already. Nothing was changed."
GOING: Final = "{what} goes on, with all that was put away."
NOT_STOPPED: Final = "{what} was not stopped by an operator. Nothing was changed."
BLOCKED: Final = "User {user} can make nothing anywhere any more; what they wait for is called off."
UNBLOCKED: Final = "User {user} is no longer blocked everywhere. Blocks of servers stay."
NOT_BLOCKED: Final = "User {user} was not blocked everywhere. Nothing was changed."
RUNNING: Final = "Nothing is stopped."
NOBODY: Final = "Nobody is blocked everywhere."


async def stop(records: Records, server: str | None, reason: str, *, now_s: float) -> str:
    """Freeze one server or everything; moderators can't thaw that."""
    kind, target = _what(server)
    is_new = await records.freeze(Freeze(EVERYWHERE, kind, target, OPERATOR, reason, since_s=now_s))
    return (STOPPED if is_new else STOPPED_BEFORE).format(what=_named(kind, target))


async def go(records: Records, server: str | None, *, now_s: float) -> str:
    """Thaw what `stop` froze; what moderators froze stays so."""
    kind, target = _what(server)
    was_frozen = await records.thaw(EVERYWHERE, kind, target, by=OPERATOR, now_s=now_s)
    return (GOING if was_frozen else NOT_STOPPED).format(what=_named(kind, target))


async def block(records: Records, user: str, reason: str, *, now_s: float) -> str:
    """Block somebody in all servers and in direct messages."""
    await records.block(Block(EVERYWHERE, user, OPERATOR, reason, since_s=now_s))
    return BLOCKED.format(user=user)


async def unblock(records: Records, user: str, *, alias: str, now_s: float) -> str:
    """Lift what `block` did, also of before they had all their data deleted, which left an alias."""
    lifted = [await records.unblock(EVERYWHERE, name, by=OPERATOR, now_s=now_s) for name in (user, alias)]
    return (UNBLOCKED if any(lifted) else NOT_BLOCKED).format(user=user)


async def status(records: Records, *, now_s: float) -> str:
    """Say what is stopped and who is blocked everywhere, and what is under way."""
    freezes, blocks = await records.freezes(), await records.blocks(EVERYWHERE)
    waiting, frozen = len(await records.open_cards()), len(await records.frozen_cards())
    stopped = list(_freeze_lines(freezes)) or [RUNNING]
    blocked = list(_block_lines(blocks, now_s)) or [NOBODY]
    jams = [jam for jam in await records.open_jams() if jam.phase != "scheduled"]
    on = f"Jams that are on: {len(jams)}, of which stand still: {sum(bool(jam.halts) for jam in jams)}."
    return "\n".join([*stopped, *blocked, f"{waiting} cards are under way, {frozen} are frozen.", on])


def _freeze_lines(freezes: list[Freeze]) -> Iterator[str]:
    for one in freezes:
        who = "an operator" if one.server == EVERYWHERE else f"moderators of server {one.server}"
        yield f"{_named(one.kind, one.target)} is stopped by {who} since {_time(one.since_s)}{_why(one.reason)}"


def _block_lines(blocks: list[Block], now_s: float) -> Iterator[str]:
    for one in blocks:
        if one.until_s is None or one.until_s > now_s:
            until = "" if one.until_s is None else f" until {_time(one.until_s)}"
            yield f"User {one.user} is blocked everywhere since {_time(one.since_s)}{until}{_why(one.reason)}"


def _what(server: str | None) -> tuple[FreezeKind, str]:
    return ("everything", EVERYWHERE) if server is None else ("server", server)


def _named(kind: FreezeKind, target: str) -> str:
    return "Everything" if kind == "everything" else f"{kind.capitalize()} {target}"


def _time(at_s: float) -> str:
    return datetime.fromtimestamp(at_s, tz=UTC).isoformat(sep=" ", timespec="seconds")


def _why(reason: str) -> str:
    """Moderators wrote it: no sign of it does anything in a terminal."""
    return f": {plain(reason)}" if reason else ""
