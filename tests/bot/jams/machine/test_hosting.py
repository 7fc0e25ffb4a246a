"""What a host does, and moderators."""

import pytest

from bot.jams.machine import JamError, acts
from bot.records.jam import Phase
from tests.bot.jams.machine.game import BATTLE, BEN, CAM, DEE, HOST, RELAY, Game, lobby, playing, voting

MOD = "7"


def go_on(game: Game) -> Game:
    return game.do(acts.Next(HOST, game.jam.round, game.jam.phase))


@pytest.mark.parametrize(
    "act",
    [
        acts.Start(BEN),
        acts.Next(BEN, 0, "lobby"),
        acts.Skip(BEN, 0, "lobby"),
        acts.Pause(BEN),
        acts.Kick(BEN, CAM),
        acts.HandOver(BEN, CAM),
        acts.Extend(BEN, 5),
        acts.Settle(BEN, BATTLE),
        acts.End(BEN),
    ],
)
def test_only_its_host_leads_it(act: acts.Act) -> None:
    with pytest.raises(JamError, match=f"host <@{HOST}> and moderators") as refused:
        lobby().do(act)
    assert refused.value.code == "E-JAM-HOST"


@pytest.mark.parametrize("act", [acts.Stop(HOST), acts.Freeze(HOST), acts.Thaw(HOST), acts.Mute(HOST, BEN)])
def test_its_host_does_not_moderate_it(act: acts.Act) -> None:
    with pytest.raises(JamError, match=r"Only moderators do that\.") as refused:
        lobby().do(act)
    assert refused.value.code == "E-JAM-HOST"


def test_moderators_lead_it_too() -> None:
    assert lobby().do(acts.Start(MOD, as_moderator=True)).jam.phase == "collecting"


@pytest.mark.parametrize(
    ("game", "then"),
    [
        (lobby(), "collecting"),
        (playing().enter(BEN), "rendering"),
        (voting(), "reveal"),
        (playing().enter(BEN).ring().paint(), "collecting"),
    ],
)
def test_next_ends_the_phase(game: Game, then: Phase) -> None:
    assert go_on(game).jam.phase == then


def test_next_goes_on_with_what_is_painted_and_not_without_anything() -> None:
    game = playing().enter(HOST, BEN).ring()
    with pytest.raises(JamError, match="Nothing is painted yet"):
        go_on(game)
    game.do(acts.Painted(game.entry(BEN).id, "clip"))
    assert go_on(game).now.winner == game.entry(BEN).id


def test_a_second_press_does_nothing_to_the_next_phase() -> None:
    game = voting()
    press = acts.Next(HOST, 1, "voting")
    with pytest.raises(JamError, match="done already"):
        game.do(press, press)
    with pytest.raises(JamError, match="done already"):
        game.do(acts.Skip(HOST, 1, "voting"))
    assert game.jam.phase == "reveal"


def test_nothing_is_skipped_or_ended_while_the_clock_stands() -> None:
    game = playing().do(acts.Pause(HOST))
    with pytest.raises(JamError, match="resume it first"):
        go_on(game)


def test_a_round_can_be_skipped() -> None:
    game = playing().enter(BEN).do(acts.Skip(HOST, 1, "collecting"))
    assert (game.jam.round, game.jam.rounds[0].winner, game.entry(BEN).state) == (2, None, "failed")


def test_a_skipped_turn_is_a_missed_one() -> None:
    game = playing(RELAY)
    absent = game.playing
    assert game.do(acts.Skip(HOST, 1, "collecting")).player(absent).missed == 1


def test_whose_words_moderators_look_at_has_missed_nothing_if_they_are_skipped() -> None:
    game = playing(RELAY)
    player = game.playing
    game.enter(player, is_held=True).do(acts.Skip(HOST, 1, "collecting"))
    assert game.player(player).missed == 0


def test_a_turn_that_is_skipped_while_it_is_painted_is_none_of_theirs() -> None:
    game = playing(RELAY)
    whose = game.playing
    assert game.enter(whose).do(acts.Skip(HOST, 1, "rendering")).player(whose).missed == 0


def test_what_came_of_a_round_is_not_skipped_any_more() -> None:
    game = voting().vote(ben=HOST, cam=HOST).ring()
    with pytest.raises(JamError, match="press Next"):
        game.do(acts.Skip(HOST, 1, "reveal"))
    assert game.jam.sections


def test_there_is_nothing_to_skip_in_a_lobby() -> None:
    with pytest.raises(JamError, match="no turn to skip"):
        lobby().do(acts.Skip(HOST, 0, "lobby"))


def test_a_phase_can_be_prolonged_also_while_the_clock_stands() -> None:
    assert playing().do(acts.Extend(HOST, 5)).ring().now_s == playing().now_s + 90 + 300
    assert playing().do(acts.Pause(HOST), acts.Extend(HOST, 5)).jam.left_s == 390


@pytest.mark.parametrize(("minutes", "says"), [(0, "1 to 60"), (61, "1 to 60"), (-5, "1 to 60")])
def test_a_phase_is_prolonged_by_some_minutes(minutes: int, says: str) -> None:
    with pytest.raises(JamError, match=says):
        playing().do(acts.Extend(HOST, minutes))


def test_no_phase_lasts_for_ever() -> None:
    with pytest.raises(JamError, match="two hours"):
        playing().do(acts.Extend(HOST, 60), acts.Extend(HOST, 60))


