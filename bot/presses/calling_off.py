"""✖️ Cancel: its author calls a card off."""

from typing import Final

from bot.answers import NOBODY
from bot.cancelling import call_off
from bot.card import cancelled_view
from bot.cases.posting import show_case
from bot.found import Interaction, card_under, is_author
from bot.records.values import CardRecord
from bot.services import services_of
from core.errors import UserError

NOT_YOURS: Final = "Only the person who asked for it can cancel this."
OVER: Final = "This is over already."


async def cancel(interaction: Interaction, card_id: str) -> None:
    """Call the card off. It says so itself: at once that it stops, and that it is cancelled once that is true.

    Nothing is written over it here: its end may be on its way, and has to stay what is seen last.
    """
    record = await card_under(interaction, card_id)
    if not is_author(interaction, record.card.origin.author):
        raise UserError(NOT_YOURS, code="E-NOT-YOURS")
    if record.card.state == "held":
        await _take_back(interaction, record)
        return
    if record.card.state not in {"open", "frozen"}:
        raise UserError(OVER, code="E-OVER")
    if not record.requests:
        await _stop_fetching(interaction, record)
        return
    await interaction.response.defer()
    await call_off(services_of(interaction), record)


async def _take_back(interaction: Interaction, record: CardRecord) -> None:
    """Take back what moderators were to look at. If they let it through just now, it is called off where it is."""
    await interaction.response.defer()
    services = services_of(interaction)
    await services.records.end_card(record.card.id, None, now_s=services.clock())
    now = await services.records.card(record.card.id)
    if now is not None and now.card.state in {"open", "frozen"}:
        await call_off(services, now)
    case = await services.records.case_of_card(record.card.id)
    if case is not None:
        await show_case(services, interaction.client, case)
    if now is None or now.card.state == "refused":
        said = cancelled_view(record).content
        await interaction.edit_original_response(content=said, view=None, allowed_mentions=NOBODY)


async def _stop_fetching(interaction: Interaction, record: CardRecord) -> None:
    """Close a card that asked for nothing yet; its file is of no use when it comes."""
    await interaction.response.edit_message(content=cancelled_view(record).content, view=None)
    await services_of(interaction).records.refuse(record.card.id)
