"""How large the members of a family are drawn."""

import pytest

from bot.lineage.layout import layout
from bot.lineage.styles import MEMBERS_MAX, PIXELS_MAX, SIDE_MAX, STYLES, THUMBNAILS_MAX, style_for
from tests.bot.lineage.kin import Choose, family, of_any, of_the_first, of_the_last


def test_a_small_family_is_drawn_large() -> None:
    assert style_for(3, 4, members=9) is STYLES[0]


def test_a_large_family_has_no_thumbnails() -> None:
    assert style_for(5, 20, members=THUMBNAILS_MAX).thumbnail
    assert not style_for(5, 20, members=THUMBNAILS_MAX + 1).thumbnail


@pytest.mark.parametrize("choose", [of_the_first, of_any])
def test_members_of_500_can_be_read(choose: Choose) -> None:
    tree = layout(family(MEMBERS_MAX, choose))
    assert style_for(tree.columns, tree.rows, members=MEMBERS_MAX).letters >= 11


@pytest.mark.parametrize(("columns", "rows"), [(MEMBERS_MAX, 1), (1, MEMBERS_MAX), (250, 250), (100, 400)])
def test_every_family_has_a_style_that_fits(columns: int, rows: int) -> None:
    width, height = style_for(columns, rows, members=MEMBERS_MAX).size(columns, rows)
    assert max(width, height) <= SIDE_MAX
    assert width * height <= PIXELS_MAX


@pytest.mark.parametrize("members", [2, 12, 30])
@pytest.mark.parametrize("choose", [of_the_first, of_the_last, of_any])
def test_up_to_30_have_thumbnails(choose: Choose, members: int) -> None:
    tree = layout(family(members, choose))
    assert style_for(tree.columns, tree.rows, members=members).thumbnail
