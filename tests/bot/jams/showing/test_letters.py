"""The letters of a round's entries."""

from bot.jams.machine.acts import JAMGRAM, RemoveEntry
from bot.jams.showing.letters import gone, lettered, standing
from tests.bot.jams.showing.scenes import battle_of


def test_entries_have_letters_in_the_order_in_which_they_were_entered() -> None:
    jam = battle_of("1", "2", "3").enter("2", "1", "3").paint().jam
    assert [(letter, one.user) for letter, one in lettered(jam, 1)] == [("A", "2"), ("B", "1"), ("C", "3")]


def test_what_could_not_be_painted_has_none() -> None:
    jam = battle_of("1", "2", "3").enter("1", "2", "3").paint("2").jam
    assert [(letter, one.user) for letter, one in lettered(jam, 1)] == [("A", "1"), ("B", "3")]


def test_what_is_taken_out_leaves_the_others_their_letters() -> None:
    game = battle_of("1", "2", "3").enter("1", "2", "3").paint()
    jam = game.do(RemoveEntry(JAMGRAM, game.entry("2").id, as_moderator=True)).jam
    assert [letter for letter, _ in standing(jam, 1)] == ["A", "C"]
    assert [letter for letter, _ in lettered(jam, 1)] == ["A", "B", "C"]
    assert gone(jam, 1) == 1


def test_other_rounds_have_their_own() -> None:
    jam = battle_of("1", "2").enter("1", "2").paint().jam
    assert lettered(jam, 2) == ()
