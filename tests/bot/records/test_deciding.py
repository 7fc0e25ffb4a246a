"""A case is decided once, and what follows from it happens with it or not at all."""

import asyncio
from dataclasses import replace
from typing import get_args

import pytest

from bot.records import Records
from bot.records.oversight import CaseKind, Decision
from tests.bot.records.clips import found, make
from tests.bot.records.matters import DAY, EVERYBODY, actions, hold, new_case, refuse, report_by, states_of
from tests.bot.records.samples import TOKEN, card, requests

AGAINST = [decision for decision in get_args(Decision) if decision != "approve"]


async def token_of(records: Records) -> str | None:
    record = await records.card("100")
    assert record is not None
    return record.card.token


async def test_what_is_approved_goes_on_and_is_cleared(records: Records) -> None:
    case = await hold(records)
    decided = await records.decide(case.number, "approve", by="900", reason="fine", now_s=1100.0)
    assert decided is not None
    assert (decided.state, decided.decision, decided.decided_by, decided.reason) == (
        "approved", "approve", "900", "fine",
    )  # fmt: skip
    assert await states_of(records) == ("open", ["unplaced", "unplaced"])
    [record] = await records.open_cards()
    assert [one.request.cleared for one in record.requests] == [True, True]
    assert record.card.token == TOKEN


async def test_an_appeal_that_is_approved_goes_on_and_is_cleared(records: Records) -> None:
    await refuse(records)
    case = await records.appeal("100", "please", 1050.0)
    assert case is not None
    await records.decide(case.number, "approve", by="900", reason="", now_s=1100.0)
    [record] = await records.open_cards()
    assert [(one.state, one.request.cleared) for one in record.requests] == [("unplaced", True)] * 2


async def test_what_is_approved_where_all_is_frozen_waits_for_that(records: Records) -> None:
    case = await hold(records)
    await records.freeze(EVERYBODY)
    await records.decide(case.number, "approve", by="900", reason="", now_s=1100.0)
    assert await states_of(records) == ("frozen", ["unplaced", "unplaced"])


@pytest.mark.parametrize("decision", AGAINST)
async def test_what_nobody_saw_is_refused_and_its_token_kept_until_that_is_told(
    records: Records, decision: Decision
) -> None:
    case = await hold(records)
    decided = await records.decide(case.number, decision, by="900", reason="no", now_s=1100.0)
    assert decided is not None
    assert decided.state == "removed"
    assert await states_of(records) == ("refused", ["cancelled", "cancelled"])
    assert await records.undelivered() == 0
    assert await token_of(records) == TOKEN
    assert await records.settle_case(case.number, 1101.0)
    assert await token_of(records) is None


async def test_a_card_that_is_shown_ends_with_the_moderators_sentence(records: Records) -> None:
    case = await hold(records)
    await records.note_message("100", "950")
    await records.decide(case.number, "remove", by="900", reason="It names a singer.", now_s=1100.0)
    record = await records.card("100")
    assert record is not None
    assert record.card.state == "ended"
    assert {one.failure.sentence for one in record.requests if one.failure} == {
        "The moderators decided that this is not made: It names a singer. Nothing was used up."
    }
    assert [row.card_id for row in await records.claim_deliveries("one", now_s=1100.0, most=9)] == ["100"]


LONG = "x" * 9999


@pytest.mark.parametrize(
    ("reason", "because"),
    [(" ", ""), (" . ", ""), ("no. ", ": no"), (LONG, f": {LONG[:400]}")],
    ids=["blank", "a dot", "short", "long"],
)
async def test_whatever_the_reason_its_author_reads_a_whole_sentence(
    records: Records, reason: str, because: str
) -> None:
    case = await hold(records)
    await records.note_message("100", "950")
    await records.decide(case.number, "remove", by="900", reason=reason, now_s=1100.0)
    record = await records.card("100")
    assert record is not None
    assert record.first.failure is not None
    assert (
        record.first.failure.sentence == f"The moderators decided that this is not made{because}. Nothing was used up."
    )


async def test_a_strike_is_given_with_the_decision(records: Records) -> None:
    for name in ("100", "101"):
        case = await hold(records, name)
        await records.decide(case.number, "strike", by="900", reason="rude", now_s=1100.0)
    assert [strike.reason for strike in await records.strikes("800", "600", 1101.0)] == ["rude", "rude"]
    assert [block.until_s for block in await records.blocks("800")] == [1100.0 + DAY]


