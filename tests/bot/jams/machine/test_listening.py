"""Who listens: there without playing, and with a vote."""

from dataclasses import replace

import pytest

from bot.jams.machine import JamError, acts, may_vote, tally
from bot.jams.machine.lobby import LISTENERS_MOST, PEOPLE_MOST, SEATS_MOST
from bot.jams.machine.turns import heir
from bot.jams.machine.votes import LISTENED_S
from bot.records.jam import Halt, Player
from tests.bot.jams.machine.game import (
    BATTLE,
    BEGAN_S,
    BEN,
    CAM,
    DEE,
    HOST,
    RELAY,
    Game,
    lobby,
    planned,
    playing,
    voting,
)

MOD = "7"


def duel(*, came_s: float = LISTENED_S) -> Game:
    """A vote between two, to which others came to listen so long before."""
    game = playing(BATTLE, BEN).do(acts.Listen(CAM), acts.Listen(DEE))
    game.jam = replace(game.jam, deadline_s=BEGAN_S + 1000.0)
    game.now_s += came_s
    return game.enter(HOST, BEN).paint()


def test_two_players_and_their_listeners_need_not_tie() -> None:
    game = duel().vote(host=BEN, ben=HOST, cam=BEN, dee=BEN).ring()
    assert game.now.winner == game.entry(BEN).id


def test_who_came_less_than_two_minutes_before_has_no_vote() -> None:
    game = duel(came_s=LISTENED_S - 1)
    assert not may_vote(game.jam, CAM)
    with pytest.raises(JamError, match="less than 2 minutes before"):
        game.vote(cam=BEN)


def test_the_muted_and_those_sent_out_have_no_vote() -> None:
    game = duel().vote(cam=BEN, dee=BEN).do(acts.Mute(MOD, CAM, as_moderator=True), acts.Kick(HOST, DEE))
    assert sum(tally(game.jam).values()) == 0
    with pytest.raises(JamError, match="muted"):
        game.vote(cam=BEN)


def test_who_was_sent_out_does_not_listen() -> None:
    with pytest.raises(JamError, match="sent out"):
        lobby().do(acts.Kick(HOST, BEN), acts.Listen(BEN))


def test_listeners_are_no_players() -> None:
    game = lobby(replace(BATTLE, players_most=2), BEN).do(acts.Listen(CAM), acts.Start(HOST))
    assert [one.seat for one in game.jam.players] == ["playing", "playing", "listening"]
    assert game.enter(HOST, BEN).jam.phase == "rendering", "nobody waits for who listens"


def test_one_player_and_a_listener_do_not_begin() -> None:
    with pytest.raises(JamError, match="at least 2 players"):
        Game().do(acts.Listen(BEN), acts.Start(HOST))


def test_it_is_never_their_turn() -> None:
    game = playing(RELAY, BEN).do(acts.Listen(CAM))
    turns = [game.turn().playing for _ in range(3)]
    assert CAM not in {*turns, game.playing}


def test_who_listens_enters_nothing() -> None:
    with pytest.raises(JamError, match="You listen in this jam: press Join"):
        playing().do(acts.Listen(DEE)).enter(DEE)


def test_who_listens_may_join_and_plays_from_the_next_round_on() -> None:
    game = playing().do(acts.Listen(DEE)).do(acts.Join(DEE))
    assert game.player(DEE).seat == "waiting"
    assert game.ring().player(DEE).seat == "playing"


def test_who_joins_during_a_vote_keeps_their_vote() -> None:
    assert may_vote(duel().do(acts.Join(CAM)).jam, CAM)


def test_a_player_may_listen_and_what_they_entered_is_taken_back() -> None:
    game = playing().enter(BEN).do(acts.Listen(BEN))
    assert (game.player(BEN).seat, game.entry(BEN).state) == ("listening", "withdrawn")


def test_after_the_bell_what_they_entered_is_heard() -> None:
    game = voting().do(acts.Listen(BEN)).vote(host=BEN, cam=BEN).ring()
    assert game.now.winner == game.entry(BEN).id


def test_in_a_relay_nobody_waits_for_who_listens_now() -> None:
    game = playing(RELAY)
    user = next(one for one in (game.playing, BEN, CAM) if one != HOST)
    while game.playing != user:
        game.turn()
    assert game.do(acts.Listen(user)).playing != user


def test_a_place_that_is_free_in_the_lobby_is_for_who_waits() -> None:
    game = lobby(replace(BATTLE, players_most=2), BEN, CAM).do(acts.Listen(BEN))
    assert game.player(CAM).seat == "playing"


def test_who_listens_already_is_told_so() -> None:
    with pytest.raises(JamError, match="listen in this jam already"):
        lobby().do(acts.Listen(DEE), acts.Listen(DEE))


def test_who_listens_may_leave_and_comes_anew() -> None:
    game = lobby().do(acts.Listen(DEE), acts.Leave(DEE))
    assert game.player(DEE).seat == "left"
    game.now_s += 10
    assert game.do(acts.Listen(DEE)).player(DEE).joined_s == game.now_s


def test_a_host_hands_over_before_they_listen() -> None:
    with pytest.raises(JamError, match="hand it over first"):
        lobby().do(acts.Listen(HOST))


def test_nobody_leads_who_listens() -> None:
    game = playing(BATTLE, BEN).do(acts.Listen(BEN))
    assert heir(game.jam, now_s=game.now_s) is None
    with pytest.raises(JamError, match="only listen"):
        game.do(acts.HandOver(HOST, BEN))


def test_the_seat_of_a_host_who_is_away_is_not_theirs() -> None:
    game = playing(BATTLE, BEN).do(acts.Listen(CAM), acts.Extend(HOST, 60)).seen(BEN).wait(300)
    assert game.jam.offer is not None
    assert game.jam.offer.to == BEN
    game.now_s += 61
    with pytest.raises(JamError, match="another player"):
        game.do(acts.TakeSeat(CAM))


def test_who_goes_on_with_a_jam_that_nobody_leads_plays() -> None:
    game = playing(BATTLE, BEN).do(acts.Listen(CAM), acts.Leave(BEN), acts.Leave(HOST))
    assert game.jam.halts == {"orphaned"}
    assert (game.do(acts.Revive(CAM)).jam.host, game.player(CAM).seat) == (CAM, "playing")


@pytest.mark.parametrize(("halt", "said"), [("frozen", "Moderators stopped"), ("orphaned", "Nobody leads")])
def test_where_nobody_comes_in_nobody_listens(halt: Halt, said: str) -> None:
    jam = replace(playing().jam, halts=frozenset({halt}))
    with pytest.raises(JamError, match=said):
        Game(jam).do(acts.Listen(DEE))


def test_listeners_keep_no_player_out() -> None:
    game = lobby().do(*(acts.Listen(str(user)) for user in range(100, 100 + LISTENERS_MOST)))
    with pytest.raises(JamError, match="As many listen"):
        game.do(acts.Listen(DEE))
    assert LISTENERS_MOST >= SEATS_MOST
    assert game.do(acts.Join(DEE)).player(DEE).seat == "playing"


def test_so_many_people_are_kept_of_one_jam() -> None:
    gone = tuple(Player(str(user), BEGAN_S, seat="left") for user in range(100, 99 + PEOPLE_MOST))
    game = Game(replace(planned(), players=(*planned().players, *gone)))
    for act in (acts.Listen(DEE), acts.Join(DEE)):
        with pytest.raises(JamError, match="Too many people came"):
            game.do(act)
