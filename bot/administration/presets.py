"""/riff-admin presets: words that /riff offers to everybody in a server."""

from typing import Final

from discord import app_commands
from discord.app_commands import Choice, Range

from bot import suggestions
from bot.administration.answering import Interaction, kept, server_of, tell
from bot.answers import defer
from bot.judging.gate import require_good_words
from bot.judging.shown import shown
from bot.patience import soon_or_nothing
from bot.records import Preset
from bot.services import services_of
from bot.words import escape
from core import recipes
from core.errors import UserError

NAME_MAX: Final = 32
SHOWN: Final = 60
"""Characters of a preset's words in the list."""

NONE: Final = "This server has no presets. `/riff-admin presets add` makes one."
NOT_FOUND: Final = "This server has no preset of that name: `/riff-admin presets list` shows what there is."

presets = app_commands.Group(name="presets", description="Words that /riff offers to everybody here.")


@presets.command(description="Offer words to everybody here, in place of those that have the same name.")
@app_commands.describe(name="What they are called.", prompt="The words.")
async def add(
    interaction: Interaction, name: Range[str, 1, NAME_MAX], prompt: Range[str, 1, suggestions.CHOICE_CHARACTERS]
) -> None:
    """Remember a preset; its words must be some from which a clip can be made."""
    await defer(interaction)
    recipes.riff_of({"prompt": prompt, "seed": 0})
    await require_good_words(interaction, [name, prompt])
    await kept(services_of(interaction).records.add_preset(server_of(interaction), Preset(name, prompt)))
    await tell(interaction, f"`/riff` offers this to everybody here now: {_line(Preset(name, prompt))}")


@presets.command(description="Offer words no more.")
@app_commands.describe(name="What they are called.")
async def remove(interaction: Interaction, name: str) -> None:
    """Forget a preset."""
    await defer(interaction)
    if not await kept(services_of(interaction).records.remove_preset(server_of(interaction), name)):
        raise UserError(NOT_FOUND, code="E-UNKNOWN")
    await tell(interaction, f"`/riff` offers **{escape(name)}** no more.")


@presets.command(name="list", description="See what is offered to everybody here.")
async def show(interaction: Interaction) -> None:
    """List the presets of this server."""
    await defer(interaction)
    found = await kept(services_of(interaction).records.presets(server_of(interaction)))
    await tell(interaction, *([_line(one) for one in found] or [NONE]))


@remove.autocomplete("name")
async def offer_names(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer the names that there are."""
    found = await soon_or_nothing(services_of(interaction).records.presets(server_of(interaction)))
    names = [(one.name, one.name) for one in found if typed.casefold() in one.name.casefold()]
    return [Choice(name=shown, value=value) for shown, value in suggestions.choices(names)]


def _line(one: Preset) -> str:
    return f"**{escape(shown(one.name))}** · {escape(shown(one.prompt), most=SHOWN)}"
