"""What is held or refused is in no queue, and nothing of it is lost or used up."""

import pytest

from bot.records import Records
from bot.records.holding import APPEAL_S
from bot.records.oversight import DIRECT
from bot.records.statements import Refusal
from core.contract import Remix
from core.request import Origin
from tests.bot.records.matters import ARTIST, actions, hold, new_case, refuse, states_of
from tests.bot.records.samples import TOKEN, card, key, request, requests


async def test_a_held_card_waits_with_its_requests_and_has_a_case(records: Records) -> None:
    case = await hold(records)
    assert (case.kind, case.state, case.card_id, case.opened_s) == ("held", "open", "100", 1000.0)
    assert await states_of(records) == ("held", ["unplaced", "unplaced"])


async def test_a_card_is_held_once(records: Records) -> None:
    await hold(records)
    assert await records.open_held(card(), requests(card()), new_case()) is None
    assert (await records.open_cases("800")).total == 1
    assert await actions(records) == ["hold"]


async def test_a_held_card_is_not_among_those_to_be_placed(records: Records) -> None:
    await hold(records)
    assert await records.open_cards() == []
    assert await records.open_cards_of("600") == []
    assert [one.card.id for one in await records.unfinished_cards_of("600")] == ["100"]


async def test_a_held_card_keeps_its_token_until_its_author_is_told(records: Records) -> None:
    await hold(records)
    found = await records.card("100")
    assert found is not None
    assert found.card.token == TOKEN


async def test_a_card_of_a_fetched_file_is_held_with_what_it_asks_for(records: Records) -> None:
    await records.open_card(card(), [])
    case = await records.hold_card("100", new_case(), requests=requests(card()), now_s=1003.0)
    assert case is not None
    assert case.opened_s == 1003.0
    assert await states_of(records) == ("held", ["unplaced", "unplaced"])


async def test_a_card_whose_requests_are_placed_is_not_held(records: Records) -> None:
    await records.open_card(card(), requests(card()))
    await records.mark_placed("100")
    assert await records.hold_card("100", new_case(), now_s=1003.0) is None
    assert await records.hold_card("101", new_case("101"), now_s=1003.0) is None
    assert (await records.open_cases("800")).total == 0


async def test_a_refused_card_has_cancelled_requests_and_no_token(records: Records) -> None:
    await refuse(records)
    assert await states_of(records) == ("refused", ["cancelled", "cancelled"])
    found = await records.card("100")
    assert found is not None
    assert found.card.token is None
    assert await records.refusal_of("100") == ARTIST


async def test_a_card_is_refused_once(records: Records) -> None:
    await refuse(records)
    assert not await records.open_refused(card(), requests(card()), ARTIST)
    assert await records.refusals_since("600", "800", 0.0) == 1


async def test_a_card_of_a_fetched_file_is_refused_with_what_it_asks_for(records: Records) -> None:
    await records.open_card(card(), [])
    assert await records.refuse_card("100", ARTIST, requests=requests(card()), now_s=1003.0)
    assert await states_of(records) == ("refused", ["cancelled", "cancelled"])
    assert not await records.refuse_card("100", ARTIST, requests=requests(card()), now_s=1004.0)
    assert await records.refusals_since("600", "800", 1003.0) == 1


async def test_refusals_are_counted_by_person_server_and_time(records: Records) -> None:
    await refuse(records, "100", at_s=1000.0)
    await refuse(records, "101", at_s=1500.0)
    direct = card("102", origin=Origin(channel="700", author="600"), created_s=1500.0)
    await records.open_refused(direct, requests(direct), ARTIST)
    assert await records.refusals_since("600", "800", 1000.0) == 2
    assert await records.refusals_since("600", "800", 1000.1) == 1
    assert await records.refusals_since("600", None, 0.0) == await records.refusals_since("600", DIRECT, 0.0) == 1
    assert await records.refusals_since("601", "800", 0.0) == 0


async def test_whoever_appeals_has_moderators_think_again(records: Records) -> None:
    await refuse(records)
    case = await records.appeal("100", "it is my own name", 1100.0)
    assert case is not None
    assert (case.kind, case.text, case.matched, case.opened_s) == ("appeal", "it is my own name", "Nina", 1100.0)
    assert await states_of(records) == ("held", ["unplaced", "unplaced"])
    assert await actions(records) == ["appeal"]


async def test_one_appeals_once(records: Records) -> None:
    await refuse(records)
    case = await records.appeal("100", "please", 1100.0)
    assert case is not None
    assert await records.appeal("100", "please", 1101.0) is None
    await records.decide(case.number, "remove", by="900", reason="", now_s=1200.0)
    assert await records.appeal("100", "please", 1300.0) is None


async def test_nobody_appeals_for_what_is_never_made(records: Records) -> None:
    await refuse(records, refusal=Refusal("minors"))
    assert await records.appeal("100", "please", 1100.0) is None
    assert await states_of(records) == ("refused", ["cancelled", "cancelled"])


async def test_one_appeals_within_a_day(records: Records) -> None:
    await refuse(records)
    assert await records.appeal("100", "please", 1000.1 + APPEAL_S) is None
    assert await records.appeal("100", "please", 1000.0 + APPEAL_S) is not None


async def test_nobody_appeals_for_a_card_that_no_rule_refused(records: Records) -> None:
    await records.open_card(card(), requests(card()))
    await records.refuse("100")
    assert await records.appeal("100", "please", 1100.0) is None
    assert await records.appeal("101", "please", 1100.0) is None


async def test_the_words_of_what_was_refused_are_forgotten(records: Records) -> None:
    await refuse(records)
    await refuse(records, "101", at_s=2000.0)
    await records.forget_refusals(1500.0)
    prompts = [record and [one.request.recipe.prompt for one in record.requests]  # type: ignore[union-attr]
               for record in (await records.card("100"), await records.card("101"))]  # fmt: skip
    assert prompts == [["[removed]", "[removed]"], ["lo-fi beats", "lo-fi beats"]]
    assert await records.refusal_of("100") is None
    assert await records.refusal_of("101") == ARTIST


async def test_the_words_of_what_moderators_think_about_are_kept(records: Records) -> None:
    await refuse(records)
    await records.appeal("100", "please", 1100.0)
    await records.forget_refusals(5000.0)
    found = await records.card("100")
    assert found is not None
    assert found.first.request.recipe == requests(card())[0].recipe


@pytest.mark.parametrize("waits", ["held", "refused", "nobody"])
async def test_the_source_of_what_may_be_made_yet_is_needed(records: Records, waits: str) -> None:
    remix = [request(card(), Remix(prompt="rain", seed=1, source=key("c")))]
    if waits == "held":
        await records.open_held(card(), remix, new_case())
    elif waits == "refused":
        await records.open_refused(card(), remix, ARTIST)
    assert await records.keys_in_use([key("c")]) == (set() if waits == "nobody" else {key("c")})


async def test_the_source_of_what_was_refused_for_good_is_not_needed(records: Records) -> None:
    await records.open_refused(card(), [request(card(), Remix(prompt="rain", seed=1, source=key("c")))], ARTIST)
    await records.forget_refusals(5000.0)
    assert await records.keys_in_use([key("c")]) == set()


async def test_what_is_held_is_not_forgotten_however_old_it_is(records: Records) -> None:
    await hold(records)
    assert await records.forgettable(9e9, 10) == []
    await records.forget_cards(["100"])
    assert await records.card("100") is not None


async def test_prompts_that_were_refused_are_not_offered_again(records: Records) -> None:
    await refuse(records)
    assert await records.recent_prompts("600", "") == []
