"""What was painted before is answered from the store."""

from dataclasses import replace

import pytest
from redis import Redis

from bot.placing import Placed, place
from bot.records.values import CardRecord, Visibility
from bot.reproducing import FROM_THE_STORE, models_here
from bot.services import Services
from core.contract import Recipe, See
from core.ending import Ended, Made
from core.lanes import Lanes, Limits
from core.redis_client import redis_of
from core.request import Origin, Request
from core.roster import Present, Roster
from tests.bot.samples import AUTHOR, RECEIPT, card, riff
from tests.bot.stage import away

BEN = "43"


async def asked(services: Services, number: int, *recipes: Recipe, author: str = AUTHOR) -> CardRecord:
    """A card that nobody has placed yet."""
    origin = Origin(server="7", channel="8", author=author)
    opened = replace(card(), id=f"13000000000000000{number:02}", origin=origin)
    requests = [Request(id=f"{opened.id}-{place}", recipe=one, origin=origin) for place, one in enumerate(recipes)]
    assert await services.records.open_card(opened, requests)
    found = await services.records.card(opened.id)
    assert found is not None
    return found


async def painted(services: Services, recipe: Recipe, *, visibility: Visibility = "server") -> Made:
    """Somebody's clip of this recipe, in the store."""
    record = await asked(services, 1, recipe)
    png, mp3 = services.artefacts.put(b"a picture"), services.artefacts.put(b"a sound")
    made = Made(png=png, mp3=mp3, duration_s=5.12, receipt=RECEIPT, notes=("Cut.",))
    request = record.requests[0].request.id
    await services.records.end_request(Ended(request=request, end="done", made=made), now_s=services.clock())
    await services.records.set_visibility(request, visibility)
    return made


async def placed(services: Services, record: CardRecord) -> CardRecord:
    assert await place(services, record) == Placed()
    now = await services.records.card(record.card.id)
    assert now is not None
    return now


def waiting(services: Services) -> int:
    return services.lanes.counts(now_s=services.clock()).waiting


async def test_the_very_same_recipe_is_answered_from_the_store_at_once_and_says_so(services: Services) -> None:
    made = await painted(services, riff())
    now = await placed(services, await asked(services, 2, riff(), author=BEN))
    clip = now.requests[0].clip
    assert clip is not None
    assert (clip.png, clip.mp3, clip.receipt) == (made.png, made.mp3, RECEIPT)
    assert clip.notes == ("Cut.", FROM_THE_STORE)
    assert (clip.author, now.card.state, waiting(services)) == (BEN, "ended", 0)
    assert await services.records.undelivered() == 2


async def test_it_says_so_once_also_of_a_clip_that_came_from_the_store_itself(services: Services) -> None:
    await painted(services, riff())
    await placed(services, await asked(services, 2, riff()))
    now = await placed(services, await asked(services, 3, riff()))
    assert now.requests[0].clip is not None
    assert now.requests[0].clip.notes == ("Cut.", FROM_THE_STORE)


async def test_only_what_is_not_there_waits(services: Services) -> None:
    await painted(services, riff())
    now = await placed(services, await asked(services, 2, riff(seed=9), riff()))
    assert [one.state for one in now.requests] == ["placed", "done"]
    assert (now.card.state, waiting(services)) == ("open", 1)


@pytest.mark.parametrize("other", [riff(seed=9), riff("lo-fi beat"), riff().model_copy(update={"steps": 24})])
async def test_another_recipe_is_painted(services: Services, other: Recipe) -> None:
    await painted(services, riff())
    await placed(services, await asked(services, 2, other))
    assert waiting(services) == 1


async def test_what_is_private_is_given_to_its_author_alone(services: Services) -> None:
    await painted(services, riff(), visibility="private")
    await placed(services, await asked(services, 2, riff(), author=BEN))
    assert waiting(services) == 1
    await placed(services, await asked(services, 3, riff()))
    assert waiting(services) == 1


async def test_what_another_model_painted_is_painted_anew(services: Services) -> None:
    await painted(services, riff())
    introduce(services, "feed")
    await placed(services, await asked(services, 2, riff()))
    assert waiting(services) == 1


async def test_what_this_model_painted_is_given(services: Services) -> None:
    await painted(services, riff())
    introduce(services, RECEIPT.model_hash)
    await placed(services, await asked(services, 2, riff()))
    assert waiting(services) == 0


async def test_what_was_cleared_away_is_painted_anew(services: Services) -> None:
    made = await painted(services, riff())
    services.artefacts.delete(made.mp3)
    await placed(services, await asked(services, 2, riff()))
    assert waiting(services) == 1


async def test_a_conversion_is_made_anew(services: Services) -> None:
    see = See(source=services.artefacts.put(b"a sound that was sent"))
    await painted(services, see)
    await placed(services, await asked(services, 2, see))
    assert waiting(services) == 1


async def test_a_limit_lets_a_card_keep_what_the_store_has(services: Services, redis: Redis) -> None:
    """Refused, it would be taken away, and its clip would be listed without it."""
    await painted(services, riff())
    tight = replace(services, lanes=Lanes(redis, limits=Limits(user_waiting=1)))
    now = await placed(tight, await asked(services, 2, riff(), riff(seed=8), riff(seed=9)))
    assert (now.card.state, [one.state for one in now.requests]) == ("ended", ["done", "failed", "failed"])
    failure = now.requests[1].failure
    assert failure is not None
    assert "You can have 1 request waiting" in failure.sentence
    assert waiting(services) == 0


async def test_without_redis_nobody_knows_the_models_and_the_card_waits(services: Services) -> None:
    await painted(services, riff())
    record = await asked(services, 2, riff())
    resting = replace(services, lanes=away(), redis=redis_of("unix:///nowhere/redis.sock"))
    await place(resting, record)
    now = await services.records.card(record.card.id)
    assert now is not None
    assert now.requests[0].state == "unplaced"


async def test_workers_that_fell_silent_say_nothing_of_models(services: Services) -> None:
    introduce(services, "feed", ago_s=3600)
    assert models_here(services) == frozenset()


def introduce(services: Services, model_hash: str, *, ago_s: float = 0.0) -> None:
    worker = Present(name="w", model="mini", device="cpu", version="1", model_hash=model_hash)
    Roster(services.redis).note(worker, now_s=services.clock() - ago_s)
