"""A function called with words that somebody typed: its parameters are the options."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from core.contract import Riff
from terminal.settings import Settings

Take = Callable[[Settings, list[Riff], Path], None]
"""Makes recipes, and puts their files into a folder."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command finds in its context: the settings, and who takes the riffs that are asked for."""

    settings: Settings
    take: Take


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
