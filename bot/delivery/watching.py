"""Gauges that somebody has to read now and then."""

import asyncio
import math
from typing import Final

import discord

from bot.delivery import metrics
from bot.delivery.backoff import pause
from bot.services import Services
from bot.threads import in_queue
from core.events import Events

EVERY_S: Final = 15.0


async def watch(services: Services, events: Events, client: discord.Client, stop: asyncio.Event) -> None:
    """Tell Prometheus what waits, and how quickly Discord answers, until asked to stop."""
    while not stop.is_set():
        await look(services, events, client)
        await pause(stop, EVERY_S)


async def look(services: Services, events: Events, client: discord.Client) -> None:
    """Read every gauge once."""
    if math.isfinite(client.latency):
        metrics.LATENCY_S.set(client.latency)
    metrics.OUTBOX_WAITING.set(await services.records.undelivered())
    metrics.EVENTS_WAITING.set(await in_queue(events.depth))
