"""A page of a list as a message, and how it gets there."""

import io
import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import discord

from bot.answers import NOBODY
from bot.card import Button
from bot.choosing import viewer_of
from bot.gallery.listings import Leaf, Listing, Reader, page_of
from bot.gallery.parts import beside, layout, row, text
from bot.gallery.telling import entry_of, link_of, nothing, title_of
from bot.gallery.thumbnails import thumbnails
from bot.patience import soon
from bot.records import Listed, Page
from bot.services import services_of

Interaction = discord.Interaction[Any]

FINDING_S: Final = 5.0
ALT: Final = "Its spectrogram, small."


async def open_listing(interaction: Interaction, listing: Listing) -> None:
    """Show the first page of a list as it is now, with what this second brings. The interaction is deferred already."""
    await turn_to(interaction, Leaf(listing, 1, math.ceil(services_of(interaction).clock())))


async def turn_to(interaction: Interaction, leaf: Leaf) -> None:
    """Show a page in place of what the message showed. The interaction is deferred already."""
    services, reader = services_of(interaction), Reader(*viewer_of(interaction))
    page = await soon(page_of(services.records, leaf, reader), within_s=FINDING_S)
    small = await thumbnails(services.artefacts, (one.clip.png for one in page.items))
    files = {key: _file(f"{number}.png", content) for number, (key, content) in enumerate(small.items())}
    veiled = await soon(services.records.veiled_among([one.clip.id for one in page.items]), within_s=FINDING_S)
    view = page_view(page, leaf, reader, files, veiled=veiled)
    await interaction.edit_original_response(view=view, attachments=list(files.values()), allowed_mentions=NOBODY)


def page_view(
    page: Page,
    leaf: Leaf,
    reader: Reader,
    files: Mapping[str, discord.File],
    *,
    veiled: Collection[str] = (),
) -> discord.ui.LayoutView:
    """Build a page: five clips at most, so that all of it stays within forty components."""
    if not page.items:
        return layout(text(nothing(leaf.listing)))
    shown = ((one, files.get(one.clip.png or ""), one.clip.id in veiled) for one in page.items)
    entries = [item for one, file, hides in shown for item in _entry(one, reader, file, veiled=hides)]
    turns = list(_turns(page, leaf))
    return layout(text(title_of(page, leaf)), *entries, *([row(turns)] if turns else []))


def _entry(one: Listed, reader: Reader, file: discord.File | None, *, veiled: bool) -> Iterator[discord.ui.Item[Any]]:
    link = link_of(one.clip, reader, channel=one.channel, message=one.message)
    yield beside(entry_of(one), file, veiled=veiled)
    yield row([Button("details", one.clip.id, "🔎", one.clip.recipe.recipe_id)], link=link)


def _turns(page: Page, leaf: Leaf) -> Iterator[Button]:
    """Lead to the pages around this one; at both ends there is but one way."""
    if page.number > 1:
        yield Button("page", Leaf(leaf.listing, page.number - 1, leaf.as_of_s).code, "◀️", "Back")
    if page.number < page.last:
        yield Button("page", Leaf(leaf.listing, page.number + 1, leaf.as_of_s).code, "▶️", "Next")


def _file(name: str, content: bytes) -> discord.File:
    return discord.File(io.BytesIO(content), filename=name, description=ALT)
