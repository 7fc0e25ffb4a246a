"""What stops the clock."""

import pytest

from bot.jams.machine import JamError, acts, standing
from tests.bot.jams.machine.game import BATTLE, BEN, CAM, DEE, HOST, Game, lobby, planned, playing

MOD = "7"
DAY_S = 86400.0


def freeze(game: Game) -> Game:
    return game.do(acts.Freeze(MOD, as_moderator=True))


def thaw(game: Game) -> Game:
    return game.do(acts.Thaw(MOD, as_moderator=True))


def orphaned() -> Game:
    return playing().do(acts.Pause(HOST)).wait(DAY_S)


def test_the_clock_stands_while_it_is_paused_and_goes_on_with_what_was_left() -> None:
    game = playing().wait(50).do(acts.Pause(HOST))
    assert (game.jam.deadline_s, game.jam.left_s, standing(game.jam)) == (None, 40, "paused")
    game.wait(3600).do(acts.Resume(HOST))
    assert (game.jam.phase, game.jam.deadline_s) == ("collecting", game.now_s + 40)


def test_two_hosts_at_once_stop_it_once() -> None:
    game = playing().do(acts.Pause(HOST))
    with pytest.raises(JamError, match="done already"):
        game.do(acts.Pause(MOD, as_moderator=True))
    game.do(acts.Resume(HOST))
    with pytest.raises(JamError, match="done already"):
        game.do(acts.Resume(HOST))


def test_what_has_no_clock_can_not_be_paused() -> None:
    with pytest.raises(JamError, match="nothing to pause"):
        Game(planned(opens_s=5000.0)).do(acts.Pause(HOST))


def test_a_frozen_jam_stays_so_whatever_its_host_wants() -> None:
    game = freeze(playing())
    for act in (acts.Resume(HOST), acts.Pause(HOST), acts.Next(HOST, 1, "collecting"), acts.End(HOST)):
        with pytest.raises(JamError, match="Moderators stopped"):
            game.do(act)


def test_a_jam_that_was_paused_and_frozen_is_paused_after_the_thaw() -> None:
    game = thaw(freeze(playing().wait(50).do(acts.Pause(HOST))))
    assert (standing(game.jam), game.jam.left_s) == ("paused", 40)


def test_a_thawed_jam_goes_on_with_what_was_left() -> None:
    game = freeze(playing().wait(30)).wait(500)
    assert thaw(game).jam.deadline_s == game.now_s + 60


def test_only_what_is_frozen_is_thawed_and_once() -> None:
    with pytest.raises(JamError, match="done already"):
        thaw(playing())
    with pytest.raises(JamError, match="done already"):
        freeze(freeze(playing()))


def test_a_scheduled_jam_that_is_frozen_does_not_open() -> None:
    game = freeze(Game(planned(opens_s=5000.0))).do(acts.Open()).wait(DAY_S)
    assert game.jam.phase == "scheduled"
    assert thaw(game).wait(4000).jam.phase == "lobby"


def test_a_plan_that_was_frozen_opens_when_it_was_announced_for() -> None:
    game = freeze(Game(planned(opens_s=5000.0))).wait(3000)
    assert thaw(game).jam.deadline_s == 5000.0


def test_nothing_begins_while_the_clock_stands() -> None:
    game = lobby().do(acts.Pause(HOST))
    with pytest.raises(JamError, match="paused: resume it first"):
        game.do(acts.Start(HOST))


def test_a_jam_that_is_paused_for_a_day_is_left_alone() -> None:
    assert standing(orphaned().jam) == "orphaned"


def test_who_played_in_it_brings_it_back_and_leads_it() -> None:
    game = orphaned().do(acts.Revive(BEN))
    assert (game.jam.host, standing(game.jam), game.jam.deadline_s) == (BEN, "collecting", game.now_s + 90)


def test_its_host_may_simply_go_on() -> None:
    assert standing(orphaned().do(acts.Resume(HOST)).jam) == "collecting"


def test_strangers_the_muted_and_those_sent_out_do_not_bring_it_back() -> None:
    game = playing().do(acts.Kick(HOST, CAM), acts.Mute(MOD, BEN, as_moderator=True), acts.Pause(HOST)).wait(DAY_S)
    for user in (DEE, CAM, BEN):
        with pytest.raises(JamError, match="Only who was in this jam"):
            game.do(acts.Revive(user))


def test_nobody_comes_into_a_jam_that_nobody_leads_to_take_it() -> None:
    with pytest.raises(JamError, match="who was in it brings it back"):
        orphaned().do(acts.Join(DEE))


def test_moderators_bring_it_back_without_having_played() -> None:
    game = orphaned().do(acts.Revive(MOD, as_moderator=True))
    assert (game.jam.host, game.player(MOD).seat) == (MOD, "playing")


def test_who_had_left_sits_again_after_bringing_it_back() -> None:
    game = playing().do(acts.Leave(CAM), acts.Pause(HOST)).wait(DAY_S).do(acts.Revive(CAM))
    assert game.player(CAM).seat == "playing"


def test_what_somebody_leads_is_not_brought_back() -> None:
    with pytest.raises(JamError, match="Somebody leads"):
        playing().do(acts.Revive(BEN))
    with pytest.raises(JamError, match="Moderators stopped"):
        freeze(orphaned()).do(acts.Revive(BEN))


def test_it_can_be_brought_back_for_thirty_days() -> None:
    game = orphaned().wait(30 * DAY_S - 1)
    assert standing(game.jam) == "orphaned"
    assert standing(game.wait(1).jam) == "archived"


def test_a_jam_that_stays_frozen_is_over_after_thirty_days() -> None:
    assert freeze(playing()).wait(30 * DAY_S).jam.phase == "archived"


def test_a_jam_that_everybody_left_waits_for_somebody() -> None:
    game = lobby(BATTLE, BEN).do(acts.Start(HOST), acts.Leave(HOST), acts.Leave(BEN))
    assert standing(game.jam) == "orphaned"
    assert game.do(acts.Revive(HOST)).jam.host == HOST
