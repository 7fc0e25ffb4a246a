"""A function called with words that somebody typed: its parameters are the options."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import typer
from pydantic import ValidationError

from core.contract import AnyPaint
from core.errors import UserError, user_error_of
from terminal.embedded import Embedded
from terminal.settings import Settings

Beside = Callable[[Settings], AbstractContextManager[Embedded]]
"""Brings a Redis and a worker, for as long as a block lasts."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command finds in its context: the settings, who works for it, and who takes what is asked for."""

    settings: Settings
    beside: Beside
    take: "Take"


Take = Callable[[Desk, Sequence[AnyPaint], Path], None]
"""Sees to it that recipes are made and their files put into a folder."""


def call(command: Callable[..., int | None], words: Sequence[str], *, name: str, desk: Desk) -> int:
    """Call a function with options and arguments; the answer is an exit status.

    Raises
    ------
    TyperException
        If it has no such options, or lacks an argument.
    """
    app = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})
    app.command()(command)
    return int(app(args=list(words), prog_name=name, obj=desk, standalone_mode=False) or 0)


def sentence_of(error: UserError | ValidationError | typer.TyperException) -> str:
    """Say in a sentence what is wrong with what was typed, without the label that typer has from pydantic."""
    if isinstance(error, ValidationError):
        return str(user_error_of(error))
    if isinstance(error, typer.TyperException):
        return error.format_message().replace("Value error, ", "")
    return str(error)