def test_what_is_painted_can_not_be_prolonged() -> None:
    with pytest.raises(JamError, match="nothing to prolong"):
        playing().enter(HOST, BEN, CAM).do(acts.Extend(HOST, 5))


def test_a_draft_is_decided_once_and_for_the_round_that_was_seen() -> None:
    game = playing().enter(BEN).ring().do(acts.Draft(HOST, 1))
    assert game.now.is_draft
    for act in (acts.Draft(HOST, 1), acts.Draft(HOST, 2)):
        with pytest.raises(JamError, match="done already"):
            game.do(act)


def test_who_is_sent_out_takes_what_they_entered_with_them() -> None:
    game = voting().do(acts.Kick(HOST, BEN))
    assert (game.player(BEN).seat, game.entry(BEN).state) == ("kicked", "removed")
    with pytest.raises(JamError, match="not in this jam"):
        game.do(acts.Kick(HOST, BEN))


def test_what_they_played_before_stays() -> None:
    game = playing().win(BEN).do(acts.Kick(HOST, BEN))
    assert [one.user for one in game.jam.sections] == [BEN]


def test_a_host_does_not_send_themselves_out_but_moderators_may() -> None:
    with pytest.raises(JamError, match="You lead this jam"):
        playing().do(acts.Kick(HOST, HOST))
    game = playing().do(acts.Kick(MOD, HOST, as_moderator=True))
    assert (game.player(HOST).seat, game.jam.host) == ("kicked", BEN)


def test_it_is_handed_over_to_a_player_who_is_there() -> None:
    assert playing().do(acts.HandOver(HOST, BEN)).jam.host == BEN
    with pytest.raises(JamError, match="not in this jam"):
        playing().do(acts.HandOver(HOST, DEE))
    with pytest.raises(JamError, match="done already"):
        playing().do(acts.HandOver(HOST, HOST))
    with pytest.raises(JamError, match="muted them"):
        playing().do(acts.Mute(MOD, BEN, as_moderator=True), acts.HandOver(HOST, BEN))


def test_the_former_host_leads_no_more() -> None:
    with pytest.raises(JamError, match="Only its host"):
        playing().do(acts.HandOver(HOST, BEN), acts.Pause(HOST))


def test_it_ends_with_a_finale_if_there_is_a_section() -> None:
    game = playing().win(BEN).do(acts.End(HOST))
    assert (game.jam.phase, game.jam.ended_by) == ("finale", HOST)
    with pytest.raises(JamError, match="done already"):
        game.do(acts.End(HOST))


def test_it_ends_at_once_if_there_is_none() -> None:
    game = playing().enter(BEN).do(acts.End(HOST))
    assert (game.jam.phase, game.jam.ended_by, game.entry(BEN).state) == ("archived", HOST, "failed")


def test_a_paused_jam_can_be_ended_and_its_finale_is_not_paused() -> None:
    assert playing().win(BEN).do(acts.Pause(HOST), acts.End(HOST)).jam.halts == frozenset()


def test_moderators_end_a_frozen_jam_for_good() -> None:
    game = playing().win(BEN).do(acts.Freeze(MOD, as_moderator=True))
    with pytest.raises(JamError, match="for good"):
        game.do(acts.End(MOD, as_moderator=True))
    assert game.do(acts.Stop(MOD, as_moderator=True)).jam.phase == "archived"


def test_muting_is_done_once() -> None:
    game = playing().do(acts.Mute(MOD, BEN, as_moderator=True))
    with pytest.raises(JamError, match="done already"):
        game.do(acts.Mute(MOD, BEN, as_moderator=True))
    with pytest.raises(JamError, match="not in this jam"):
        game.do(acts.Unmute(MOD, DEE, as_moderator=True))
    assert not game.do(acts.Unmute(MOD, BEN, as_moderator=True)).player(BEN).is_muted


def test_who_ended_it_at_once_in_its_finale_is_known() -> None:
    game = playing().win(BEN).do(acts.End(HOST), acts.Stop(MOD, as_moderator=True))
    assert (game.jam.phase, game.jam.ended_by) == ("archived", MOD)


def test_a_host_who_is_muted_leads_no_more_and_can_t_take_that_back() -> None:
    game = playing().do(acts.Mute(MOD, HOST, as_moderator=True))
    assert game.jam.host == BEN
    with pytest.raises(JamError, match="muted"):
        game.do(acts.HandOver(BEN, HOST))
    assert game.do(acts.Unmute(MOD, HOST, as_moderator=True)).jam.host == BEN


def test_with_nobody_to_follow_a_muted_host_it_waits_and_they_can_t_let_it_go_on() -> None:
    game = playing().do(acts.Leave(BEN), acts.Leave(CAM), acts.Mute(MOD, HOST, as_moderator=True))
    assert game.jam.halts == {"orphaned"}
    with pytest.raises(JamError, match="muted"):
        game.do(acts.Resume(HOST))
    assert game.do(acts.Revive(BEN)).jam.host == BEN


def test_who_comes_to_the_lobby_of_a_muted_host_is_offered_their_seat() -> None:
    game = lobby().do(acts.Leave(BEN), acts.Leave(CAM), acts.Mute(MOD, HOST, as_moderator=True), acts.Join(BEN))
    assert game.wait(0).jam.offer is not None
    assert game.do(acts.TakeSeat(BEN)).jam.host == BEN
