"""Moderators find what they have to decide, and don't get into each other's way."""

import asyncio

import pytest

from bot.records import Records
from bot.records.cases import CASES_A_PAGE
from bot.records.statements import Choice
from tests.bot.records.matters import actions, hold, new_case


async def test_a_case_has_a_number_and_all_that_it_was_opened_with(records: Records) -> None:
    opened = await records.open_case(new_case(kind="report", clip_id="100-0"), 1010.0)
    found = await records.case(opened.number, "800")
    assert found == opened
    assert (opened.server, opened.author, opened.card_id, opened.clip_id) == ("800", "600", "100", "100-0")
    assert (opened.family, opened.rule, opened.matched, opened.text) == ("artist", "living artists", "Nina", "please")
    assert (opened.claimed_by, opened.decided_by, opened.message, opened.settled_s) == (None, None, None, None)


async def test_a_case_is_found_by_moderators_of_its_server_alone(records: Records) -> None:
    case = await hold(records)
    assert await records.case(case.number, "801") is None
    assert await records.case(case.number + 1, "800") is None


async def test_moderators_are_asked_the_same_once_as_long_as_they_think(records: Records) -> None:
    first = await records.open_case(new_case(kind="report", clip_id="100-0"), 1010.0)
    second = await records.open_case(new_case(kind="report", clip_id="100-0"), 1020.0)
    assert second == first
    assert await actions(records) == ["report"]
    await records.decide(first.number, "approve", by="900", reason="", now_s=1030.0)
    third = await records.open_case(new_case(kind="report", clip_id="100-0"), 1040.0)
    assert third.number > first.number


async def test_clips_of_one_card_and_other_questions_about_it_are_cases_of_their_own(records: Records) -> None:
    asked = [
        new_case(kind="report", clip_id="100-0"),
        new_case(kind="report", clip_id="100-1"),
        new_case(kind="veiled"),
    ]
    assert len({(await records.open_case(case, 1010.0)).number for case in asked}) == 3


async def test_the_case_of_a_card_is_the_open_one_or_else_the_last(records: Records) -> None:
    first = await records.open_case(new_case(kind="veiled"), 1000.0)
    second = await records.open_case(new_case(kind="report", clip_id="100-0"), 1001.0)
    assert await records.case_of_card("100") == second
    await records.decide(second.number, "approve", by="900", reason="", now_s=1002.0)
    assert await records.case_of_card("100") == first
    await records.decide(first.number, "approve", by="900", reason="", now_s=1003.0)
    last = await records.case_of_card("100")
    assert last is not None
    assert last.number == second.number
    assert await records.case_of_card("101") is None


async def test_open_cases_are_listed_in_pages_from_the_oldest(records: Records) -> None:
    numbers = [(await hold(records, str(100 + place))).number for place in range(CASES_A_PAGE + 1)]
    first, second = await records.open_cases("800"), await records.open_cases("800", 2)
    assert [case.number for case in (*first.cases, *second.cases)] == numbers
    assert (first.number, first.last, first.total) == (1, 2, CASES_A_PAGE + 1)
    assert await records.open_cases("800", 99) == second
    empty = await records.open_cases("801")
    assert (empty.cases, empty.number, empty.last) == ((), 1, 1)


async def test_cases_about_somebody_are_listed_from_the_newest(records: Records) -> None:
    numbers = [(await hold(records, name)).number for name in ("100", "101")]
    assert [case.number for case in await records.cases_about("600")] == numbers[::-1]
    assert [case.number for case in await records.cases_about("600", "800", 1)] == numbers[1:]
    assert await records.cases_about("600", "801") == []
    assert await records.cases_about("601") == []


async def test_cases_wait_to_be_posted_until_it_is_noted_where_they_are(records: Records) -> None:
    first, second = await hold(records, "100"), await hold(records, "101")
    assert [case.number for case in await records.unposted_cases(10)] == [first.number, second.number]
    await records.note_case(first.number, channel="750", message="950")
    assert [case.number for case in await records.unposted_cases(10)] == [second.number]
    found = await records.case(first.number, "800")
    assert found is not None
    assert (found.channel, found.message) == ("750", "950")


