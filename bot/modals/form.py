"""What a modal is put together from: labels with something to type, choose or attach."""

from collections.abc import Collection, Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.card import VERSION
from bot.words import shorten

TITLE_MAX: Final = 45

Choice = tuple[str, str, str]
"""What is meant, what is shown, and a sentence about it, which may be empty."""


def modal(verb: str, target: str, title: str, *labels: ui.Label[Any]) -> ui.Modal:
    """Make a modal that the bot keeps nothing of: all it needs when it comes back is in its id. Call in the loop."""
    made = ui.Modal(title=shorten(title, TITLE_MAX), custom_id=f"{VERSION}:{verb}:{target}")
    for label in labels:
        made.add_item(label)
    made.stop()
    return made


def text(
    name: str, label: str, *, most: int, hint: str = "", filled: str = "", required: bool = False
) -> ui.Label[Any]:
    """Let somebody type a line, or more where there is much to say."""
    style = discord.TextStyle.paragraph if most > 100 else discord.TextStyle.short
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=name, style=style, default=filled[:most] or None, max_length=most, required=required
    )
    return ui.Label(text=label, description=hint or None, component=field)


def radio(name: str, label: str, choices: Sequence[Choice], *, chosen: str) -> ui.Label[Any]:
    """Let somebody choose one of a few."""
    options = [
        discord.RadioGroupOption(label=shown, value=value, description=about or None, default=value == chosen)
        for value, shown, about in choices
    ]
    return ui.Label(text=label, component=ui.RadioGroup(custom_id=name, options=options))


def menu(name: str, label: str, choices: Sequence[Choice], *, chosen: str, hint: str = "") -> ui.Label[Any]:
    """Let somebody choose one of many."""
    options = [
        discord.SelectOption(label=shown, value=value, description=about or None, default=value == chosen)
        for value, shown, about in choices
    ]
    field: ui.Select[Any] = ui.Select(custom_id=name, options=options, required=True)
    return ui.Label(text=label, description=hint or None, component=field)


def boxes(name: str, label: str, choices: Sequence[Choice], *, ticked: Collection[str] = ()) -> ui.Label[Any]:
    """Let somebody say yes or no to a few things."""
    options = [
        discord.CheckboxGroupOption(label=shown, value=value, description=about or None, default=value in ticked)
        for value, shown, about in choices
    ]
    group: ui.CheckboxGroup[Any] = ui.CheckboxGroup(custom_id=name, options=options, required=False, min_values=0)
    return ui.Label(text=label, component=group)


def people(name: str, label: str, *, hint: str = "") -> ui.Label[Any]:
    """Let somebody name one person, or nobody."""
    field: ui.UserSelect[Any] = ui.UserSelect(custom_id=name, min_values=0, max_values=1, required=False)
    return ui.Label(text=label, description=hint or None, component=field)


def checkbox(name: str, label: str, *, hint: str = "", ticked: bool = False) -> ui.Label[Any]:
    """Let somebody say yes or no."""
    field: ui.Checkbox[Any] = ui.Checkbox(custom_id=name, default=ticked)
    return ui.Label(text=label, description=hint or None, component=field)


def upload(name: str, label: str, *, hint: str = "") -> ui.Label[Any]:
    """Let somebody attach a file, or none."""
    field: ui.FileUpload[Any] = ui.FileUpload(custom_id=name, required=False, min_values=0, max_values=1)
    return ui.Label(text=label, description=hint or None, component=field)
