"""Cards are opened once and found again."""

from dataclasses import replace

import pytest

from bot.records import Records
from bot.records.values import Ancestry, CardRecord, RequestRecord
from core.contract import Remix, See
from core.request import Origin
from tests.bot.records.matters import new_case
from tests.bot.records.samples import BROKEN, ORIGIN, TOKEN, card, done, failed, key, request, requests


async def opened(records: Records, card_id: str = "100", *, how_many: int = 2, created_s: float = 1000.0) -> None:
    new = card(card_id, created_s=created_s)
    assert await records.open_card(new, requests(new, how_many))


async def states(records: Records, card_id: str = "100") -> list[str]:
    record = await records.card(card_id)
    assert record is not None
    return [request.state for request in record.requests]


async def test_a_card_is_found_as_it_was_opened(records: Records) -> None:
    origin = Origin(channel="7", author="6", message="5")
    new = replace(card(origin=origin, reach="token"), private=True, upload_limit=25 * 2**20)
    assert await records.open_card(new, requests(new, 4))
    waiting = tuple(RequestRecord(request, "unplaced") for request in requests(new, 4))
    assert await records.card("100") == CardRecord(new, waiting)


async def test_a_card_knows_what_it_answers_and_where_its_thread_belongs(records: Records) -> None:
    new = replace(card(), reply_to="950", home="701")
    await records.open_card(new, requests(new, 1), ancestries=[Ancestry("remix", "1-0")])
    found = await records.card("100")
    assert found is not None
    assert (found.card, found.requests[0].ancestry) == (new, Ancestry("remix", "1-0"))


async def test_a_card_moves_and_has_a_new_message_there(records: Records) -> None:
    new = replace(card(), message="900", reply_to="950", home="701")
    await records.open_card(new, requests(new, 1))
    assert await records.move_card("100", channel="701", reply_to="951")
    found = await records.card("100")
    assert found is not None
    origin = new.origin.model_copy(update={"channel": "701"})
    assert found.card == replace(new, origin=origin, message=None, reply_to="951", home=None)


async def test_a_card_moves_once(records: Records, other: Records) -> None:
    await opened(records)
    assert await records.move_card("100", channel="701", home="700")
    await records.note_message("100", "900")
    assert not await other.move_card("100", channel="701", home="702")
    assert not await other.move_card("nobody", channel="701")
    found = await records.card("100")
    assert found is not None
    assert (found.card.message, found.card.home) == ("900", "700")


async def test_requests_that_are_added_later_come_of_something_too(records: Records) -> None:
    new = card()
    await records.open_card(new, [])
    await records.add_requests(new.id, requests(new, 2), ancestries=[Ancestry("remix", "1-0")])
    found = await records.card("100")
    assert found is not None
    assert [one.ancestry for one in found.requests] == [Ancestry("remix", "1-0")] * 2


async def test_every_kind_of_recipe_is_found_as_it_was_asked_for(records: Records) -> None:
    new = card()
    asked = [request(new, Remix(prompt="rain", seed=1, source=key("c"))), request(new, See(source=key("d")), number=1)]
    await records.open_card(new, asked)
    found = await records.card("100")
    assert found is not None
    assert [each.request for each in found.requests] == asked


async def test_a_card_that_is_known_is_not_opened_again(records: Records, other: Records) -> None:
    await opened(records)
    again = replace(card(), upload_limit=1)
    assert not await other.open_card(again, requests(again, 4))
    found = await records.card("100")
    assert found is not None
    assert (found.card, len(found.requests)) == (card(), 2)


async def test_a_card_may_be_opened_before_its_requests_are_known(records: Records) -> None:
    new = card()
    assert await records.open_card(new, [])
    assert await records.open_cards() == [CardRecord(new, ())]
    assert await records.add_requests(new.id, requests(new, 2))
    assert await states(records) == ["unplaced", "unplaced"]


async def test_requests_are_added_once(records: Records, other: Records) -> None:
    await opened(records)
    assert not await other.add_requests("100", requests(card(), 4))
    assert len(await states(records)) == 2


