"""How somebody stands with moderators: strikes, blocks, and what was asked about them."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import discord

from bot.cases.striking import until_of, where_of
from bot.cases.words import KINDS, state_of
from bot.choosing import viewer_of
from bot.patience import soon
from bot.records.oversight import EVERYWHERE, Block, Case, Strike
from bot.services import services_of
from bot.words import escape, fit, moment

Interaction = discord.Interaction[Any]

CASES_SHOWN: Final = 10
REASON_SHOWN: Final = 150

CLEAN: Final = "✅ No strikes, no blocks, and nothing that moderators look at."
EVERYWHERE_SAID: Final = "everywhere, by whoever runs Jamgram"


async def standing_of(interaction: Interaction) -> str:
    """Tell somebody how they stand: in the server where they ask, in a direct message everywhere."""
    services, (user, server) = services_of(interaction), viewer_of(interaction)
    now_s = services.clock()
    strikes = await soon(services.records.strikes(server, user, now_s))
    blocks = [one for one in await soon(services.records.blocks_of(user)) if _holds(one, server, now_s)]
    cases = await soon(services.records.cases_about(user, server, CASES_SHOWN))
    lines = [*_blocks(interaction.client, blocks), *_strikes(interaction.client, strikes), *_cases(cases)]
    return fit(lines or [CLEAN])


def _holds(block: Block, server: str | None, now_s: float) -> bool:
    is_here = server is None or block.server in {server, EVERYWHERE}
    return is_here and (block.until_s is None or block.until_s > now_s)


def _blocks(client: discord.Client, blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        where = EVERYWHERE_SAID if block.server == EVERYWHERE else f"in {where_of(client, block.server)}"
        yield f"🚫 You can make nothing {where}, {until_of(block)}{_why(block.reason)}"


def _strikes(client: discord.Client, strikes: Iterable[Strike]) -> Iterator[str]:
    for one in strikes:
        where = where_of(client, one.server)
        yield f"⚠️ A strike in {where} {moment(one.given_s)}, which counts until {moment(one.until_s)}{_why(one.reason)}"


def _cases(cases: Iterable[Case]) -> Iterator[str]:
    for case in cases:
        emoji, kind = KINDS[case.kind]
        yield f"{emoji} **#{case.number}** · {kind} {moment(case.opened_s)} · {state_of(case)}{_why(case.reason)}"


def _why(reason: str) -> str:
    return f": “{escape(reason, most=REASON_SHOWN)}”" if reason else ""
