"""What a server says of its channels, roles and members: remembered, forgotten, listed."""

from collections.abc import Iterable
from typing import Final

from bot.administration.answering import Interaction, by, kept, now_s, server_of, tell
from bot.records.oversight import Access, AccessKind, Verdict
from bot.services import services_of
from core.errors import UserError

NOTHING_SAID: Final = "This server says nothing of {who}. Nothing was changed."

EMOJI: Final[dict[Verdict, str]] = {"allow": "✅", "deny": "🚫", "trusted": "🤝", "moderator": "🛡️"}


async def say_of(interaction: Interaction, access: Access, *, told: str) -> None:
    """Remember a verdict in place of the one that there was, and tell it."""
    records = services_of(interaction).records
    await kept(records.set_access(server_of(interaction), access, by=by(interaction), now_s=now_s(interaction)))
    await tell(interaction, told)


async def say_nothing_of(interaction: Interaction, kind: AccessKind, target: str, *, told: str) -> None:
    """Forget a verdict.

    Raises
    ------
    UserError
        If there is none.
    """
    records, server = services_of(interaction).records, server_of(interaction)
    if not await kept(records.remove_access(server, kind, target, by=by(interaction), now_s=now_s(interaction))):
        raise UserError(NOTHING_SAID.format(who=named(kind, target, server)), code="E-UNKNOWN")
    await tell(interaction, told)


async def said(interaction: Interaction, *kinds: AccessKind) -> list[Access]:
    """List what a server says of its channels, or of its roles and members."""
    oversight = await kept(services_of(interaction).records.oversight(server_of(interaction)))
    return [one for one in oversight.access if one.kind in kinds]


def lines_of(access: Iterable[Access], server: str) -> list[str]:
    """Write a line a verdict, the same verdicts together."""
    found = list(access)
    lines = (_line(verdict, [one for one in found if one.verdict == verdict], server) for verdict in EMOJI)
    return [line for line in lines if line]


def named(kind: AccessKind, target: str, server: str) -> str:
    """Mention a channel, a role or somebody; nobody hears of it."""
    if kind == "channel":
        return f"<#{target}>"
    if kind == "user":
        return f"<@{target}>"
    return "@everyone" if target == server else f"<@&{target}>"


def _line(verdict: Verdict, found: list[Access], server: str) -> str:
    who = ", ".join(named(one.kind, one.target, server) for one in found)
    return f"{EMOJI[verdict]} {verdict}: {who}" if who else ""
