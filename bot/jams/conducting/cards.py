"""The cards of a jam: what is painted for it, as the records know it. Its clips are shown by the jam, not by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import discord

from bot.records.jam import Entry, Jam
from bot.records.values import Ancestry, Card, CardRecord, ClipRecord, RequestRecord
from bot.secluded import is_secluded
from bot.services import Services
from core.contract import Recipe
from core.log import request_id
from core.request import UPLOAD_LIMIT_DEFAULT, Origin, Request

TRACK: Final = "track"
VIDEO: Final = "video"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, in whose name, and what it comes of."""

    card_id: str
    author: str
    recipe: Recipe
    ancestry: Ancestry
    cleared: bool = False
    """Its words were let pass, whatever a worker's rules say."""


def clip_id_of(card_id: str) -> str:
    """Name the one clip of a jam's card."""
    return f"{card_id}-0"


def track_card(jam: Jam, number: int = 1) -> str:
    """Name the card of the first track that is begun for a jam, or of a later one."""
    return f"{jam.id}-{TRACK}{number if number > 1 else ''}"


def card_of_track(jam: Jam) -> str | None:
    """Name the card of the track that a jam has."""
    return None if jam.track is None else jam.track.removesuffix(clip_id_of(""))


def card_of_video(jam: Jam) -> str | None:
    """Name the card on which a jam's track becomes a film: its one request has the file, once it is done."""
    track = card_of_track(jam)
    return None if track is None else track.replace(f"-{TRACK}", f"-{VIDEO}")


async def opened(services: Services, client: discord.Client, jam: Jam, wanted: Wanted) -> CardRecord:
    """Remember what is asked for, once, and give its card as it is then."""
    card = _card(client, jam, wanted, now_s=services.clock())
    request = Request(
        id=clip_id_of(card.id),
        recipe=wanted.recipe,
        origin=card.origin,
        upload_limit=card.upload_limit,
        cleared=wanted.cleared,
    )
    with request_id(card.id):
        if await services.records.open_card(card, [request], ancestries=[wanted.ancestry]):
            return CardRecord(card, (RequestRecord(request, "unplaced", ancestry=wanted.ancestry),))
    known = await services.records.card(card.id)
    assert known is not None
    return known


async def usable_sections(services: Services, jam: Jam, *, before: int | None = None) -> list[tuple[Entry, ClipRecord]]:
    """List the sections whose clips are there and were reported by nobody, in their order, or those before a round."""
    found = [
        (entry, await services.records.clip(entry.clip))
        for entry in jam.sections
        if entry.clip is not None and (before is None or entry.round < before)
    ]
    return [(entry, clip) for entry, clip in found if clip is not None and is_usable(clip)]


def is_usable(clip: ClipRecord) -> bool:
    """Tell whether something may come of a clip."""
    return clip.png is not None and clip.deleted_s is None and clip.hidden_s is None


def unplaced(records: Sequence[CardRecord]) -> list[CardRecord]:
    """Keep the cards that the lanes don't know and should."""
    return [
        record
        for record in records
        if record.card.state == "open" and any(one.state == "unplaced" for one in record.requests)
    ]


def _card(client: discord.Client, jam: Jam, wanted: Wanted, *, now_s: float) -> Card:
    place, guild = jam.thread or jam.channel, client.get_guild(int(jam.server))
    origin = Origin(server=jam.server, channel=place, author=wanted.author, jam=jam.id)
    return Card(
        id=wanted.card_id,
        origin=origin,
        reach="channel",
        private=False,
        upload_limit=guild.filesize_limit if guild else UPLOAD_LIMIT_DEFAULT,
        created_s=now_s,
        secluded=jam.rules.is_private or is_secluded(client.get_channel(int(jam.channel))),
        jam=jam.id,
    )
