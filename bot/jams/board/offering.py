"""The seat of a host who is away, offered in the thread: once, calling whoever is asked first."""

from typing import Final

import discord

from bot.card import CardView
from bot.jams.board.buttons import seat_button
from bot.jams.showing.posting import JamSaying, posted
from bot.records.jam import Jam, Offer
from bot.services import Services
from bot.words import mention, moment

OFFERED: Final = (
    "🪑 {to}, {host} has been away for a while: will you lead this jam? From {alone} on anybody in it can. If nobody "
    "does, it is paused {until}. As soon as {host} does something, the seat is theirs again."
)


async def tend(services: Services, client: discord.Client, jam: Jam) -> None:
    """Ask who is to lead, unless that was done.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not take it, or nobody knows.
    DatabaseDownError
        If it can't be noted.
    """
    if jam.offer is None or jam.halts or jam.thread is None or name_of(jam.offer) in jam.posts:
        return
    view = CardView(offer_line(jam, jam.offer), buttons=((seat_button(jam),),))
    await posted(services, client, jam, JamSaying(name_of(jam.offer), view, jam.thread, to=(jam.offer.to,)))


def offer_line(jam: Jam, offer: Offer) -> str:
    """Say to whom it is offered, and for how long."""
    times = {"alone": moment(offer.alone_until_s), "until": moment(offer.until_s)}
    return OFFERED.format(to=mention(offer.to), host=mention(jam.host), **times)


def name_of(offer: Offer) -> str:
    """Name the message of an offer: by when it ends."""
    return f"offer-{offer.until_s:.0f}"
