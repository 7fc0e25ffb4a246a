"""/riffs: the browser of clips, and what can be done with one of them."""

from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot.answers import NOBODY, defer
from bot.buttons import buttons_of
from bot.card import CardView
from bot.choosing import offer_clips, viewer_of
from bot.commands import Command
from bot.gallery import deleting, exporting, sharing
from bot.gallery.details import show_details
from bot.gallery.families import show_family
from bot.gallery.finding import riff_named
from bot.gallery.listings import Listing, Period, Scope, cut
from bot.gallery.pages import open_listing
from bot.records.listings import Sort
from bot.records.values import Remixes, Visibility

Interaction = discord.Interaction[Any]

SEARCHED_MAX: Final = 48
"""Characters: so many find it, and each page's buttons carry them."""

RIFF: Final = "Choose one, or type its name, such as R-7F3K9Q."

riffs = app_commands.Group(name="riffs", description="Find riffs, and see, keep and share them.")


@riffs.command(description="See the newest riffs here.")
async def latest(interaction: Interaction) -> None:
    """List what was made in this server, newest first."""
    await _list(interaction, Listing("latest"))


@riffs.command(description="See your own riffs.")
@app_commands.describe(query="Only those with this in their words.", sort="Which come first.")
async def mine(interaction: Interaction, query: Range[str, 0, SEARCHED_MAX] = "", sort: Sort = "newest") -> None:
    """List one's own, wherever they were made."""
    await _list(interaction, Listing("mine", cut(query), sort=sort))


@riffs.command(description="See the riffs that have your star.")
async def favorites(interaction: Interaction) -> None:
    """List what one has starred, the newest star first."""
    await _list(interaction, Listing("favorites"))


@riffs.command(description="See which riffs got most stars.")
@app_commands.describe(period="Stars of which time count.", scope="Riffs of this server, or of everywhere.")
async def top(interaction: Interaction, period: Period = "week", scope: Scope = "here") -> None:
    """List what got most stars."""
    _, server = viewer_of(interaction)
    await _list(interaction, Listing("top", period=period, scope=scope if server else "everywhere"))


@riffs.command(description="Find riffs by their words.")
@app_commands.describe(text="Some of their words, or the beginning of a name.")
async def search(interaction: Interaction, text: Range[str, 1, SEARCHED_MAX]) -> None:
    """List what has these letters in its words."""
    await _list(interaction, Listing("search", cut(text)))


@riffs.command(description="See all about a riff, and do something with it.")
@app_commands.describe(riff=RIFF)
async def show(interaction: Interaction, riff: str) -> None:
    """Show a clip's panel."""
    await defer(interaction)
    await show_details(interaction, await riff_named(interaction, riff))


@riffs.command(description="See what a riff comes of, and what came of it.")
@app_commands.describe(riff=RIFF)
async def lineage(interaction: Interaction, riff: str) -> None:
    """Draw and tell a clip's family tree."""
    await defer(interaction)
    await show_family(interaction, await riff_named(interaction, riff))


@riffs.command(description="Get a riff as a file of another kind.")
@app_commands.rename(form="format")
@app_commands.describe(riff=RIFF, form="Which kind of file.")
async def export(interaction: Interaction, riff: str, form: exporting.Form) -> None:
    """Send a clip in another form."""
    clip = await riff_named(interaction, riff)
    if exporting.is_made(form):
        await exporting.order(interaction, clip, form)
    else:
        await exporting.hand_over(interaction, clip, form)


@riffs.command(description="Delete a riff for good.")
@app_commands.describe(riff=RIFF)
async def delete(interaction: Interaction, riff: str) -> None:
    """Ask whether it is meant."""
    await defer(interaction)
    clip = await riff_named(interaction, riff)
    await deleting.card_to_delete(interaction, clip)
    await _show(interaction, deleting.question(clip))


@riffs.command(description="Say who sees a riff of yours, and who may make others of it.")
@app_commands.describe(riff=RIFF, seen_by="Who may find it.", remixes="Who may make others of it.")
async def visibility(
    interaction: Interaction, riff: str, seen_by: Visibility | None = None, remixes: Remixes | None = None
) -> None:
    """Remember what was said, and show how it is shared."""
    await defer(interaction)
    clip = await riff_named(interaction, riff)
    sharing.require_own(interaction, clip)
    await _show(
        interaction, sharing.choice(await sharing.share(interaction, clip, visibility=seen_by, remixes=remixes))
    )


@show.autocomplete("riff")
@lineage.autocomplete("riff")
@export.autocomplete("riff")
@delete.autocomplete("riff")
@visibility.autocomplete("riff")
async def offer(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer one's own clips, those with one's star and the server's recent ones; none while the records hang."""
    return await offer_clips(interaction, typed)


async def _list(interaction: Interaction, listing: Listing) -> None:
    await defer(interaction)
    await open_listing(interaction, listing)


async def _show(interaction: Interaction, view: CardView) -> None:
    await interaction.edit_original_response(content=view.content, view=buttons_of(view), allowed_mentions=NOBODY)


COMMANDS: Final[tuple[Command, ...]] = (riffs,)
