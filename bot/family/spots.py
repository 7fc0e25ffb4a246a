"""Where a clip that comes of others is shown: in the thread of its family, or as near to it as can be."""

import asyncio
from dataclasses import dataclass, replace
from typing import Any, Final

import discord

from bot.answers import LOST
from bot.family.threads import WITH_THREADS, Opening, name_of
from bot.judging import permitting
from bot.judging.people import place_of
from bot.records.threads import Thread
from bot.records.values import Card, CardRecord, ClipRecord
from bot.secluded import is_secluded
from bot.services import Services
from core.request import Origin

FETCH_S: Final = 5.0
"""How long Discord may take to tell of a channel that isn't in discord.py's memory."""

Asker = discord.Member | discord.User
Place = discord.abc.GuildChannel | discord.Thread


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a card. `home` is where it goes if that is a thread and closed."""

    channel: str
    reply_to: str | None = None
    home: str | None = None
    opening: Opening | None = None
    """The thread, if it has to be opened first."""
    secluded: bool = False
    """Not everybody in the server sees it."""

    def takes(self, card: Card) -> Card:
        """Say that a card is to be shown here."""
        origin = card.origin.model_copy(update={"channel": self.channel})
        there = replace(card, reply_to=self.reply_to, home=self.home, secluded=self.secluded)
        return replace(there, origin=origin, reach="channel", token=None)


@dataclass(frozen=True, slots=True)
class _Family:
    """The parent whose family it is, and what is left of the family's root."""

    server: str
    parent: CardRecord | None
    root: CardRecord
    clip: ClipRecord | None

    def parents_message(self, channel: str) -> str | None:
        """Name the parent's message, if it is in a channel: replies don't reach out of it."""
        return _message_in(channel, self.parent)

    def in_channel(self, channel: str) -> Spot:
        """Find a place beside the root."""
        return Spot(channel, reply_to=self.parents_message(channel) or _message_in(channel, self.root))


async def spot_of(
    services: Services,
    client: discord.Client,
    parent: ClipRecord,
    *,
    origin: Origin,
    asker: Asker | None,
    fetch_s: float = FETCH_S,
) -> Spot | None:
    """Find where the children of a clip belong; None: where somebody asked for them.

    That is so in direct messages, in servers that the family is not from, in those that the bot is not in, for what is
    private, if Discord does not tell of the root's channel within `fetch_s`, and where whoever asks can't see the root,
    or may not write beside it and asks elsewhere. Without an asker the last is not looked at.
    """
    family = await _family_of(services, parent, origin.server)
    if family is None:
        return None
    place = await _place(client, family.root.card.origin.channel, within_s=fetch_s)
    if place is None or (asker is not None and not _reaches(asker, place, origin)):
        return None
    root = parent.root or parent.id
    found = _spot(family, place, await _thread_of(services, root, here=origin.channel), root)
    return replace(found, secluded=is_secluded(place))


def place_of_spot(client: discord.Client, spot: Spot, *, server: str | None) -> permitting.Place:
    """Say what kind of place it is; a thread is what its channel is."""
    channel = client.get_channel(int(spot.home or spot.channel))
    there = place_of(channel, server=server, channel=spot.channel)
    return replace(there, area=spot.home or there.area)


async def _thread_of(services: Services, root: str, *, here: str) -> Thread | None:
    """Find a family's thread. One that was closed and in which somebody asks for something is open again."""
    thread = await services.records.thread_of(root)
    if thread is None or thread.state == "open" or thread.thread != here:
        return thread
    return await services.records.note_thread(root, channel=thread.channel, thread=thread.thread)


def _spot(family: _Family, place: Place, thread: Thread | None, root: str) -> Spot:
    channel = family.root.card.origin.channel
    if thread is not None and thread.state == "open":
        return Spot(thread.thread, family.parents_message(thread.thread), thread.channel)
    if isinstance(place, discord.Thread):
        return Spot(channel, family.parents_message(channel))
    message = _message_in(channel, family.root)
    if thread is not None or message is None or family.clip is None or place.type not in WITH_THREADS:
        return family.in_channel(channel)
    opening = Opening(family.server, channel, message, name_of(family.clip), root)
    return Spot(message, home=channel, opening=opening)


async def _family_of(services: Services, parent: ClipRecord, server: str | None) -> _Family | None:
    """Find a clip's family, if it is one of this server and everybody there may see it."""
    clip = await services.records.clip(parent.root or parent.id)
    card = await services.records.card(parent.card_id)
    root = card if clip is None or clip.card_id == parent.card_id else await services.records.card(clip.card_id)
    if server is None or root is None or root.card.reach != "channel" or root.card.origin.server != server:
        return None
    if parent.visibility == "private":
        return None
    return _Family(server, card, root, clip)


def _message_in(channel: str, record: CardRecord | None) -> str | None:
    """Name a card's message, if it is in this channel and nobody took it away."""
    if record is None or record.card.state == "removed" or record.card.origin.channel != channel:
        return None
    return record.card.message


async def _place(client: discord.Client, channel: str, *, within_s: float) -> Place | None:
    """Look a channel up: threads that were archived are not in discord.py's memory."""
    known: Any = client.get_channel(int(channel))
    try:
        async with asyncio.timeout(within_s):
            found = known or await client.fetch_channel(int(channel))
    except (*LOST, discord.InvalidData):
        return None
    return found if isinstance(found, discord.abc.GuildChannel | discord.Thread) else None


def _reaches(asker: Asker, place: Place, origin: Origin) -> bool:
    """Tell whether somebody sees a place, and may write in its threads if it is not where they are: we write for them.

    Of a private thread it is known only of who is in it just now that they see it.
    """
    if not isinstance(asker, discord.Member):
        return False
    granted, is_here = place.permissions_for(asker), str(place.id) == origin.channel
    if isinstance(place, discord.Thread) and place.is_private() and not is_here:
        return False
    return granted.view_channel and (is_here or granted.send_messages_in_threads)
