"""How a jam begins."""

from dataclasses import replace

import pytest

from bot.jams.machine import JamError, acts
from tests.bot.jams.machine.game import BATTLE, BEGAN_S, BEN, CAM, DEE, HOST, Game, lobby, planned, playing


def test_its_host_plays() -> None:
    assert planned().player(HOST) is not None


def test_a_lobby_is_open_for_ten_minutes() -> None:
    assert planned().deadline_s == BEGAN_S + 600


def test_a_scheduled_one_opens_by_itself_when_it_is_time() -> None:
    game = Game(planned(opens_s=BEGAN_S + 3600)).wait(3599)
    assert game.jam.phase == "scheduled"
    game.wait(1)
    assert (game.jam.phase, game.jam.deadline_s) == ("lobby", game.now_s + 600)


def test_a_scheduled_one_can_be_moved() -> None:
    game = Game(planned(opens_s=BEGAN_S + 3600)).do(acts.Reschedule(BEGAN_S + 60)).wait(60)
    assert game.jam.phase == "lobby"


def test_people_may_join_before_it_opens() -> None:
    assert Game(planned(opens_s=BEGAN_S + 3600)).do(acts.Join(BEN)).player(BEN).seat == "playing"


def test_who_joins_twice_is_told_that_they_are_in() -> None:
    with pytest.raises(JamError, match="in this jam already"):
        lobby().do(acts.Join(BEN))


def test_a_full_lobby_has_a_waiting_list_and_gives_seats_in_its_order() -> None:
    game = lobby(replace(BATTLE, players_most=2), BEN, CAM, DEE)
    assert [game.player(user).seat for user in (BEN, CAM, DEE)] == ["playing", "waiting", "waiting"]
    game.do(acts.Leave(BEN))
    assert [game.player(user).seat for user in (CAM, DEE)] == ["playing", "waiting"]


def test_it_starts_by_itself_if_there_are_enough() -> None:
    assert lobby().wait(600).jam.phase == "collecting"


def test_it_waits_once_more_if_there_are_too_few_and_is_over_then() -> None:
    game = Game().wait(600)
    assert (game.jam.phase, game.jam.deadline_s) == ("lobby", game.now_s + 300)
    assert game.wait(300).jam.phase == "archived"


def test_one_player_can_not_start_it() -> None:
    with pytest.raises(JamError, match="at least 2 players"):
        Game().do(acts.Start(HOST))


def test_a_muted_player_does_not_make_two() -> None:
    with pytest.raises(JamError, match="at least 2 players"):
        lobby(BATTLE, BEN).do(acts.Mute("7", BEN, as_moderator=True), acts.Start(HOST))


def test_a_second_start_says_that_it_was_done() -> None:
    with pytest.raises(JamError, match="done already"):
        playing().do(acts.Start(HOST))


def test_the_order_is_drawn_when_it_starts() -> None:
    assert sorted(one.order for one in playing().jam.players) == [1, 2, 3]


def test_who_comes_late_plays_from_the_next_round_on() -> None:
    game = playing().do(acts.Join(DEE))
    assert game.player(DEE).seat == "waiting"
    assert game.ring().player(DEE).seat == "playing"


def test_who_was_sent_out_stays_out() -> None:
    game = lobby().do(acts.Kick(HOST, BEN))
    with pytest.raises(JamError, match="sent out"):
        game.do(acts.Join(BEN))


def test_who_left_may_come_back() -> None:
    assert lobby().do(acts.Leave(BEN), acts.Join(BEN)).player(BEN).seat == "playing"


def test_a_lobby_that_everybody_left_is_over() -> None:
    assert lobby(BATTLE, BEN).do(acts.Leave(BEN), acts.Leave(HOST)).jam.phase == "archived"


def test_a_host_who_leaves_is_followed_by_who_is_there_the_longest() -> None:
    game = Game().do(acts.Join(CAM))
    game.now_s += 1
    assert game.do(acts.Join(BEN), acts.Leave(HOST)).jam.host == CAM


def test_rules_can_be_changed_in_the_lobby_only() -> None:
    rules = replace(BATTLE, rounds=3)
    assert lobby().do(acts.Settle(HOST, rules)).jam.rules == rules
    with pytest.raises(JamError, match="lobby only"):
        playing().do(acts.Settle(HOST, rules))


def test_nobody_loses_their_seat_by_other_rules() -> None:
    with pytest.raises(JamError, match="have a seat already"):
        lobby().do(acts.Settle(HOST, replace(BATTLE, players_most=2)))


def test_a_jam_keeps_so_many_people_and_no_more() -> None:
    game = lobby(BATTLE, *(str(user) for user in range(2, 101)))
    with pytest.raises(JamError, match="This jam is full") as refused:
        game.do(acts.Join("101"))
    assert refused.value.code == "E-JAM-FULL"


def test_it_is_noted_where_it_is_shown() -> None:
    jam = lobby().do(acts.Noted(thread="300"), acts.Noted(event="400")).jam
    assert (jam.thread, jam.event) == ("300", "400")


def test_of_two_processes_that_open_it_at_once_one_was_first() -> None:
    game = lobby().do(acts.Noted(thread="300"), acts.Noted(event="400"))
    jam = game.do(acts.Noted(thread="301"), acts.Noted(event="401")).jam
    assert (jam.thread, jam.event) == ("300", "400")
