"""Where the members of a family stand."""

import itertools

import pytest

from bot.lineage.layout import ABREAST_FROM, layout
from tests.bot.lineage.kin import ROOT, Choose, child, family, of_any, of_the_first, of_the_last

SHAPES = [of_the_first, of_the_last, of_any]


def test_one_alone_takes_one_place() -> None:
    made = layout([ROOT])
    assert (made.columns, made.rows) == (1, 1)
    assert (made.places["0"].column, made.places["0"].row) == (0, 0)


@pytest.mark.parametrize("choose", SHAPES)
@pytest.mark.parametrize("count", [2, 7, 30, 500])
def test_nobody_stands_where_another_does(choose: Choose, count: int) -> None:
    members = family(count, choose, morphs=0.2)
    made = layout(members)
    assert made.places.keys() == {one.id for one in members}
    taken: dict[int, list[float]] = {}
    for place in made.places.values():
        assert 0 <= place.column < made.columns
        assert 0 <= place.row <= made.rows - 1
        taken.setdefault(place.column, []).append(place.row)
    for rows in taken.values():
        assert all(after - before >= 1 for before, after in itertools.pairwise(sorted(rows)))


@pytest.mark.parametrize("count", [2, 30, 500])
def test_every_child_stands_right_of_both_parents(count: int) -> None:
    members = family(count, morphs=0.5)
    places = layout(members).places
    for one in members:
        assert all(places[parent].column < places[one.id].column for parent in one.parents)


def test_generations_do_not_share_a_column() -> None:
    members = family(200)
    places = layout(members).places
    generations: dict[int, set[int]] = {}
    for one in members:
        generations.setdefault(places[one.id].column, set()).add(one.generation)
    assert all(len(one) == 1 for one in generations.values())


def test_a_chain_is_one_row() -> None:
    made = layout(family(500, of_the_last))
    assert (made.columns, made.rows) == (500, 1)


def test_a_parent_stands_in_the_middle_of_its_children() -> None:
    children = [child(number, ROOT) for number in (1, 2, 3)]
    places = layout([ROOT, *children]).places
    assert [places[one.id].row for one in children] == [0, 1, 2]
    assert places["0"].row == 1


def test_few_childless_siblings_stand_in_one_column() -> None:
    made = layout(family(ABREAST_FROM, of_the_first))
    assert made.columns == 2
    assert not any(place.is_abreast for place in made.places.values())


def test_many_childless_siblings_stand_in_a_block() -> None:
    made = layout(family(500, of_the_first))
    assert made.rows < 60
    assert made.columns < 20
    assert all(made.places[str(number)].is_abreast for number in range(1, 500))


def test_a_clip_with_children_stands_in_no_block() -> None:
    siblings = [child(number, ROOT) for number in range(1, 12)]
    grandchild = child(12, siblings[5])
    made = layout([ROOT, *siblings, grandchild])
    assert not made.places[siblings[5].id].is_abreast
    assert made.places[siblings[6].id].is_abreast


def test_siblings_of_several_generations_stand_in_blocks_of_their_own() -> None:
    deep = child(1, ROOT)
    deeper = child(2, deep)
    late = [child(number, ROOT, deeper) for number in range(3, 10)]
    early = [child(number, ROOT) for number in range(10, 17)]
    places = layout([ROOT, deep, deeper, *late, *early]).places
    assert {places[one.id].column for one in early}.isdisjoint({places[one.id].column for one in late})


def test_a_generation_begins_in_its_first_column() -> None:
    made = layout(family(40, of_the_first))
    assert {made.begins[str(number)] for number in range(1, 40)} == {1}


def test_who_comes_of_nobody_that_is_there_stands_beside_the_root() -> None:
    """A family whose younger members are left out has none; but what is lost must not be a fault."""
    stranger = child(1, ROOT, parents=("gone",))
    places = layout([ROOT, stranger]).places
    assert places["1"].column == 1