@pytest.mark.parametrize(("decision", "until_s"), [("block_day", 1100.0 + DAY), ("block", None)])
async def test_a_block_is_put_with_the_decision(records: Records, decision: Decision, until_s: float | None) -> None:
    case = await hold(records)
    await records.decide(case.number, decision, by="900", reason="rude", now_s=1100.0)
    assert [(one.user, one.by, one.until_s) for one in await records.blocks("800")] == [("600", "900", until_s)]


@pytest.mark.parametrize("decision", get_args(Decision))
async def test_a_case_is_decided_once_and_the_log_tells_it_once(records: Records, decision: Decision) -> None:
    case = await hold(records)
    await records.decide(case.number, decision, by="900", reason="", now_s=1100.0)
    told = await actions(records)
    assert await records.decide(case.number, "block", by="901", reason="", now_s=1101.0) is None
    assert await actions(records) == told
    assert told[:2] == ["hold", "approve" if decision == "approve" else "remove"]
    assert told[2:] == {"strike": ["strike"], "block": ["block"], "block_day": ["block"]}.get(decision, [])


async def test_of_two_moderators_who_decide_at_once_one_does(records: Records, other: Records) -> None:
    for name in ("100", "101", "102"):
        case = await hold(records, name)
        both = await asyncio.gather(
            records.decide(case.number, "approve", by="900", reason="", now_s=1100.0),
            other.decide(case.number, "block", by="901", reason="", now_s=1100.0),
        )
        [decided] = filter(None, both)
        assert await states_of(records, name) == (
            ("open", ["unplaced"] * 2) if decided.decided_by == "900" else ("refused", ["cancelled"] * 2)
        )
        assert bool(await records.blocks("800")) == (decided.decided_by == "901")
        await records.unblock("800", "600", by="901", now_s=1101.0)


async def test_nobody_decides_what_somebody_else_has(records: Records) -> None:
    case = await hold(records)
    await records.claim(case.number, "900", now_s=1000.0, for_s=120.0)
    assert await records.decide(case.number, "block", by="901", reason="", now_s=1119.0) is None
    assert await states_of(records) == ("held", ["unplaced", "unplaced"])
    assert await records.blocks("800") == []
    assert await records.decide(case.number, "approve", by="901", reason="", now_s=1120.0) is not None


async def test_there_is_no_deciding_what_there_is_not(records: Records) -> None:
    assert await records.decide(7, "approve", by="900", reason="", now_s=1000.0) is None
    assert not await records.settle_case(7, 1000.0)


async def test_a_clip_whose_report_is_found_false_is_shown_again(records: Records) -> None:
    await make(records, "100")
    await records.report(report_by("601"))
    await records.hide_clip("100-0", 1010.0)
    case = await records.open_case(new_case(kind="report", clip_id="100-0"), 1010.0)
    await records.decide(case.number, "approve", by="900", reason="", now_s=1100.0)
    assert (await found(records, "100-0")).hidden_s is None
    assert await records.reports_of("100-0") == []
    assert await records.reporter_weight("601", "800") == 0.5


async def test_a_clip_whose_report_is_right_is_hidden_until_it_is_deleted(records: Records) -> None:
    await make(records, "100")
    await records.report(report_by("601"))
    case = await records.open_case(new_case(kind="report", clip_id="100-0"), 1010.0)
    await records.decide(case.number, "remove", by="900", reason="", now_s=1100.0)
    clip = await found(records, "100-0")
    assert (clip.hidden_s, clip.deleted_s) == (1100.0, None)
    assert await records.named("100-0", "601", "800") is None
    assert await records.reporter_weight("601", "800") == 1.0
    assert [one.number for one in await records.unsettled_cases(1101.0)] == [case.number]


async def test_a_veil_is_lifted_and_the_card_shown_again(records: Records) -> None:
    veiled = replace(card(), veiled=True)
    await records.open_card(veiled, requests(veiled, 1))
    await records.end_card("100", None, now_s=1005.0)
    await records.delivered("100", message="950", now_s=1006.0)
    case = await records.open_case(new_case(kind="veiled"), 1010.0)
    await records.decide(case.number, "approve", by="900", reason="", now_s=1100.0)
    record = await records.card("100")
    assert record is not None
    assert not record.card.veiled
    assert await records.undelivered() == 1


async def test_all_clips_of_a_veiled_card_that_is_removed_are_hidden(records: Records) -> None:
    await make(records, "100")
    case = await records.open_case(new_case(kind="veiled"), 1010.0)
    await records.decide(case.number, "remove", by="900", reason="", now_s=1100.0)
    assert (await found(records, "100-0")).hidden_s == 1100.0


