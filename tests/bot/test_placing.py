"""A card's requests on their way into the lanes."""

import sqlite3
from dataclasses import replace
from pathlib import Path

from redis import Redis

from bot.placing import Placed, Refused, Resting, end_unplaced, place
from bot.records import Records
from bot.records.values import CardRecord
from bot.services import Services
from core.ending import Failure
from core.lanes import Lanes, Limits
from tests.bot.samples import CARD_ID, record, request, riff
from tests.bot.stage import away


async def opened(services: Services, *, count: int = 2) -> CardRecord:
    """A card that nobody has placed yet."""
    card = record(*(request(riff(seed=number), number) for number in range(count)))
    assert await services.records.open_card(card.card, [one.request for one in card.requests])
    return card


async def states(services: Services) -> list[str]:
    card = await services.records.card(CARD_ID)
    assert card is not None
    return [one.state for one in card.requests]


async def test_all_requests_are_placed_together(services: Services) -> None:
    assert await place(services, await opened(services)) == Placed()
    assert await states(services) == ["placed", "placed"]
    assert services.lanes.counts(now_s=services.clock()).waiting == 2


async def test_to_place_them_again_changes_nothing(services: Services) -> None:
    card = await opened(services)
    await place(services, card)
    assert await place(services, card) == Placed()
    assert services.lanes.counts(now_s=services.clock()).waiting == 2


async def test_only_what_is_unplaced_is_placed(services: Services) -> None:
    card = await opened(services)
    await place(services, replace(card, requests=(replace(card.requests[0], state="done"), card.requests[1])))
    assert services.lanes.state(f"{CARD_ID}-0") is None
    assert services.lanes.state(f"{CARD_ID}-1") == "waiting"


async def test_there_may_be_nothing_to_place(services: Services) -> None:
    card = await opened(services, count=1)
    assert await place(replace(services, lanes=away()), replace(card, requests=())) == Placed()


async def test_a_limit_refuses_all_of_them(services: Services, redis: Redis) -> None:
    tight = replace(services, lanes=Lanes(redis, limits=Limits(user_waiting=1)))
    refused = await place(tight, await opened(services))
    assert isinstance(refused, Refused)
    assert "You can have 1 request waiting" in refused.sentence
    assert await states(services) == ["unplaced", "unplaced"]


async def test_without_redis_the_card_stays_as_it_is(services: Services) -> None:
    assert await place(replace(services, lanes=away()), await opened(services)) == Resting()
    assert await states(services) == ["unplaced", "unplaced"]


async def test_a_database_that_is_away_hides_no_placing(services: Services, tmp_path: Path) -> None:
    """The reconciler places them once more, which changes nothing."""
    card = await opened(services)
    broken = await Records.open(f"sqlite:///{tmp_path}/other.db")
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("DROP TABLE cards")
    other.close()
    assert await place(replace(services, records=broken), card) == Placed()
    assert services.lanes.counts(now_s=services.clock()).waiting == 2
    await broken.close()


async def test_what_was_never_placed_ends_with_a_sentence(services: Services) -> None:
    card = await opened(services)
    assert await end_unplaced(services, card, failure=Failure(sentence="The queue did not come back."))
    found = await services.records.card(CARD_ID)
    assert found is not None
    assert found.card.state == "ended"
    assert [one.failure and one.failure.sentence for one in found.requests] == ["The queue did not come back."] * 2


async def test_what_was_never_placed_can_be_cancelled(services: Services) -> None:
    assert await end_unplaced(services, await opened(services), failure=None)
    assert await states(services) == ["cancelled", "cancelled"]
