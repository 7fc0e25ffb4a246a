"""Calling a card off, wherever its requests are."""

import asyncio
from typing import Final

from redis.exceptions import RedisError

from bot.placing import end_unplaced
from bot.records.values import CardRecord
from bot.services import Services
from core.errors import UserError
from core.lanes import State

RESTING: Final = "The queue can't be reached just now, so nothing was cancelled: try again in a minute."


async def call_off(services: Services, record: CardRecord) -> bool:
    """Cancel what is open of a card; True if a worker holds some of it and has yet to let go.

    Raises
    ------
    UserError
        If Redis can't be reached, and so nobody can say where the requests are.
    """
    still = [one for one in record.requests if one.state in {"unplaced", "placed"}]
    try:
        states = {one.request.id: await _cancel(services, one.request.id) for one in still}
    except RedisError as error:
        if any(one.state == "placed" for one in still):
            raise UserError(RESTING) from error
        states = dict.fromkeys((one.request.id for one in still), None)
    unknown = [request_id for request_id, state in states.items() if state is None]
    if unknown:
        await services.records.mark_unplaced(unknown)
        await end_unplaced(services, record, failure=None)
    return "taken" in states.values()


async def _cancel(services: Services, request_id: str) -> State | None:
    return await asyncio.to_thread(services.lanes.cancel, request_id)
