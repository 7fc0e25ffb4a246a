"""A host who is away."""

import pytest

from bot.jams.machine import JamError, acts, standing
from bot.records.jam import Offer
from tests.bot.jams.machine.game import BATTLE, BEN, CAM, DEE, HOST, Game, lobby, playing

LONG = acts.Extend(HOST, 60)


def left_alone(game: Game) -> Game:
    """A jam whose host did nothing for so long that their seat is offered."""
    return game.do(LONG).wait(300)


def test_after_five_minutes_the_seat_is_offered_to_who_is_there_the_longest() -> None:
    game = playing().do(LONG).wait(299)
    assert game.jam.offer is None
    game.wait(1)
    assert game.jam.offer == Offer(BEN, game.now_s + 60, game.now_s + 300)


def test_a_host_who_does_something_is_not_away() -> None:
    game = playing().do(LONG).wait(200).seen(HOST).wait(200)
    assert game.jam.offer is None


def test_it_is_offered_to_one_alone_at_first() -> None:
    game = left_alone(playing())
    with pytest.raises(JamError, match=f"<@{BEN}> is asked first"):
        game.do(acts.TakeSeat(CAM))
    assert game.do(acts.TakeSeat(BEN)).jam.host == BEN


def test_then_any_player_may_take_it() -> None:
    assert left_alone(playing()).wait(60).do(acts.TakeSeat(CAM)).jam.host == CAM


def test_a_second_one_comes_too_late() -> None:
    game = left_alone(playing()).wait(60).do(acts.TakeSeat(CAM))
    with pytest.raises(JamError, match="host is there"):
        game.do(acts.TakeSeat(BEN))


def test_strangers_the_muted_and_the_host_do_not_take_it() -> None:
    game = left_alone(playing()).wait(60).do(acts.Mute("7", CAM, as_moderator=True))
    for user in (DEE, CAM):
        with pytest.raises(JamError, match="another player"):
            game.do(acts.TakeSeat(user))


def test_it_is_taken_back_when_the_host_is_seen() -> None:
    game = left_alone(playing())
    game.now_s += 10
    assert game.seen(HOST).wait(0).jam.offer is None


def test_it_is_taken_back_when_the_host_does_something() -> None:
    assert left_alone(playing()).do(acts.Extend(HOST, 1)).jam.offer is None


def test_if_nobody_takes_it_the_clock_stops() -> None:
    game = left_alone(playing()).wait(300)
    assert standing(game.jam) == "paused"
    assert standing(game.wait(86400).jam) == "orphaned"


def test_it_can_still_be_taken_then_and_the_clock_runs_again() -> None:
    game = left_alone(playing()).wait(3000).do(acts.TakeSeat(CAM))
    assert (game.jam.host, standing(game.jam)) == (CAM, "collecting")


def test_a_host_who_comes_back_then_goes_on_themselves() -> None:
    game = left_alone(playing()).wait(3000).do(acts.Resume(HOST))
    assert (game.jam.offer, standing(game.jam)) == (None, "collecting")


def test_a_jam_that_moderators_let_go_on_does_not_stop_again_at_once() -> None:
    game = left_alone(playing()).wait(3000).do(acts.Resume("7", as_moderator=True)).wait(30)
    assert (game.jam.offer, standing(game.jam)) == (None, "collecting")


def test_a_frozen_jam_has_no_seat_to_take() -> None:
    game = left_alone(playing()).do(acts.Freeze("7", as_moderator=True)).wait(60)
    with pytest.raises(JamError, match="not to be had"):
        game.do(acts.TakeSeat(BEN))


def test_nothing_is_offered_while_the_clock_stands() -> None:
    assert playing().do(acts.Pause(HOST)).wait(3000).jam.offer is None


def test_a_host_has_five_minutes_after_the_clock_stood() -> None:
    game = playing().do(LONG, acts.Pause(HOST)).wait(3000).do(acts.Resume(HOST)).wait(299)
    assert game.jam.offer is None


def test_who_is_alone_is_offered_nothing() -> None:
    assert Game().do(LONG).wait(400).jam.offer is None


def test_in_a_lobby_it_is_offered_too() -> None:
    assert left_alone(lobby(BATTLE, BEN)).jam.offer is not None
