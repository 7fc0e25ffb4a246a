"""Each end is shown once, by whoever holds its row."""

import asyncio

import pytest

from bot.records import Records
from bot.records.values import CardRecord, Delivery
from tests.bot.records.samples import TOKEN, card, done, requests


async def ended(records: Records, card_id: str = "100", *, now_s: float = 1005.0) -> None:
    new = card(card_id)
    await records.open_card(new, requests(new, 1))
    await records.end_request(done(f"{card_id}-0"), now_s=now_s)


async def claimed(records: Records, owner: str = "one", *, now_s: float = 1010.0) -> list[str]:
    return [row.card_id for row in await records.claim_deliveries(owner, now_s=now_s, most=10)]


async def found(records: Records) -> CardRecord:
    record = await records.card("100")
    assert record is not None
    return record


async def test_nothing_is_due_before_a_card_is_over(records: Records) -> None:
    await records.open_card(card(), requests(card()))
    assert await claimed(records) == []
    assert await records.undelivered() == 0


async def test_a_claim_says_since_when_and_how_often(records: Records) -> None:
    await ended(records)
    assert await records.claim_deliveries("one", now_s=1010.0, most=1) == [Delivery("100", 1, 1005.0)]
    assert await records.claim_deliveries("one", now_s=1080.0, most=1) == [Delivery("100", 2, 1005.0)]


async def test_a_row_that_is_held_is_given_to_nobody(records: Records, other: Records) -> None:
    await ended(records)
    assert await claimed(records, "one") == ["100"]
    assert await claimed(other, "two") == []
    assert await claimed(records, "one") == []


async def test_a_lapsed_lease_can_be_claimed_by_another(records: Records, other: Records) -> None:
    await ended(records)
    await records.claim_deliveries("one", now_s=1010.0, most=1, lease_s=30.0)
    assert await claimed(other, "two", now_s=1039.9) == []
    assert await claimed(other, "two", now_s=1040.0) == ["100"]


async def test_what_is_due_longest_comes_first(records: Records) -> None:
    for card_id, now_s in [("3", 1003.0), ("1", 1001.0), ("2", 1002.0)]:
        await ended(records, card_id, now_s=now_s)
    rows = await records.claim_deliveries("one", now_s=1010.0, most=2)
    assert [row.card_id for row in rows] == ["1", "2"]
    assert await claimed(records) == ["3"]


async def test_two_processes_never_get_the_same_row(records: Records, other: Records) -> None:
    ids = [str(number) for number in range(12)]
    for card_id in ids:
        await ended(records, card_id)
    processes = [(records, "one"), (other, "two")] * 4
    claims = (process.claim_deliveries(owner, now_s=1010.0, most=3) for process, owner in processes)
    rows = [row.card_id for got in await asyncio.gather(*claims) for row in got]
    rows += await claimed(records)
    assert sorted(rows) == sorted(ids)


async def test_a_delivered_card_is_not_due_again(records: Records) -> None:
    await ended(records)
    await claimed(records)
    assert await records.delivered("100", message=None, now_s=1011.0)
    assert await records.undelivered() == 0
    assert await claimed(records, now_s=9999.0) == []


async def test_only_one_of_two_processes_delivers(records: Records, other: Records) -> None:
    await ended(records)
    tries = [process.delivered("100", message=None, now_s=1011.0) for process in (records, other) * 3]
    assert sorted(await asyncio.gather(*tries)) == [False] * 5 + [True]


async def test_a_new_message_is_noted_with_the_delivery(records: Records) -> None:
    await ended(records)
    await records.note_message("100", "900")
    await records.delivered("100", message="901", now_s=1011.0)
    assert not await records.delivered("100", message="902", now_s=1012.0)
    assert (await found(records)).card.message == "901"


async def test_an_edited_message_stays_the_cards(records: Records) -> None:
    await ended(records)
    await records.note_message("100", "900")
    await records.delivered("100", message=None, now_s=1011.0)
    assert (await found(records)).card.message == "900"


