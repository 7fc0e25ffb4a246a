"""🗑️ Delete of one clip, in its panel: it asks first, as nothing brings the clip back."""

from bot.answers import NOBODY, defer
from bot.buttons import buttons_of
from bot.found import Interaction
from bot.gallery.deleting import GONE, card_to_delete, delete, question
from bot.gallery.finding import riff_of


async def drop(interaction: Interaction, clip_id: str) -> None:
    """Ask whether the clip is to be deleted for good."""
    await defer(interaction)
    clip = await riff_of(interaction, clip_id)
    await card_to_delete(interaction, clip)
    view = question(clip)
    await interaction.edit_original_response(content=view.content, view=buttons_of(view), allowed_mentions=NOBODY)


async def dropped(interaction: Interaction, clip_id: str) -> None:
    """Delete it."""
    await interaction.response.defer()
    clip = await riff_of(interaction, clip_id)
    await delete(interaction, clip, await card_to_delete(interaction, clip))
    said = GONE.format(name=f"`{clip.recipe.recipe_id}`")
    await interaction.edit_original_response(content=said, view=None, allowed_mentions=NOBODY)
