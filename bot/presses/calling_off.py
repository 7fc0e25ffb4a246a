"""✖️ Cancel: its author calls a card off."""

from typing import Final

from bot.buttons import mentions_of
from bot.cancelling import call_off
from bot.card import working_view
from bot.presses.found import Interaction, card_under, is_author
from bot.records.values import CardRecord
from bot.services import Services, services_of
from core.errors import UserError

NOT_YOURS: Final = "Only the person who asked for it can cancel this."
OVER: Final = "This is over already."


async def cancel(interaction: Interaction, card_id: str) -> None:
    """Call the card off; it says so itself once that is true."""
    record = await card_under(interaction, card_id)
    if not is_author(interaction, record.card.origin.author):
        raise UserError(NOT_YOURS)
    if record.card.state != "open":
        raise UserError(OVER)
    await interaction.response.defer()
    services = services_of(interaction)
    if await call_off(services, record):
        await _show_cancelling(interaction, services, record)


async def _show_cancelling(interaction: Interaction, services: Services, record: CardRecord) -> None:
    """Show that a worker has to let go first. If the end was faster, it is shown once more, over this."""
    view = working_view(record, {}, resting=False, cancelling=True, now_s=services.clock())
    await interaction.edit_original_response(
        content=view.content, attachments=[], view=None, allowed_mentions=mentions_of(record.card.origin.author)
    )
    now = await services.records.card(record.card.id)
    if now is not None and now.card.state == "ended":
        await services.records.redeliver(record.card.id)