@pytest.mark.parametrize("over", ["unknown", "refused", "ended"])
async def test_nothing_is_added_to_a_card_that_nobody_waits_for(records: Records, over: str) -> None:
    if over != "unknown":
        await records.open_card(card(), [])
        await (records.refuse("100") if over == "refused" else records.end_card("100", None, now_s=1.0))
    assert not await records.add_requests("100", requests(card(), 1))
    found = await records.card("100")
    assert found is None or found.requests == ()


async def test_an_unknown_card_is_not_found(records: Records) -> None:
    assert await records.card("100") is None
    assert await records.cards_of_messages("700", ["900"]) == []


async def test_a_card_is_found_by_its_message(records: Records) -> None:
    await opened(records)
    await records.note_message("100", "900")
    (found,) = await records.cards_of_messages("700", ["899", "900"])
    assert found is not None
    assert (found.card.id, found.card.message) == ("100", "900")
    assert await records.cards_of_messages("701", ["900"]) == []


async def test_requests_are_placed_and_unplaced(records: Records) -> None:
    await opened(records)
    await records.mark_placed("100")
    assert await states(records) == ["placed", "placed"]
    await records.mark_unplaced(["100-1", "nobody-0"])
    assert await states(records) == ["placed", "unplaced"]


async def test_an_end_is_neither_placed_nor_unplaced_again(records: Records) -> None:
    await opened(records)
    await records.end_request(done("100-0"), now_s=1001.0)
    await records.mark_placed("100")
    await records.mark_unplaced(["100-0", "100-1"])
    assert await states(records) == ["done", "unplaced"]


async def test_open_cards_are_listed_oldest_first(records: Records) -> None:
    for card_id, created_s in [("3", 30.0), ("1", 10.0), ("2", 20.0)]:
        await opened(records, card_id, created_s=created_s)
    await records.refuse("2")
    assert [record.card.id for record in await records.open_cards()] == ["1", "3"]


