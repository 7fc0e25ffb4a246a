"""The finale: the sections are joined to one track, again without what is gone, and a film is made of it."""

import logging
from collections.abc import Sequence
from typing import Final

import discord

from bot.cancelling import call_off
from bot.jams.conducting.cards import (
    Wanted,
    card_of_video,
    is_usable,
    opened,
    track_card,
    unplaced,
    usable_sections,
)
from bot.jams.conducting.clearance import cleared_of
from bot.jams.conducting.recipes import track_recipe
from bot.jams.conducting.telling import tell_once
from bot.jams.machine.acts import Mastered, Unmastered
from bot.jams.moving import move
from bot.jams.naming import names_of
from bot.jams.overseeing import kept_out
from bot.judging.veiling import veiled_in
from bot.placing import Refused, place_together
from bot.records.jam import Entry, Jam
from bot.records.values import Ancestry, CardRecord, ClipRecord
from bot.services import Services
from bot.threads import in_files
from core.artefacts import ArtefactGoneError
from core.contract import Export
from core.moderation import judge_all
from core.recipes import sources_of
from core.sections import SECTIONS_MOST

log = logging.getLogger(__name__)

Sections = Sequence[tuple[Entry, ClipRecord]]

TRIES: Final = 3
"""So often joining may fail until there is no track."""

MOST: Final = SECTIONS_MOST + TRIES
"""Tracks that may be begun: with each section that is taken away there is another one."""

NO_ROOM: Final = "⏳ The track waits for room in the queue. {told}"


async def tend(services: Services, client: discord.Client, jam: Jam) -> None:
    """Have the track made, note it, and have a film made of it."""
    if jam.phase != "finale" or "frozen" in jam.halts:
        return
    if jam.track is None:
        await _master(services, client, jam)
    else:
        await _film(services, client, jam)


async def _master(services: Services, client: discord.Client, jam: Jam) -> None:
    tracks = await services.records.jam_cards(jam.id, [track_card(jam, number) for number in range(1, MOST + 1)])
    sections = await usable_sections(services, jam)
    failed, alive = [one for one in tracks if _is_failed(one)], [one for one in tracks if _is_alive(one)]
    if failed:
        sections = [one for one in sections if await _is_there(services, one[1])]
    if not sections or len(failed) >= TRIES or len(tracks) >= MOST:
        await move(services, jam.id, Unmastered())
        return
    now = next((one for one in alive if _joins(one, sections)), None)
    await _call_off(services, [one for one in tracks if one is not now])
    if now is None:
        now = await _begun(services, client, jam, sections, number=len(tracks) + 1)
    await _place(services, client, jam, now)
    if _is_done(now):
        assert now.requests[0].clip is not None
        joined = tuple(entry.id for entry, _ in sections)
        await move(services, jam.id, Mastered(now.requests[0].clip.id, joined))


async def _begun(
    services: Services, client: discord.Client, jam: Jam, sections: Sections, *, number: int
) -> CardRecord:
    names = await _fit_names(services, client, jam, [entry.user for entry, _ in sections])
    cleared, ancestry = await cleared_of(services, jam), Ancestry("jam", sections[-1][1].id)
    async with veiled_in(services, client, server=jam.server, channel=jam.thread or jam.channel):
        recipe = track_recipe(jam, sections, names, cleared=cleared)
    author = await _author(services, jam, sections)
    wanted = Wanted(track_card(jam, number), author, recipe, ancestry, cleared=True)
    return await opened(services, client, jam, wanted)


async def _author(services: Services, jam: Jam, sections: Sections) -> str:
    """Name whose the track is: the host's; if they may make nothing, of the first player of a section who may."""
    users = list(dict.fromkeys([jam.host, *(entry.user for entry, _ in sections)]))
    out = kept_out((await services.policies.lately(jam.server)).policy, users, jam, services)
    return next((user for user in users if user not in out), jam.host)


async def _fit_names(services: Services, client: discord.Client, jam: Jam, users: Sequence[str]) -> dict[str, str]:
    """Name players, but for those whose names a rule refuses: they would keep all from their track."""
    house = await services.policies.of(jam.server)
    named = await names_of(client, jam.server, users)
    return {user: name for user, name in named.items() if judge_all([name], house.rules).worst.outcome != "refuse"}


async def _film(services: Services, client: discord.Client, jam: Jam) -> None:
    """Have the film made, once; if none comes of it, the track is shown without."""
    card_id, clip = card_of_video(jam), await services.records.clip(jam.track or "")
    if card_id is None or clip is None or clip.png is None or not is_usable(clip):
        return
    known = await services.records.card(card_id)
    if known is None:
        recipe, ancestry = Export(source=clip.png, format="mp4"), Ancestry("export", clip.id)
        known = await opened(services, client, jam, Wanted(card_id, clip.author, recipe, ancestry))
    await _place(services, client, jam, known)


async def _place(services: Services, client: discord.Client, jam: Jam, record: CardRecord) -> None:
    placed = await place_together(services, unplaced([record]))
    if isinstance(placed, Refused):
        await tell_once(services, client, jam, "room-track", NO_ROOM.format(told=placed.told))


async def _call_off(services: Services, superseded: Sequence[CardRecord]) -> None:
    """Take what joins other sections than there are now out of the lanes."""
    for record in superseded:
        if record.card.state in {"open", "frozen"}:
            await call_off(services, record)


def _joins(record: CardRecord, sections: Sections) -> bool:
    return sources_of(record.requests[0].request.recipe) == tuple(clip.png for _, clip in sections)


def _is_done(record: CardRecord) -> bool:
    one = record.requests[0]
    return one.state == "done" and one.clip is not None and is_usable(one.clip)


def _is_alive(record: CardRecord) -> bool:
    """Tell whether a track comes of it. What is frozen in a jam that isn't is its author's, whom somebody follows."""
    if record.card.state == "frozen":
        return False
    return _is_done(record) or record.requests[0].state in {"unplaced", "placed"}


def _is_failed(record: CardRecord) -> bool:
    """Tell whether nothing comes of it; what was called off as it joined other sections did not fail."""
    one = record.requests[0]
    is_over = one.state == "failed" or record.card.state in {"removed", "refused"}
    return is_over or (one.state == "done" and not _is_done(record))


async def _is_there(services: Services, clip: ClipRecord) -> bool:
    assert clip.png is not None
    try:
        await in_files(services.artefacts.get, clip.png)
    except ArtefactGoneError:
        log.warning("the picture of section %s is gone: the track is joined without it", clip.id)
        return False
    return True
