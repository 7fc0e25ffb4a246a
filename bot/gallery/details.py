"""The panel of one clip: all that is known of it, and all that can be done with it."""

import io
from typing import Any, Final

import discord

from bot.answers import NOBODY
from bot.card import Button, remix_button
from bot.card.title import alt_of
from bot.choosing import viewer_of
from bot.family.naming import with_credit
from bot.gallery.deleting import may_delete
from bot.gallery.facts import Facts, facts_of
from bot.gallery.listings import Reader
from bot.gallery.parts import Row, layout, row, text
from bot.gallery.telling import link_of
from bot.gallery.thumbnails import fetch_all
from bot.patience import soon
from bot.records.values import Card, CardRecord, ClipRecord
from bot.services import services_of
from bot.threads import in_files
from bot.words import ALT_MAX, shorten
from core.contract import Painted

Interaction = discord.Interaction[Any]

FINDING_S: Final = 5.0


async def show_details(interaction: Interaction, clip: ClipRecord) -> None:
    """Show a clip's panel in place of what the message showed. The interaction is deferred already."""
    services = services_of(interaction)
    facts = await _facts(interaction, clip)
    found = await in_files(fetch_all, services.artefacts, [clip.png])
    file = _file(clip, found[clip.png]) if clip.png in found else None
    view = panel(facts, Reader(*viewer_of(interaction)), file, may_delete=_may_delete(interaction, facts.record))
    files = [file] if file else []
    await interaction.edit_original_response(view=view, attachments=files, allowed_mentions=NOBODY)


def panel(facts: Facts, reader: Reader, file: discord.File | None, *, may_delete: bool) -> discord.ui.LayoutView:
    """Build the panel; without a file there is no picture, and nothing can be made of the clip."""
    clip = facts.clip
    veiled = facts.record is not None and facts.record.card.veiled
    picture = [_gallery(file, veiled=veiled)] if file else []
    rows = [_making(clip)] if clip.png else []
    return layout(text(facts_of(facts)), *picture, *rows, *_keeping(facts, reader, may_delete=may_delete))


async def _facts(interaction: Interaction, clip: ClipRecord) -> Facts:
    records, user = services_of(interaction).records, str(interaction.user.id)
    record = await soon(records.card(clip.card_id), within_s=FINDING_S)
    stars = await soon(records.stars_of([clip.id]), within_s=FINDING_S)
    starred = await soon(records.has_starred([clip.id], user), within_s=FINDING_S)
    record = await with_credit(services_of(interaction), record) if record else None
    return Facts(clip, record, stars[clip.id], clip.id in starred)


def _may_delete(interaction: Interaction, record: CardRecord | None) -> bool:
    return record is not None and may_delete(interaction, record.card)


def _making(clip: ClipRecord) -> Row:
    """What others can be made of it; a conversion has no words to vary."""
    vary = [Button("vary", clip.id, "✨", "Vary")] if isinstance(clip.recipe, Painted) else []
    extend = Button("extend", clip.id, "➡️", "Extend")
    return row([remix_button(clip), *vary, extend, Button("morph", clip.id, "🌀", "Morph")])


def _keeping(facts: Facts, reader: Reader, *, may_delete: bool) -> list[Row]:
    """What can be done with it as it is; its author, and moderators, can do more."""
    clip, card = facts.clip, facts.record.card if facts.record else None
    export = [Button("export", clip.id, "⬇️", "Export")] if clip.png else []
    star = Button("star", clip.id, "⭐", f"Star · {facts.stars}" if facts.stars else "Star")
    link = link_of(clip, reader, channel=card.origin.channel, message=_shown(card)) if card else None
    kept = row([star, *export, Button("lineage", clip.id, "🌳", "Family")], link=link)
    is_own = clip.author == reader.user
    own = [Button("share", clip.id, "👁️", "Who sees it")] if is_own else [Button("report", clip.id, "🚩", "Report")]
    taken = [Button("drop", clip.id, "🗑️", "Delete", "danger")] if may_delete else []
    return [kept, row([*own, *taken])]


def _shown(card: Card) -> str | None:
    """Name the message that shows a card to more than one."""
    return card.message if card.reach == "channel" else None


def _gallery(file: discord.File, *, veiled: bool) -> discord.ui.MediaGallery[Any]:
    return discord.ui.MediaGallery(discord.MediaGalleryItem(file, spoiler=veiled))


def _file(clip: ClipRecord, png: bytes) -> discord.File:
    alt = shorten(alt_of(clip.recipe, duration_s=clip.duration_s, features=clip.features), ALT_MAX)
    return discord.File(io.BytesIO(png), filename=f"riff_{clip.recipe.recipe_id}.png", description=alt)
