"""The list of open cases."""

import pytest

from bot.moderators.desk import NOTHING, desk_view, line_of, page_of
from bot.records.oversight import Case
from bot.records.statements import CasePage
from core.errors import UserError
from tests.bot.moderators.test_log import buttons_of, words_of

ANA, MOD = "987654321098765432", "123456789012345678"
CASE = Case(7, "held", "1", ANA, "c", None, "artist", "", "Some*body", "", "open", 1_800_000_000.0)


def test_a_line_says_what_a_case_is_about() -> None:
    assert line_of(CASE, now_s=0) == (
        f"⏸️ **#7** Held before it is made · by <@{ANA}>, <t:1800000000:R>\n-# artist · Some\\*body"
    )


@pytest.mark.parametrize(("now_s", "is_said"), [(10.0, True), (20.0, False)])
def test_who_is_looking_at_it_is_said_for_as_long_as_it_is_theirs(now_s: float, *, is_said: bool) -> None:
    case = Case(7, "held", "1", ANA, "c", None, "", "", "", "", "open", 0.0, claimed_by=MOD, claimed_until_s=15.0)
    assert (f"<@{MOD}> is looking at it" in line_of(case, now_s=now_s)) is is_said


async def test_each_case_has_its_button_and_pages_lead_both_ways() -> None:
    view = desk_view(CasePage((CASE,), 2, 3, 11), now_s=0)
    assert "11 cases · page 2 of 3" in words_of(view)
    assert buttons_of(view) == ["rf1:review:7", "rf1:cases:1", "rf1:cases:3"]


async def test_nothing_to_decide_is_said() -> None:
    assert words_of(desk_view(CasePage((), 1, 1, 0), now_s=0)) == NOTHING


@pytest.mark.parametrize(("code", "number"), [("3", 3), ("0", 1)])
def test_a_page_is_read_from_its_button(code: str, number: int) -> None:
    assert page_of(code) == number


@pytest.mark.parametrize("code", ["", "x", "-1", "²", "9" * 20])
def test_what_is_no_page_is_another_versions(code: str) -> None:
    with pytest.raises(UserError, match="another version"):
        page_of(code)
