"""Who may see a clip and make others of it, as its author says."""

from typing import Any, Final

import discord

from bot.card import Button, CardView, Verb
from bot.found import is_author
from bot.gallery.facts import shared
from bot.patience import soon
from bot.records.values import ClipRecord, Remixes, Visibility
from bot.services import services_of
from core.errors import UserError

Interaction = discord.Interaction[Any]

FINDING_S: Final = 5.0

NOT_YOURS: Final = "Only its author decides who sees a riff and who may make others of it."
STILL_POSTED: Final = (
    "What was posted of it stays where it is, and whoever sees that can hear it: 🗑️ Delete under its card takes it away."
)

VISIBLE: Final[dict[Visibility, tuple[str, str]]] = {
    "public": ("🌍", "Everybody"),
    "server": ("🏠", "This server"),
    "private": ("🔒", "Only me"),
}
REMIXABLE: Final[dict[Remixes, tuple[str, str]]] = {
    "all": ("🎛️", "Anybody remixes"),
    "ask": ("✋", "Ask me first"),
    "none": ("🚫", "Nobody remixes"),
}


def require_own(interaction: Interaction, clip: ClipRecord) -> None:
    """Let its author alone decide.

    Raises
    ------
    UserError
        If somebody else acts.
    """
    if not is_author(interaction, clip.author):
        raise UserError(NOT_YOURS, code="E-NOT-YOURS")


async def share(
    interaction: Interaction, clip: ClipRecord, *, visibility: Visibility | None = None, remixes: Remixes | None = None
) -> ClipRecord:
    """Remember what its author says, and give the clip as it is then; what isn't said stays."""
    records = services_of(interaction).records
    await soon(records.set_visibility(clip.id, visibility, remixes), within_s=FINDING_S)
    return await soon(records.clip(clip.id), within_s=FINDING_S) or clip


def choice(clip: ClipRecord) -> CardView:
    """Say how a clip is shared, with a button for each other way."""
    lines, now = [f"`{clip.recipe.recipe_id}`: {shared(clip)}"], None if clip.secluded else clip.visibility
    lines += [STILL_POSTED] if clip.private else []
    seen = tuple(_button("seen", clip, one, VISIBLE[one], is_now=one == now) for one in VISIBLE)
    remixed = tuple(_button("consent", clip, one, REMIXABLE[one], is_now=one == clip.remixes) for one in REMIXABLE)
    return CardView("\n".join(lines), buttons=(seen, remixed))


def _button(verb: Verb, clip: ClipRecord, value: str, shown: tuple[str, str], *, is_now: bool) -> Button:
    """What holds now is told by a tick, and not by its colour alone."""
    label = f"{shown[1]} ✓" if is_now else shown[1]
    return Button(verb, f"{clip.id}-{value}", shown[0], label, "primary" if is_now else "secondary")
