"""What players enter."""

import pytest

from bot.jams.machine import JamError, acts, tally
from tests.bot.jams.machine.game import BEN, CAM, DEE, HOST, LAYERS, RELAY, Game, lobby, playing, voting

MOD = "7"


def remove(game: Game, user: str) -> Game:
    return game.do(acts.RemoveEntry(MOD, game.entry(user).id, as_moderator=True))


def test_an_entry_can_be_changed_until_the_bell() -> None:
    game = playing().enter(BEN)
    game.now_s += 5
    game.do(acts.Enter(BEN, "better words"))
    assert [(one.prompt, one.at_s) for one in game.entries("ready")] == [("better words", game.now_s)]


def test_the_same_words_again_change_nothing() -> None:
    game = playing().enter(BEN)
    before = game.jam
    assert game.enter(BEN).jam is before


def test_words_that_moderators_look_at_are_never_changed_under_their_eyes() -> None:
    game = playing().enter(BEN, is_held=True)
    seen = game.entry(BEN)
    game.do(acts.Enter(BEN, "other words", is_held=True))
    assert game.entry(BEN).id != seen.id
    assert [(one.state, one.prompt) for one in game.jam.entries] == [
        ("withdrawn", seen.prompt),
        ("held", "other words"),
    ]
    with pytest.raises(JamError, match="done already"):
        game.do(acts.Clear(MOD, seen.id, as_moderator=True))


def test_held_words_can_be_changed_so_often_and_no_oftener() -> None:
    game = playing()
    for number in range(25):
        game.do(acts.Enter(BEN, f"words {number}", is_held=True))
    with pytest.raises(JamError, match="too often"):
        game.do(acts.Enter(BEN, "words", is_held=True))


def test_an_entry_can_be_taken_back_before_the_bell_only() -> None:
    assert playing().enter(BEN).do(acts.Withdraw(BEN)).entry(BEN).state == "withdrawn"
    with pytest.raises(JamError, match="bell has rung"):
        playing().enter(BEN).ring().do(acts.Withdraw(BEN))
    with pytest.raises(JamError, match="entered nothing"):
        playing().do(acts.Withdraw(BEN))


def test_who_leaves_takes_their_entry_with_them_before_the_bell_only() -> None:
    assert playing().enter(BEN).do(acts.Leave(BEN)).entry(BEN).state == "withdrawn"
    assert playing().enter(BEN).ring().do(acts.Leave(BEN)).entry(BEN).state == "ready"


@pytest.mark.parametrize(
    ("game", "says"),
    [
        (lobby(), "not begun yet"),
        (voting(), "bell has rung"),
        (playing().do(acts.Freeze(MOD, as_moderator=True)), "Moderators stopped"),
        (playing().do(acts.Mute(MOD, BEN, as_moderator=True)), "muted"),
        (playing().do(acts.Leave(BEN)), "press Join to come back"),
        (playing().do(acts.Kick(HOST, BEN)), "sent out"),
        (playing().do(acts.Leave(BEN), acts.Join(BEN)), "from the next round"),
    ],
)
def test_who_can_not_enter_anything_is_told_why(game: Game, says: str) -> None:
    with pytest.raises(JamError, match=says):
        game.enter(BEN)


def test_strangers_are_told_to_join() -> None:
    with pytest.raises(JamError, match="press Join"):
        playing().enter(DEE)


def test_in_a_relay_only_whose_turn_it_is_enters_something() -> None:
    game = playing(RELAY)
    other = next(one.user for one in game.jam.players if one.user != game.playing)
    with pytest.raises(JamError, match=f"<@{game.playing}>'s turn"):
        game.enter(other)


def test_words_are_taken_while_the_host_has_stopped_the_clock_and_the_bell_waits() -> None:
    game = playing().do(acts.Pause(HOST)).enter(HOST, BEN, CAM)
    assert game.jam.phase == "collecting"
    assert game.do(acts.Resume(HOST)).jam.phase == "rendering"


def test_a_held_entry_can_still_pass_while_others_are_painted() -> None:
    game = playing().enter(CAM, is_held=True).enter(BEN).ring()
    game.do(acts.Clear(MOD, game.entry(CAM).id, as_moderator=True)).paint()
    assert len(tally(game.jam)) == 2


def test_a_held_entry_of_a_round_that_is_over_can_be_entered_again() -> None:
    game = playing().enter(CAM, is_held=True).ring()
    with pytest.raises(JamError, match="enter it again"):
        game.do(acts.Clear(MOD, game.entry(CAM).id, as_moderator=True))


