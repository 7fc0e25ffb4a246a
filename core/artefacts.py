"""Finished bytes, named by their own SHA-256, in a folder or wherever else fsspec reaches."""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from core.errors import UserError

KEY: Final = re.compile(r"[0-9a-f]{64}")
SHELF_DIGITS: Final = 2
"""Artefacts lie in folders named by the first digits of their keys, so that no folder grows too long to list."""
SHELVES: Final = tuple(f"{number:0{SHELF_DIGITS}x}" for number in range(16**SHELF_DIGITS))

DRAFT: Final = ".draft"
DRAFT_LIFE_S: Final = 3600


class ArtefactGoneError(LookupError):
    """There is nothing of this name, or what there is has other bytes than its name says."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes in the store: under which key, how many, and when they were put there last, in seconds since 1970."""

    key: str
    size: int
    put_s: float


class Artefacts:
    """A store of bytes. Calls block: from asyncio, make them in a thread."""

    def __init__(self, url: str) -> None:
        """Open the store that a URL such as `file://data/artefacts` names; nothing is read or written yet.

        Raises
        ------
        UserError
            If no kind of store is known by that URL.
        """
        try:
            self._files, root = url_to_fs(url)
        except (ValueError, ImportError) as error:
            raise UserError(f"ARTEFACT_URL names a store of an unknown kind, “{urlsplit(url).scheme}”.") from error
        self._root = str(root).rstrip("/")

    def put(self, content: bytes) -> str:
        """Keep bytes and say under which key. They appear whole or not at all; to keep them twice changes nothing."""
        key = hashlib.sha256(content).hexdigest()
        self._write(self._path(key), content)
        return key

    def get(self, key: str) -> bytes:
        """Give the bytes of a key.

        Raises
        ------
        ArtefactGoneError
            If they are gone or damaged.
        """
        path = self._path(key)
        try:
            content: bytes = self._files.cat_file(path)
        except FileNotFoundError as error:
            raise ArtefactGoneError(f"artefact {key} is gone") from error
        if hashlib.sha256(content).hexdigest() != key:
            raise ArtefactGoneError(f"artefact {key} is damaged")
        return content

    def delete(self, key: str) -> None:
        """Remove a key's bytes, if there are any."""
        try:
            self._files.rm_file(self._path(key))
        except FileNotFoundError:
            return

    def on_shelf(self, shelf: str) -> list[Stored]:
        """List what lies on one of the `SHELVES`; all of them together are the whole store."""
        folder = f"{self._root}/{shelf}"
        self._files.invalidate_cache(folder)
        try:
            found = self._files.ls(folder, detail=True)
        except FileNotFoundError:
            return []
        named = ((info, str(info["name"]).rpartition("/")[2]) for info in found if info["type"] == "file")
        return [stored for info, name in named if KEY.fullmatch(name) and (stored := self._stored(info, name))]

    def check(self) -> None:
        """Keep, read and remove a few bytes, and clear away what processes that were killed left half written.

        Raises
        ------
        UserError
            If one of it fails.
        """
        probe = secrets.token_bytes(32)
        try:
            key = self.put(probe)
            self.get(key)
            self.delete(key)
            self._clear_drafts()
        except (OSError, ArtefactGoneError) as error:
            raise UserError(f"The artefact store that ARTEFACT_URL names does not work: {_why(error)}.") from error

    def _stored(self, info: Mapping[str, Any], key: str) -> Stored | None:
        try:
            return Stored(key, int(info["size"]), self._files.modified(info["name"]).timestamp())
        except FileNotFoundError:
            return None

    def _path(self, key: str) -> str:
        if not KEY.fullmatch(key):
            raise ValueError(f"{key!r:.80} is no key of an artefact")
        return f"{self._root}/{key[:SHELF_DIGITS]}/{key}"

    def _clear_drafts(self) -> None:
        if isinstance(self._files, LocalFileSystem):
            oldest_s = time.time() - DRAFT_LIFE_S
            for draft in Path(self._root).glob(f"*/*{DRAFT}"):
                if draft.stat().st_mtime < oldest_s:
                    draft.unlink(missing_ok=True)

    def _write(self, path: str, content: bytes) -> None:
        if isinstance(self._files, LocalFileSystem):
            _write_file(Path(path), content)
        else:
            self._files.pipe_file(path, content)


def _write_file(path: Path, content: bytes) -> None:
    """Write a file that is there whole, also after a power cut, or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}{DRAFT}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
