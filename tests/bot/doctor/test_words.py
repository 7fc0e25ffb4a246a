from pathlib import Path

import pytest

from bot.doctor.words import rules
from core.settings import Settings


def told(settings: Settings, **changes: object) -> Settings:
    return settings.model_copy(update=changes)


async def test_without_a_file_there_are_jamgrams_rules(settings: Settings) -> None:
    [finding] = await rules(settings)
    assert str(finding).startswith("✓ rules: ")
    assert str(finding).endswith("of Jamgram's and 0 of your own")


async def test_an_operators_rules_are_counted(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text('[[rules]]\nname = "drums"\naction = "hold"\nwords = ["drum"]\n', "utf-8")
    [finding] = await rules(told(settings, riff_rules=file))
    assert str(finding).endswith("and 1 of your own")


async def test_what_is_wrong_with_an_operators_file_is_told(settings: Settings, tmp_path: Path) -> None:
    [finding] = await rules(told(settings, riff_rules=tmp_path / "none.toml"))
    assert str(finding).startswith("✗ rules: The rules in ")


async def test_a_classifier_that_cannot_be_had_is_told(settings: Settings) -> None:
    [_, finding] = await rules(told(settings, riff_classifier="nowhere_at_all:judge"))
    assert str(finding).startswith("✗ classifier: The setting RIFF_CLASSIFIER is nowhere_at_all:judge")


async def test_a_classifier_that_is_there_is_told(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "doctors_judge.py").write_text("def judge(text):\n    return {}\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    [_, finding] = await rules(told(settings, riff_classifier="doctors_judge:judge"))
    assert str(finding) == "✓ classifier: doctors_judge:judge can be asked"
