"""Requests through the lanes to the worker beside the terminal, and what comes of them."""

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from redis.exceptions import RedisError

from core.artefacts import Artefacts
from core.clip import Clip
from core.contract import AnyPaint
from core.ending import Ended, Made
from core.errors import UserError
from core.events import Events
from core.lanes import Forecast, Lanes, Limits
from core.redis_client import redis_of
from core.request import Origin, Request
from terminal.embedded import UNLIMITED, Embedded

HERE: Final = Origin(channel="terminal", author="terminal")
ANY_SIZE: Final = 1 << 40
"""Bytes: files in a folder may be as large as they are."""

FALL_S: Final = 5.0
"""How long it may take until it is known why Redis is gone."""

Asked = Mapping[str, AnyPaint]
"""Recipes by the ids of their requests."""


class Requester:
    """The terminal's view of the lanes. An instance may be shared by threads, but one of them alone asks for `ends`."""

    def __init__(self, beside: Embedded, *, clock: Callable[[], float] = time.time) -> None:
        """Wait until Redis answers; the worker may still be loading its model."""
        beside.wait()
        redis = redis_of(beside.redis_url)
        self._beside, self._clock = beside, clock
        self._lanes = Lanes(redis, limits=Limits(**UNLIMITED))
        self._events = Events(redis, consumer="terminal")
        self._artefacts = Artefacts(beside.artefact_url)

    def keep(self, sources: Iterable[bytes]) -> None:
        """Put files where the worker finds them.

        Raises
        ------
        UserError
            If there is no room for them.
        """
        try:
            for content in sources:
                self._artefacts.put(content)
        except OSError as error:
            why = error.strerror or error
            raise UserError(f"What to begin with can't be kept for the worker: {why}; nothing was written.") from error

    def submit(self, recipes: Sequence[AnyPaint]) -> dict[str, AnyPaint]:
        """Let recipes wait to be painted, and say under which ids. Nobody else hears them, so most rules pass them."""
        name = secrets.token_hex(8)
        asked = {f"{name}-{number}": recipe for number, recipe in enumerate(recipes)}
        requests = [
            Request(id=key, recipe=recipe, origin=HERE, upload_limit=ANY_SIZE, cleared=True)
            for key, recipe in asked.items()
        ]
        with self._explained():
            self._lanes.enqueue(requests, now_s=self._clock())
        return asked

    def ends(self, *, wait_s: float) -> list[Ended]:
        """Say which requests ended; each is told once."""
        self._beside.check()
        with self._explained():
            events = self._events.read(wait_s=wait_s)
            self._events.acknowledge([event.entry for event in events])
        return [event.ended for event in events]

    def stands(self) -> Mapping[str, Forecast]:
        """Say how far every request is that has not ended."""
        with self._explained():
            return self._lanes.forecast(now_s=self._clock())

    def cancel(self, request_id: str) -> bool:
        """Call a request off; False if it is being painted, and ends between two steps."""
        with self._explained():
            return self._lanes.cancel(request_id) != "taken"

    def require_made(self, ended: Ended) -> Made:
        """Say what was made.

        Raises
        ------
        UserError
            If nothing was. If the fault is ours, the worker's log is shown.
        """
        if ended.made:
            return ended.made
        if ended.failure is None:
            raise UserError("It was cancelled; nothing was written.")
        if ended.failure.error_id:
            self._beside.show_log()
        raise UserError(ended.failure.sentence)

    def clip(self, recipe: AnyPaint, ended: Ended) -> Clip:
        """Fetch what was made of a recipe. The worker's name for its model is the one that the files carry."""
        made = self.require_made(ended)
        assert made.receipt is not None
        own = recipe.model_copy(update={"model": made.receipt.model})
        png, mp3 = self._artefacts.get(made.png), self._artefacts.get(made.mp3)
        return Clip(own, made.receipt, png, mp3, made.duration_s, made.notes, made.features)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Let whoever meets a Redis that is gone hear why."""
        try:
            yield
        except RedisError:
            self._beside.check(wait_s=FALL_S)
            raise
