"""/riff-admin: what a server's managers decide for everybody there."""

from dataclasses import replace
from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot import suggestions
from bot.answers import NOBODY, defer
from bot.commands import Command
from bot.patience import soon, soon_or_nothing
from bot.records import Preset
from bot.records.preferences import ServerSettings
from bot.records.values import Remixes
from bot.services import services_of
from bot.words import escape, fit
from core import recipes
from core.errors import UserError

Interaction = discord.Interaction[Any]

FINDING_S: Final = 5.0
NAME_MAX: Final = 32
SHOWN: Final = 60
"""Characters of a preset's words in the list."""

NONE: Final = "This server has no presets. `/riff-admin presets add` makes one."
NOT_FOUND: Final = "This server has no preset of that name: `/riff-admin presets list` shows what there is."

PROMOTION_MOST: Final = 1000

SHOWN_AGAIN: Final = "⭐ A remix with {stars} is shown in the channel too, not only in its thread."
NEVER_SHOWN_AGAIN: Final = "⭐ Remixes stay in their threads, however many stars they get."
SHARED: Final[dict[Remixes, str]] = {
    "all": "🌱 Everybody may remix what is made here, unless its author says otherwise.",
    "ask": "🌱 Whoever wants to remix what is made here asks its author, unless that one says otherwise.",
    "none": "🌱 Nobody may remix what others make here, unless its author says otherwise.",
}

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


@riff_admin.command(description="See what holds in this server for remixes, or change it.")
@app_commands.describe(
    promotion="How many stars a remix needs to be shown in the channel; 0: none ever is.",
    remixes="Who may remix what is made here from now on, if its author said nothing.",
)
async def settings(
    interaction: Interaction,
    promotion: Range[int, 0, PROMOTION_MOST] | None = None,
    remixes: Remixes | None = None,
) -> None:
    """Remember what was chosen, if anything was, and say what holds."""
    await defer(interaction)
    records, server = services_of(interaction).records, str(interaction.guild_id)
    before = await soon(records.server_settings(server), within_s=FINDING_S)
    stars = before.promotion if promotion is None else promotion
    chosen = replace(before, promotion=stars, remixes=remixes or before.remixes)
    if chosen != before:
        await soon(records.set_server_settings(server, chosen), within_s=FINDING_S)
    await _tell(interaction, told_of(chosen))


def told_of(chosen: ServerSettings) -> str:
    """Say what holds in a server."""
    stars = "1 star" if chosen.promotion == 1 else f"{chosen.promotion} stars"
    shown = SHOWN_AGAIN.format(stars=stars) if chosen.promotion else NEVER_SHOWN_AGAIN
    return f"{shown}\n{SHARED[chosen.remixes]}"


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
