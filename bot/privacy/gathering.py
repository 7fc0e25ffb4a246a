"""All that is kept of somebody, gathered into archives: little of it is in memory at a time."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.privacy.parts import Parts
from bot.privacy.rows import Row, in_json, readable
from bot.records.statements import Kept
from bot.services import Services
from bot.threads import in_files
from core.artefacts import ArtefactGoneError

log = logging.getLogger(__name__)

ROWS_A_FILE: Final = 500
CLIP: Final = "clip"

README: Final = """\
This is what Jamgram keeps of you: the account with the id {user}, gathered on {on}.

*.json    one file a kind of thing, such as cards (your commands), requests and clips; moments are in UTC.
          Numbers in the names go on where a list is long.
riffs/    your pictures and sounds, by the name of their recipe and their own id. Those that were
          cleared away or deleted are not there; their recipes are.
missing.txt, if it is there, names files that could not be had just now or are too large to be sent.

What moderators wrote about you for each other is not in here, nor what others made.
docs/privacy.md in the source says what is kept for how long, and /account data delete takes it away.
"""


@dataclass
class Gathering:
    """What is gathered, for whom, and how large an archive may be."""

    services: Services
    user: str
    folder: Path
    most_bytes: int
    with_files: bool = True
    after_s: float = 0.0
    """Riffs that are older than this come without their files."""
    missing: list[str] = field(default_factory=list)

    async def parts(self) -> AsyncIterator[Path]:
        """Give one archive after another; whoever has sent one may delete it."""
        parts = Parts(self.folder, most_bytes=self.most_bytes)
        async for name, content in self._files():
            try:
                full = await in_files(parts.add, name, content)
            except ValueError as error:
                log.warning("%s is left out of an export: %s", name, error)
                self.missing.append(name)
                continue
            if full is not None:
                yield full
        if self.missing:
            await in_files(parts.add, "missing.txt", "\n".join(self.missing).encode())
        last = await in_files(parts.finish)
        if last is not None:
            yield last

    async def _files(self) -> AsyncIterator[tuple[str, bytes]]:
        yield "README.txt", README.format(user=self.user, on=_today(self.services)).encode()
        lists = Lists()
        async for kept in self.services.records.everything_of(self.user):
            for file in lists.add(kept):
                yield file
            if kept.kind == CLIP and self.with_files:
                async for file in self._media(kept):
                    yield file
        for file in lists.rest():
            yield file

    async def _media(self, clip: Kept) -> AsyncIterator[tuple[str, bytes]]:
        if float(clip.fields.get("created_s") or 0.0) < self.after_s:
            return
        for ending in ("png", "mp3"):
            key, name = clip.fields.get(ending), f"riffs/{_name(clip)}.{ending}"
            content = await self._content(str(key), name) if key else None
            if content is not None:
                yield name, content

    async def _content(self, key: str, name: str) -> bytes | None:
        try:
            return await in_files(self.services.artefacts.get, key)
        except (ArtefactGoneError, OSError, ValueError) as error:
            log.warning("%s can't be had for an export: %s", name, error)
            self.missing.append(name)
            return None


class Lists:
    """Rows, until there are enough of a kind for a file."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}
        self._written: dict[str, int] = {}

    def add(self, kept: Kept) -> list[tuple[str, bytes]]:
        """Take a row, and give a file if that fills one."""
        rows = self._rows.setdefault(kept.kind, [])
        rows.append(readable(kept))
        return [self._file(kept.kind)] if len(rows) >= ROWS_A_FILE else []

    def rest(self) -> list[tuple[str, bytes]]:
        """Give what is left."""
        return [self._file(kind) for kind in list(self._rows)]

    def _file(self, kind: str) -> tuple[str, bytes]:
        number = self._written[kind] = self._written.get(kind, 0) + 1
        return f"{kind}{'' if number == 1 else f'-{number}'}.json", in_json(self._rows.pop(kind))


def _name(clip: Kept) -> str:
    return f"{clip.fields.get('recipe_id') or 'riff'}-{clip.fields['id']}"


def _today(services: Services) -> str:
    shown = readable(Kept("", {"now_s": services.clock()}))
    return str(shown["now"])
