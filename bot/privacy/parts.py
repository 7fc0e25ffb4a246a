"""Files gathered into archives, each small enough to be sent."""

import zipfile
from pathlib import Path
from typing import Final

ENTRY_BYTES: Final = 512
"""What an entry takes beside its content and name, generously: its header, and its line in the list at the end."""

LIST_BYTES: Final = 1024
"""The end of the list itself."""

PACKED: Final = frozenset({".png", ".mp3"})
"""Endings of files that don't get smaller by being packed again."""


class Parts:
    """Writes one archive after another. Blocks: from asyncio, call it in a thread; one call at a time."""

    def __init__(self, folder: Path, *, most_bytes: int) -> None:
        self._folder, self._most = folder, most_bytes
        self._open: zipfile.ZipFile | None = None
        self._number = 0
        self._listed = LIST_BYTES

    def add(self, name: str, content: bytes) -> Path | None:
        """Put in a file; if it didn't fit, the answer is the archive that is full now, and it begins the next one.

        Raises
        ------
        ValueError
            If it is larger than a whole archive.
        """
        cost = len(content) + 2 * (ENTRY_BYTES + len(name.encode()))
        if cost + LIST_BYTES > self._most:
            raise ValueError(f"{len(content)} bytes don't fit an archive of {self._most}")
        full = self.finish() if self._used() + cost > self._most else None
        archive = self._open or self._begin()
        how = zipfile.ZIP_STORED if Path(name).suffix in PACKED else zipfile.ZIP_DEFLATED
        archive.writestr(name, content, compress_type=how)
        self._listed += ENTRY_BYTES + len(name.encode())
        return full

    def finish(self) -> Path | None:
        """Close the archive at hand, if there is one, and say where it is."""
        archive, self._open = self._open, None
        if archive is None:
            return None
        archive.close()
        return Path(str(archive.filename))

    def _begin(self) -> zipfile.ZipFile:
        self._number += 1
        self._listed = LIST_BYTES
        self._open = zipfile.ZipFile(self._folder / f"jamgram-data-{self._number}.zip", "w")
        return self._open

    def _used(self) -> int:
        return 0 if self._open is None or self._open.fp is None else self._open.fp.tell() + self._listed
