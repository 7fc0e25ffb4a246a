"""The tables of docs/commands.md, drawn from the commands themselves: `make commands` brings the page up to date."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from discord import AppCommandOptionType, AppCommandType, app_commands

from bot.tree import found

PAGE: Final = Path(__file__).parents[1] / "docs" / "commands.md"
TABLE: Final = re.compile(r"(<!-- (?P<what>commands|menus|options) -->\n).*?(<!-- end -->)", re.DOTALL)

KINDS: Final = {
    AppCommandOptionType.boolean: "`True`, `False`",
    AppCommandOptionType.attachment: "a file",
    AppCommandOptionType.channel: "a channel",
    AppCommandOptionType.role: "a role",
    AppCommandOptionType.user: "somebody",
    AppCommandOptionType.mentionable: "somebody or a role",
}
MENUS: Final = {AppCommandType.message: "a message", AppCommandType.user: "a person"}
NUMBERS: Final = {AppCommandOptionType.integer, AppCommandOptionType.number}

Leaf = app_commands.Command[Any, ..., Any]


def redrawn(page: str) -> str:
    """Replace what stands between marks by what is true now."""
    return TABLE.sub(lambda mark: f"{mark[1]}{_drawn(mark['what'])}\n{mark[3]}", page)


def leaves() -> Iterator[Leaf]:
    """List every command that can be typed, those in groups one by one."""
    for command in found():
        if isinstance(command, app_commands.Group):
            yield from (one for one in command.walk_commands() if isinstance(one, app_commands.Command))
        elif isinstance(command, app_commands.Command):
            yield command


def _drawn(what: str) -> str:
    if what == "commands":
        return _table("command | does", ([f"`/{one.qualified_name}`", one.description] for one in leaves()))
    if what == "menus":
        return _table("menu | of", ([f"**{one.name}**", MENUS[one.type]] for one in _menus()))
    return "\n\n".join(f"### `/{one.qualified_name}` takes\n{_options(one)}" for one in leaves() if one.parameters)


def _menus() -> Iterator[app_commands.ContextMenu]:
    return (one for one in found() if isinstance(one, app_commands.ContextMenu))


def _options(command: Leaf) -> str:
    """List what a command takes: what each means, what it may be, and what it is if nobody says."""
    asked = sorted(command.parameters, key=lambda one: not one.required)
    rows = ([f"`{one.display_name}`", str(one.description), _may_be(one), _default(one)] for one in asked)
    return _table("option | means | may be | if left out", rows)


def _may_be(option: app_commands.Parameter) -> str:
    if option.choices:
        return ", ".join(f"`{choice.name}`" for choice in option.choices)
    if option.type in NUMBERS:
        return f"{_said(option.min_value)} to {_said(option.max_value)}"
    if option.type is AppCommandOptionType.string:
        return f"up to {option.max_value} characters" if option.max_value else "words"
    return KINDS[option.type]


def _default(option: app_commands.Parameter) -> str:
    if option.required:
        return "*has to be given*"
    return "" if option.default in (None, "") else f"`{_said(option.default)}`"


def _said(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _table(heads: str, rows: Iterator[list[str]]) -> str:
    rule = "|".join("---" for _ in heads.split("|"))
    return "\n".join((f"| {heads} |", f"|{rule}|", *(f"| {' | '.join(row)} |" for row in rows)))


if __name__ == "__main__":
    PAGE.write_text(redrawn(PAGE.read_text("utf-8")), "utf-8")
