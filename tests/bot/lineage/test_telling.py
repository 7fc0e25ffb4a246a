"""A family as text."""

from dataclasses import replace

import pytest

from bot.lineage.telling import INDENT, INDENTS_MOST, tell
from bot.words import units
from tests.bot.lineage.kin import ROOT, Choose, child, family, of_any, of_the_first, of_the_last

LONG = 4000


def lines(*members: object, asked: str = "0", most: int = LONG, left_out: int = 0) -> list[str]:
    return tell(members, asked=asked, most=most, left_out=left_out).split("\n")  # type: ignore[arg-type]


def test_a_clip_tells_its_name_its_origin_and_its_author() -> None:
    assert lines(ROOT, asked="") == ["`R-000000` riff · by <@42>"]


def test_the_clip_that_was_asked_for_stands_out() -> None:
    assert lines(ROOT)[0].startswith("**`R-000000`**")


def test_each_stands_below_what_it_was_made_of_and_further_in() -> None:
    first, second = child(1, ROOT), child(2, ROOT)
    grandchild = child(3, first)
    told = lines(ROOT, first, second, grandchild)
    assert [line.partition(" ")[0] for line in told] == ["**`R-000000`**", "↳", f"{INDENT}↳", "↳"]
    assert "R-000003" in told[2]


def test_stars_are_told_where_there_are_some() -> None:
    assert lines(replace(ROOT, stars=3))[0].endswith("★ 3")
    assert "★" not in lines(ROOT)[0]


def test_a_deleted_clip_keeps_its_place_and_nothing_else() -> None:
    told = lines(ROOT, child(1, ROOT, deleted=True, stars=5), asked="0")
    assert told[1] == "↳ [removed] remix"


def test_a_clip_that_is_not_for_those_who_look_keeps_its_place_alone() -> None:
    assert lines(ROOT, child(1, ROOT, hidden=True, stars=5))[1] == "↳ [private] remix"


def test_a_morph_names_its_other_end() -> None:
    first = child(1, ROOT)
    assert lines(ROOT, first, child(2, first, ROOT))[2].endswith("with `R-000000`")


def test_a_morphs_other_end_may_be_of_another_family_or_removed() -> None:
    gone = child(1, ROOT, deleted=True)
    told = lines(ROOT, gone, child(2, ROOT, gone), child(3, ROOT, operation="morph", parents=("0", "elsewhere")))
    assert told[2].endswith("with [removed]")
    assert told[3].endswith("with one of another family")


def test_a_deep_family_stays_narrow_and_tells_generations() -> None:
    told = lines(*family(40, of_the_last))
    assert told[39].startswith(INDENT * INDENTS_MOST + "↳ ")
    assert told[39].endswith("40th generation")


@pytest.mark.parametrize("choose", [of_the_first, of_the_last, of_any])
@pytest.mark.parametrize("most", [300, 1500, 3000])
def test_what_has_no_room_is_counted(choose: Choose, most: int) -> None:
    members = family(500, choose)
    said = tell(members, asked="0", most=most)
    assert units(said) <= most
    shown = said.count("R-")
    assert said.endswith(f"\n… and {500 - shown} more")


def test_what_was_left_out_before_is_counted_too() -> None:
    assert lines(ROOT, left_out=7)[-1] == "… and 7 more"


def test_the_clip_that_was_asked_for_is_there_with_all_that_it_comes_of() -> None:
    members = family(500)
    asked = members[-1]
    said = tell(members, asked=asked.id, most=800)
    known = {one.id: one for one in members}
    while True:
        assert asked.recipe_id in said
        if not asked.parents:
            break
        asked = known[asked.parents[0]]
