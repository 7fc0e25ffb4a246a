"""What every test may ask for."""

from pathlib import Path

import pytest

from core.settings import Settings


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder that the project is in."""
    return Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no setting of this machine decide a test."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
