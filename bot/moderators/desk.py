"""The open cases of a server as a list, for moderators without a channel for them."""

from collections.abc import Iterator
from typing import Any, Final

import discord

from bot.answers import NOBODY
from bot.card import Button
from bot.cases.words import KINDS
from bot.family.links import link
from bot.gallery.parts import layout, row, text
from bot.moderators.people import server_of
from bot.patience import soon
from bot.records.oversight import Case
from bot.records.statements import CasePage
from bot.services import services_of
from bot.words import escape, mention, moment
from core.errors import UserError

Interaction = discord.Interaction[Any]

FINDING_S: Final = 5.0
MATCHED_SHOWN: Final = 80

NOTHING: Final = "✅ Nothing waits for the moderators."
TITLE: Final = "**To decide** · {total}{where}"
CLAIMED: Final = " · {who} is looking at it"
UNKNOWN: Final = "This list belongs to another version of Jamgram: open it anew with `/riff-mod queue`."


async def show_desk(interaction: Interaction, number: int) -> None:
    """Show a page of open cases in place of what the message showed. The interaction is deferred already."""
    services = services_of(interaction)
    page = await soon(services.records.open_cases(server_of(interaction), page=number), within_s=FINDING_S)
    view = desk_view(page, now_s=services.clock())
    await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)


def page_of(code: str) -> int:
    """Read a page's number from a button.

    Raises
    ------
    UserError
        If it is none.
    """
    if not (code.isascii() and code.isdigit() and len(code) <= 9):
        raise UserError(UNKNOWN, code="E-UNKNOWN")
    return max(1, int(code))


def desk_view(page: CasePage, *, now_s: float) -> discord.ui.LayoutView:
    """Build a page. Call within the event loop."""
    if not page.cases:
        return layout(text(NOTHING))
    where = f" · page {page.number} of {page.last}" if page.last > 1 else ""
    total = "1 case" if page.total == 1 else f"{page.total} cases"
    entries = [item for case in page.cases for item in _entry(case, now_s)]
    turns = list(_turns(page))
    return layout(text(TITLE.format(total=total, where=where)), *entries, *([row(turns)] if turns else []))


def line_of(case: Case, *, now_s: float) -> str:
    """Tell of a case: its number and kind, whom and what it is about, and who is at it."""
    emoji, kind = KINDS[case.kind]
    why = " · ".join(escape(words, most=MATCHED_SHOWN) for words in (case.family, case.matched) if words)
    is_claimed = case.claimed_by is not None and case.claimed_until_s > now_s
    claimed = CLAIMED.format(who=mention(case.claimed_by or "")) if is_claimed else ""
    about = f"\n-# {why}" if why else ""
    return f"{emoji} **#{case.number}** {kind} · by {mention(case.author)}, {moment(case.opened_s)}{claimed}{about}"


def _entry(case: Case, now_s: float) -> Iterator[discord.ui.Item[Any]]:
    yield text(line_of(case, now_s=now_s))
    where = link(case.server, case.channel, case.message) if case.channel and case.message else None
    yield row([Button("review", str(case.number), "🔎", f"#{case.number}")], link=where)


def _turns(page: CasePage) -> Iterator[Button]:
    if page.number > 1:
        yield Button("cases", str(page.number - 1), "◀️", "Back")
    if page.number < page.last:
        yield Button("cases", str(page.number + 1), "▶️", "Next")