async def test_servers_where_nothing_can_be_posted_may_be_left_out(records: Records) -> None:
    case = await hold(records)
    assert [one.number for one in await records.unposted_cases(10, besides=["801"])] == [case.number]
    assert await records.unposted_cases(10, besides=["801", "800"]) == []


async def test_cases_that_stand_where_nobody_asks_any_more_are_found(records: Records) -> None:
    case = await records.open_case(new_case(), 1000.0)
    await records.note_case(case.number, channel="1", message="5")
    assert await records.cases_elsewhere("mod_channel") == []
    await records.choose(Choice("server", "800", "mod_channel", "1", "800"), by="900", now_s=1000.0)
    assert await records.cases_elsewhere("mod_channel") == []
    await records.choose(Choice("server", "800", "mod_channel", "2", "800"), by="900", now_s=1000.0)
    assert [one.number for one in await records.cases_elsewhere("mod_channel")] == [case.number]
    await records.note_case(case.number, channel=None, message=None)
    assert await records.cases_elsewhere("mod_channel") == []


async def test_open_cases_are_found_by_the_messages_that_show_them(records: Records) -> None:
    case, other = await records.open_case(new_case(), 1000.0), await hold(records, "101")
    await records.note_case(case.number, channel="1", message="5")
    await records.note_case(other.number, channel="1", message="6")
    assert [one.number for one in await records.cases_of_messages("1", ["5", "7"])] == [case.number]
    assert await records.cases_of_messages("2", ["5"]) == []
    await records.decide(other.number, "remove", by="900", reason="", now_s=1100.0)
    assert await records.cases_of_messages("1", ["6"]) == []


async def test_who_claims_a_case_has_it_for_a_while(records: Records, other: Records) -> None:
    case = await hold(records)
    mine = await records.claim(case.number, "900", now_s=1000.0, for_s=120.0)
    theirs = await other.claim(case.number, "901", now_s=1100.0, for_s=120.0)
    assert mine == theirs
    assert mine is not None
    assert (mine.claimed_by, mine.claimed_until_s) == ("900", 1120.0)
    late = await other.claim(case.number, "901", now_s=1120.0, for_s=120.0)
    assert late is not None
    assert late.claimed_by == "901"


async def test_who_claims_again_has_it_for_longer_and_the_log_tells_it_once(records: Records) -> None:
    case = await hold(records)
    await records.claim(case.number, "900", now_s=1000.0, for_s=120.0)
    again = await records.claim(case.number, "900", now_s=1060.0, for_s=120.0)
    assert again is not None
    assert again.claimed_until_s == 1180.0
    assert await actions(records) == ["hold", "claim"]


async def test_nobody_claims_what_is_decided(records: Records) -> None:
    case = await hold(records)
    await records.decide(case.number, "approve", by="900", reason="", now_s=1010.0)
    assert await records.claim(case.number, "901", now_s=1011.0, for_s=120.0) is None
    assert await records.claim(case.number + 1, "901", now_s=1011.0, for_s=120.0) is None


async def test_of_two_who_claim_at_once_one_has_it(records: Records, other: Records) -> None:
    for name in ("100", "101", "102"):
        case = await hold(records, name)
        both = await asyncio.gather(
            records.claim(case.number, "900", now_s=1000.0, for_s=120.0),
            other.claim(case.number, "901", now_s=1000.0, for_s=120.0),
        )
        assert len({found.claimed_by for found in both if found is not None}) == 1


async def test_two_processes_that_ask_the_same_at_once_open_one_case(records: Records, other: Records) -> None:
    asked = new_case(kind="report", clip_id="100-0")
    both = await asyncio.gather(*(each.open_case(asked, 1010.0) for each in (records, other) * 3))
    assert len({case.number for case in both}) == 1
    assert await actions(records) == ["report"]


@pytest.mark.parametrize("settled", [True, False])
async def test_the_words_of_what_was_settled_long_ago_are_forgotten(records: Records, *, settled: bool) -> None:
    case = await hold(records)
    await records.decide(case.number, "remove", by="900", reason="no", now_s=1010.0)
    if settled:
        await records.settle_case(case.number, 1011.0)
    await records.forget_cases(2000.0)
    found = await records.case(case.number, "800")
    assert found is not None
    assert (found.matched, found.text) == (("", "") if settled else ("Nina", "please"))
    assert (found.decided_by, found.reason) == ("900", "no")
