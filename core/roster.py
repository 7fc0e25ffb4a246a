"""Which workers there are and what each one has loaded: for people who ask. The queue itself does not need to know."""

from typing import Final, Literal

from pydantic import ValidationError
from redis import Redis

from core.contract import Value
from core.limits import ModelHash, ModelName, Version
from core.request import Name

SILENCE_S: Final = 60.0
"""Who has said nothing for so long is gone."""

ENTRY_MAX: Final = 1 << 12
"""Bytes of an introduction."""


class Present(Value):
    """A worker, as it introduces itself."""

    name: Name
    model: ModelName
    device: Version
    version: Version
    model_hash: ModelHash | Literal[""] = ""


class _Entry(Value):
    worker: Present
    seen_s: float


class Roster:
    """The workers that have introduced themselves lately. Calls block. Redis may lose it: nothing hangs on it."""

    def __init__(self, redis: Redis, *, tag: str = "jamgram") -> None:
        self._redis = redis
        self._key = f"{{{tag}}}:roster"

    def note(self, worker: Present, *, now_s: float) -> None:
        """Introduce oneself: at the start, and again every so often while one lives."""
        self._redis.hset(self._key, worker.name, _Entry(worker=worker, seen_s=now_s).canonical_json())
        self.present(now_s=now_s)

    def leave(self, name: str) -> None:
        """Say goodbye."""
        self._redis.hdel(self._key, name)

    def present(self, *, now_s: float) -> tuple[Present, ...]:
        """Say who is there, in order of names, and forget who is not."""
        said = {field: _read(field, text) for field, text in self._redis.hgetall(self._key).items()}
        there = {field: entry.worker for field, entry in said.items() if entry and now_s - entry.seen_s < SILENCE_S}
        gone = said.keys() - there.keys()
        if gone:
            self._redis.hdel(self._key, *gone)
        return tuple(sorted(there.values(), key=lambda worker: worker.name))


def _read(name: bytes | str, text: bytes | str) -> _Entry | None:
    """Read an entry; one that a later version wrote otherwise, or somebody else, counts as gone."""
    if len(text) > ENTRY_MAX:
        return None
    try:
        entry = _Entry.model_validate_json(text)
    except ValidationError:
        return None
    return entry if name in {entry.worker.name, entry.worker.name.encode()} else None
