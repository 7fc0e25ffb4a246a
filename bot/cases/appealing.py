"""What was refused, put before the moderators by whoever asked for it."""

from typing import Any, Final

import discord

from bot.cases.words import KINDS
from bot.found import NO_CARD, is_author
from bot.patience import in_time, soon
from bot.records.oversight import Case
from bot.records.values import CardRecord
from bot.services import services_of
from core.errors import UserError

Interaction = discord.Interaction[Any]

NOT_YOURS: Final = "Only the person who asked for it can appeal."
NO_MODERATORS: Final = "Nobody moderates here, so there is nobody to appeal to. Nothing was used up: try other words."
IN_A_JAM: Final = "A jam doesn't wait for an appeal. Nothing was used up: enter other words, with 🎤 Contribute."
APPEALED: Final = "You have appealed already: it is **#{number}**. `/account standing` shows how it stands."
TOO_LATE: Final = "This can't be appealed: it is more than a day old, or what nobody may allow. Nothing was used up."
PUT: Final = (
    "{emoji} Your appeal is **#{number}**. The moderators look at it, and you hear of it. Nothing was used up. "
    "`/account standing` shows how it stands."
)


async def appealable(interaction: Interaction, card_id: str) -> CardRecord:
    """Find a refused card of whoever acts.

    Raises
    ------
    UserError
        If it is somebody else's or forgotten, there is nobody to decide, or they appealed already.
    """
    record = await in_time(interaction, services_of(interaction).records.card(card_id))
    if record is None:
        raise UserError(NO_CARD, code="E-UNKNOWN")
    if not is_author(interaction, record.card.origin.author):
        raise UserError(NOT_YOURS, code="E-NOT-YOURS")
    if record.card.origin.server is None:
        raise UserError(NO_MODERATORS, code="E-MODERATORS")
    if record.card.origin.jam is not None:
        raise UserError(IN_A_JAM, code="E-VALUE")
    case = await in_time(interaction, services_of(interaction).records.case_of_card(card_id))
    if case is not None and case.kind == "appeal":
        raise UserError(APPEALED.format(number=case.number), code="E-OVER")
    return record


async def appeal(interaction: Interaction, card_id: str, text: str) -> str:
    """Put a refused card before the moderators, once, and say so.

    Raises
    ------
    UserError
        If that can't be.
    """
    await appealable(interaction, card_id)
    services = services_of(interaction)
    case = await soon(services.records.appeal(card_id, text, services.clock()))
    if case is None:
        raise UserError(TOO_LATE, code="E-OVER")
    return told_of(case)


def told_of(case: Case) -> str:
    """Say that an appeal is with the moderators."""
    return PUT.format(emoji=KINDS["appeal"][0], number=case.number)
