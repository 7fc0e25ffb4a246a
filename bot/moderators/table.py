"""The audit log as a file that any spreadsheet opens, and that makes none of them do anything."""

import csv
import io
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import discord

from bot.answers import NOBODY
from bot.moderators.log import Reading
from bot.moderators.people import server_of
from bot.records.oversight import Entry
from bot.services import services_of
from bot.words import plain

Interaction = discord.Interaction[Any]

ENCODING: Final = "utf-8-sig"
"""With the mark by which Excel knows UTF-8."""

HEADS: Final = ("number", "time", "actor", "action", "target", "rule", "before", "after")
NAME: Final = "audit.csv"
ALT: Final = "The audit log as a table."
BYTES_MOST: Final = 8 * 2**20
"""What is held in memory of it."""

WHOLE: Final = "📎 All {lines} lines, the oldest first. Times are in UTC."
PART: Final = (
    "📎 The oldest {lines} lines: there are more than one file may hold. `/riff-mod audit` with fewer `days` has the "
    "newest."
)

ACTIVE: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""
BEGINNING: Final = re.compile(rf"(^|;)\s*(?=[{re.escape(''.join(ACTIVE))}])")
"""Where a cell begins, also to those whose language has spreadsheets part cells at semicolons."""
NUMBER: Final = re.compile(r"\d{12,}")
"""Such numbers lose their last digits in a spreadsheet."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file, how many lines of the log it holds, and whether that is all of them."""

    content: bytes
    lines: int
    is_whole: bool


async def table_of(entries: AsyncIterator[Entry], *, bytes_most: int) -> Table:
    """Write entries, as many as the file has room for."""
    written, lines = bytearray(_row(HEADS).encode(ENCODING)), 0
    async for entry in entries:
        line = _row(_cells(entry)).encode()
        if len(written) + len(line) > bytes_most:
            return Table(bytes(written), lines, is_whole=False)
        written += line
        lines += 1
    return Table(bytes(written), lines, is_whole=True)


def _cells(entry: Entry) -> tuple[str, ...]:
    at = datetime.fromtimestamp(entry.at_s, tz=UTC).isoformat(timespec="seconds")
    words = (entry.actor, entry.action, entry.target, entry.rule, entry.before, entry.after)
    return (str(entry.number), at, *map(inert, words))


def inert(words: str) -> str:
    """Write a cell on one line that a spreadsheet shows as it stands: no formula, and an id with all its digits."""
    shown = plain(words)
    if NUMBER.fullmatch(shown):
        return f"id:{shown}"
    return BEGINNING.sub(r"\1'", shown)


def _row(cells: tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


async def send_table(interaction: Interaction, reading: Reading) -> None:
    """Send the log as a file to whoever asked; the interaction is answered already."""
    services, server = services_of(interaction), server_of(interaction)
    entries = services.records.audit_all(server, user=reading.user, since_s=reading.since_s)
    table = await table_of(entries, bytes_most=min(interaction.filesize_limit, BYTES_MOST))
    file = discord.File(io.BytesIO(table.content), filename=NAME, description=ALT)
    words = WHOLE.format(lines=table.lines) if table.is_whole else PART.format(lines=table.lines)
    await interaction.followup.send(words, file=file, ephemeral=True, allowed_mentions=NOBODY)
