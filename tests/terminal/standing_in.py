"""Somebody who stands in for the worker: takes from the real lanes and finishes at once, without painting."""

import threading
import time
from typing import Self

from core.artefacts import Artefacts
from core.clip import Receipt
from core.contract import Painted
from core.ending import Failure, Made
from core.lanes import Batch, Lanes, Limits
from core.redis_client import redis_of
from core.request import Request
from terminal.embedded import UNLIMITED, Embedded

RECEIPT = Receipt(model="stand-in", model_hash="1234", scheduler="dpm++", device="cpu")
SILENCE = "One cannot paint silence."
OURS = "Something went wrong."


class StandIn:
    """Works in a thread. It holds what it took until `go` is set; `silence` fails, and so does `bug`, by our fault."""

    def __init__(self, beside: Embedded) -> None:
        self.go = threading.Event()
        self.go.set()
        self._lanes = Lanes(redis_of(beside.redis_url), limits=Limits(**UNLIMITED))
        self._artefacts = Artefacts(beside.artefact_url)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._over.is_set():
            if batch := self._lanes.take("stand-in", most=1, now_s=time.time()):
                self._finish(batch)
            time.sleep(0.01)

    def _finish(self, batch: Batch) -> None:
        dropped: frozenset[str] = frozenset()
        while not dropped and not self.go.is_set() and not self._over.is_set():
            dropped = self._lanes.beat(batch.id, now_s=time.time(), done=12, total=25)
            time.sleep(0.01)
        for request_id in dropped:
            self._lanes.confirm_cancelled(batch.id, request_id)
        ends = {request.id: self._end_of(request) for request in batch.requests if request.id not in dropped}
        self._lanes.finish(batch.id, took_s=1, ends=ends)

    def _end_of(self, request: Request) -> Made | Failure:
        assert isinstance(request.recipe, Painted)
        match request.recipe.prompt:
            case "silence":
                return Failure(sentence=SILENCE)
            case "bug":
                return Failure(sentence=OURS, error_id="E-1234")
            case prompt:
                png, mp3 = (f"{kind} of {prompt}, seed {request.recipe.seed}".encode() for kind in ("picture", "sound"))
                keys = {"png": self._artefacts.put(png), "mp3": self._artefacts.put(mp3)}
                return Made(**keys, duration_s=5.12, receipt=RECEIPT, notes=("a note",))