async def test_what_nobody_decides_in_time_lapses(records: Records) -> None:
    old, new = await hold(records, "100"), await hold(records, "101")
    await records.note_message("100", "950")
    assert await records.lapse_cases(1000.0, 2000.0) == []
    lapsed = await records.lapse_cases(1000.1, 2000.0)
    assert [(case.number, case.state, case.decided_by) for case in lapsed] == [
        (old.number, "lapsed", None),
        (new.number, "lapsed", None),
    ]
    assert await states_of(records, "100") == ("ended", ["failed", "failed"])
    assert await states_of(records, "101") == ("refused", ["cancelled", "cancelled"])
    assert await records.lapse_cases(1000.1, 2000.0) == []
    assert await actions(records) == ["hold", "hold", "lapse", "lapse"]


@pytest.mark.parametrize("kind", ["report", "veiled"])
async def test_what_was_made_is_looked_at_however_late(records: Records, kind: CaseKind) -> None:
    case = await records.open_case(new_case(kind=kind), 1000.0)
    assert await records.lapse_cases(9e9, 9e9) == []
    assert await records.case(case.number, "800") == case


async def test_what_was_decided_waits_until_it_was_carried_out_and_told(records: Records) -> None:
    case = await hold(records)
    assert await records.unsettled_cases(9e9) == []
    assert not await records.settle_case(case.number, 1100.0)
    await records.decide(case.number, "approve", by="900", reason="", now_s=1100.0)
    assert await records.unsettled_cases(1100.0) == []
    assert [one.number for one in await records.unsettled_cases(1100.1)] == [case.number]
    assert await records.settle_case(case.number, 1101.0)
    assert not await records.settle_case(case.number, 1102.0)
    assert await records.unsettled_cases(9e9) == []


async def test_an_author_who_cancels_what_is_held_spares_moderators_the_decision(records: Records) -> None:
    case = await hold(records)
    assert await records.end_card("100", None, now_s=1050.0)
    assert await states_of(records) == ("refused", ["cancelled", "cancelled"])
    found = await records.case(case.number, "800")
    assert found is not None
    assert (found.state, found.settled_s) == ("lapsed", 1050.0)
    assert await records.unsettled_cases(9e9) == []


async def test_a_card_that_is_taken_away_takes_its_cases_with_it(records: Records) -> None:
    await make(records, "100")
    case = await records.open_case(new_case(kind="report", clip_id="100-0"), 1010.0)
    await records.remove_card("100", 1050.0)
    found = await records.case(case.number, "800")
    assert found is not None
    assert (found.state, found.settled_s) == ("lapsed", 1050.0)


async def test_a_decision_about_a_card_that_is_gone_does_no_harm(records: Records) -> None:
    case = await records.open_case(new_case("404"), 1000.0)
    assert await records.decide(case.number, "remove", by="900", reason="", now_s=1100.0) is not None
    assert await records.card("404") is None


async def test_where_moderators_see_a_case_that_lapsed_its_card_has_yet_to_show_it(records: Records) -> None:
    case = await hold(records)
    await records.note_case(case.number, channel="750", message="950")
    await records.end_card("100", None, now_s=1050.0)
    assert [one.number for one in await records.unsettled_cases(9e9)] == [case.number]


async def test_what_was_asked_about_deleted_clips_lapses(records: Records) -> None:
    await make(records, "100")
    one = await records.open_case(new_case(kind="report", clip_id="100-0"), 1010.0)
    card_of_it = await records.open_case(new_case(kind="veiled"), 1010.0)
    held = await hold(records, "101")
    await records.lapse_gone(1050.0)
    assert [case.number for case in (await records.open_cases("800")).cases] == [
        one.number, card_of_it.number, held.number,
    ]  # fmt: skip
    await records.delete_clip("100-0", 1060.0)
    await records.lapse_gone(1070.0)
    assert one.number not in [case.number for case in (await records.open_cases("800")).cases]
    await records.delete_clip("100-1", 1080.0)
    await records.lapse_gone(1090.0)
    assert [case.number for case in (await records.open_cases("800")).cases] == [held.number]


async def test_what_moderators_turned_down_can_be_appealed_once(records: Records) -> None:
    case = await hold(records)
    await records.decide(case.number, "remove", by="900", reason="", now_s=1100.0)
    appeal = await records.appeal("100", "please", 1200.0)
    assert appeal is not None
    assert (appeal.kind, appeal.family, appeal.matched) == ("appeal", "artist", "Nina")
    await records.decide(appeal.number, "remove", by="901", reason="", now_s=1300.0)
    assert await records.appeal("100", "please", 1400.0) is None


async def test_what_nobody_decided_in_time_can_not_be_appealed(records: Records) -> None:
    await hold(records)
    await records.lapse_cases(9e8, 9e8)
    assert await records.appeal("100", "please", 9e8) is None
