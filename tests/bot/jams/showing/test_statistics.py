"""What everybody did in a jam."""

from bot.jams.machine.acts import JAMGRAM, Listen, RemoveEntry
from bot.jams.showing.statistics import figures, lines
from tests.bot.jams.machine.game import BEN, CAM, DEE, HOST, Game
from tests.bot.jams.showing.scenes import battle_of


def battle() -> Game:
    return battle_of(HOST, BEN, CAM).enter(HOST, BEN, CAM).paint().vote(ben=HOST, cam=HOST, host=BEN).ring()


def test_sections_votes_and_words_are_counted() -> None:
    first = figures(battle().jam)[0]
    assert (first.user, first.turns, first.sections, first.votes, first.words) == (HOST, 1, 1, 2, 3)


def test_who_has_more_sections_and_votes_comes_first() -> None:
    assert [one.user for one in figures(battle().jam)] == [HOST, BEN, CAM]


def test_each_has_a_line() -> None:
    assert list(lines(battle().jam)) == [
        "<@1>: 1 turn · 1 section · 3 words · 2 votes got",
        "<@2>: 1 turn · 0 sections · 3 words · 1 vote got",
        "<@3>: 1 turn · 0 sections · 3 words",
    ]


def test_what_moderators_took_out_counts_for_nothing() -> None:
    game = battle_of(HOST, BEN, CAM).enter(HOST, BEN, CAM).paint()
    jam = game.do(RemoveEntry(JAMGRAM, game.entry(BEN).id, as_moderator=True)).jam
    assert [one.user for one in figures(jam)] == [HOST, CAM]


def test_who_never_had_a_turn_is_not_named() -> None:
    assert {one.user for one in figures(battle_of(HOST, BEN, CAM).enter(HOST, BEN).jam)} == {HOST, BEN}


def test_who_listens_is_counted_apart() -> None:
    *people, last = lines(battle().do(Listen(DEE)).jam)
    assert (len(people), last) == (3, "👂 1 listener")
