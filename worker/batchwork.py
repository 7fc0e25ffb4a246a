"""One batch, from taken to over: this is the job's edge, where whatever goes wrong becomes an end of a request."""

import logging
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, TypeVar

import torch
from rq.timeouts import JobTimeoutException
from torch import Tensor

from core.ending import Exported, Failure, Made
from core.errors import Cancelled
from core.lanes import Batch, BatchGoneError, Lanes, Over
from core.log import request_id
from core.request import Request
from core.work import steps_of
from worker.faults import DeviceLostError, failure_of, is_device_lost
from worker.heart import Heart
from worker.metrics import ENDS, SECONDS, SIZES, WAITED_S, Stage
from worker.pipeline import company_of, passes
from worker.sketch import Sketch
from worker.steps import Glimpse
from worker.stopping import HandedBack, Stop
from worker.studio import Studio

LONG_S: Final = 20.0
"""Whoever waits longer than this sees the picture while it is painted."""

CALLED_OFF: Final = (Cancelled, HandedBack, BatchGoneError, DeviceLostError, JobTimeoutException)

Result = TypeVar("Result")
Ends = dict[str, Made | Exported | Failure]

log = logging.getLogger(__name__)


@dataclass
class BatchWork:
    """What a batch has come to so far."""

    batch: Batch
    studio: Studio
    lanes: Lanes
    stop: Stop
    heart: Heart
    ends: Ends = field(default_factory=dict)
    steps_before: int = 0
    previews: list[str] = field(default_factory=list)

    def run(self) -> Over | None:
        """Make every clip that nobody called off, and end the batch; None if it is no longer ours."""
        begun_s = time.monotonic()
        SIZES.observe(len(self.batch.requests))
        for waited_s in self.batch.waited_s:
            WAITED_S.observe(waited_s)
        try:
            with self.heart:
                self._make_all()
        except HandedBack:
            log.info("batch %s goes back to the lanes: there is no time left for it", self.batch.id)
            return self._told(lambda: self.lanes.give_back(self.batch.id))
        except BatchGoneError:
            log.info("batch %s is no longer ours; dropped", self.batch.id)
            return None
        finally:
            signal.alarm(0)  # RQ's limit ends here: what is made is kept, however long Redis is away
            self._forget_previews()
        took_s = time.monotonic() - begun_s
        return self._told(lambda: self._over(took_s=took_s))

    def _make_all(self) -> None:
        try:
            for company in self._passes():
                self._make(company)
                self.steps_before += steps_of(company[0].recipe)
        except JobTimeoutException as error:
            for request in self._open(self.batch.requests):
                self._fail(request, error)

    def _passes(self) -> Iterator[list[Request]]:
        return passes(self.batch.requests, size=self.studio.batch, company=lambda one: company_of(one.recipe))

    def _make(self, company: Sequence[Request]) -> None:
        """Make one pass; if its painting fails, make each of it alone, so that one bad request harms no other."""
        begun = list(self._begun(company))
        if not begun:
            return
        requests, sketches = zip(*begun, strict=True)
        on_step, glimpse = self._watch(requests), self._glimpse()
        painted = attempt("paint", partial(self.studio.paint, sketches, on_step=on_step, glimpse=glimpse))
        if isinstance(painted, Cancelled):
            return
        if not isinstance(painted, Exception):
            for (request, sketch), pixels in zip(begun, painted, strict=True):
                self._finish(request, sketch, pixels)
        elif len(requests) == 1:
            self._fail(requests[0], painted)
        else:
            self._make_alone(requests, painted)

    def _make_alone(self, requests: Sequence[Request], error: Exception) -> None:
        log.warning("batch %s failed in company, each is tried alone: %s", self.batch.id, error)
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        for request in requests:
            self._make([request])

    def _begun(self, company: Sequence[Request]) -> Iterator[tuple[Request, Sketch]]:
        for request in self._open(company):
            with request_id(request.id):
                sketch = attempt("begin", partial(self.studio.begin, request))
            if isinstance(sketch, Exception):
                self._fail(request, sketch)
            else:
                yield request, sketch

    def _finish(self, request: Request, sketch: Sketch, pixels: Tensor) -> None:
        self._look_up()
        if not self.heart.may_finish(request.id):
            return
        with request_id(request.id):
            made = attempt("finish", partial(self.studio.finish, request, sketch, pixels))
        if isinstance(made, Exception):
            self._fail(request, made)
        else:
            self.ends[request.id] = made

    def _fail(self, request: Request, error: Exception) -> None:
        with request_id(request.id):
            self.ends[request.id] = failure_of(error)

    def _open(self, requests: Sequence[Request]) -> list[Request]:
        """Those that have not ended and that nobody called off."""
        self._look_up()
        return [one for one in requests if one.id not in self.ends and one.id not in self.heart.cancelling]

    def _look_up(self) -> None:
        """Stop here if the batch is gone, or has to go back."""
        if self.heart.gone:
            raise BatchGoneError(f"batch {self.batch.id} was taken away")
        if self.stop.overdue_s is not None:
            raise HandedBack

    def _watch(self, requests: Sequence[Request]) -> Callable[[int, int], None]:
        total = sum(steps_of(company[0].recipe) for company in self._passes())

        def on_step(done: int, _of: int) -> None:
            self.heart.tell(min(self.steps_before + done, total), total)
            self._look_up()
            if all(request.id in self.heart.cancelling for request in requests):
                raise Cancelled

        return on_step

    def _glimpse(self) -> Glimpse | None:
        """Look at a third and at two thirds, where it takes long and nobody sees another's picture."""
        if self.batch.predicted_s <= LONG_S or len({one.origin for one in self.batch.requests}) > 1:
            return None
        steps = steps_of(self.batch.requests[0].recipe)
        return Glimpse(frozenset({-(-steps // 3), -(-2 * steps // 3)} - {steps}), self._show)

    def _show(self, latents: Tensor) -> None:
        key = attempt("preview", partial(self.studio.preview, latents))
        if isinstance(key, Exception):
            log.warning("no preview of batch %s: %s", self.batch.id, key)
        else:
            self.previews.append(key)
            self.heart.show(key)

    def _forget_previews(self) -> None:
        for key in self.previews:
            if isinstance(error := attempt("preview", partial(self.studio.forget, key)), Exception):
                log.warning("a preview of batch %s stays: %s", self.batch.id, error)

    def _over(self, *, took_s: float) -> Over:
        for called_off in self.heart.cancelling - self.ends.keys():
            self.lanes.confirm_cancelled(self.batch.id, called_off)
        over = self.lanes.finish(self.batch.id, took_s=took_s, ends=self.ends)
        log.info("batch %s took %.1f s: %d done, %d failed", self.batch.id, took_s, len(over.done), len(over.failed))
        for end, ids in (("done", over.done), ("failed", over.failed)):
            ENDS.labels(end).inc(len(ids))
        return over

    def _told(self, move: Callable[[], Over]) -> Over | None:
        """Tell the lanes how it ended, unless they have given the batch to somebody else meanwhile."""
        try:
            return move()
        except BatchGoneError:
            log.info("batch %s was taken away before its end was told; dropped", self.batch.id)
            return None


def attempt(stage: Stage, work: Callable[[], Result]) -> Result | Exception:
    """Do work; what goes wrong with it comes back as a value, but for what calls the whole batch off."""
    try:
        with SECONDS.labels(stage).time():
            return work()
    except Cancelled as called_off:
        return called_off
    except CALLED_OFF:
        raise
    except Exception as error:  # the job's edge: one request's fault must not end the others'
        if is_device_lost(error):
            raise DeviceLostError(str(error)) from error
        return error
