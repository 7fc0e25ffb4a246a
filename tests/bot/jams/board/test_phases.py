"""What is on, in words."""

from dataclasses import replace

import pytest

from bot.jams.board.phases import CALLED_OFF, JOINING, OVER, says
from bot.records.jam import Halt, Phase, Vote
from core.sections import LayerPart
from tests.bot.jams.sketches import ANA, BEN, NOW_S, entry_of, jam_of

BELL = f"<t:{round(NOW_S + 90)}:R>"


def test_the_second_time_the_lobby_says_what_else_becomes_of_it() -> None:
    jam = replace(jam_of("lobby"), is_last_call=True)
    assert says(jam).startswith("🚪 Too few have come so far.")
    assert says(jam).endswith("if there are no 2 players by then, it is called off.")


def test_the_lobby_says_until_when_and_how_many_it_needs() -> None:
    assert (
        says(jam_of("lobby"))
        == f"🚪 The lobby is open. It begins {BELL}, or when <@{ANA}> starts it; 2 players are needed."
    )


def test_a_planned_one_says_when_it_opens() -> None:
    jam = replace(jam_of("scheduled"), opens_s=NOW_S + 3600)
    assert f"<t:{round(NOW_S + 3600)}:f>" in says(jam)
    assert says(replace(jam, opens_s=None)) == "📅 Its lobby opens soon."


def test_in_a_relay_it_names_whose_turn_it_is() -> None:
    jam = jam_of(mode="relay")
    jam = jam.with_round(replace(jam.rounds[0], player=BEN))
    assert says(jam) == f"🎤 It is <@{BEN}>'s turn. The bell rings {BELL}."


def test_in_a_battle_it_counts_who_has_entered() -> None:
    jam = jam_of().with_entry(entry_of(BEN, state="held")).with_entry(entry_of(ANA, place=2, state="withdrawn"))
    assert "1 of 2 have" in says(jam)


def test_one_that_never_began_was_called_off() -> None:
    assert says(jam_of("archived")) == OVER
    assert says(jam_of("archived", number=0)) == CALLED_OFF


def test_where_moderators_read_first_the_bell_waits_for_them_too() -> None:
    jam = jam_of().with_entry(entry_of(BEN, state="held")).with_entry(entry_of(ANA, place=2, state="held"))
    jam = replace(jam, rules=replace(jam.rules, pre_moderated=True))
    assert says(jam).endswith("or when moderators let pass what all have entered: 2 of 2 have.")


@pytest.mark.parametrize(("part", "said"), [("drums", "🥁 Drums, please."), ("lead", "🎺 A lead, please.")])
def test_in_layers_it_names_the_part(part: LayerPart, said: str) -> None:
    jam = jam_of(mode="layers")
    assert says(jam.with_round(replace(jam.rounds[0], part=part))).startswith(said)


def test_it_counts_what_is_painted() -> None:
    jam = jam_of("rendering").with_entry(entry_of(ANA, state="painted"))
    jam = jam.with_entry(entry_of(BEN, place=2)).with_entry(entry_of("3", place=3, state="failed"))
    assert says(jam) == "🎨 It is being painted: 2 of 3 done."


@pytest.mark.parametrize(
    ("voters", "said"), [((), "0 have voted"), ((ANA,), "1 has voted"), ((ANA, BEN), "2 have voted")]
)
def test_of_votes_only_the_number_is_told(voters: tuple[str, ...], said: str) -> None:
    votes = tuple(Vote(1, voter, "J7F3K9Q-1-1") for voter in voters)
    told = says(replace(jam_of("voting"), votes=votes))
    assert said in told
    assert "J7F3K9Q" not in told


@pytest.mark.parametrize(
    ("halt", "said"),
    [
        ("paused", "⏸️ It is paused, with 42 s left."),
        ("frozen", "❄️ The moderators have stopped it"),
        ("orphaned", "🪑 Nobody leads it any more."),
    ],
)
def test_a_clock_that_stands_is_told_in_words(halt: Halt, said: str) -> None:
    jam = replace(jam_of(), halts=frozenset({halt}), deadline_s=None, left_s=42.0)
    assert says(jam).startswith(said)
    assert "<t:" not in says(jam)


def test_the_strongest_reason_is_told() -> None:
    assert says(replace(jam_of(), halts=frozenset({"paused", "frozen", "orphaned"}))).startswith("❄️")


@pytest.mark.parametrize(
    ("phase", "track", "said"), [("finale", None, JOINING), ("finale", "1", OVER), ("archived", None, OVER)]
)
def test_its_end_is_told(phase: Phase, track: str | None, said: str) -> None:
    assert says(replace(jam_of(phase), track=track)) == said


def test_the_end_of_one_that_stood_still_is_no_halt() -> None:
    assert says(replace(jam_of("archived"), halts=frozenset({"orphaned"}))) == OVER
