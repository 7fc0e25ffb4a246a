"""✖️ Cancel: its author calls a card off."""

from typing import Final

from bot.cancelling import call_off
from bot.card import cancelled_view
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
        raise UserError(NOT_YOURS)
    if record.card.state != "open":
        raise UserError(OVER)
    if not record.requests:
        await _stop_fetching(interaction, record)
        return
    await interaction.response.defer()
    await call_off(services_of(interaction), record)


async def _stop_fetching(interaction: Interaction, record: CardRecord) -> None:
    """Close a card that asked for nothing yet; its file is of no use when it comes."""
    await interaction.response.edit_message(content=cancelled_view(record).content, view=None)
    await services_of(interaction).records.refuse(record.card.id)
