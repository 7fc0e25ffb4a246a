"""The machine as a whole."""

import pytest

from bot.jams.machine import JAMGRAM, JamError, actor_of, acts, standing
from tests.bot.jams.machine.game import BATTLE, BEN, HOST, playing


def test_nothing_is_done_to_a_jam_that_is_over() -> None:
    game = playing().do(acts.End(HOST))
    for act in (acts.Join(BEN), acts.End(HOST), acts.Revive(HOST), acts.Freeze("7", as_moderator=True)):
        with pytest.raises(JamError, match="This jam is over"):
            game.do(act)


def test_what_happens_by_itself_to_a_jam_that_is_over_changes_nothing() -> None:
    game = playing().do(acts.End(HOST))
    before = game.jam
    assert game.do(acts.Tick(), acts.Stop(JAMGRAM), acts.Closed(), acts.Grace(0.0)).jam is before


def test_who_does_something_was_seen() -> None:
    game = playing()
    game.now_s += 50
    assert game.enter(BEN).player(BEN).seen_s == game.now_s


def test_everything_has_somebody_who_does_it() -> None:
    done: list[acts.Act] = [acts.Join("2"), acts.Pause("1"), acts.Freeze("7"), acts.Tick(), acts.Painted("x", "y")]
    assert [actor_of(act) for act in done] == ["2", "1", "7", JAMGRAM, JAMGRAM]


def test_it_is_said_in_one_word_how_it_stands() -> None:
    game = playing(BATTLE, BEN)
    assert standing(game.jam) == "collecting"
    assert standing(game.do(acts.Pause(HOST)).jam) == "paused"
    assert standing(game.do(acts.Freeze("7", as_moderator=True)).jam) == "frozen"
    assert standing(game.do(acts.Stop("7", as_moderator=True)).jam) == "archived"
