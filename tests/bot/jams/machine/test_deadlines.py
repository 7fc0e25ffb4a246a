"""What happens as time passes."""

from bot.jams.machine import JAMGRAM, acts, is_due
from tests.bot.jams.machine.game import BEN, CAM, HOST, Game, playing, voting


def finale() -> Game:
    return playing().win(BEN).win(CAM)


def test_a_jam_is_due_when_its_deadline_comes() -> None:
    game = playing()
    assert not is_due(game.jam, game.now_s + 89)
    assert is_due(game.jam, game.now_s + 90)


def test_a_jam_at_rest_is_the_same_jam() -> None:
    game = playing()
    before = game.jam
    assert game.do(acts.Tick()).jam is before


def test_what_was_due_while_nobody_looked_is_due_in_a_minute() -> None:
    game = playing()
    began_s = game.now_s
    game.now_s += 3600
    game.do(acts.Grace(began_s))
    assert (game.jam.phase, game.jam.deadline_s) == ("collecting", game.now_s + 60)
    assert game.wait(59).jam.offer is None, "the host had no chance to be heard of"


def test_what_was_not_due_yet_stays_as_it_was() -> None:
    game = playing()
    deadline_s = game.jam.deadline_s
    game.now_s += 30
    assert game.do(acts.Grace(game.now_s - 20)).jam.deadline_s == deadline_s


def test_what_stands_needs_no_grace() -> None:
    game = playing().do(acts.Pause(HOST))
    before = game.jam
    assert game.do(acts.Grace(0.0)).jam is before


def test_an_offer_that_ran_out_meanwhile_is_open_for_a_minute_more() -> None:
    game = playing().do(acts.Extend(HOST, 60)).wait(300)
    game.now_s += 1000
    game.do(acts.Grace(game.now_s - 1000))
    assert game.jam.offer is not None
    assert game.jam.offer.until_s == game.now_s + 60


def test_a_vote_ends_by_itself() -> None:
    assert voting().vote(ben=HOST, cam=HOST).ring().jam.phase == "reveal"


def test_the_track_is_noted_once() -> None:
    game = finale().do(acts.Mastered("track"), acts.Mastered("other"))
    assert (game.jam.phase, game.jam.track) == ("finale", "track")


def test_what_joins_something_that_was_taken_out_meanwhile_is_no_track() -> None:
    game = finale()
    first, second = (one.id for one in game.jam.sections)
    game.do(acts.RemoveEntry("7", second, as_moderator=True), acts.Mastered("track", (first, second)))
    assert game.jam.track is None
    assert game.do(acts.Mastered("other", (first,))).jam.track == "other"


def test_it_is_over_when_all_is_shown() -> None:
    game = finale().do(acts.Mastered("track"), acts.Closed())
    assert (game.jam.phase, game.jam.ended_by, game.jam.ended_s) == ("archived", JAMGRAM, game.now_s)


def test_it_is_over_without_a_track_if_none_can_be_made() -> None:
    assert finale().do(acts.Unmastered()).jam.phase == "archived"
    assert finale().do(acts.Mastered("track"), acts.Unmastered()).jam.phase == "finale"


def test_a_track_that_takes_too_long_is_not_waited_for() -> None:
    assert finale().wait(900).jam.phase == "archived"


def test_nothing_of_a_finale_happens_before_it() -> None:
    game = playing()
    before = game.jam
    assert game.do(acts.Mastered("track"), acts.Unmastered(), acts.Closed(), acts.Revealed(1)).jam is before
