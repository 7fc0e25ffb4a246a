"""◀️ Back, ▶️ Next, 🔎 and 🌳: the browser of clips, turned by buttons that hold all they need in their ids."""

from bot.answers import defer
from bot.found import Interaction
from bot.gallery.details import show_details
from bot.gallery.families import show_family
from bot.gallery.finding import riff_of
from bot.gallery.listings import leaf_of
from bot.gallery.pages import turn_to


async def page(interaction: Interaction, code: str) -> None:
    """Show another page of a list, in place of this one."""
    leaf = leaf_of(code)
    await interaction.response.defer()
    await turn_to(interaction, leaf)


async def details(interaction: Interaction, clip_id: str) -> None:
    """Show all that is known of a clip, to whoever asks."""
    await defer(interaction)
    await show_details(interaction, await riff_of(interaction, clip_id))


async def lineage(interaction: Interaction, clip_id: str) -> None:
    """Show a clip's family tree, to whoever asks."""
    await defer(interaction)
    await show_family(interaction, await riff_of(interaction, clip_id))
