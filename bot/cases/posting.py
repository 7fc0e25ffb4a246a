"""A case's card among the moderators: posted once, kept true, and with the sound where it can be played."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

import discord

from bot.answers import LOST, NOBODY
from bot.card import CardFile, Stored
from bot.card.title import alt_of
from bot.cases.entries import jam_of, track_with
from bot.cases.view import Shown, case_view
from bot.delivery.content import load
from bot.delivery.faults import Fault, fault_of
from bot.records.oversight import Case
from bot.records.values import ClipRecord
from bot.services import Services
from bot.words import ALT_MAX, shorten

log = logging.getLogger(__name__)

POSTING_S: Final = 30.0
SEARCHED: Final = 50
"""Messages of the moderators' channel that are looked through for a card that may have been posted before."""

FILES: Final = "-# What **#{number}** is about. The picture is behind a click."


async def shown_of(services: Services, case: Case) -> Shown:
    """Gather what moderators should know of a case."""
    records, now_s = services.records, services.clock()
    record = await records.card(case.card_id) if case.kind != "entry" else None
    strikes = await records.strikes(case.server, case.author, now_s)
    reports = await records.reports_of(case.clip_id) if case.kind == "report" and case.clip_id else []
    jam = await records.jam(jam_of(case)) if case.kind == "entry" else None
    track = await track_with(services, record) if record is not None else None
    return Shown(case, record, len(strikes), tuple(reports), jam, track)


async def post_case(services: Services, client: discord.Client, case: Case, *, channel: str) -> None:
    """Post a case's card, unless that was done before and could not be noted; then its files.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not take it, or nobody knows.
    """
    shown = await shown_of(services, case)
    place = client.get_partial_messageable(int(channel))
    async with asyncio.timeout(POSTING_S):
        message = await _posted_before(client, place, case)
        if message is None:
            sent = await place.send(
                view=case_view(shown), allowed_mentions=NOBODY, nonce=nonce_of(case.number, channel)
            )
            message = sent.id
    await _post_files(services, place, shown, message)
    await services.records.note_case(case.number, channel=channel, message=str(message))


async def show_case(services: Services, client: discord.Client, case: Case) -> None:
    """Have a case's card show it as it is now; once it is decided, its files go."""
    if case.channel is None or case.message is None:
        return
    place = client.get_partial_messageable(int(case.channel))
    view = case_view(await shown_of(services, case))
    try:
        async with asyncio.timeout(POSTING_S):
            await place.get_partial_message(int(case.message)).edit(view=view, allowed_mentions=NOBODY)
            if case.state != "open":
                await take_files_away(client, place, case)
    except LOST as error:
        log.warning("case %d: its card can't be changed: %s", case.number, error)


async def take_case_away(services: Services, client: discord.Client, case: Case) -> None:
    """Take a case's card and files away where moderators are no longer asked; it is to be posted anew."""
    assert case.channel is not None
    assert case.message is not None
    place = client.get_partial_messageable(int(case.channel))
    try:
        async with asyncio.timeout(POSTING_S):
            await take_files_away(client, place, case)
            await place.get_partial_message(int(case.message)).delete()
    except LOST as error:
        log.info("case %d: its card stays where it was: %s", case.number, error)
    await services.records.note_case(case.number, channel=None, message=None)


async def _post_files(services: Services, place: discord.PartialMessageable, shown: Shown, message: int) -> None:
    """Reply to a case's card with what it is about: a message of components plays no sound.

    Where the bot may post no files or no replies, the card alone has to do.
    """
    loaded = [await load(file, services.artefacts) for file in _files_of(_clips_of(shown))]
    files = [one.attached() for one in loaded if one]
    if not files:
        return
    try:
        async with asyncio.timeout(POSTING_S):
            await place.send(
                FILES.format(number=shown.case.number),
                files=files,
                reference=place.get_partial_message(message).to_reference(fail_if_not_exists=False),
                allowed_mentions=NOBODY,
                nonce=nonce_of(shown.case.number, str(place.id), "f"),
            )
    except discord.HTTPException as error:
        if fault_of(error, by_token=False) is Fault.LATER:
            raise
        log.warning("case %d: moderators don't hear it where they are asked: %s", shown.case.number, error)


def nonce_of(number: int, channel: str, what: str = "") -> str:
    """Name a post, so that Discord takes it once in a channel."""
    return f"case-{number}-{channel[-8:]}{what}"


def _clips_of(shown: Shown) -> list[ClipRecord]:
    if shown.clip is not None:
        return [shown.clip]
    clips = [one.clip for one in shown.record.requests if one.clip] if shown.record else []
    return [clip for clip in clips if clip.deleted_s is None]


def _files_of(clips: Sequence[ClipRecord]) -> list[CardFile]:
    """The pictures, which nobody has to see who does not click, and the sounds."""
    files: list[CardFile] = []
    for clip in clips:
        name = f"riff_{clip.recipe.recipe_id}"
        alt = shorten(alt_of(clip.recipe, duration_s=clip.duration_s, features=clip.features), ALT_MAX)
        files += [CardFile(f"{name}.png", alt, Stored(clip.png), veiled=True)] if clip.png else []
        files += [CardFile(f"{name}.mp3", "The sound.", Stored(clip.mp3))] if clip.mp3 else []
    return files


async def _posted_before(client: discord.Client, place: discord.PartialMessageable, case: Case) -> int | None:
    """Look for a case's card whose post got through while its answer was lost."""
    try:
        async for message in place.history(limit=SEARCHED):
            if message.author == client.user and f"rf1:review:{case.number}" in custom_ids_of(message):
                return message.id
    except discord.Forbidden:
        log.info("case %d: the channel's history may not be read; only the nonce guards against a second", case.number)
    return None


async def take_files_away(client: discord.Client, place: discord.PartialMessageable, case: Case) -> None:
    """Delete the reply that holds the files of a case that was posted.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError
        If Discord does not let us, or nobody knows.
    """
    assert case.message is not None
    after = discord.Object(int(case.message))
    async for message in place.history(limit=SEARCHED, after=after, oldest_first=True):
        reference = message.reference
        if message.author == client.user and reference and reference.message_id == after.id:
            await message.delete()
            return


def custom_ids_of(message: discord.Message) -> set[str]:
    """Name the buttons of a message of components, nested ones too."""
    found: set[str] = set()
    left: list[object] = list(message.components)
    while left:
        one = left.pop()
        found.add(str(getattr(one, "custom_id", "")))
        left += getattr(one, "children", ())
    return found
