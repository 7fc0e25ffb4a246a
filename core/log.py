"""What the processes say to their operator: one line an event on standard error, without secrets."""

import json
import logging
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, Literal
from urllib.parse import quote

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

Layout = Literal["text", "json"]
Level = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

MARK: Final = "[hidden]"
SECRET_MIN: Final = 4
"""A shorter secret hides nothing, and would blacken every line."""

TEXT: Final = "%(asctime)s.%(msecs)03dZ %(levelname)-7s %(name)s%(about)s %(message)s"
DATE: Final = "%Y-%m-%dT%H:%M:%S"
FIELDS: Final = ("levelname", "name", "message", "request")
NAMES: Final = {"levelname": "level", "name": "logger"}

FLOORS: Final = {
    "aiohttp": "WARNING",
    "alembic": "WARNING",
    "asyncio": "WARNING",
    "discord": "INFO",  # below, the library tells whole payloads: tokens and prompts
    "filelock": "WARNING",
    "fsspec": "WARNING",
    "httpcore2": "WARNING",
    "httpx2": "WARNING",
    "huggingface_hub": "WARNING",
    "numba": "WARNING",
    "PIL": "WARNING",
    "rq": "WARNING",  # below, it tells jobs' arguments
    "sqlalchemy": "WARNING",  # below, it tells the values of every row
    "urllib3": "WARNING",
}

SHAPES: Final = (
    (re.compile(r"(/(?:webhooks|interactions)/\d+/)[^/\s?\"'<>]+"), rf"\1{MARK}"),
    (re.compile(r"aW50ZXJhY3Rpb246[\w=+/-]*"), MARK),  # every interaction's token begins so: "interaction:" in base 64
    (re.compile(r"\b[\w-]{23,}\.[\w-]{6}\.[\w-]{27,}"), MARK),  # a bot's token
    (re.compile(r"(\b[a-zA-Z][\w+.-]*://[^\s:/@\"']*:)[^\s/\"']+@"), rf"\1{MARK}@"),  # a password in a URL
)
"""How secrets look that nobody has named."""

_request: ContextVar[str | None] = ContextVar("request", default=None)


@contextmanager
def request_id(name: str) -> Iterator[None]:
    """Let every line that is logged inside name this card or request, across awaits and `asyncio.to_thread`."""
    token = _request.set(name)
    try:
        yield
    finally:
        _request.reset(token)


def set_up(level: Level, layout: Layout, *, secrets: Iterable[str] = ()) -> None:
    """Send everything that is logged to standard error, in UTC, and none of these secrets with it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(name_request)
    handler.setFormatter(formatter(layout, hiding(secrets)))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name, floor in FLOORS.items():
        logging.getLogger(name).setLevel(max(logging.getLevelName(level), logging.getLevelName(floor)))


def name_request(record: logging.LogRecord) -> bool:
    """Write the request that is being worked on into the record, unless it names one itself."""
    about = getattr(record, "request", None) or _request.get()
    record.request, record.about = about, f" [{about}]" if about else ""
    return True


Hide = Callable[[str], str]


def hiding(secrets: Iterable[str]) -> Hide:
    """Make a function that takes secrets out of a line: these in every spelling, and whatever looks like one."""
    spellings = {way for secret in secrets if len(secret) >= SECRET_MIN for way in spellings_of(secret)}
    known = re.compile("|".join(re.escape(way) for way in sorted(spellings, key=len, reverse=True)) or r"(?!)")

    def hide(line: str) -> str:
        line = known.sub(MARK, line)
        for shape, shown in SHAPES:
            line = shape.sub(shown, line)
        return line

    return hide


def spellings_of(secret: str) -> tuple[str, ...]:
    """As it is, as Python and JSON quote it, and as it stands in a URL."""
    quoted = [repr(secret), json.dumps(secret), json.dumps(secret, ensure_ascii=False)]
    return (secret, *(whole[1:-1] for whole in quoted), quote(secret), quote(secret, safe=""))


def formatter(layout: Layout, hide: Hide) -> logging.Formatter:
    """Text for people, JSON for collectors; `hide` sees the whole line, tracebacks included."""
    return Text(hide) if layout == "text" else Json(hide)


class Text(logging.Formatter):
    """A line such as `2026-11-23T09:20:52.123Z INFO    bot.intake [123-0] placed`."""

    converter = staticmethod(time.gmtime)

    def __init__(self, hide: Hide) -> None:
        super().__init__(TEXT, DATE)
        self._hide = hide

    def format(self, record: logging.LogRecord) -> str:
        """Write the record as a line, and its traceback below."""
        return self._hide(super().format(record))


class Json(JsonFormatter):
    """One JSON object a line: `timestamp`, `level`, `logger`, `message`, `request` and `exc_info` where known."""

    def __init__(self, hide: Hide) -> None:
        super().__init__(FIELDS, rename_fields=NAMES, timestamp=True, reserved_attrs=[*RESERVED_ATTRS, "about"])
        self._hide = hide

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Hide secrets before quotes are escaped once more."""
        return {name: self._hide(value) if isinstance(value, str) else value for name, value in log_data.items()}

    def format(self, record: logging.LogRecord) -> str:
        """Write the record as one line of JSON."""
        return self._hide(super().format(record))
