import subprocess
import sys

import pytest
from pydantic import ValidationError

from core.settings import Settings


def test_without_an_environment_the_built_in_model_runs_where_it_can() -> None:
    assert Settings() == Settings(riff_model="mini", riff_device="auto")


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIFF_MODEL", "riffusion/riffusion-model-v1")
    monkeypatch.setenv("RIFF_DEVICE", "cpu")
    assert Settings() == Settings(riff_model="riffusion/riffusion-model-v1", riff_device="cpu")


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().riff_model = "other"  # type: ignore[misc]


@pytest.mark.parametrize("package", ["bot", "core.contract", "core.settings"])
def test_what_the_bot_loads_is_small(package: str) -> None:
    heavy = "{'torch', 'numpy', 'diffusers', 'librosa', 'PIL'}"
    program = f"import sys, {package}; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
