"""What a person sees while a clip is painted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from terminal import interruption

OnStep = Callable[[int, int], None]


@contextmanager
def busy(doing: str) -> Iterator[None]:
    """Show on standard error that something of unknown length goes on."""
    console = Console(stderr=True)
    with console.status(f"{doing} …"):
        yield
    interruption.check()


@contextmanager
def steps(doing: str) -> Iterator[OnStep]:
    """Show a bar on standard error; call what this gives with the steps done and the steps there are."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("steps"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(doing, total=None)

        def on_step(done: int, total: int) -> None:
            interruption.check()
            progress.update(task, completed=done, total=total)

        yield on_step
