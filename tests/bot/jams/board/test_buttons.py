"""What can be pressed on a board."""

from dataclasses import replace

import pytest

from bot.jams.board.buttons import Stamp, draft_button, rows_of, stamp_in, stamped
from bot.presses import PRESSES
from bot.records.jam import Halt, Jam, Offer, Phase
from core.errors import UserError
from tests.bot.jams.sketches import ANA, BEN, NOW_S, jam_of

PLAYERS, LEADERS = ("Join", "Listen", "Leave"), ("Pause", "Tools")


def labels(jam: Jam) -> list[tuple[str, ...]]:
    return [tuple(one.label for one in row) for row in rows_of(jam)]


@pytest.mark.parametrize(
    ("phase", "players", "leaders"),
    [
        ("scheduled", PLAYERS, ("Tools",)),
        ("lobby", PLAYERS, ("Start", *LEADERS)),
        ("collecting", ("Contribute", *PLAYERS), ("Next", "Pause", "Skip", "Tools")),
        ("rendering", PLAYERS, ("Next", "Pause", "Skip", "Tools")),
        ("voting", ("Vote", *PLAYERS), ("Next", "Pause", "Skip", "Tools")),
        ("reveal", PLAYERS, ("Next", "Pause", "Tools")),
    ],
)
def test_each_phase_has_its_buttons(phase: Phase, players: tuple[str, ...], leaders: tuple[str, ...]) -> None:
    assert labels(jam_of(phase)) == [players, leaders]


@pytest.mark.parametrize("phase", ["finale", "archived"])
def test_there_is_nothing_to_press_at_the_end(phase: Phase) -> None:
    assert labels(jam_of(phase)) == []


@pytest.mark.parametrize(
    ("halt", "rows"),
    [
        ("paused", [PLAYERS, ("Resume", "Tools")]),
        ("frozen", [PLAYERS]),
        ("orphaned", [("Leave", "Lead it")]),
    ],
)
def test_while_the_clock_stands_only_what_can_be_done_is_offered(halt: Halt, rows: list[tuple[str, ...]]) -> None:
    assert labels(replace(jam_of(), halts=frozenset({halt}))) == rows


def test_the_seat_of_a_host_who_is_away_is_offered() -> None:
    jam = replace(jam_of(), offer=Offer(BEN, NOW_S + 60, NOW_S + 300))
    assert "Lead it" in labels(jam)[0]


def test_a_button_knows_of_which_moment_it_is() -> None:
    jam = jam_of("voting", number=3)
    assert stamp_in(stamped(jam)) == Stamp("J7F3K9Q", 3, "voting")
    assert stamp_in(jam.id) == Stamp("J7F3K9Q")


@pytest.mark.parametrize("forged", ["", "J7F3K9Q-", "J7F3K9Q-1", "J7F3K9Q-1-party", "R-7F3K9Q", "J7F3K9Q-9999-voting"])
def test_what_is_no_stamp_is_refused(forged: str) -> None:
    with pytest.raises(UserError):
        stamp_in(forged)


def test_the_bot_knows_what_every_button_does() -> None:
    offered = replace(jam_of(), offer=Offer(ANA, NOW_S, NOW_S))
    jams = [jam_of("lobby"), offered, jam_of("voting"), replace(jam_of(), halts=frozenset[Halt]({"paused"}))]
    buttons = [one for jam in jams for row in rows_of(jam) for one in row] + [draft_button(offered)]
    assert {one.verb for one in buttons} <= PRESSES.keys()
    assert all(one.emoji and len(one.custom_id) <= 100 for one in buttons)
