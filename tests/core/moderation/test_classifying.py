from pathlib import Path

import pytest

from core.errors import UserError
from core.moderation.classifying import classifier_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_an_operators_function_is_imported(folder: Path) -> None:
    (folder / "our_judge.py").write_text("def judge(text):\n    return {'hate': 0.7}\n", "utf-8")
    assert classifier_of("our_judge:judge")("harp") == {"hate": 0.7}


def test_a_module_that_is_not_there_is_told() -> None:
    with pytest.raises(
        UserError, match=r"RIFF_CLASSIFIER is nowhere_at_all:judge, and that can't be had: ModuleNotFoundError"
    ):
        classifier_of("nowhere_at_all:judge")


def test_a_module_that_breaks_is_told(folder: Path) -> None:
    (folder / "our_broken.py").write_text("raise RuntimeError('no model')", "utf-8")
    with pytest.raises(UserError, match="RuntimeError: no model"):
        classifier_of("our_broken:judge")


@pytest.mark.parametrize("name", ["judge", "number"])
def test_a_module_without_such_a_function_is_told(folder: Path, name: str) -> None:
    (folder / "our_empty.py").write_text("number = 3\n", "utf-8")
    with pytest.raises(UserError, match="has nothing of that name that can be called"):
        classifier_of(f"our_empty:{name}")
