"""The first end of a request counts, and the last one of a card ends it."""

import asyncio

import pytest

from bot.records import Records
from bot.records.values import CardRecord, Leftover, RequestState
from core.ending import Ended
from tests.bot.records.samples import BROKEN, RECEIPT, cancelled, card, done, failed, key, made, requests


async def opened(records: Records, *, how_many: int = 2) -> None:
    assert await records.open_card(card(), requests(card(), how_many))


async def found(records: Records) -> CardRecord:
    record = await records.card("100")
    assert record is not None
    return record


async def test_a_done_request_has_its_clip(records: Records) -> None:
    await opened(records)
    assert await records.end_request(done("100-1"), now_s=1005.0) == "100"
    first, second = (await found(records)).requests
    assert (first.state, first.clip) == ("unplaced", None)
    assert (second.state, second.failure) == ("done", None)
    clip = second.clip
    assert clip is not None
    assert (clip.id, clip.card_id, clip.author, clip.server, clip.private) == ("100-1", "100", "600", "800", False)
    assert (clip.recipe, clip.receipt, clip.created_s) == (second.request.recipe, RECEIPT, 1005.0)
    assert (clip.png, clip.mp3, clip.duration_s, clip.notes) == (key("a"), key("b"), 5.12, ("The prompt was cut.",))


async def test_a_conversion_has_no_receipt(records: Records) -> None:
    await opened(records, how_many=1)
    made_without = made().model_copy(update={"receipt": None})
    await records.end_request(Ended(request="100-0", end="done", made=made_without), now_s=1005.0)
    clip = (await found(records)).requests[0].clip
    assert clip is not None
    assert clip.receipt is None


async def test_a_failed_request_says_why(records: Records) -> None:
    await opened(records)
    await records.end_request(failed("100-0"), now_s=1005.0)
    first = (await found(records)).requests[0]
    assert (first.state, first.failure, first.clip) == ("failed", BROKEN, None)


async def test_a_cancelled_request_says_nothing(records: Records) -> None:
    await opened(records)
    await records.end_request(cancelled("100-0"), now_s=1005.0)
    first = (await found(records)).requests[0]
    assert (first.state, first.failure) == ("cancelled", None)


@pytest.mark.parametrize("end", ["done", "failed"])
async def test_an_end_that_says_nothing_is_a_failure_with_a_sentence(records: Records, end: str) -> None:
    await opened(records, how_many=1)
    await records.end_request(Ended.model_validate({"request": "100-0", "end": end}), now_s=1005.0)
    first = (await found(records)).requests[0]
    assert first.state == "failed"
    assert first.failure is not None
    assert "try again" in first.failure.sentence


async def test_an_unknown_request_is_nobodys(records: Records) -> None:
    assert await records.end_request(done("100-0"), now_s=1005.0) is None
    assert await records.undelivered() == 0


async def test_a_card_is_open_until_its_last_request_is_over(records: Records) -> None:
    await opened(records, how_many=3)
    for number, state in [(0, "open"), (2, "open"), (1, "ended")]:
        await records.end_request(done(f"100-{number}"), now_s=1005.0)
        assert (await found(records)).card.state == state
    assert await records.undelivered() == 1


async def test_an_end_that_is_heard_twice_changes_nothing(records: Records, other: Records) -> None:
    await opened(records)
    await records.end_request(done("100-0"), now_s=1005.0)
    before = await found(records)
    assert await other.end_request(done("100-0", png="c"), now_s=2000.0) == "100"
    assert await found(records) == before


@pytest.mark.parametrize(
    ("first", "second"),
    [(done("100-0"), cancelled("100-0")), (failed("100-0"), done("100-0")), (cancelled("100-0"), failed("100-0"))],
)
async def test_the_first_end_wins(records: Records, first: Ended, second: Ended) -> None:
    await opened(records, how_many=1)
    await records.end_request(first, now_s=1005.0)
    before = await found(records)
    assert await records.end_request(second, now_s=1006.0) == "100"
    assert await found(records) == before
    assert before.requests[0].state == first.end


async def test_the_bytes_of_a_clip_that_comes_too_late_are_left_to_the_sweep(records: Records) -> None:
    await opened(records, how_many=1)
    await records.end_request(cancelled("100-0"), now_s=1005.0)
    await records.end_request(done("100-0"), now_s=1006.0)
    assert await records.sweepable(0.0, 10) == [Leftover("100-0", frozenset({key("a"), key("b")}))]
    assert await records.keys_in_use([key("a")]) == set()
    assert (await found(records)).requests[0].clip is None


async def test_the_bytes_of_a_clip_whose_card_is_removed_are_left_to_the_sweep(records: Records) -> None:
    await opened(records, how_many=1)
    await records.remove_card("100", 1005.0)
    await records.end_request(done("100-0"), now_s=1006.0)
    assert len(await records.sweepable(0.0, 10)) == 1


async def test_a_late_end_does_not_deliver_again(records: Records) -> None:
    await opened(records, how_many=1)
    await records.end_request(cancelled("100-0"), now_s=1005.0)
    assert await records.delivered("100", message=None, now_s=1006.0)
    await records.end_request(done("100-0"), now_s=1007.0)
    assert await records.undelivered() == 0


async def test_last_requests_that_end_at_once_end_their_card_once(records: Records, other: Records) -> None:
    for number in range(6):
        new = card(str(number))
        await records.open_card(new, requests(new, 4))
        ends = [(done(f"{number}-{place}"), [records, other][place % 2]) for place in range(4)]
        await asyncio.gather(*(each.end_request(end, now_s=1005.0) for end, each in ends))
    assert await records.open_cards() == []
    assert await records.undelivered() == 6


async def test_one_end_heard_by_two_processes_at_once_is_one(records: Records, other: Records) -> None:
    await opened(records, how_many=1)
    heard = (process.end_request(end, now_s=1005.0) for process in (records, other) for end in [done("100-0")] * 4)
    assert set(await asyncio.gather(*heard)) == {"100"}
    assert await records.undelivered() == 1


async def test_the_end_of_a_card_ends_only_what_is_not_placed(records: Records) -> None:
    await opened(records, how_many=3)
    await records.mark_placed("100")
    await records.mark_unplaced(["100-0", "100-2"])
    assert not await records.end_card("100", BROKEN, now_s=1005.0)
    assert await states(records) == ["failed", "placed", "failed"]
    assert (await found(records)).requests[0].failure == BROKEN
    await records.end_request(done("100-1"), now_s=1006.0)
    assert (await found(records)).card.state == "ended"


async def test_a_card_that_is_called_off_before_it_was_placed_ends(records: Records) -> None:
    await opened(records)
    assert await records.end_card("100", None, now_s=1005.0)
    assert await states(records) == ["cancelled", "cancelled"]
    assert not await records.end_card("100", BROKEN, now_s=1006.0)
    assert not await records.end_card("nobody", BROKEN, now_s=1006.0)
    assert await states(records) == ["cancelled", "cancelled"]
    assert await records.undelivered() == 1


async def states(records: Records) -> list[RequestState]:
    return [request.state for request in (await found(records)).requests]
