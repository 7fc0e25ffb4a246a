"""A person who may make nothing in a server any more, for some time or until somebody lifts it."""

from typing import Final

import discord

from bot.card import CardView
from bot.cases.striking import until_of, where_of
from bot.cases.telling import tell_user
from bot.freezing import call_off_of
from bot.privacy.pseudonym import pseudonym
from bot.records.oversight import REASON_MAX, Block
from bot.services import Services
from bot.words import escape, mention
from core.errors import UserError

TOLD: Final = "🚫 The moderators of {where} blocked you: you can make nothing there {until}."
LIFTED_TOLD: Final = "✅ The moderators of {where} lifted your block: you can make riffs there again."
SAID: Final = "They say: “{reason}”"
LOOK: Final = "`/account standing` shows what holds."

BLOCKED: Final = "🚫 {who} can make nothing here {until}."
CALLED_OFF: Final = "What they waited for or had painted is called off ({number})."
LIFTED: Final = "✅ {who} is no longer blocked here."
NOT_BLOCKED: Final = "{who} is not blocked here. Nothing was changed."


async def block(services: Services, client: discord.Client, asked: Block) -> str:
    """Block somebody, call off what they wait for, tell them, and say to the moderator what came of it."""
    holding = await services.records.block(asked)
    ended = await call_off_of(services, holding)
    await _tell(client, holding, TOLD.format(where=where_of(client, holding.server), until=until_of(holding)))
    lines = [BLOCKED.format(who=mention(holding.user), until=until_of(holding))]
    return " ".join([*lines, *([CALLED_OFF.format(number=ended)] if ended else [])])


async def unblock(services: Services, client: discord.Client, *, server: str, user: str, by: str) -> str:
    """Lift a block, and tell who had it; one of before they had all their data deleted is lifted too.

    Raises
    ------
    UserError
        If there is none.
    """
    now_s = services.clock()
    names = (user, pseudonym(services.settings, user))
    lifted = [await services.records.unblock(server, name, by=by, now_s=now_s) for name in names]
    if not any(lifted):
        raise UserError(NOT_BLOCKED.format(who=mention(user)), code="E-UNKNOWN")
    words = LIFTED_TOLD.format(where=where_of(client, server))
    await tell_user(client, user, CardView(words), nonce=f"unblock-{round(now_s)}-{user}"[:25])
    return LIFTED.format(who=mention(user))


async def _tell(client: discord.Client, block: Block, words: str) -> None:
    said = [SAID.format(reason=escape(block.reason, most=REASON_MAX))] if block.reason else []
    view = CardView("\n".join([words, *said, LOOK]))
    await tell_user(client, block.user, view, nonce=f"block-{round(block.since_s)}-{block.user}"[:25])
