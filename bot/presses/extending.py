"""➡️ Extend: asks where the clip goes on."""

from bot.found import Interaction, clip_under
from bot.modals.extend import extend_modal


async def extend(interaction: Interaction, clip_id: str) -> None:
    """Ask in a modal, which comes back to `bot/modals/extend.py`."""
    clip = await clip_under(interaction, clip_id)
    await interaction.response.send_modal(extend_modal(clip))
