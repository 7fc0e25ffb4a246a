"""What docs/jams.md says of the clock and of moderators' tools is what the program does."""

import re
from pathlib import Path

import pytest
from discord import app_commands

from bot.jams.commands import planning
from bot.jams.conducting import conductor, drafting
from bot.jams.machine import clock, offers, turns, votes
from bot.moderators.jam_commands import group
from bot.records import jam


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "jams.md").read_text("utf-8")


def rows(page: str, heading: str) -> dict[str, str]:
    """First cell → the others, of the tables under a heading."""
    part = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = ([cell.strip() for cell in row.split("|")[1:-1]] for row in part.splitlines() if row.startswith("| "))
    return {first: " ".join(others) for first, *others in cells}


def test_the_clock_is_as_it_says(page: str) -> None:
    lasts = rows(page, "The clock")
    assert f"{clock.LOBBY_S / 60:.0f} minutes" in lasts["lobby"]
    assert f"{clock.LAST_CALL_S / 60:.0f} minutes more" in lasts["lobby"]
    assert f"{planning.TURN_S} s ({planning.TURN_MIN_S} to {planning.TURN_MAX_S})" in lasts["collecting"]
    assert f"{clock.RENDERING_S / 60:.0f} minutes" in lasts["rendering"]
    assert f"{planning.VOTE_S} s ({planning.VOTE_MIN_S} to {planning.VOTE_MAX_S})" in lasts["voting"]
    assert f"{clock.LISTENING_S:.0f} s" in lasts["reveal"]
    assert f"{clock.FINALE_S / 60:.0f} minutes" in lasts["finale"]


@pytest.mark.parametrize(
    "said",
    [
        f"{jam.PLAYERS_LEAST} to {jam.PLAYERS_MOST} players",
        f"fewer than {votes.QUORUM} votes",
        f"{votes.LISTENED_S / 60:.0f} minutes before the vote began",
        f"over {drafting.LONG_S / 60:.0f} minutes",
        f"after {drafting.ANSWER_S:.0f} s without a word",
        f"for {offers.SILENT_S / 60:.0f} minutes while the clock runs",
        f"within {offers.OFFERED_S / 60:.0f} minutes",
        f"after {clock.ORPHANED_AFTER_S / 3600:.0f} hours",
        f"for {clock.REVIVABLE_S / 86400:.0f} days",
        f"for over {conductor.AWAY_S:.0f} s",
    ],
)
def test_so_are_its_other_numbers(page: str, said: str) -> None:
    assert said in " ".join(page.split())


def test_who_misses_two_turns_is_benched(page: str) -> None:
    assert turns.MISSED_MOST == 2
    assert "misses two in a row sits on the bench" in " ".join(page.split())


def test_every_mode_and_how_long_it_may_be_is_told(page: str) -> None:
    assert {f"`{mode}`" for mode in planning.ROUNDS} <= rows(page, "How it is played").keys()
    (least, _, most), (fewest, _, utmost) = planning.ROUNDS["relay"], planning.ROUNDS["battle"]
    layers = planning.ROUNDS["layers"][0]
    assert f"(relay {least} to {most}, battle {fewest} to {utmost}, layers {layers})" in page


def test_every_tool_of_moderators_is_told(page: str) -> None:
    told = {name for first in rows(page, "Moderating a jam") for name in re.findall(r"`([\w-]+)`", first)}
    known = {one.name for one in group.walk_commands() if isinstance(one, app_commands.Command)}
    assert known <= told


def test_what_it_points_to_is_there(page: str, root: Path) -> None:
    linked = {one.partition("#")[0] for one in re.findall(r"\]\(([^)]+)\)", page)}
    named = set(re.findall(r"`((?:tests|bot)/[\w/.]+)`", page))
    assert [one for one in linked if one and not (root / "docs" / one).exists()] == []
    assert [one for one in named if not (root / one).exists()] == []
