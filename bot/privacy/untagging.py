"""Files of a clip without what is written into them: names and words of people who had theirs deleted."""

import logging
from collections.abc import Collection
from typing import Final

from bot.records.values import ClipRecord
from bot.services import Services
from bot.threads import in_files
from core.artefacts import ArtefactGoneError

log = logging.getLogger(__name__)

ID3: Final = b"ID3"
ID3_HEAD: Final = 10
FOOTER: Final = 0x10
PNG: Final = b"\x89PNG\r\n\x1a\n"
WORDS: Final = frozenset({b"tEXt", b"zTXt", b"iTXt"})
AROUND: Final = 12
"""Bytes of a chunk beside what it holds: its length, its kind, its checksum."""


async def untag(services: Services, clip: ClipRecord, *, besides: Collection[str] = ()) -> None:
    """Keep a clip's files without their tags. Whoever is cut off does it again; the old ones go if nobody needs them.

    `besides` names requests that were made of them and need them no more.
    """
    before = {key for key in (clip.png, clip.mp3) if key is not None}
    png, mp3 = await _kept(services, clip.png), await _kept(services, clip.mp3)
    after = {key for key in (png, mp3) if key is not None}
    if after == before:
        return
    await services.records.change_files(clip.id, png=png, mp3=mp3)
    used = await services.records.keys_in_use(before - after, besides=[clip.id, *besides])
    for key in before - after - used:
        await in_files(services.artefacts.delete, key)
    log.info("clip %s: its files are kept without tags", clip.id)


def untagged(content: bytes) -> bytes:
    """Leave out an MP3's ID3 tags, or a picture's texts; what is neither stays as it is."""
    if content.startswith(PNG):
        return _picture(content)
    while content.startswith(ID3) and len(content) >= ID3_HEAD:
        content = content[_tag_bytes(content) :]
    return content


async def _kept(services: Services, key: str | None) -> str | None:
    if key is None:
        return None
    try:
        content = await in_files(services.artefacts.get, key)
    except ArtefactGoneError:
        return key
    return await in_files(services.artefacts.put, untagged(content))


def _tag_bytes(content: bytes) -> int:
    """Say how long the tag is at the beginning: its size is written in sevens of bits."""
    flags, sizes = content[5], content[6:ID3_HEAD]
    size = sum(part << shift for part, shift in zip(sizes, (21, 14, 7, 0), strict=True))
    return ID3_HEAD + size + (ID3_HEAD if flags & FOOTER else 0)


def _picture(content: bytes) -> bytes:
    kept, at = [PNG], len(PNG)
    while at < len(content):
        end = at + AROUND + int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] not in WORDS:
            kept.append(content[at:end])
        at = end
    return b"".join(kept)
