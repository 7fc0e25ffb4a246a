"""The film of a jam's track, in which its picture scrolls by: posted below it when it is made."""

from typing import Final

import discord

from bot.card import CardFile, CardView, Stored
from bot.card.failing import why
from bot.jams.conducting.cards import card_of_video
from bot.jams.showing.posting import JamSaying, posted
from bot.records.jam import FINALE, VIDEO, Jam
from bot.records.values import CardRecord
from bot.services import Services
from bot.threads import in_files
from core.artefacts import ArtefactGoneError

WAITS_S: Final = 300.0
"""For so long after the track is shown its film is waited for."""

HERE: Final = "🎬 **The film** · `{jam}`"
NO_FILM: Final = "🎬 **No film** · `{jam}` · {why}"
LARGE: Final = "It is too large for this server: ⬇️ **Export** under the track makes it for you."
LATE: Final = "It takes too long to be made now: ⬇️ **Export** under the track makes it for you."
ALT: Final = "The picture of the track scrolls by while it plays."


async def tend(services: Services, client: discord.Client, jam: Jam) -> bool:
    """Post the film, or why there is none; False while it is waited for."""
    if VIDEO in jam.posts:
        return True
    record = await services.records.card(card_of_video(jam) or "")
    is_made = record is not None and record.card.state not in {"open", "held", "frozen"}
    if not is_made and not _is_late(jam, now_s=services.clock()):
        return False
    await posted(services, client, jam, await _saying(services, client, jam, record))
    return True


def _is_late(jam: Jam, *, now_s: float) -> bool:
    post = jam.posts.get(FINALE)
    return post is not None and now_s - post.at_s >= WAITS_S


async def _saying(services: Services, client: discord.Client, jam: Jam, record: CardRecord | None) -> JamSaying:
    assert jam.thread is not None
    key = next((one.file for one in record.requests if one.file), None) if record else None
    if key is None:
        return JamSaying(VIDEO, CardView(NO_FILM.format(jam=jam.id, why=_why(record))), jam.thread)
    if await _is_large(services, client, jam, key):
        return JamSaying(VIDEO, CardView(NO_FILM.format(jam=jam.id, why=LARGE)), jam.thread)
    view = CardView(HERE.format(jam=jam.id), (CardFile(f"{jam.id}.mp4", ALT, Stored(key)),))
    return JamSaying(VIDEO, view, jam.thread)


def _why(record: CardRecord | None) -> str:
    failure = next((one.failure for one in record.requests if one.failure), None) if record else None
    return LATE if failure is None else why(failure)


async def _is_large(services: Services, client: discord.Client, jam: Jam, key: str) -> bool:
    """Tell what this server surely does not take; what it refuses all the same is posted without the file."""
    guild = client.get_guild(int(jam.server))
    try:
        content = await in_files(services.artefacts.get, key)
    except ArtefactGoneError:
        return False
    return guild is not None and len(content) > guild.filesize_limit
