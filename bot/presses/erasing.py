"""🗑️ Delete everything, and 🌱 Keep everything: one's own data."""

from bot.answers import NOBODY
from bot.buttons import buttons_of
from bot.card import CardView
from bot.found import Interaction
from bot.privacy import deleting


async def erase(interaction: Interaction, user: str) -> None:
    """Have everything of whoever presses deleted in a day."""
    await interaction.response.defer()
    await _show(interaction, await deleting.begin(interaction, user))


async def keep(interaction: Interaction, user: str) -> None:
    """Take that back."""
    await interaction.response.defer()
    await _show(interaction, await deleting.keep(interaction, user))


async def _show(interaction: Interaction, view: CardView) -> None:
    await interaction.edit_original_response(content=view.content, view=buttons_of(view), allowed_mentions=NOBODY)
