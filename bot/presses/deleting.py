"""🗑 Delete: the clip's files go, and its message says who took them away."""

from typing import Final

from bot.answers import NOBODY
from bot.card import removed_view
from bot.clearing import forget
from bot.family.withdrawing import clips_of, withdraw
from bot.found import NO_CARD, Interaction, is_author, manages_messages
from bot.jams.taking_out import taken_out
from bot.patience import soon
from bot.records.values import CardRecord
from bot.services import services_of
from core.errors import UserError

NOT_YOURS: Final = "Only the person who asked for it, or somebody who may manage messages here, can delete this."
STILL_WORKING: Final = "This is still being worked on: cancel it first."

FINDING_S: Final = 5.0
"""How long to look for the card once the press is acknowledged."""


async def delete(interaction: Interaction, card_id: str) -> None:
    """Delete a card's clips and say so in its place. To press again repeats what a broken connection left undone."""
    await interaction.response.defer()
    services = services_of(interaction)
    record = await soon(services.records.card(card_id), within_s=FINDING_S)
    deletable = _require_deletable(interaction, record)
    await withdraw(services, interaction.client, deletable, clips_of(deletable))
    await forget(services, deletable)
    view = removed_view(str(interaction.user.id))
    await interaction.edit_original_response(content=view.content, attachments=[], view=None, allowed_mentions=NOBODY)
    await taken_out(services, interaction.client, deletable)


def _require_deletable(interaction: Interaction, record: CardRecord | None) -> CardRecord:
    if record is None:
        raise UserError(NO_CARD, code="E-UNKNOWN")
    if not is_author(interaction, record.card.origin.author) and not manages_messages(interaction, record.card):
        raise UserError(NOT_YOURS, code="E-NOT-YOURS")
    if record.card.state in {"open", "frozen"}:
        raise UserError(STILL_WORKING, code="E-BUSY")
    return record
