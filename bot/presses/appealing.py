"""✋ Appeal: whoever was refused asks the moderators."""

from bot.cases.appealing import appealable
from bot.found import Interaction
from bot.modals.appeal import appeal_modal


async def appeal(interaction: Interaction, card_id: str) -> None:
    """Ask what the moderators should know."""
    await appealable(interaction, card_id)
    await interaction.response.send_modal(appeal_modal(card_id))
