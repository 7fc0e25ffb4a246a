"""The spectrograms of several clips, fetched at once and made small."""

import asyncio
import io
import logging
from collections.abc import Iterable
from typing import Final

from bot.shrinking import shrunk
from bot.threads import in_files
from core.artefacts import ArtefactGoneError, Artefacts
from core.limits import Key

log = logging.getLogger(__name__)

SIDE: Final = 160
"""Pixels; clients show them about half as large."""


async def thumbnails(artefacts: Artefacts, keys: Iterable[Key | None]) -> dict[Key, bytes]:
    """Make small PNGs, by their keys; what is gone, broken or out of reach is left out."""
    wanted = list(dict.fromkeys(key for key in keys if key))
    made = await asyncio.gather(*(in_files(_thumbnail, artefacts, key) for key in wanted))
    return {key: small for key, small in zip(wanted, made, strict=True) if small}


def fetch_all(artefacts: Artefacts, keys: Iterable[Key | None]) -> dict[Key, bytes]:
    """Fetch pictures as they are, by their keys. It blocks."""
    found = {key: content for key in keys if key and (content := _fetched(artefacts, key))}
    return dict(found)


def _thumbnail(artefacts: Artefacts, key: Key) -> bytes | None:
    content = _fetched(artefacts, key)
    picture = shrunk(content, SIDE) if content else None
    if picture is None:
        return None
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _fetched(artefacts: Artefacts, key: Key) -> bytes | None:
    try:
        return artefacts.get(key)
    except (ArtefactGoneError, OSError) as error:
        log.warning("a spectrogram can't be shown: %s", error)
        return None
