"""What a person sees while a clip is painted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from terminal import interruption


@dataclass(frozen=True, slots=True)
class Steps:
    """How far the work is; `doing` says with what."""

    doing: str
    done: int
    total: int


OnSteps = Callable[[Steps], None]


@contextmanager
def busy(doing: str) -> Iterator[None]:
    """Show on standard error that something of unknown length goes on."""
    console = Console(stderr=True)
    with console.status(f"{doing} …"):
        yield
    interruption.check()


@contextmanager
def bar() -> Iterator[OnSteps]:
    """Show a bar on standard error; call what this gives whenever there is news."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("steps"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("Painting", total=None)

        def on_steps(steps: Steps) -> None:
            interruption.check()
            progress.update(task, description=steps.doing, completed=steps.done, total=steps.total)

        yield on_steps
