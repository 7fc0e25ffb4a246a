"""🌀 Morph: into what the clip turns, and how."""

from collections.abc import Mapping
from typing import Any, Final

import discord
from discord import ui

from bot.children import Shape
from bot.choosing import end_of
from bot.found import clip_under
from bot.making import morph
from bot.modals.form import Choice, modal, radio, text
from bot.modals.typed import Typed
from bot.records.values import ClipRecord
from core.limits import LONGEST_S, NATIVE_LENGTH_S, PROMPT_MAX, STAGES_DEFAULT, STAGES_MAX, STAGES_MIN

Interaction = discord.Interaction[Any]

CURVES: Final[tuple[Choice, ...]] = (
    ("linear", "Steady", "It turns all the way, at the same pace."),
    ("ease", "Slow at both ends", "It stays for a while, turns, and stays."),
    ("ping-pong", "There and back", "It turns and comes back."),
)
LENGTHS: Final[tuple[Choice, ...]] = tuple((str(one), f"{one} s", "") for one in (10, 15, 20, 30, LONGEST_S))
USUAL: Final = Shape()


def morph_modal(clips: Mapping[str, ClipRecord]) -> ui.Modal:
    """Ask for it, and for which of a card's clips, by their letters. Call within the event loop."""
    first = next(iter(clips.values()))
    stages = f"{STAGES_MIN} to {STAGES_MAX} steps on the way."
    which = [(one.id, letter, one.recipe.recipe_id) for letter, one in clips.items()]
    title = f"Morph {first.recipe.recipe_id}" if len(clips) == 1 else "Morph"
    return modal(
        "morph",
        first.id,
        title,
        *([radio("which", "From", which, chosen=first.id)] if len(clips) > 1 else []),
        text("to", "Into what", most=PROMPT_MAX, hint="Words, or a clip's name, such as R-7F3K9Q.", required=True),
        radio("curve", "How", CURVES, chosen="linear"),
        radio("length", "How long", LENGTHS, chosen=str(USUAL.length_s)),
        text("stages", "Stages", most=2, hint=stages, filled=str(STAGES_DEFAULT)),
    )


async def morphed(interaction: Interaction, clip_id: str, typed: Typed) -> None:
    """Turn it into the other."""
    stages = typed.number("stages", least=STAGES_MIN, most=STAGES_MAX)
    first = await clip_under(interaction, typed.get("which") or clip_id)
    last = await end_of(interaction, typed.get("to"))
    shape = Shape(
        length_s=typed.number("length", least=NATIVE_LENGTH_S, most=LONGEST_S) or USUAL.length_s,
        stages=stages or USUAL.stages,
        curve=typed.get("curve") or USUAL.curve,
    )
    await morph(interaction, (first, last), shape)
