"""The ends of requests on their way from the lanes to the bot: a Redis stream that a group of bots reads."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from pydantic_core import from_json
from redis import Redis
from redis.exceptions import ResponseError

from core.ending import Ended
from core.faults import UNTOLD, fault

MS: Final = 1000

WAIT_MOST_S: Final = 5.0
"""A call waits no longer, however long it may: connections give up on an answer a little later."""

SILENCE_S: Final = 60.0
"""What a reader has not acknowledged for so long goes to another one."""

FORGOTTEN_S: Final = 24 * 3600

FORGET_READERS: Final = """
for _, told in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local reader = {}
  for at = 1, #told, 2 do reader[told[at]] = told[at + 1] end
  if reader.pending == 0 and reader.idle > tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], reader.name)
  end
end
"""
"""Every process reads under a name of its own, so the names of those long gone are cleared away."""

SAYINGS: Final = ("made", "failure")

TEXT_MAX: Final = 1 << 16
"""Characters of what is said of an end; whatever has more was not written by us."""

log = logging.getLogger(__name__)

Fields = Mapping[bytes | str, bytes | str] | None
Entry = tuple[bytes | str, Fields]


def stream_of(tag: str) -> str:
    """Name the stream of the lanes with this tag, as `ledger.lua` does."""
    return f"{{{tag}}}:events"


@dataclass(frozen=True, slots=True)
class Event:
    """An end that was read, and the stream's name for it, by which it is acknowledged."""

    entry: str
    ended: Ended


class Events:
    """One reader of the stream. Every end reaches one reader of the group, again and again until it is acknowledged.

    Calls block: from asyncio, make them in a thread. An instance is for one thread at a time.
    """

    def __init__(
        self, redis: Redis, *, consumer: str, group: str = "bots", tag: str = "jamgram", silence_s: float = SILENCE_S
    ) -> None:
        self._redis, self._stream = redis, stream_of(tag)
        self._group, self._consumer = group, consumer
        self._silence_ms = round(silence_s * MS)
        self._handed_out = "0"
        self._is_new = True
        self._forget_readers = redis.register_script(FORGET_READERS)

    def read(self, *, wait_s: float, most: int = 32) -> list[Event]:
        """Give ends that nobody has acknowledged: first this reader's own and those of dead readers, then new ones.

        Own ones are handed out once between two looks for new ones, so one that cannot be handled holds up no other.
        """
        if self._is_new:
            self._found()
            self._is_new = False
        try:
            entries = self._entries(wait_s=wait_s, most=most)
        except ResponseError as error:
            if not str(error).startswith("NOGROUP"):
                raise
            self._found()
            entries = self._entries(wait_s=wait_s, most=most)
        events = [(_text(entry), _ended(_text(entry), fields)) for entry, fields in entries]
        self._drop([entry for entry, ended in events if ended is None])
        return [Event(entry, ended) for entry, ended in events if ended is not None]

    def acknowledge(self, entries: Sequence[str]) -> None:
        """Forget entries that have been handled."""
        if entries:
            with self._redis.pipeline(transaction=True) as move:
                move.xack(self._stream, self._group, *entries)
                move.xdel(self._stream, *entries)
                move.execute()

    def depth(self) -> int:
        """Count the ends that nobody has acknowledged."""
        return int(self._redis.xlen(self._stream))

    def _entries(self, *, wait_s: float, most: int) -> list[Entry]:
        self._redis.xautoclaim(self._stream, self._group, self._consumer, self._silence_ms, count=most, justid=True)
        own = self._read_group(self._handed_out, most=most, wait_ms=None)
        self._handed_out = _text(own[-1][0]) if own else "0"
        return own or self._read_group(">", most=most, wait_ms=max(1, round(min(wait_s, WAIT_MOST_S) * MS)))

    def _read_group(self, after: str, *, most: int, wait_ms: int | None) -> list[Entry]:
        said = self._redis.xreadgroup(self._group, self._consumer, {self._stream: after}, count=most, block=wait_ms)
        return [entry for _, entries in cast("list[tuple[bytes, list[Entry]]]", said) for entry in entries]

    def _found(self) -> None:
        """Make the group, from the first entry on: what ended before there was a bot is told too."""
        try:
            self._redis.xgroup_create(self._stream, self._group, id="0", mkstream=True)
        except ResponseError as error:
            if not str(error).startswith("BUSYGROUP"):
                raise
        self._forget_readers(keys=[self._stream], args=[self._group, FORGOTTEN_S * MS])

    def _drop(self, entries: Sequence[str]) -> None:
        if entries:
            log.error("dropped %d entries of %s that cannot be read: %s", len(entries), self._stream, entries)
            self.acknowledge(entries)


def _ended(entry: str, fields: Fields) -> Ended | None:
    """Read what `tell` in `ledger.lua` wrote; None if it names no request."""
    texts = {_text(name): _text(value) for name, value in (fields or {}).items()}
    try:
        said = {name: from_json(_short(text)) if name in SAYINGS else text for name, text in texts.items()}
        ended = Ended.model_validate(_told_apart(said))
    except ValueError as error:
        log.warning("entry %s of the events cannot be read: %s", entry, type(error).__name__)
        return _unreadable(texts.get("request", ""))
    return ended if _is_whole(ended) else _unreadable(ended.request)


def _short(text: str) -> str:
    if len(text) > TEXT_MAX:
        raise ValueError(f"{len(text)} characters")
    return text


def _told_apart(said: dict[str, object]) -> dict[str, object]:
    """Tell a file that was made of a clip from a clip: the lanes call both what was made."""
    made = said.get("made")
    is_file = isinstance(made, dict) and "file" in made
    return {"exported" if name == "made" and is_file else name: value for name, value in said.items()}


def _is_whole(ended: Ended) -> bool:
    """Tell whether just what fits its end is there."""
    is_done = ended.made is not None or ended.exported is not None
    return (is_done, ended.failure is not None) == (ended.end == "done", ended.end == "failed")


def _unreadable(request_id: str) -> Ended | None:
    """End a request of which nothing else can be read: its author must not wait for good."""
    failure = fault(UNTOLD)
    try:
        ended = Ended(request=request_id, end="failed", failure=failure)
    except ValueError:
        return None
    log.error("%s: the end of request %s cannot be read", failure.error_id, request_id)
    return ended


def _text(value: bytes | str) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
