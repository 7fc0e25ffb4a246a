"""⬇️ Export: a clip in another form, for whoever asks."""

from bot.answers import NOBODY, defer
from bot.buttons import buttons_of
from bot.found import UNKNOWN_BUTTON, Interaction, clip_under
from bot.gallery.exporting import choice, hand_over, is_form, is_made, order
from core.errors import UserError


async def export(interaction: Interaction, clip_id: str) -> None:
    """Ask in which form."""
    await defer(interaction)
    view = choice(await clip_under(interaction, clip_id))
    await interaction.edit_original_response(content=view.content, view=buttons_of(view), allowed_mentions=NOBODY)


async def form(interaction: Interaction, target: str) -> None:
    """Send what there is already; let the rest be made."""
    clip_id, _, wanted = target.rpartition("-")
    if not is_form(wanted):
        raise UserError(UNKNOWN_BUTTON, code="E-UNKNOWN")
    clip = await clip_under(interaction, clip_id)
    if is_made(wanted):
        await order(interaction, clip, wanted)
    else:
        await hand_over(interaction, clip, wanted)
