"""`riff chat`: one riff after another, from a worker that keeps its model loaded."""

import shlex
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Final

import typer
from pydantic import ValidationError

from core.contract import AnyPaint, seeds_from
from core.errors import UserError
from core.recipes import new_seed
from terminal import commands, files, interruption
from terminal.backlog import Backlog, Wanted
from terminal.calling import Desk, call, sentence_of
from terminal.commands import Out
from terminal.screen import Dialogue, Screen

HELP: Final = """\
Type what to play: lo-fi beats --length 10
/riff WORDS   the same; /riff --help lists the options
/again        the last riff once more, with a new seed
/queue        what is being painted and what waits
/help         this
/quit         leaves, as Ctrl-D does; what waits is dropped
Ctrl-C calls off the riff that is being painted."""

QUIT: Final = (["/quit"], ["/exit"])
BAD_INPUT: Final = 2


def chat(context: typer.Context, *, out: Out = Path()) -> int:
    """Make one riff after another: the model stays loaded, and you can ask for the next while one is painted."""
    files.require_writable(out)
    desk: Desk = context.obj
    return Chat(desk, out, Screen()).run()


class Chat:
    """A person who types, and the backlog that works."""

    def __init__(self, desk: Desk, folder: Path, screen: Dialogue) -> None:
        self._screen, self._folder = screen, folder
        self._backlog = Backlog(desk.settings, desk.beside, screen)
        self._desk = replace(desk, take=self._take)
        self._numbers = count(1)
        self._last: Wanted | None = None
        self._failed = False
        self._commands: dict[str, Callable[[list[str]], object]] = {
            "/riff": lambda words: call(commands.riff, words, name="/riff", desk=self._desk),
            "/again": lambda _: self._again(),
            "/queue": lambda _: self._backlog.show(),
            "/help": lambda _: screen.say(HELP),
        }

    def run(self) -> int:
        """Read until the end; what ends a pipe still waits for its riffs. The answer is the exit status."""
        before = signal.signal(signal.SIGINT, lambda *_: self._backlog.cancel())
        try:
            with ThreadPoolExecutor(max_workers=1) as pool:
                self._converse(pool.submit(self._backlog.run))
        finally:
            signal.signal(signal.SIGINT, before)
        interruption.check()
        return BAD_INPUT if not self._screen.shared and (self._failed or self._backlog.failed) else 0

    def _converse(self, working: "Future[None]") -> None:
        try:
            self._read(working)
            working.result()
        finally:
            self._backlog.stop()

    def _read(self, working: "Future[None]") -> None:
        if self._screen.shared:
            self._screen.say("Type what to play; the model is loading meanwhile. /help tells the rest.")
        while not working.done():
            line = self._screen.read()
            if line is None and not self._screen.shared:
                self._backlog.finish()
                return
            if line is None or line.split() in QUIT:
                self._backlog.stop()
                return
            self._obey(line)

    def _obey(self, line: str) -> None:
        try:
            words = words_of(line)
            if words and words[0].startswith("/"):
                self._command(words[0])(words[1:])
            elif words:
                self._commands["/riff"](words)
        except (UserError, ValidationError, typer.TyperException) as error:
            self._failed = True
            self._screen.complain(sentence_of(error))

    def _command(self, name: str) -> Callable[[list[str]], object]:
        if name not in self._commands:
            raise UserError(f"There is no {name}; /help tells what there is.")
        return self._commands[name]

    def _take(self, _: Desk, recipes: Sequence[AnyPaint], folder: Path) -> None:
        self._last = Wanted(next(self._numbers), recipes, self._folder / folder)
        self._backlog.ask(self._last)
        self._screen.say(f"{self._last.title} · seed {recipes[0].seed}")

    def _again(self) -> None:
        if self._last is None:
            raise UserError("There is no riff yet to be made again.")
        first, *rest = self._last.recipes
        anew = first.model_copy(update={"seed": new_seed()})
        self._take(self._desk, seeds_from(anew, count=1 + len(rest)), self._last.folder)


def words_of(line: str) -> list[str]:
    """Split a line at its spaces. Double quotes hold words together; an apostrophe is one.

    Raises
    ------
    UserError
        If a quote is not closed.
    """
    lexer = shlex.shlex(line, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.quotes, lexer.escape, lexer.commenters = True, '"', "", ""
    try:
        return list(lexer)
    except ValueError as error:
        raise UserError('A double quote (") is not closed.') from error