def test_a_removed_entry_is_out_of_the_vote_and_its_voters_vote_anew() -> None:
    game = remove(voting().vote(ben=HOST, cam=BEN), HOST)
    assert tally(game.jam) == {game.entry(BEN).id: 1, game.entry(CAM).id: 0}
    game.vote(ben=CAM)
    with pytest.raises(JamError, match="can't be voted for"):
        game.vote(cam=HOST)


def test_the_last_one_left_in_a_vote_has_won() -> None:
    game = remove(remove(voting(), HOST), CAM)
    assert (game.jam.phase, game.now.winner) == ("reveal", game.entry(BEN).id)


def test_a_removed_entry_is_not_waited_for() -> None:
    game = playing().enter(HOST, BEN, CAM)
    game.do(*(acts.Painted(game.entry(user).id, user) for user in (HOST, BEN)))
    assert remove(game, CAM).jam.phase == "voting"


def test_a_removed_section_is_no_section_any_more() -> None:
    game = remove(playing().enter(BEN).ring().paint().reveal(), BEN)
    assert (game.jam.sections, game.jam.rounds[0].winner, game.player(BEN).wins) == ((), None, 0)


def test_a_section_that_is_removed_while_it_is_heard_is_listened_to_no_longer() -> None:
    game = remove(playing().enter(BEN).ring().paint().do(acts.Revealed(1)), BEN)
    assert (game.jam.phase, game.jam.round) == ("collecting", 2)


def test_a_section_that_is_removed_from_the_finale_leaves_the_track_to_be_joined_anew() -> None:
    game = playing()
    for user in (BEN, CAM):
        game.enter(user).ring().paint().reveal()
    remove(game.do(acts.Mastered("track")), BEN)
    assert (game.jam.phase, game.jam.track, len(game.jam.sections)) == ("finale", None, 1)
    assert game.do(acts.Mastered("track without")).jam.track == "track without"


def test_a_finale_of_which_all_is_removed_is_over() -> None:
    game = playing().enter(BEN).ring().paint().do(acts.End(HOST))
    assert remove(game, BEN).jam.phase == "archived"


def test_a_removed_layer_takes_those_over_it_with_it() -> None:
    game = playing(LAYERS)
    for user in (BEN, CAM, HOST):
        game.win(user)
    game.do(acts.RemoveEntry(MOD, game.jam.sections[1].id, as_moderator=True))
    assert [one.part for one in game.jam.rounds if one.winner] == ["drums"]
    assert game.seen(HOST).ring().now.part == "bass"


def test_an_entry_is_removed_once() -> None:
    with pytest.raises(JamError, match="done already"):
        remove(remove(playing().enter(BEN), BEN), BEN)


def test_an_unknown_entry_is_said_to_be_none() -> None:
    with pytest.raises(JamError, match="no such entry"):
        playing().do(acts.RemoveEntry(MOD, "x", as_moderator=True))


def test_an_entry_of_a_jam_that_is_over_can_be_removed() -> None:
    game = playing().enter(BEN).ring().paint().do(acts.Stop(MOD, as_moderator=True))
    assert remove(game, BEN).jam.phase == "archived"
    assert game.entry(BEN).state == "removed"


def restore(game: Game, user: str) -> Game:
    return game.do(acts.Restore(MOD, game.entry(user).id, as_moderator=True))


def test_what_was_taken_out_of_a_vote_can_be_voted_for_again() -> None:
    game = restore(remove(voting(), BEN), BEN)
    assert tally(game.vote(cam=BEN).jam)[game.entry(BEN).id] == 1


def test_a_turn_that_was_taken_out_is_its_section_again_while_the_track_grows() -> None:
    game = playing(RELAY)
    first = game.playing
    game = remove(game.turn(), first)
    assert game.jam.sections == ()
    assert [one.user for one in restore(game, first).jam.sections] == [first]
    assert game.player(first).wins == 1


def test_a_track_that_is_made_stays_as_it_is() -> None:
    game = playing(RELAY)
    first = game.playing
    game = remove(game.turn().turn(), first).do(acts.End(game.jam.host))
    assert len(restore(game, first).jam.sections) == 1
    assert game.entry(first).state == "painted"


def test_what_was_not_taken_out_or_never_painted_is_not_put_back() -> None:
    with pytest.raises(JamError, match="done already"):
        restore(voting(), BEN)
    with pytest.raises(JamError, match="done already"):
        restore(remove(playing().enter(BEN), BEN), BEN)
