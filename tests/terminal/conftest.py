from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model in the built-in one's layout that paints noise in a moment."""
    from tests.models import save_tiny_model  # noqa: PLC0415 - it loads torch, which few tests here need

    return save_tiny_model(tmp_path_factory.mktemp("tiny"))
