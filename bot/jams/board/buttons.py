"""What can be pressed on a board: who plays in the first row, who leads below. A button knows of which moment it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, get_args

from bot.card import Button
from bot.found import UNKNOWN_BUTTON
from bot.records.jam import Jam, Phase
from core.errors import UserError

Rows = tuple[tuple[Button, ...], ...]

PHASES: Final = "|".join(get_args(Phase))
STAMP: Final = re.compile(rf"(?P<jam>J[0-9A-Z]{{6}})(?:-(?P<round>\d{{1,3}})-(?P<phase>{PHASES}))?")

ROUNDS: Final[frozenset[Phase]] = frozenset({"collecting", "rendering", "voting", "reveal"})
OVER: Final[frozenset[Phase]] = frozenset({"finale", "archived"})


@dataclass(frozen=True, slots=True)
class Stamp:
    """Of which moment of which jam a button is."""

    jam: str
    round: int | None = None
    phase: Phase | None = None


def stamped(jam: Jam) -> str:
    """Write of which moment a button of now is."""
    return f"{jam.id}-{jam.round}-{jam.phase}"


def stamp_in(target: str) -> Stamp:
    """Read it, whoever wrote it.

    Raises
    ------
    UserError
        If it is none.
    """
    match = STAMP.fullmatch(target)
    if match is None:
        raise UserError(UNKNOWN_BUTTON, code="E-UNKNOWN")
    phase: Phase | None = next((one for one in get_args(Phase) if one == match["phase"]), None)
    return Stamp(match["jam"], int(match["round"]) if match["round"] else None, phase)


def rows_of(jam: Jam) -> Rows:
    """Offer what can be done now; nothing once it is over."""
    if jam.phase in OVER:
        return ()
    rows = (tuple(_players(jam)), tuple(_leaders(jam)))
    return tuple(row for row in rows if row)


def vote_button(jam: Jam) -> Button:
    """Offer to vote in the round that is on."""
    return Button("jamvote", stamped(jam), "⭐", "Vote", "primary")


def join_button(jam: Jam) -> Button:
    """Offer to play; whoever sat on the bench or left plays again."""
    return Button("jamjoin", jam.id, "🙋", "Join", "primary" if jam.phase == "lobby" else "secondary")


def listen_button(jam: Jam) -> Button:
    """Offer to be there without playing; whoever played does so no more."""
    return Button("jamlisten", jam.id, "👂", "Listen")


def draft_button(jam: Jam) -> Button:
    """Offer the host to have a round painted sooner and rougher."""
    return Button("jamdraft", stamped(jam), "✏️", "Draft", "primary")


def seat_button(jam: Jam) -> Button:
    """Offer to lead."""
    return Button("jamseat", jam.id, "🪑", "Lead it")


def _players(jam: Jam) -> Iterator[Button]:
    if jam.phase == "collecting" and not jam.halts:
        yield Button("jamenter", stamped(jam), "🎤", "Contribute", "primary")
    if jam.phase == "voting" and not jam.halts:
        yield vote_button(jam)
    if "orphaned" not in jam.halts:
        yield join_button(jam)
        yield listen_button(jam)
    yield Button("jamleave", jam.id, "👋", "Leave")
    if jam.offer is not None or "orphaned" in jam.halts:
        yield seat_button(jam)


def _leaders(jam: Jam) -> Iterator[Button]:
    if jam.halts & {"frozen", "orphaned"}:
        return
    yield from _halted(jam) if jam.halts else _running(jam)
    yield Button("jamtools", jam.id, "🛠️", "Tools")


def _halted(jam: Jam) -> Iterator[Button]:
    yield Button("jamresume", jam.id, "▶️", "Resume")


def _running(jam: Jam) -> Iterator[Button]:
    if jam.phase == "lobby":
        yield Button("jamstart", jam.id, "▶️", "Start")
    if jam.phase in ROUNDS:
        yield Button("jamnext", stamped(jam), "▶️", "Next")
    if jam.phase != "scheduled":
        yield Button("jampause", jam.id, "⏸️", "Pause")
    if jam.phase in ROUNDS - {"reveal"}:
        yield Button("jamskip", stamped(jam), "⏭️", "Skip")
