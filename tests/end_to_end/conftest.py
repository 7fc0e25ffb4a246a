"""A bot on the stand-in of Discord with quick workers, which a file's tests share if they kill nothing; and figures."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.discord.rig import Rig, rigged

Report = Callable[[str], None]

MEASURED = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def report(request: pytest.FixtureRequest) -> Report:
    """Say something that is shown at the end of the tests, passed or not."""
    return request.config.stash.setdefault(MEASURED, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if lines := config.stash.get(MEASURED, []):
        terminalreporter.section("measured")
        terminalreporter.write_line("\n".join(lines))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shared_rig(root: Path) -> AsyncIterator[Rig]:
    """One a file: between files the tests' event loop may stand still so long that bots take Discord for dead."""
    async with rigged(root) as rig:
        rig.add_quick_worker()
        rig.add_quick_worker()
        await rig.add_bot()
        await rig.wait_for_workers()
        yield rig


@pytest.fixture
def rig(shared_rig: Rig) -> Iterator[Rig]:
    """The shared processes; what they say during a test is shown if it fails, and each test's requests are checked."""
    shared_rig.news()
    yield shared_rig
    shared_rig.open_gates()
    shared_rig.discord.reception.faults.clear()
    print(shared_rig.news())  # noqa: T201 - pytest shows it where a test fails
    assert shared_rig.discord.violations() == []
