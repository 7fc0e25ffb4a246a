"""➡️ Extend: on which side of the clip, by how much, and with which words."""

from typing import Any, Final, get_args

import discord
from discord import ui

from bot.children import Wish, room_of
from bot.found import clip_under
from bot.making import extend
from bot.modals.form import Choice, modal, radio, text
from bot.modals.typed import Typed
from bot.records.values import ClipRecord
from core.contract import Painted
from core.limits import PROMPT_MAX, AddedS, Side

Interaction = discord.Interaction[Any]

SIDES: Final[tuple[Choice, ...]] = (
    ("after", "After", "It goes on from its end."),
    ("before", "Before", "Something leads to it."),
    ("loop", "Back to the beginning", "Its end leads back to its beginning: it can be repeated for ever."),
)
OFFERED: Final[tuple[int, ...]] = get_args(AddedS)


def extend_modal(clip: ClipRecord) -> ui.Modal:
    """Ask for it; more than there is room for is not offered. Call within the event loop.

    Raises
    ------
    UserError
        If there is no room at all.
    """
    fitting = [one for one in OFFERED if one <= room_of(clip)]
    lengths = [(str(one), f"{one} s", "") for one in (fitting if len(fitting) > 1 else OFFERED[:2])]
    painted = isinstance(clip.recipe, Painted)
    hint = "Empty: the same words." if painted else "It was converted: say what it goes on with."
    return modal(
        "extend",
        clip.id,
        f"Extend {clip.recipe.recipe_id}",
        radio("side", "Where", SIDES, chosen="after"),
        radio("seconds", "How much is added", lengths, chosen=lengths[0][0]),
        text("prompt", "What to play there", most=PROMPT_MAX, hint=hint, required=not painted),
    )


async def extended(interaction: Interaction, clip_id: str, typed: Typed) -> None:
    """Let it go on."""
    clip = await clip_under(interaction, clip_id)
    sides: dict[str, Side] = {"before": "before", "loop": "loop"}
    side = sides.get(typed.get("side"), "after")
    added_s = typed.number("seconds", least=OFFERED[0], most=OFFERED[-1]) or OFFERED[0]
    await extend(interaction, clip, Wish(typed.get("prompt")), side=side, added_s=added_s)
