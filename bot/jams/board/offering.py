"""The seat of a host: offered in the thread when they are away, and whoever has it later is told so there."""

from typing import Final

import discord

from bot.card import CardView
from bot.jams.board.buttons import OVER, seat_button
from bot.jams.showing.posting import JamSaying, posted
from bot.records.jam import Jam, Offer
from bot.services import Services
from bot.words import mention, moment

OFFERED: Final = (
    "🪑 {to}, {host} has been away for a while: will you lead this jam? From {alone} on anybody in it can. If nobody "
    "does, it is paused {until}. As soon as {host} does something, the seat is theirs again."
)
LEADS: Final = (
    "👑 {host} leads this jam now: ▶️ **Next**, ⏸️ **Pause**, ⏭️ **Skip** and 🛠️ **Tools** on its board are theirs."
)
DIGITS: Final = 9
"""Of somebody's id: enough to tell the people of one jam apart in a nonce."""


async def tend(services: Services, client: discord.Client, jam: Jam) -> None:
    """Tell who leads it after its first host, and ask who is to lead where they are away: each once.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not take it, or nobody knows.
    DatabaseDownError
        If it can't be noted.
    """
    if jam.halts or jam.thread is None or jam.phase in OVER:
        return
    if jam.players and jam.host != jam.players[0].user and leader_name(jam) not in jam.posts:
        view = CardView(LEADS.format(host=mention(jam.host)))
        await posted(services, client, jam, JamSaying(leader_name(jam), view, jam.thread, to=(jam.host,)))
    if jam.offer is None or name_of(jam.offer) in jam.posts:
        return
    view = CardView(offer_line(jam, jam.offer), buttons=((seat_button(jam),),))
    await posted(services, client, jam, JamSaying(name_of(jam.offer), view, jam.thread, to=(jam.offer.to,)))


def offer_line(jam: Jam, offer: Offer) -> str:
    """Say to whom it is offered, and for how long."""
    times = {"alone": moment(offer.alone_until_s), "until": moment(offer.until_s)}
    return OFFERED.format(to=mention(offer.to), host=mention(jam.host), **times)


def leader_name(jam: Jam) -> str:
    """Name the message that says who leads it: one for each person."""
    return f"leads-{jam.host[-DIGITS:]}"


def name_of(offer: Offer) -> str:
    """Name the message of an offer: by when it ends."""
    return f"offer-{offer.until_s:.0f}"
