"""Who sits where, and whose turn is next."""

from dataclasses import replace

from bot.jams.machine import acts, next_player
from bot.jams.machine.turns import heir
from tests.bot.jams.machine.game import BEN, CAM, DEE, HOST, RELAY, lobby, playing


def test_everybody_has_a_turn_before_anybody_has_two() -> None:
    game, turns = playing(replace(RELAY, rounds=6)), []
    for _ in range(6):
        turns.append(game.playing)
        game.turn()
    assert sorted(turns[:3]) == [HOST, BEN, CAM]
    assert turns[3:] == turns[:3]


def test_who_missed_a_turn_is_not_asked_again_at_once() -> None:
    game = playing(RELAY)
    absent = game.playing
    assert game.ring().playing != absent
    assert game.player(absent).missed == 1


def test_who_came_late_is_next() -> None:
    game = playing(RELAY).do(acts.Join(DEE))
    turns = [game.turn().playing for _ in range(3)]
    assert DEE in turns


def test_the_muted_have_no_turn() -> None:
    game = playing(RELAY)
    muted = game.playing
    assert game.do(acts.Mute("7", muted, as_moderator=True)).playing != muted


def test_a_turn_ends_when_whose_it_is_leaves() -> None:
    game = playing(RELAY)
    gone = game.playing
    assert game.do(acts.Leave(gone)).playing != gone


def test_without_players_nobody_is_next() -> None:
    assert next_player(replace(lobby().jam, players=())) is None


def test_a_host_is_followed_by_who_did_something_lately() -> None:
    game = lobby()
    game.now_s += 1000
    game.seen(CAM)
    found = heir(game.jam, now_s=game.now_s)
    assert found is not None
    assert found.user == CAM
