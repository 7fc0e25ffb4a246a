"""🎶 A jam that begins now: its name, how it is played, and what it is about."""

from typing import Any, Final

import discord
from discord import ui

from bot.jams.commands.beginning import begin
from bot.jams.commands.planning import MODE_NAMES, ROUNDS_MOST, Length, Wanted, feel_in
from bot.modals.form import Choice, boxes, menu, modal, radio, text
from bot.modals.typed import Typed
from bot.records.jam import NAME_MAX, THEME_MAX

Interaction = discord.Interaction[Any]

MODES: Final[tuple[Choice, ...]] = (
    ("relay", "Relay", "One after another goes on from what came last."),
    ("battle", "Battle", "All say what to play, the best one is voted for."),
    ("layers", "Layers", "Drums, bass, chords and lead, a battle each."),
)
USUAL: Final = "usual"
ROUNDS: Final[tuple[Choice, ...]] = (
    (USUAL, "As many as usual", "8 in a relay, 4 otherwise."),
    *((str(number), str(number), "") for number in range(1, ROUNDS_MOST + 1)),
)
OPTIONS: Final[tuple[Choice, ...]] = (
    ("longer", "Sections of 10 seconds", "Otherwise they have 5."),
    ("moderated", "Moderators see everything first", "What they don't let pass in time misses its round."),
    ("private", "For those who are invited", "Its thread is private."),
)


def start_modal(wanted: Wanted) -> ui.Modal:
    """Ask for it, with what was said already filled in. Call within the event loop."""
    said = {"longer": wanted.length_s == 10, "moderated": wanted.pre_moderated, "private": wanted.is_private}
    return modal(
        "jamstart",
        wanted.feel.code,
        "Begin a jam",
        text("name", "What is it called?", most=NAME_MAX, filled=wanted.name, required=True),
        radio("mode", "How is it played?", MODES, chosen=wanted.mode),
        text("theme", "What is it about?", most=THEME_MAX, filled=wanted.theme, hint="Everybody reads it."),
        menu("rounds", "How many sections?", ROUNDS, chosen=str(wanted.rounds or USUAL)),
        boxes("options", "And", OPTIONS, ticked=[name for name, holds in said.items() if holds]),
    )


async def jam_started(interaction: Interaction, code: str, typed: Typed) -> None:
    """Begin it."""
    await begin(interaction, wanted_in(code, typed))


def wanted_in(code: str, typed: Typed) -> Wanted:
    """Read what was asked for."""
    options, rounds = typed.picked.get("options", ()), "".join(typed.picked.get("rounds", ()))
    length: Length = 10 if "longer" in options else 5
    return Wanted(
        name=typed.get("name"),
        mode=MODE_NAMES.get(typed.get("mode"), "relay"),
        theme=typed.get("theme"),
        rounds=int(rounds) if rounds.isascii() and rounds.isdigit() else None,
        length_s=length,
        pre_moderated="moderated" in options,
        is_private="private" in options,
        feel=feel_in(code),
    )
