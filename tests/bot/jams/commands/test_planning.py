"""The rules that a jam is begun with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jams.commands.planning import BOUNDS, SCALES, TONICS, WRONG_CODE, Feel, Wanted, feel_in, rounds_of
from bot.records.jam import JamRules, Mode
from core.errors import UserError
from core.limits import BPM_MAX, BPM_MIN

FEELS = st.builds(
    Feel,
    turn_s=st.integers(*BOUNDS[0]),
    vote_s=st.integers(*BOUNDS[1]),
    bpm=st.integers(BPM_MIN, BPM_MAX),
    tonic=st.sampled_from(TONICS),
    scale=st.sampled_from(SCALES),
    players_most=st.integers(*BOUNDS[5]),
)


@pytest.mark.parametrize(("mode", "usual"), [("relay", 8), ("battle", 4), ("layers", 4)])
def test_each_mode_has_its_usual_number_of_sections(mode: Mode, usual: int) -> None:
    assert rounds_of(mode, None) == usual


@pytest.mark.parametrize(("mode", "asked"), [("relay", 4), ("relay", 16), ("battle", 1), ("battle", 8), ("layers", 4)])
def test_bounds_belong_to_what_there_may_be(mode: Mode, asked: int) -> None:
    assert rounds_of(mode, asked) == asked


@pytest.mark.parametrize(
    ("mode", "asked", "said"),
    [
        ("relay", 3, "A relay jam has 4 to 16 sections, not 3. Nothing was done."),
        ("battle", 9, "A battle jam has 1 to 8 sections, not 9. Nothing was done."),
        ("layers", 5, "Layers have 4 sections: drums, bass, chords and lead, not 5. Nothing was done."),
    ],
)
def test_other_numbers_are_refused_in_a_sentence(mode: Mode, asked: int, said: str) -> None:
    with pytest.raises(UserError) as caught:
        rounds_of(mode, asked)
    assert str(caught.value) == said


def test_what_nobody_said_is_as_usual() -> None:
    assert Wanted("Friday").rules == JamRules("relay", rounds=8)


@given(FEELS)
def test_what_few_people_change_is_read_from_a_modal_as_it_was_written(feel: Feel) -> None:
    assert feel_in(feel.code) == feel
    assert set(feel.code) <= set("0123456789-")


@pytest.mark.parametrize(
    "forged", ["", "1", "90-60-96-0-0-99", "90-60-96-0-0", "a-b-c-d-e-f", "90-60-999-0-0-16", "²-1-1-1-1-1"]
)
def test_a_forged_code_is_refused(forged: str) -> None:
    with pytest.raises(UserError) as caught:
        feel_in(forged)
    assert str(caught.value) == WRONG_CODE