async def test_all_open_cards_are_listed_however_many_there_are(records: Records) -> None:
    for number in range(5):
        await opened(records, str(number), created_s=10.0 * (number // 2))
    listed = [[record.card.id for record in await records.open_cards(at_once=most)] for most in (1, 2, 5, 9)]
    assert listed == [["0", "1", "2", "3", "4"]] * 4


async def test_an_author_finds_only_their_open_cards(records: Records) -> None:
    await opened(records)
    theirs = card("101", origin=ORIGIN.model_copy(update={"author": "601"}))
    await records.open_card(theirs, requests(theirs))
    assert [record.card.id for record in await records.open_cards_of("601")] == ["101"]
    assert await records.open_cards_of("602") == []


async def test_a_refused_card_is_closed_and_waits_for_nothing(records: Records) -> None:
    await opened(records)
    assert await records.refuse("100")
    found = await records.card("100")
    assert found is not None
    assert (found.card.state, found.card.token) == ("refused", None)
    assert await states(records) == ["cancelled", "cancelled"]
    assert await records.open_cards() == []
    assert await records.undelivered() == 0


async def test_only_an_open_card_is_refused(records: Records) -> None:
    await opened(records)
    await records.end_card("100", BROKEN, now_s=1001.0)
    assert not await records.refuse("100")
    assert not await records.refuse("nobody")
    found = await records.card("100")
    assert found is not None
    assert found.card.state == "ended"


async def test_a_removed_card_is_never_delivered(records: Records) -> None:
    await opened(records)
    await records.end_card("100", BROKEN, now_s=1001.0)
    assert await records.remove_card("100", 1005.0)
    assert not await records.remove_card("100", 1005.0)
    assert await records.undelivered() == 0
    assert not await records.redeliver("100")


async def test_the_end_of_a_removed_card_is_kept_but_not_delivered(records: Records) -> None:
    await opened(records, how_many=1)
    await records.remove_card("100", 1005.0)
    assert await records.end_request(done("100-0"), now_s=1001.0) == "100"
    assert await records.undelivered() == 0
    assert await records.clip("100-0") is not None


async def test_no_card_shows_its_token(records: Records) -> None:
    await opened(records)
    found = await records.card("100")
    assert found is not None
    assert found.card.token == TOKEN
    assert TOKEN not in repr(found)


async def test_cards_that_are_old_and_left_nothing_are_forgotten(records: Records) -> None:
    for number in range(5):
        await opened(records, str(number), how_many=1, created_s=float(number))
    await records.refuse("0")
    await records.remove_card("1", 1005.0)
    await records.end_request(failed("2-0"), now_s=9.0)
    await records.delivered("2", message=None, now_s=9.0)
    await records.refuse("4")
    names = await records.forgettable(4.0, 9)
    await records.forget_cards(names)
    assert sorted(names) == ["0", "1", "2"]
    assert [await records.card(name) for name in names] == [None] * 3
    assert await records.end_request(done("2-0"), now_s=10.0) is None


async def test_cards_that_somebody_may_need_are_not_forgotten(records: Records) -> None:
    for name in ("open", "undelivered", "shown", "unswept"):
        await opened(records, name, how_many=1)
    await records.end_request(failed("undelivered-0"), now_s=1001.0)
    for name in ("shown", "unswept"):
        await records.end_request(done(f"{name}-0"), now_s=1001.0)
        await records.delivered(name, message=None, now_s=1001.0)
    await records.mark_swept("shown-0")
    await records.delete_clip("unswept-0", 1002.0)
    assert await records.forgettable(9999.0, 9) == []
    await records.mark_swept("unswept-0")
    assert await records.forgettable(9999.0, 9) == ["unswept"]


async def test_an_open_card_is_never_forgotten(records: Records) -> None:
    await opened(records)
    await records.forget_cards(["100"])
    assert await records.card("100") is not None


async def test_the_records_know_how_far_they_go_back(records: Records) -> None:
    assert await records.known_since() is None
    await opened(records, "1", created_s=20.0)
    await opened(records, "2", created_s=10.0)
    await records.refuse("2")
    assert await records.known_since() == 10.0


async def test_what_somebody_had_made_in_a_server_is_listed_from_the_newest(records: Records) -> None:
    for name, created_s in (("1", 1000.0), ("2", 1010.0), ("3", 1020.0), ("4", 1030.0)):
        new = card(name, created_s=created_s)
        await records.open_card(new, requests(new))
    await records.refuse("4")
    assert [one.card.id for one in await records.cards_by("600", "800", 9)] == ["3", "2", "1"]
    assert [one.card.id for one in await records.cards_by("600", "800", 1)] == ["3"]
    assert [one.card.id for one in await records.cards_by("600", "800", 9, since_s=1010.0)] == ["3", "2"]
    assert await records.cards_by("600", "801", 9) == await records.cards_by("601", "800", 9) == []


async def test_a_card_remembers_in_which_channels_threads_it_is_and_that_it_is_veiled(records: Records) -> None:
    new = replace(card(), area="710", veiled=True)
    await records.open_card(new, requests(new))
    record = await records.card("100")
    assert record is not None
    assert record.card == new


async def test_a_card_with_an_open_case_is_not_forgotten(records: Records) -> None:
    await records.open_card(card(), requests(card()))
    await records.end_card("100", None, now_s=1005.0)
    await records.delivered("100", message="900", now_s=1006.0)
    case = await records.open_case(new_case(kind="veiled"), 1007.0)
    assert await records.forgettable(9e9, 9) == []
    await records.decide(case.number, "remove", by="900", reason="", now_s=1008.0)
    assert await records.forgettable(9e9, 9) == ["100"]


async def test_who_places_a_card_is_told_if_nobody_waits_for_it(records: Records) -> None:
    assert not await records.mark_placed("404")
    await records.open_card(card(), requests(card()))
    assert await records.mark_placed("100")
    await records.remove_card("100", 1005.0)
    assert not await records.mark_placed("100")


async def test_a_card_that_ended_before_it_was_noted_as_placed_is_no_ones_mistake(records: Records) -> None:
    await records.open_card(card(), requests(card(), 1))
    await records.end_request(done("100-0"), now_s=1005.0)
    assert await records.mark_placed("100")
