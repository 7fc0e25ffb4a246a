"""👁️ Who sees it: its author says who may see a clip and make others of it."""

from typing import Any, get_args

from bot.answers import NOBODY, defer
from bot.buttons import buttons_of
from bot.found import UNKNOWN_BUTTON, Interaction
from bot.gallery.finding import riff_of
from bot.gallery.sharing import choice, require_own
from bot.gallery.sharing import share as remember
from bot.records.values import ClipRecord, Remixes, Visibility
from core.errors import UserError


async def share(interaction: Interaction, clip_id: str) -> None:
    """Show how a clip is shared, with the other ways to choose from."""
    await defer(interaction)
    clip = await riff_of(interaction, clip_id)
    require_own(interaction, clip)
    await _show(interaction, clip)


async def seen(interaction: Interaction, target: str) -> None:
    """Change who may see it."""
    clip_id, value = _parts(target, Visibility)
    await interaction.response.defer()
    clip = await riff_of(interaction, clip_id)
    require_own(interaction, clip)
    await _show(interaction, await remember(interaction, clip, visibility=value))


async def consent(interaction: Interaction, target: str) -> None:
    """Change who may make others of it."""
    clip_id, value = _parts(target, Remixes)
    await interaction.response.defer()
    clip = await riff_of(interaction, clip_id)
    require_own(interaction, clip)
    await _show(interaction, await remember(interaction, clip, remixes=value))


async def _show(interaction: Interaction, clip: ClipRecord) -> None:
    view = choice(clip)
    await interaction.edit_original_response(content=view.content, view=buttons_of(view), allowed_mentions=NOBODY)


def _parts(target: str, values: Any) -> tuple[str, Any]:  # noqa: ANN401 - one of the named values
    clip_id, _, value = target.rpartition("-")
    if value not in get_args(values):
        raise UserError(UNKNOWN_BUTTON, code="E-UNKNOWN")
    return clip_id, value
