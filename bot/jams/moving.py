"""Doing something to a jam that is kept: read, changed, and saved if nobody else did meanwhile; else all of it anew."""

from asyncio import Lock
from collections.abc import Iterator
from dataclasses import replace
from random import Random, SystemRandom
from typing import Final
from weakref import WeakValueDictionary

from bot.jams.machine import JAMGRAM, Plan, actor_of, applied, begun
from bot.jams.machine.acts import Act, CastVote, Enter, Noted, Tick
from bot.records.jam import BEGUN, Jam, JamEvent
from bot.services import Services
from core.contract import CROCKFORD
from core.errors import UserError

DIGITS: Final = 6
TRIES_MOST: Final = 8
UNKNOWN: Final = "There is no such jam. Choose one that the command suggests."
BUSY: Final = "Too much happens in this jam at once. Nothing was changed: try again in a moment."

TARGETS: Final = ("user", "to", "entry", "minutes", "clip", "thread", "opens_s")
"""What an act is about, of which its line in the history tells the first that it has."""

_turns: WeakValueDictionary[str, Lock] = WeakValueDictionary()
"""Who does something to the same jam in this process waits; between processes the version decides."""


async def move(
    services: Services, jam_id: str, act: Act, *, actor: str | None = None, chance: Random | None = None
) -> Jam:
    """Do something to a jam, and give it as it is then. `actor` is who does it, if the act doesn't say.

    Raises
    ------
    UserError
        If there is no such jam, or that can't be done in it.
    """
    async with _turns.setdefault(jam_id, Lock()):
        for _ in range(TRIES_MOST):
            before = await services.records.jam(jam_id)
            if before is None:
                raise UserError(UNKNOWN, code="E-UNKNOWN")
            now_s = services.clock()
            after = applied(before, act, now_s=now_s, chance=chance or SystemRandom())
            if after is before:
                return before
            lines = list(_lines(before, after, act, actor=actor or actor_of(act), now_s=now_s))
            if await services.records.save_jam(before, after, lines):
                return replace(after, version=before.version + 1)
    raise UserError(BUSY, code="E-BUSY")


async def created(services: Services, plan: Plan, *, host: str, at_once: int | None = None) -> Jam:
    """Begin a jam under an id of its own.

    Raises
    ------
    UserError
        If its host leads one already, or there are as many as may be at a time.
    """
    for _ in range(TRIES_MOST):
        now_s = services.clock()
        jam = begun(drawn_id(SystemRandom()), plan, host=host, now_s=now_s)
        if await services.records.new_jam(jam, JamEvent(now_s, host, BEGUN), at_once=at_once):
            return jam
    raise UserError(BUSY, code="E-BUSY")


def drawn_id(chance: Random) -> str:
    """Draw an id that may be taken."""
    return "J" + "".join(chance.choice(CROCKFORD) for _ in range(DIGITS))


def _lines(before: Jam, after: Jam, act: Act, *, actor: str, now_s: float) -> Iterator[JamEvent]:
    """Tell what was done and what that led to. Whom somebody voted for, and their words, are not told."""
    if not isinstance(act, Tick | Noted):
        yield JamEvent(now_s, actor, name_of(act), _target_of(before, after, act))
    if before.halts != after.halts:
        yield JamEvent(now_s, JAMGRAM, "halts", " ".join(sorted(after.halts)))
    if before.host != after.host:
        yield JamEvent(now_s, JAMGRAM, "host", after.host)
    if (before.phase, before.round) != (after.phase, after.round):
        yield JamEvent(now_s, JAMGRAM, after.phase, str(after.round))


def name_of(act: Act) -> str:
    """Call an act as the history does: `hand-over`."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in type(act).__name__).lstrip("-")


def _target_of(before: Jam, after: Jam, act: Act) -> str:
    if isinstance(act, CastVote):
        return str(before.round)
    if isinstance(act, Enter):
        return next((one.id for one in reversed(after.entries) if one.user == act.user), "")
    return next((str(getattr(act, name)) for name in TARGETS if hasattr(act, name)), "")
