"""The steps that are taken for each jam, one by one: one that fails holds up no other, and rests for a while."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, Literal

import aiohttp
import discord
from redis.exceptions import RedisError

from bot.delivery.backoff import Chance, backoff_s
from bot.delivery.edge import guarded
from bot.family.saying import CLOSED
from bot.jams.conducting import metrics
from bot.jams.conducting.losing import GONE, lost
from bot.jams.showing.reopening import SHUT, reopen
from bot.records.jam import Jam
from bot.services import Services
from core.faults import new_error_id

log = logging.getLogger(__name__)

FIRST_REST_S: Final = 2.0
MOST_REST_S: Final = 60.0
TAKES_MOST_S: Final = 60.0
"""A step that takes longer is cut off and begun anew."""

OUTAGES: Final = (RedisError, aiohttp.ClientError, OSError, TimeoutError, discord.RateLimited)
"""Something that we need is away; the records' own word for that is an OSError too."""

Tend = Callable[[Services, discord.Client, Jam], Awaitable[Jam | None]]
"""Does what a jam asks for and is not done. What it gives back is the jam as it is then, if it knows."""

When = Literal["on", "over", "always"]


@dataclass(frozen=True, slots=True)
class Step:
    """What is done for a jam: as long as it goes on, once it is over, or always."""

    name: str
    tend: Tend
    when: When = "on"

    def is_for(self, jam: Jam) -> bool:
        """Tell whether it is done for a jam as it stands."""
        return self.when == "always" or (self.when == "over") == (jam.phase == "archived")


@dataclass(slots=True)
class _Rest:
    failures: int
    until_s: float


@dataclass(slots=True)
class Stepper:
    """Takes the steps of jams, and remembers which of them rest."""

    services: Services
    client: discord.Client
    steps: Sequence[Step]
    chance: Chance
    _rests: dict[tuple[str, str], _Rest] = field(default_factory=dict)

    async def take(self, jam: Jam) -> None:
        """Take all steps of a jam that don't rest."""
        for step in self.steps:
            if step.is_for(jam) and not self._rests_now(jam, step):
                after = await self._taken(jam, step)
                if after is None:
                    return
                jam = after

    def forget(self, jams: frozenset[str]) -> None:
        """Keep in mind only these jams."""
        self._rests = {key: rest for key, rest in self._rests.items() if key[0] in jams}

    def _rests_now(self, jam: Jam, step: Step) -> bool:
        """Tell whether a step rests. A clock that was set back prolongs nothing."""
        rest = self._rests.get((jam.id, step.name))
        return rest is not None and 0 < rest.until_s - self.services.clock() <= MOST_REST_S

    async def _taken(self, jam: Jam, step: Step) -> Jam | None:
        """Take a step, and give the jam as it is then; None if it is over, as its thread is gone."""
        done = await guarded(asyncio.wait_for(step.tend(self.services, self.client, jam), TAKES_MOST_S))
        if not isinstance(done, Exception):
            self._rests.pop((jam.id, step.name), None)
            return done or jam
        self._rest(jam, step, done)
        if isinstance(done, discord.HTTPException) and done.code in SHUT:
            await guarded(reopen(self.services, self.client, jam))
        if not isinstance(done, discord.NotFound) or done.code != GONE:
            return jam
        is_over = await guarded(lost(self.services, self.client, jam))
        return None if is_over is True else jam

    def _rest(self, jam: Jam, step: Step, error: Exception) -> None:
        metrics.FAILURES.labels(step.name).inc()
        known = self._rests.get((jam.id, step.name))
        failures = known.failures + 1 if known else 1
        rests_s = backoff_s(failures, first_s=FIRST_REST_S, most_s=MOST_REST_S, chance=self.chance)
        self._rests[jam.id, step.name] = _Rest(failures, self.services.clock() + rests_s)
        _say(step, error, rests_s)


def _say(step: Step, error: Exception, rests_s: float) -> None:
    if is_outage(error):
        log.warning("%s rests for %.1f s: %s", step.name, rests_s, error)
        return
    log.error("%s fell and rests for %.1f s (error %s)", step.name, rests_s, new_error_id(), exc_info=error)


def is_outage(error: Exception) -> bool:
    """Tell what passes by itself, and what people did to a thread, from a fault of ours."""
    if isinstance(error, discord.HTTPException):
        return error.code in CLOSED or error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return isinstance(error, OUTAGES)
