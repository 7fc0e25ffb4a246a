"""What the commands of jams take: their options, and how those are explained."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from discord import app_commands
from discord.app_commands import Range

from bot.jams.commands.finding import offer_jams
from bot.jams.commands.planning import ROUNDS_MOST, TURN_MAX_S, TURN_MIN_S, VOTE_MAX_S, VOTE_MIN_S
from bot.records.jam import NAME_MAX, PLAYERS_LEAST, PLAYERS_MOST, THEME_MAX
from core.limits import BPM_MAX, BPM_MIN

T = TypeVar("T", bound=Callable[..., Any])

Rounds = Range[int, 1, ROUNDS_MOST]
Turn = Range[int, TURN_MIN_S, TURN_MAX_S]
VoteTime = Range[int, VOTE_MIN_S, VOTE_MAX_S]
Bpm = Range[int, BPM_MIN, BPM_MAX]
Players = Range[int, PLAYERS_LEAST, PLAYERS_MOST]
Name = Range[str, 1, NAME_MAX]
Theme = Range[str, 0, THEME_MAX]

WHICH: Final = "Which jam, if not the one of this thread."
HOW: Final = {
    "mode": "Relay: one after another. Battle: all at once, the best is voted for. Layers: a battle for each part.",
    "theme": "What it is about.",
    "rounds": "How many sections.",
    "length": "How many seconds a section has.",
    "turn": "For how many seconds something can be entered.",
    "vote": "For how many seconds is voted.",
    "bpm": "How many beats a minute.",
    "tonic": "The key, in layers.",
    "scale": "The same.",
    "players": "How many people play at most.",
    "pre_moderated": "Moderators see everything first.",
    "private": "For those alone who are invited.",
}

WEEKLY: Final = "Plan the next one for a week later when its lobby opens, again and again."


def names_jam(function: T) -> T:
    """Let a command take the option `jam`, with the jams that there are to choose from."""
    return app_commands.autocomplete(jam=offer_jams)(app_commands.describe(jam=WHICH)(function))
