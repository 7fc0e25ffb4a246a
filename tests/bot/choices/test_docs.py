"""What docs/moderation.md says of settings is what the program does."""

import re
from pathlib import Path

import pytest

from bot.choices import SETTINGS
from bot.setup.packs import PACKS


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "moderation.md").read_text("utf-8")


@pytest.fixture(scope="module")
def rows(page: str) -> dict[str, list[str]]:
    """Key → what the other columns say."""
    table = page.partition("## Settings")[2].partition("\n## ")[0]
    cells = ([cell.strip() for cell in row.split("|")[1:-1]] for row in table.splitlines() if row.startswith("| `"))
    return {first.strip("`"): others for first, *others in cells}


def test_every_setting_is_in_the_table(rows: dict[str, list[str]]) -> None:
    assert list(rows) == list(SETTINGS)


@pytest.mark.parametrize("key", SETTINGS)
def test_its_row_is_true(key: str, rows: dict[str, list[str]]) -> None:
    setting = SETTINGS[key]
    _, may_be, chosen_by, default = rows[key]
    names = list(setting.kind.offers())
    assert not names or re.findall(r"`(\w+)`", may_be) == names
    assert chosen_by == ", ".join(setting.scopes)
    assert default.startswith(setting.kind.tell(setting.default))


def test_every_preset_is_explained(page: str) -> None:
    assert all(f"| `{name}` |" in page for name in PACKS)
