"""🎛 Remix: asks what to paint over the clip."""

from bot.found import Interaction, clip_under
from bot.modals.remix import remix_modal


async def remix(interaction: Interaction, clip_id: str) -> None:
    """Ask in a modal, which comes back to `bot/modals/remix.py`."""
    clip = await clip_under(interaction, clip_id)
    await interaction.response.send_modal(remix_modal(clip))
