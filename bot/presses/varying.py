"""✨ Vary: asks how far to go from the clip."""

from bot.found import Interaction, clip_under
from bot.modals.vary import vary_modal
from core.recipes import require_painted


async def vary(interaction: Interaction, clip_id: str) -> None:
    """Ask in a modal, which comes back to `bot/modals/vary.py`."""
    clip = await clip_under(interaction, clip_id)
    require_painted(clip.recipe)
    await interaction.response.send_modal(vary_modal(clip))
