"""/riff-admin: what a server's managers decide for everybody there."""

from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot import recipes, suggestions
from bot.answers import NOBODY, defer
from bot.commands import Command
from bot.patience import soon, soon_or_nothing
from bot.records import Preset
from bot.services import services_of
from bot.words import escape, fit
from core.errors import UserError

Interaction = discord.Interaction[Any]

FINDING_S: Final = 5.0
NAME_MAX: Final = 32
SHOWN: Final = 60
"""Characters of a preset's words in the list."""

NONE: Final = "This server has no presets. `/riff-admin presets add` makes one."
NOT_FOUND: Final = "This server has no preset of that name: `/riff-admin presets list` shows what there is."

riff_admin = app_commands.Group(
    name="riff-admin",
    description="For those who manage this server.",
    default_permissions=discord.Permissions(manage_guild=True),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
)
presets = app_commands.Group(
    name="presets", description="Words that /riff offers to everybody here.", parent=riff_admin
)


@presets.command(description="Offer words to everybody here, in place of those that have the same name.")
@app_commands.describe(name="What they are called.", prompt="The words.")
async def add(
    interaction: Interaction, name: Range[str, 1, NAME_MAX], prompt: Range[str, 1, suggestions.CHOICE_CHARACTERS]
) -> None:
    """Remember a preset; its words must be some from which a clip can be made."""
    await defer(interaction)
    recipes.riff_of({"prompt": prompt, "seed": 0})
    records = services_of(interaction).records
    await soon(records.add_preset(str(interaction.guild_id), Preset(name, prompt)), within_s=FINDING_S)
    await _tell(interaction, f"`/riff` offers this to everybody here now: {_line(Preset(name, prompt))}")


@presets.command(description="Offer words no more.")
@app_commands.describe(name="What they are called.")
async def remove(interaction: Interaction, name: str) -> None:
    """Forget a preset."""
    await defer(interaction)
    records = services_of(interaction).records
    if not await soon(records.remove_preset(str(interaction.guild_id), name), within_s=FINDING_S):
        raise UserError(NOT_FOUND)
    await _tell(interaction, f"`/riff` offers **{escape(name)}** no more.")


@presets.command(name="list", description="See what is offered to everybody here.")
async def show(interaction: Interaction) -> None:
    """List the presets of this server."""
    await defer(interaction)
    found = await soon(services_of(interaction).records.presets(str(interaction.guild_id)), within_s=FINDING_S)
    await _tell(interaction, fit([_line(one) for one in found]) or NONE)


@remove.autocomplete("name")
async def offer_names(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer the names that there are."""
    found = await soon_or_nothing(services_of(interaction).records.presets(str(interaction.guild_id)))
    names = [(one.name, one.name) for one in found if typed.casefold() in one.name.casefold()]
    return [Choice(name=shown, value=value) for shown, value in suggestions.choices(names)]


def _line(one: Preset) -> str:
    return f"**{escape(one.name)}** · {escape(one.prompt, most=SHOWN)}"


async def _tell(interaction: Interaction, words: str) -> None:
    await interaction.edit_original_response(content=words, allowed_mentions=NOBODY)


COMMANDS: Final[tuple[Command, ...]] = (riff_admin,)
