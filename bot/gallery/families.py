"""A clip's family tree as a message: drawn and told."""

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import discord

from bot.answers import NOBODY
from bot.card import Button
from bot.choosing import viewer_of
from bot.gallery.parts import layout, row, text
from bot.gallery.thumbnails import fetch_all
from bot.lineage import MEMBERS_MAX, THUMBNAILS_MAX, alt_of, draw, is_shown, name_of, select, tell, told
from bot.patience import soon
from bot.records.lineage import Member
from bot.records.values import ClipRecord
from bot.services import services_of
from bot.threads import in_files
from core.artefacts import Artefacts
from core.errors import UserError

Interaction = discord.Interaction[Any]

FINDING_S: Final = 10.0
TEXT_MAX: Final = 3000

NO_FAMILY: Final = "Nothing is known of where this riff comes from."
SECLUDED: Final = "This riff was made where not everybody here may look: its family is shown to its author alone."


async def show_family(interaction: Interaction, clip: ClipRecord) -> None:
    """Show what a clip comes of and what came of it. The interaction is deferred already."""
    services, (viewer, server) = services_of(interaction), viewer_of(interaction)
    family = await soon(services.records.family(clip.id, viewer=viewer, server=server), within_s=FINDING_S)
    if family is None:
        raise UserError(NO_FAMILY, code="E-UNKNOWN")
    if all(one.hidden for one in family.members if one.id == clip.id):
        raise UserError(SECLUDED, code="E-HIDDEN")
    members = select(family.members, asked=clip.id, most=MEMBERS_MAX)
    left_out = len(family.members) - len(members)
    veiled = await soon(services.records.veiled_among([one.id for one in members]), within_s=FINDING_S)
    plain = [replace(one, png=None) if one.id in veiled else one for one in members]
    picture = await in_files(drawn, services.artefacts, plain, clip.id, left_out)
    asked = next(one for one in members if one.id == clip.id)
    alt = alt_of(members, asked=asked, left_out=left_out)
    file = discord.File(io.BytesIO(picture), filename=f"family_{clip.recipe.recipe_id}.png", description=alt)
    view = family_view(members, clip, file, left_out=left_out)
    await interaction.edit_original_response(view=view, attachments=[file], allowed_mentions=NOBODY)


def family_view(
    members: Sequence[Member], clip: ClipRecord, file: discord.File, *, left_out: int
) -> discord.ui.LayoutView:
    """Build the message: how large the family is, its picture, and the same as text."""
    title = f"🌳 **The family of {name_of(members[0])}** · {told(members, left_out=left_out)}"
    lines = tell(members, asked=clip.id, most=TEXT_MAX, left_out=left_out)
    picture: discord.ui.MediaGallery[Any] = discord.ui.MediaGallery(discord.MediaGalleryItem(file))
    details = Button("details", clip.id, "🔎", clip.recipe.recipe_id)
    return layout(text(title), picture, text(lines), row([details]))


def drawn(artefacts: Artefacts, members: Sequence[Member], asked: str, left_out: int) -> bytes:
    """Fetch the spectrograms that are shown, and draw a family. It blocks."""
    shown = [one for one in members if is_shown(one)] if len(members) <= THUMBNAILS_MAX else []
    pictures = fetch_all(artefacts, (one.png for one in shown))
    thumbnails = {one.id: pictures[one.png] for one in shown if one.png in pictures}
    return draw(members, thumbnails, asked=asked, left_out=left_out)
