"""The tables of the page of commands."""

import discord
import pytest
from discord import app_commands

from bot import reference
from bot.reference import leaves, redrawn

PAGE = "before\n<!-- options -->\nold\n<!-- end -->\nafter\n"


@app_commands.command(description="Bake.")
@app_commands.describe(bread="Which one.", loaves="How many.", salt="How much.", oven="A picture of it.")
async def bake(
    interaction: discord.Interaction,
    oven: discord.Attachment,
    bread: app_commands.Range[str, 1, 9] = "",
    loaves: app_commands.Range[int, 1, 4] = 2,
    salt: app_commands.Range[float, 0.05, 1.5] | None = None,
    *,
    sliced: bool = False,
) -> None: ...


@pytest.fixture
def baking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "found", lambda: iter([bake]))


@pytest.mark.usefixtures("baking")
def test_what_stands_between_marks_is_replaced() -> None:
    page = redrawn(PAGE)
    assert page.startswith("before\n<!-- options -->\n### `/bake` takes\n")
    assert page.endswith("\n<!-- end -->\nafter\n")
    assert "old" not in page


@pytest.mark.usefixtures("baking")
@pytest.mark.parametrize(
    "row",
    [
        "| `oven` | A picture of it. | a file | *has to be given* |",
        "| `bread` | Which one. | up to 9 characters |  |",
        "| `loaves` | How many. | 1 to 4 | `2` |",
        "| `salt` | How much. | 0.05 to 1.5 |  |",
        "| `sliced` | … | `True`, `False` | `False` |",
    ],
)
def test_an_option_tells_what_it_may_be_and_what_it_is_if_left_out(row: str) -> None:
    assert row in redrawn(PAGE).splitlines()


def test_a_page_that_was_redrawn_stays() -> None:
    page = redrawn("<!-- commands -->\n<!-- end -->\n<!-- menus -->\n<!-- end -->\n" + PAGE)
    assert redrawn(page) == page


def test_what_stands_outside_of_marks_stays() -> None:
    assert redrawn("| `/riff` | mine |") == "| `/riff` | mine |"


def test_commands_in_groups_are_listed_one_by_one() -> None:
    names = [one.qualified_name for one in leaves()]
    assert {"riff", "queue view", "riff-admin presets add"} <= set(names)
    assert len(names) == len(set(names))


def test_every_command_and_every_menu_has_a_row() -> None:
    page = redrawn("<!-- commands -->\n<!-- end -->\n<!-- menus -->\n<!-- end -->\n")
    assert all(f"| `/{one.qualified_name}` | {one.description} |" in page for one in leaves())
    assert "| **Play this spectrogram** |" in page
