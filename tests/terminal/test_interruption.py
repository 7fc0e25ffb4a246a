import contextlib
import signal
from collections.abc import Iterator

import pytest

from terminal import interruption, progress


@pytest.fixture(autouse=True)
def _forgotten_afterwards() -> Iterator[None]:
    yield
    interruption.ASKED.clear()


def swallow() -> None:
    with contextlib.suppress(KeyboardInterrupt):
        interruption.interrupt(signal.SIGTERM, None)


def test_nothing_is_raised_where_nobody_asked() -> None:
    with progress.busy("Loading"):
        interruption.check()


def test_a_swallowed_interruption_comes_back_when_the_loading_ends() -> None:
    with pytest.raises(KeyboardInterrupt), progress.busy("Loading"):
        swallow()


def test_a_swallowed_interruption_comes_back_at_the_next_step() -> None:
    with progress.bar() as on_steps:
        on_steps(progress.Steps("Painting", 1, 3))
        swallow()
        with pytest.raises(KeyboardInterrupt):
            on_steps(progress.Steps("Painting", 2, 3))
