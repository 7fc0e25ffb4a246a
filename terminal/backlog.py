"""Riffs that were asked for and are not over: one thread hands them to the worker and tells of their ends."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final

from core.contract import AnyPaint
from core.errors import UserError
from terminal.calling import Beside
from terminal.commands import written
from terminal.screen import Output
from terminal.settings import Settings

if TYPE_CHECKING:
    from core.ending import Ended
    from core.lanes import Forecast
    from terminal.requesting import Requester

LOOK_S: Final = 0.1


@dataclass(slots=True)
class Wanted:
    """One riff with its variations; it is over when all of them are."""

    number: int
    recipes: Sequence[AnyPaint]
    folder: Path
    asked: "dict[str, AnyPaint]" = field(default_factory=dict)
    ends: "dict[str, Ended]" = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Name it for people."""
        return f"#{self.number} {self.recipes[0].prompt}"


Order = Callable[["Requester"], None]


class Backlog:
    """What the others call only leaves an order; `run` is the thread that carries them out."""

    def __init__(self, settings: Settings, beside: Beside, screen: Output) -> None:
        self.failed = False
        self._settings, self._beside, self._screen = settings, beside, screen
        self._orders: SimpleQueue[Order] = SimpleQueue()
        self._open: list[Wanted] = []
        self._finishing = self._stopping = False

    def ask(self, wanted: Wanted) -> None:
        """Let a riff wait for its turn."""
        self._orders.put(lambda requester: self._submit(requester, wanted))

    def show(self) -> None:
        """Tell how far every riff is."""
        self._orders.put(self._show)

    def cancel(self) -> None:
        """Call off the riff whose turn it is."""
        self._orders.put(self._cancel)

    def finish(self) -> None:
        """End when nothing is left to do."""
        self._finishing = True

    def stop(self) -> None:
        """End now, whatever is left."""
        self._stopping = True

    def run(self) -> None:
        """Carry out orders until the end. A worker that fell is followed by a new one at the next order."""
        while not self._over():
            try:
                with self._beside(self._settings) as beside:
                    from terminal.requesting import Requester

                    self._serve(Requester(beside))
            except UserError as error:
                self._drop_all(error)

    def _serve(self, requester: "Requester") -> None:
        while not self._over():
            for order in self._waiting_orders():
                order(requester)
            for ended in requester.ends(wait_s=LOOK_S):
                self._note(requester, ended)

    def _over(self) -> bool:
        return self._stopping or (self._finishing and self._orders.empty() and not self._open)

    def _waiting_orders(self) -> Iterator[Order]:
        while not self._orders.empty():
            yield self._orders.get()

    def _submit(self, requester: "Requester", wanted: Wanted) -> None:
        wanted.asked = requester.submit(wanted.recipes)
        self._open.append(wanted)

    def _show(self, requester: "Requester") -> None:
        stands = requester.stands()
        lines = [f"{wanted.title}: {where(wanted, stands)}" for wanted in self._open]
        self._screen.say("\n".join(lines) or "Nothing is waiting.")

    def _cancel(self, requester: "Requester") -> None:
        if not self._open:
            self._screen.say("Nothing is being painted. Ctrl-D leaves.")
            return
        first = self._open[0]
        at_once = [requester.cancel(request_id) for request_id in first.asked]
        if not all(at_once):
            self._screen.say(f"{first.title}: stops after this step …")

    def _note(self, requester: "Requester", ended: "Ended") -> None:
        wanted = next(wanted for wanted in self._open if ended.request in wanted.asked)
        wanted.ends[ended.request] = ended
        if wanted.ends.keys() == wanted.asked.keys():
            self._open.remove(wanted)
            self._deliver(requester, wanted)

    def _deliver(self, requester: "Requester", wanted: Wanted) -> None:
        try:
            clips = [requester.clip(recipe, wanted.ends[key]) for key, recipe in wanted.asked.items()]
            lines = written(clips, folder=wanted.folder)
        except UserError as error:
            self._fail(f"{wanted.title}: {error}")
        else:
            self._screen.say("\n".join([f"{wanted.title}:", *lines]))

    def _drop_all(self, error: UserError) -> None:
        """Give up what waits: a worker that could not work for one of them would not for the others."""
        self._fail(str(error))
        self._open.clear()
        list(self._waiting_orders())
        while self._orders.empty() and not self._over():
            time.sleep(LOOK_S)

    def _fail(self, sentence: str) -> None:
        self.failed = True
        self._screen.complain(sentence)


def where(wanted: Wanted, stands: "Mapping[str, Forecast]") -> str:
    """Tell how far a riff is."""
    from terminal.painting import Standing, steps_of

    mine = {key: stands[key] for key in wanted.asked if key in stands}
    running = {key: forecast for key, forecast in mine.items() if forecast.running}
    if running or wanted.ends:
        steps = steps_of(wanted.asked, Standing(wanted.ends, running))
        return f"{steps.doing.lower()}, {steps.done} of {steps.total} steps"
    first = min(mine.values(), key=lambda forecast: forecast.place, default=None)
    if first is None or first.starts_s is None:
        return "waits; the model is still loading"
    return f"place {first.place}, begins in about {max(1, round(first.starts_s - time.time()))} s"
