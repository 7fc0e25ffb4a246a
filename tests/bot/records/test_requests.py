"""What stands beside a recipe, so that it is found."""

import pytest

from bot.records.requests import request_rows
from bot.records.values import NO_PARENTS, Ancestry
from bot.records.words import hash_of
from core.contract import Beat, Export, Extend, Morph, Play, Recipe, Remix, Riff, See
from tests.bot.records.samples import card, key, request, requests

RIFF = Riff(prompt="Straße", seed=1)
MORPH = Morph(prompt="rain", seed=1, to_prompt="jazz", to_seed=2, source=key("c"), to_source=key("d"))


@pytest.mark.parametrize(
    ("recipe", "operation"),
    [
        (RIFF, "riff"),
        (Beat(prompt="rain", seed=1, bpm=90), "riff"),
        (Remix(prompt="rain", seed=1, source=key("c")), "remix"),
        (Extend(prompt="rain", seed=1, source=key("c"), added_s=5, length_s=10), "extend"),
        (MORPH, "morph"),
        (Play(source=key("c")), "play"),
        (See(source=key("c")), "see"),
        (Export(source=key("c"), format="wav"), "export"),
    ],
)
@pytest.mark.parametrize("ancestries", [(), (NO_PARENTS,)])
def test_what_comes_of_nothing_is_named_by_its_recipe(
    recipe: Recipe, operation: str, ancestries: tuple[Ancestry, ...]
) -> None:
    (row,) = request_rows("100", [request(card(), recipe)], ancestries)
    assert (row.operation, row.parent, row.other_parent) == (operation, None, None)


def test_each_request_may_have_an_ancestry_of_its_own() -> None:
    given = [Ancestry("vary", "1-0"), Ancestry("morph", "1-0", "2-0")]
    rows = request_rows("100", requests(card(), 2), given)
    assert [(row.operation, row.parent, row.other_parent) for row in rows] == [
        ("vary", "1-0", None), ("morph", "1-0", "2-0"),
    ]  # fmt: skip


def test_ancestries_that_do_not_fit_are_a_fault() -> None:
    with pytest.raises(ValueError, match="shorter"):
        list(request_rows("100", requests(card(), 3), [NO_PARENTS, NO_PARENTS]))


def test_both_sources_of_a_morph_stand_beside_it() -> None:
    (row,) = request_rows("100", [request(card(), MORPH)], ())
    assert (row.source, row.other_source) == (key("c"), key("d"))


def test_words_are_folded_and_the_recipe_is_named_for_good() -> None:
    (row,) = request_rows("100", [request(card(), RIFF)], ())
    assert (row.prompt, row.prompt_folded, row.recipe_hash) == ("Straße", "strasse", hash_of(RIFF))
