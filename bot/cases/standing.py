"""How somebody stands with moderators: strikes, blocks, and what was asked about them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import discord

from bot.cases.striking import until_of, where_of
from bot.cases.words import KINDS, state_of
from bot.choosing import viewer_of
from bot.patience import soon
from bot.privacy.pseudonym import pseudonym
from bot.records.oversight import DIRECT, EVERYWHERE, JAMGRAM, Block, Case, Strike
from bot.services import services_of
from bot.words import date, escape, fit, moment

Interaction = discord.Interaction[Any]

CASES_SHOWN: Final = 10
REASON_SHOWN: Final = 150

CLEAN: Final = "✅ No strikes, no blocks, and nothing that moderators look at."
WIDELY: Final[Mapping[str, str]] = {
    EVERYWHERE: "anywhere, says whoever runs Jamgram",
    DIRECT: "in direct messages and wherever I am no member",
}
COOLING: Final = (
    "🧊 Three things that you asked for {where} were refused within ten minutes: you can ask again {when}. "
    "No moderator did that, and it is no strike."
)


async def standing_of(interaction: Interaction) -> str:
    """Tell somebody how they stand: in the server where they ask, in a direct message everywhere.

    What was decided about somebody before all of theirs was deleted still holds, so it is told as well.
    """
    services, (user, server) = services_of(interaction), viewer_of(interaction)
    now_s = services.clock()
    names = (user, pseudonym(services.settings, user))
    strikes = [one for name in names for one in await soon(services.records.strikes(server, name, now_s))]
    known = [one for name in names for one in await soon(services.records.blocks_of(name))]
    blocks = [one for one in known if _holds(one, server, now_s)]
    cases = await soon(services.records.cases_about(user, server, CASES_SHOWN))
    lines = [*_blocks(interaction.client, blocks), *_strikes(interaction.client, strikes), *_cases(cases)]
    return fit(lines or [CLEAN])


def _holds(block: Block, server: str | None, now_s: float) -> bool:
    is_here = server is None or block.server in {server, EVERYWHERE}
    return is_here and (block.until_s is None or block.until_s > now_s)


def _blocks(client: discord.Client, blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        where = WIDELY[block.server] if block.server in WIDELY else f"in {where_of(client, block.server)}"
        if block.by == JAMGRAM and block.until_s is not None:
            yield COOLING.format(where=where, when=moment(block.until_s))
        else:
            yield f"🚫 You can make nothing {where}, {until_of(block)}{_why(block.reason)}"


def _strikes(client: discord.Client, strikes: Iterable[Strike]) -> Iterator[str]:
    for one in strikes:
        where = where_of(client, one.server)
        yield f"⚠️ A strike in {where} {moment(one.given_s)}, which counts until {date(one.until_s)}{_why(one.reason)}"


def _cases(cases: Iterable[Case]) -> Iterator[str]:
    for case in cases:
        emoji, kind = KINDS[case.kind]
        yield f"{emoji} **#{case.number}** · {kind} {moment(case.opened_s)} · {state_of(case)}{_why(case.reason)}"


def _why(reason: str) -> str:
    return f": “{escape(reason, most=REASON_SHOWN)}”" if reason else ""
