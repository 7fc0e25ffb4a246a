"""Strikes: a warning that counts for a month, and from the second on a block with it."""

from dataclasses import dataclass
from typing import Final

import discord

from bot.card import CardView
from bot.cases.telling import tell_user
from bot.records.oversight import REASON_MAX, Block, Strike
from bot.records.sanctions import STRIKE_S
from bot.services import Services
from bot.words import date, escape, mention, ordinal

WARNED: Final = "⚠️ The moderators of {where} gave you a strike. It counts until {until}; with the next you are blocked."
BLOCKED: Final = "⚠️ The moderators of {where} gave you your {nth} strike: you can make nothing there {until}."
SAID: Final = "They say: “{reason}”"
LOOK: Final = "`/account standing` shows what counts."

FOR_GOOD: Final = "until it is lifted"


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands in a server: strikes that count, and the block that came with the last, if one did."""

    strikes: int
    block: Block | None


async def strike(
    services: Services, client: discord.Client, *, server: str, user: str, by: str, reason: str
) -> Standing:
    """Give somebody a strike, with the block that it earns, and tell them."""
    now_s = services.clock()
    given = Strike(server, user, by, reason, given_s=now_s, until_s=now_s + STRIKE_S)
    struck = await services.records.strike(given)
    stands = Standing(len(struck.strikes), struck.block)
    lines = [strike_line(stands, where=where_of(client, server), until_s=given.until_s)]
    lines += [SAID.format(reason=escape(reason, most=REASON_MAX))] if reason else []
    await tell_user(client, user, CardView("\n".join([*lines, LOOK])), nonce=f"strike-{round(now_s)}-{user}"[:25])
    return stands


def strike_line(stands: Standing, *, where: str, until_s: float) -> str:
    """Tell somebody of their latest strike."""
    if stands.block is None:
        return WARNED.format(where=where, until=date(until_s))
    return BLOCKED.format(where=where, nth=ordinal(stands.strikes), until=until_of(stands.block))


def struck_line(stands: Standing, user: str) -> str:
    """Tell a moderator what a strike led to."""
    then = f", blocked {until_of(stands.block)}" if stands.block else ", a warning"
    return f"⚠️ {mention(user)} has their {ordinal(stands.strikes)} strike{then}."


def until_of(block: Block) -> str:
    """Say how long a block lasts."""
    return FOR_GOOD if block.until_s is None else f"until {date(block.until_s)}"


def where_of(client: discord.Client, server: str) -> str:
    """Name a server to somebody who reads of it elsewhere."""
    guild = client.get_guild(int(server)) if server.isdigit() else None
    return f"**{escape(guild.name, most=100)}**" if guild else "a server"
