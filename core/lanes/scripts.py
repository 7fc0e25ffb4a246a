"""The Lua scripts beside this file, run with one question and one answer in JSON."""

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Final, TypeVar

from redis import Redis

from core.contract import Value
from core.lanes.values import BatchGoneError

MOVES: Final = (
    "enqueue",
    "take",
    "beat",
    "cancel",
    "confirm",
    "drop",
    "finish",
    "give_back",
    "leave",
    "reclaim",
    "tell_again",
    "withdraw",
)
READINGS: Final = ("counts", "room", "silent", "snapshot", "states", "usage")
SHARED: Final = ("ring", "classes", "ledger")

Answer = TypeVar("Answer", bound=Value)
Question = str | int | float | Sequence[str] | Sequence[dict[str, str | float]] | dict[str, tuple[str, str, bool]]


def source_of(name: str) -> str:
    """Give the text of one script, without what all share."""
    return files("core.lanes").joinpath("lua", f"{name}.lua").read_text("utf-8")


class Scripts:
    """The scripts of one set of keys. All names begin with one hash tag, so they share one slot of a Redis Cluster."""

    def __init__(self, redis: Redis, *, tag: str) -> None:
        shared = "".join(source_of(name) for name in SHARED)
        self._keys = [f"{{{tag}}}"]
        self._scripts = {name: redis.register_script(shared + source_of(name)) for name in MOVES + READINGS}

    def run(self, name: str, answer: type[Answer], **question: Question) -> Answer:
        """Run a script and read its answer; one that only says `gone` means the batch in question."""
        said = json.loads(_text(self._scripts[name](keys=self._keys, args=[json.dumps(question)])))
        if "gone" in said:
            raise BatchGoneError(f"batch {question['batch']} is finished or was given back")
        return answer.model_validate(said)


def _text(said: object) -> str:
    """Read what a script said, whether the client decodes or not, and whatever bytes somebody hid in it."""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
