"""Votes."""

import pytest

from bot.jams.machine import JamError, acts, choices, may_vote, tally
from bot.jams.machine.happenings import Silenced
from tests.bot.jams.machine.game import BEN, CAM, DEE, HOST, playing, voting

MOD = "7"


def test_the_entry_with_the_most_votes_is_the_section() -> None:
    game = voting().vote(host=CAM, ben=CAM, cam=HOST).ring()
    assert (game.now.winner, game.player(CAM).wins) == (game.entry(CAM).id, 1)


def test_of_equals_the_earlier_one_wins() -> None:
    game = playing()
    for user in (CAM, HOST, BEN):
        game.now_s += 1
        game.enter(user)
    game.paint().vote(host=BEN, cam=HOST, ben=CAM).ring()
    assert game.now.winner == game.entry(CAM).id


def test_one_vote_decides_nothing() -> None:
    game = voting().vote(host=CAM).ring()
    assert game.now.winner == choices(game.jam)[0].id != game.entry(CAM).id


def test_a_vote_can_be_changed_and_counts_once() -> None:
    game = voting().vote(host=CAM).vote(host=BEN)
    assert tally(game.jam) == {game.entry(HOST).id: 0, game.entry(BEN).id: 1, game.entry(CAM).id: 0}


def test_the_same_vote_again_changes_nothing() -> None:
    game = voting().vote(host=CAM)
    before = game.jam
    assert game.vote(host=CAM).jam is before


def test_nobody_votes_for_themselves() -> None:
    with pytest.raises(JamError, match="entered themselves"):
        voting().vote(ben=BEN)


def test_who_came_before_the_vote_has_one_even_without_a_seat() -> None:
    game = playing().enter(HOST, BEN)
    game.do(acts.Join(DEE)).now_s += 1
    game.enter(CAM).paint()
    assert game.player(DEE).seat == "waiting"
    assert may_vote(game.jam, DEE)
    game.vote(dee=BEN)


def test_who_came_while_it_is_on_has_none() -> None:
    game = voting()
    game.now_s += 1
    game.do(acts.Join(DEE))
    with pytest.raises(JamError, match="began before you came"):
        game.vote(dee=BEN)


def test_strangers_and_the_muted_have_none() -> None:
    with pytest.raises(JamError, match="press Join"):
        voting().vote(dee=BEN)
    with pytest.raises(JamError, match="muted"):
        voting().do(acts.Mute(MOD, CAM, as_moderator=True)).vote(cam=BEN)


def test_the_votes_of_the_muted_and_of_those_sent_out_do_not_count() -> None:
    game = voting().vote(host=BEN, cam=BEN).do(acts.Mute(MOD, CAM, as_moderator=True))
    assert sum(tally(game.jam).values()) == 1
    assert sum(tally(game.do(acts.Unmute(MOD, CAM, as_moderator=True)).jam).values()) == 2
    assert sum(tally(game.do(acts.Kick(HOST, CAM)).jam).values()) == 1


def test_a_vote_that_did_not_count_is_not_kept_and_one_that_did_counts_for_good() -> None:
    game = voting().vote(host=BEN, cam=BEN, ben=CAM).do(acts.Mute(MOD, CAM, as_moderator=True)).ring()
    assert [(one.voter, one.entry) for one in game.jam.votes] == [(HOST, game.entry(BEN).id), (BEN, game.entry(CAM).id)]
    counted = tally(game.jam, 1)
    assert tally(game.do(acts.Kick(HOST, BEN)).jam, 1) == counted


def test_there_is_no_vote_outside_of_one() -> None:
    game = playing().enter(BEN)
    with pytest.raises(JamError, match="nothing to vote on"):
        game.vote(host=BEN)


def test_a_frozen_vote_takes_none() -> None:
    game = voting().do(acts.Freeze(MOD, as_moderator=True))
    with pytest.raises(JamError, match="Moderators stopped"):
        game.vote(host=BEN)


def test_a_paused_vote_takes_them() -> None:
    assert voting().do(acts.Pause(HOST)).vote(host=BEN).jam.votes


def test_the_votes_of_a_round_are_counted_long_after_it() -> None:
    game = voting().vote(host=CAM, ben=CAM).ring().reveal()
    assert game.jam.round == 2
    assert max(tally(game.jam, 1).values()) == 2
    assert [one.user for one in choices(game.jam, 1)] == [HOST, BEN, CAM]


def test_the_vote_of_who_was_blocked_is_gone_and_no_other() -> None:
    game = voting().vote(host=BEN, cam=BEN).do(Silenced(CAM))
    assert tally(game.jam)[game.entry(BEN).id] == 1


def test_a_vote_that_is_over_stays_as_it_was_counted() -> None:
    game = voting().vote(host=BEN, cam=BEN).ring()
    assert game.do(Silenced(CAM)).jam.votes == game.jam.votes
    assert len(game.jam.votes) == 2
