"""Calling a card off, wherever its requests are."""

from collections.abc import Sequence
from typing import Final

from redis.exceptions import RedisError

from bot.placing import end_unplaced
from bot.records.values import CardRecord, RequestRecord
from bot.services import Services
from bot.threads import in_queue
from core.errors import UserError
from core.lanes import State

LOOKS: Final = 5
"""A request on its way into the lanes is in none of both places for a moment, so there may have to be a second look."""

RESTING: Final = "The queue can't be reached just now, so nothing was cancelled: try again in a minute."


async def call_off(services: Services, record: CardRecord) -> bool:
    """Cancel what is open of a card; True if a worker holds some of it and has yet to let go.

    Raises
    ------
    UserError
        If Redis can't be reached, and so nobody can say where the requests are.
    """
    stopping = False
    still = _open(record)
    if record.card.state == "frozen":
        await end_unplaced(services, record, failure=None)
    for _ in range(LOOKS):
        states = await _cancel(services, still)
        stopping |= "taken" in states.values()
        still = [one for one in still if states[one.request.id] is None]
        if not still:
            break
        if await _end(services, record, still):
            await _cancel(services, still)
            break
    return stopping


async def _cancel(services: Services, requests: Sequence[RequestRecord]) -> dict[str, State | None]:
    """Cancel requests in the lanes and say how each stands; None where the lanes don't know it."""
    ids = [one.request.id for one in requests]
    try:
        return {request_id: await in_queue(services.lanes.cancel, request_id) for request_id in ids}
    except RedisError as error:
        if any(one.state == "placed" for one in requests):
            raise UserError(RESTING, code="E-DOWN") from error
        return dict.fromkeys(ids)


async def _end(services: Services, record: CardRecord, unknown: Sequence[RequestRecord]) -> bool:
    """End requests that the lanes don't know; False if one of them is open all the same."""
    ids = {one.request.id for one in unknown}
    await services.records.mark_unplaced(ids)
    await end_unplaced(services, record, failure=None)
    now = await services.records.card(record.card.id)
    return now is None or not any(one.request.id in ids for one in _open(now))


def _open(record: CardRecord) -> list[RequestRecord]:
    return [one for one in record.requests if one.state in {"unplaced", "placed"}]
