"""▶️ of the wizard: to another screen, to the self-test, and to a first clip."""

from typing import Final

from bot.found import Interaction
from bot.intake import take_in
from bot.services import services_of
from bot.setup.walking import require_manager, show_screen
from core import recipes

FIRST: Final = "first"
WORDS: Final = "warm lo-fi beats, soft piano"


async def set_up(interaction: Interaction, target: str) -> None:
    """Show what the button leads to."""
    require_manager(interaction)
    if target == FIRST:
        await _first_clip(interaction)
        return
    await interaction.response.defer()
    await show_screen(interaction, target)


async def _first_clip(interaction: Interaction) -> None:
    """Ask for a clip as /riff does, for all in this channel to hear."""
    model = services_of(interaction).settings.riff_model
    fields = {"prompt": WORDS, "seed": recipes.new_seed(), "model": model}
    await take_in(interaction, [recipes.riff_of(fields)], private=False)
