"""The audit log as moderators read it: pages of lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import discord

from bot.answers import NOBODY
from bot.card import Button
from bot.gallery.parts import layout, row, text
from bot.moderators.people import ACTORS, server_of
from bot.patience import soon
from bot.records.oversight import Entry
from bot.records.statements import AuditPage
from bot.services import services_of
from bot.words import escape, is_id, mention, moment, units
from core.errors import UserError

Interaction = discord.Interaction[Any]

FINDING_S: Final = 5.0
DAY_S: Final = 24 * 3600
SHOWN: Final = 60
"""Characters of what was before and is after: twenty lines of them mostly fit a message."""
TEXT_MAX: Final = 4000
MORE: Final = "-# … and {number} more of this page: the file of `/riff-mod audit` has them."

CODE: Final = re.compile(r"(\d{1,9})-(\d{1,11})-(\d{1,20})")
ANYBODY: Final = "0"

TITLE: Final = "**Audit log**{whom} · {lines}{where}"
NOTHING: Final = "📜 Nothing was written down{whom} in this time."
UNKNOWN: Final = "This list belongs to another version of Jamgram: open it anew with `/riff-mod audit`."


@dataclass(frozen=True, slots=True)
class Reading:
    """Which part of the log is read: a page of what somebody did or was done to them, since a second."""

    page: int = 1
    since_s: int = 0
    user: str | None = None

    @property
    def code(self) -> str:
        """Spell it for a button's id."""
        return f"{self.page}-{self.since_s}-{self.user or ANYBODY}"

    def turned(self, page: int) -> "Reading":
        """Read another page of the same."""
        return Reading(page, self.since_s, self.user)


def reading_of(code: str) -> Reading:
    """Read what `Reading.code` spelled.

    Raises
    ------
    UserError
        If it is something else.
    """
    match = CODE.fullmatch(code)
    if match is None:
        raise UserError(UNKNOWN, code="E-UNKNOWN")
    user = None if match[3] == ANYBODY else match[3]
    return Reading(max(1, int(match[1])), int(match[2]), user)


def since(days: int | None, *, now_s: float) -> int:
    """Say from which second on the last days are; all days begin at 0."""
    return 0 if days is None else max(0, round(now_s) - days * DAY_S)


async def show_log(interaction: Interaction, reading: Reading) -> AuditPage:
    """Show a page of the log in place of what the message showed. The interaction is deferred already."""
    records, server = services_of(interaction).records, server_of(interaction)
    asked = records.audit(server, user=reading.user, since_s=reading.since_s, page=reading.page)
    page = await soon(asked, within_s=FINDING_S)
    await interaction.edit_original_response(view=log_view(page, reading), allowed_mentions=NOBODY)
    return page


def log_view(page: AuditPage, reading: Reading) -> discord.ui.LayoutView:
    """Build a page of the log. Call within the event loop."""
    whom = f" of {mention(reading.user)}" if reading.user else ""
    if not page.entries:
        return layout(text(NOTHING.format(whom=whom)))
    where = f" · page {page.number} of {page.last}" if page.last > 1 else ""
    lines = "1 line" if page.total == 1 else f"{page.total} lines"
    title = TITLE.format(whom=whom, lines=lines, where=where)
    turns = list(_turns(page, reading))
    return layout(text(fitted([title, *map(line_of, page.entries)])), *([row(turns)] if turns else []))


def fitted(lines: Sequence[str]) -> str:
    """Join lines, as many as a message takes, and say how many were left out."""
    kept = list(lines)
    while units("\n".join([*kept, MORE])) > TEXT_MAX:
        kept.pop()
    left = len(lines) - len(kept)
    return "\n".join([*kept, *([MORE.format(number=left)] if left else [])])


def line_of(entry: Entry) -> str:
    """Write one line: when, who, what, to whom or what, by which rule, and how it was and is."""
    facts = [moment(entry.at_s), f"{_who(entry.actor)} **{entry.action.replace('_', ' ')}** {_whom(entry)}"]
    facts += [escape(entry.rule, most=SHOWN)] if entry.rule else []
    return " · ".join([*facts, *_changed(entry)])


def _changed(entry: Entry) -> Iterator[str]:
    before, after = (_value(entry, words) for words in (entry.before, entry.after))
    if before and after:
        yield f"{before} → {after}"
    elif before or after:
        yield before or after


def _value(entry: Entry, words: str) -> str:
    """Write what was or is; an id among what is chosen is a channel's."""
    is_channel = entry.action == "choose" and is_id(words)
    return f"<#{words}>" if is_channel else escape(words, most=SHOWN)


def _who(actor: str) -> str:
    return mention(actor) if is_id(actor) else ACTORS.get(actor, escape(actor))


def _whom(entry: Entry) -> str:
    if not is_id(entry.target):
        return escape(entry.target)
    written = {"server": "this server", "channel": f"<#{entry.target}>", "role": f"<@&{entry.target}>"}
    return written.get(_kind(entry), mention(entry.target))


def _kind(entry: Entry) -> str:
    """Tell what the target of an entry is; of most it is somebody."""
    if entry.target == entry.server:
        return "server"
    if entry.action in {"freeze", "thaw"}:
        return (entry.after or entry.before).partition(":")[0]
    return {"choose": "channel", "access": entry.rule}.get(entry.action, "user")


def _turns(page: AuditPage, reading: Reading) -> Iterator[Button]:
    if page.number > 1:
        yield Button("audit", reading.turned(page.number - 1).code, "◀️", "Back")
    if page.number < page.last:
        yield Button("audit", reading.turned(page.number + 1).code, "▶️", "Next")