async def test_whoever_lost_the_lease_neither_delivers_nor_postpones_nor_gives_up(records: Records) -> None:
    await ended(records)
    await claimed(records, "one", now_s=1010.0)
    await claimed(records, "two", now_s=1070.0)
    assert not await records.delivered("100", message="901", now_s=1071.0, owner="one")
    assert not await records.postpone("100", until_s=1071.0, error="slow", owner="one")
    assert not await records.give_up("100", reason="slow", owner="one")
    assert await claimed(records, "three", now_s=1100.0) == []
    assert await records.delivered("100", message=None, now_s=1072.0, owner="two")


async def test_a_postponed_row_is_due_later(records: Records) -> None:
    await ended(records)
    await claimed(records)
    assert await records.postpone("100", until_s=1020.0, error="Discord answered 500" * 100)
    assert await claimed(records, now_s=1019.9) == []
    assert await claimed(records, now_s=1020.0) == ["100"]


async def test_what_is_given_up_is_never_due(records: Records) -> None:
    await ended(records)
    assert await records.give_up("100", reason="Discord answered 50001")
    assert not await records.give_up("100", reason="Discord answered 50001")
    assert await records.undelivered() == 0
    assert await claimed(records, now_s=9999.0) == []


async def test_the_token_is_kept_until_the_end_is_shown(records: Records) -> None:
    await ended(records)
    assert (await found(records)).card.token == TOKEN
    await records.delivered("100", message=None, now_s=1011.0)
    assert (await found(records)).card.token is None


async def test_the_token_of_what_is_given_up_is_forgotten(records: Records) -> None:
    await ended(records)
    await records.give_up("100", reason="Discord answered 50001")
    assert (await found(records)).card.token is None


@pytest.mark.parametrize("is_given_up", [True, False])
async def test_a_card_can_be_shown_once_more(records: Records, *, is_given_up: bool) -> None:
    await ended(records)
    await claimed(records)
    if is_given_up:
        await records.give_up("100", reason="Discord answered 50001")
    else:
        await records.delivered("100", message=None, now_s=1011.0)
    assert await records.redeliver("100")
    assert await records.claim_deliveries("two", now_s=1012.0, most=5) == [Delivery("100", 1, 1005.0)]


async def test_what_is_being_shown_can_be_shown_once_more(records: Records) -> None:
    await ended(records)
    await records.claim_deliveries("one", now_s=1010.0, most=5)
    assert await records.redeliver("100")
    assert not await records.delivered("100", message=None, now_s=1011.0, owner="one")
    assert await records.claim_deliveries("two", now_s=1012.0, most=5) == [Delivery("100", 1, 1005.0)]


async def test_what_nobody_has_begun_to_show_needs_not_be_shown_once_more(records: Records) -> None:
    await ended(records)
    assert not await records.redeliver("100")


async def test_what_only_one_has_begun_to_show_is_left_to_it(records: Records) -> None:
    await ended(records)
    await records.claim_deliveries("one", now_s=1010.0, most=5)
    assert not await records.redeliver("100", besides="one")
    assert await records.redeliver("100", besides="two")


async def test_what_is_shown_once_more_has_its_token_again(records: Records) -> None:
    await ended(records)
    await claimed(records)
    await records.delivered("100", message=None, now_s=1011.0)
    assert await records.redeliver("100", token=TOKEN)
    record = await records.card("100")
    assert record is not None
    assert record.card.token == TOKEN


async def test_who_begins_anew_lets_go_of_what_it_held(records: Records) -> None:
    await ended(records)
    await records.claim_deliveries("one", now_s=1010.0, most=5)
    await records.let_go("two")
    assert await records.claim_deliveries("one", now_s=1011.0, most=5) == []
    await records.let_go("one")
    assert await records.claim_deliveries("one", now_s=1011.0, most=5) == [Delivery("100", 2, 1005.0)]


async def test_an_unknown_card_is_not_delivered(records: Records) -> None:
    assert not await records.delivered("100", message=None, now_s=1011.0)
    assert not await records.postpone("100", until_s=1020.0, error="slow")
    assert not await records.give_up("100", reason="slow")
    assert not await records.redeliver("100")
