"""/account: what one chose for oneself, how one stands, and one's own data."""

from datetime import UTC, datetime
from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.account import choosing, limits, shunning
from bot.answers import NOBODY, defer
from bot.buttons import buttons_of
from bot.card import CardView
from bot.cases import standing
from bot.choices.here import settled_here
from bot.choices.keys import LENGTH, PING, PRIVATE_BY_DEFAULT, PROGRESS, QUALITY, REMIXES
from bot.commands import Command
from bot.privacy import deleting
from bot.privacy.exporting import export
from bot.privacy.telling import told_of
from bot.services import services_of
from bot.words import fit
from core.errors import UserError

Interaction = discord.Interaction[Any]

NO_DAY: Final = "`after` has to be a day, such as 2026-11-23. Nothing was gathered."

account = app_commands.Group(name="account", description="What you chose for yourself, how you stand, and your data.")
data = app_commands.Group(name="data", description="All that is kept of you.", parent=account)


@account.command(description="See what holds for you here and whose choice that is, or choose for yourself.")
@app_commands.describe(
    remixes="Who may remix what you make from now on: everybody, whoever asks you, or nobody.",
    length="How many seconds a clip of yours has if you don't say.",
    quality="How often the painter goes over a picture of yours if you don't say.",
    ping="A reply with a sound when a clip took long, one without, or none.",
    private_by_default="Whether a clip of yours is for you alone if you don't say.",
    progress="Whether your cards are edited while they wait and are painted.",
)
@app_commands.choices(
    **{
        one.key: [Choice(name=offer, value=offer) for offer in choosing.offers_of(one)]
        for one in (REMIXES, LENGTH, QUALITY, PING, PRIVATE_BY_DEFAULT, PROGRESS)
    }
)
async def settings(
    interaction: Interaction,
    *,
    remixes: str | None = None,
    length: str | None = None,
    quality: str | None = None,
    ping: str | None = None,
    private_by_default: str | None = None,
    progress: str | None = None,
) -> None:
    """Remember what was chosen, if anything was, and say what holds."""
    await defer(interaction)
    typed = {"remixes": remixes, "length": length, "quality": quality, "ping": ping}
    await choosing.choose(interaction, {**typed, "private_by_default": private_by_default, "progress": progress})
    await _tell(interaction, *await choosing.lines_here(interaction))


@account.command(name="limits", description="See how much of today you have used, and when there is room again.")
async def show_limits(interaction: Interaction) -> None:
    """Say how somebody stands."""
    await defer(interaction)
    await _tell(interaction, *limits.lines_of(await limits.standing_of(interaction)))


@account.command(name="standing", description="See your strikes and blocks, and what moderators look at.")
async def show_standing(interaction: Interaction) -> None:
    """Say how somebody stands with moderators."""
    await defer(interaction)
    await _tell(interaction, await standing.standing_of(interaction))


@account.command(description="See what is kept of you, and for how long.")
async def privacy(interaction: Interaction) -> None:
    """Say what is kept."""
    await defer(interaction)
    server_days = (await settled_here(interaction)).retention_days
    await _tell(interaction, told_of(services_of(interaction).settings, server_days=server_days))


@account.command(name="block", description="Keep somebody from remixing your riffs, and theirs out of your lists.")
@app_commands.describe(user="Whom.")
async def block_user(interaction: Interaction, user: discord.User) -> None:
    """Remember whom somebody wants nothing to do with."""
    await defer(interaction)
    await _tell(interaction, await shunning.shun(interaction, str(user.id)))


@account.command(name="unblock", description="Take that back.")
@app_commands.describe(user="Whom.")
async def unblock_user(interaction: Interaction, user: discord.User) -> None:
    """Forget it."""
    await defer(interaction)
    await _tell(interaction, await shunning.unshun(interaction, str(user.id)))


@data.command(name="export", description="Get all that is kept of you, as archives.")
@app_commands.describe(
    files="With your pictures and sounds, or only what is written.",
    after="Only riffs from this day on with their files, such as 2026-11-23.",
)
async def export_data(interaction: Interaction, *, files: bool = True, after: str | None = None) -> None:
    """Gather everything and hand it over."""
    await defer(interaction)
    await export(interaction, with_files=files, after_s=0.0 if after is None else _day_s(after))


@data.command(name="delete", description="Have all that is kept of you deleted, after a day to think again.")
async def delete_data(interaction: Interaction) -> None:
    """Ask whether it is meant."""
    await defer(interaction)
    await _show(interaction, await deleting.question(interaction))


@data.command(name="keep", description="Take back that all of yours is deleted.")
async def keep_data(interaction: Interaction) -> None:
    """Let everything stay."""
    await defer(interaction)
    await _show(interaction, await deleting.keep(interaction, str(interaction.user.id)))


def _day_s(typed: str) -> float:
    try:
        return datetime.strptime(typed.strip(), "%Y-%m-%d").replace(tzinfo=UTC).timestamp()
    except ValueError as error:
        raise UserError(NO_DAY, code="E-VALUE") from error


async def _tell(interaction: Interaction, *lines: str) -> None:
    await interaction.edit_original_response(content=fit(list(lines)), allowed_mentions=NOBODY)


async def _show(interaction: Interaction, view: CardView) -> None:
    await interaction.edit_original_response(content=view.content, view=buttons_of(view), allowed_mentions=NOBODY)


COMMANDS: Final[tuple[Command, ...]] = (account,)
