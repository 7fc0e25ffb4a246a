"""By which rules words are veiled where they are shown: those of the server, and of Jamgram everywhere."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot.judging.people import place_here, place_of
from bot.judging.permitting import Place
from bot.judging.shown import show_through, showing_through
from bot.patience import in_time
from bot.records import DatabaseDownError
from bot.records.values import Card, CardRecord
from bot.services import Services, services_of
from core.errors import UserError

log = logging.getLogger(__name__)


async def show_here(interaction: discord.Interaction[Any]) -> None:
    """Show whoever acts no words that rules refuse where they act; if nobody knows those, the rules of Jamgram do."""
    services, place = services_of(interaction), place_here(interaction)
    house = services.policies.bare
    try:
        house = await in_time(interaction, services.policies.lately(place.server))
    except (UserError, DatabaseDownError) as error:
        log.info("words are veiled by the rules of Jamgram alone: %s", error)
    show_through(house.veils[place.age_restricted])


@asynccontextmanager
async def veiled_for(services: Services, client: discord.Client, record: CardRecord) -> AsyncIterator[None]:
    """Show no words inside that rules refuse where a card is shown, unless moderators let them pass."""
    if any(one.request.cleared for one in record.requests):
        with showing_through(None):
            yield
        return
    async with veiled_at(services, client, record.card):
        yield


@asynccontextmanager
async def veiled_at(services: Services, client: discord.Client, card: Card) -> AsyncIterator[None]:
    """Show no words inside that rules refuse in the place of a card."""
    origin, where = card.origin, card.home or card.origin.channel
    place = place_of(client.get_channel(int(where)), server=origin.server, channel=origin.channel)
    async with _veiled(services, place):
        yield


@asynccontextmanager
async def veiled_in(services: Services, client: discord.Client, *, server: str, channel: str) -> AsyncIterator[None]:
    """Show no words inside that rules refuse in a channel or thread."""
    place = place_of(client.get_channel(int(channel)), server=server, channel=channel)
    async with _veiled(services, place):
        yield


@asynccontextmanager
async def _veiled(services: Services, place: Place) -> AsyncIterator[None]:
    house = await services.policies.lately(place.server)
    with showing_through(house.veils[place.age_restricted]):
        yield
