from pathlib import Path

import pytest

from tests.core.conftest import redis, redis_socket, short_folder
from tests.models import save_tiny_model, save_tiny_stable_diffusion
from worker.painter import Painter, load_painter

__all__ = ["redis", "redis_socket", "short_folder"]


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model in the built-in one's layout, with weights of noise."""
    return save_tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def tiny_stable_diffusion(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model in the layout of Riffusion's checkpoint, shrunken, with weights of noise."""
    return save_tiny_stable_diffusion(tmp_path_factory.mktemp("stable-diffusion"))


@pytest.fixture(scope="session")
def painter(tiny_model: Path) -> Painter:
    return load_painter(str(tiny_model), device="cpu")


@pytest.fixture(scope="session")
def big_painter(tiny_stable_diffusion: Path) -> Painter:
    return load_painter(str(tiny_stable_diffusion), device="cpu")
