"""Which members of a family are shown."""

from bot.lineage.selecting import by_need, select
from tests.bot.lineage.kin import ROOT, child, family


def test_all_stay_where_there_is_room() -> None:
    members = family(30)
    assert select(members, asked="29", most=30) == members


def test_the_oldest_stay_and_the_one_that_was_asked_for() -> None:
    members = [ROOT, *(child(number, ROOT) for number in range(1, 20))]
    assert [one.id for one in select(members, asked="19", most=5)] == ["0", "1", "2", "3", "19"]


def test_every_beginning_holds_all_first_parents() -> None:
    members = family(200)
    known: set[str] = set()
    for one in by_need(members, asked="199"):
        assert set(one.parents[:1]) <= known
        known.add(one.id)


def test_somebody_unknown_changes_nothing() -> None:
    members = family(9)
    assert by_need(members, asked="nobody") == members
