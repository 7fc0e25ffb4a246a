"""Clips that people report: moderators are asked, and with enough reports the clip is hidden until they looked."""

import logging
from typing import Any, Final

import discord

from bot.card import CardView
from bot.cases.posting import show_case
from bot.cases.striking import where_of
from bot.cases.telling import tell_user
from bot.choices.here import settled_in
from bot.family.withdrawing import withdraw
from bot.found import is_author
from bot.gallery.finding import riff_of
from bot.patience import soon
from bot.records.oversight import DIRECT, Case, NewCase, ReportReason
from bot.records.statements import Report
from bot.records.values import ClipRecord
from bot.services import Services, services_of
from core.errors import UserError

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

YOUNG_S: Final = 7 * 24 * 3600.0
"""Reports of accounts that are younger are shown to moderators, but hide nothing."""

HOUR_S: Final = 3600.0
AN_HOUR_MOST: Final = 10

TOO_MANY: Final = f"You have reported {AN_HOUR_MOST} riffs within an hour. Nothing was reported: try again later."
YOURS: Final = "This is your own riff: 🗑️ Delete takes it away."
TWICE: Final = "You have reported this already, as **#{number}**. The moderators look at it."
DECIDED: Final = "You have reported this already, and the moderators have decided."
THANKS: Final = "🚩 Thank you: the moderators look at it, as **#{number}**."
NOBODY_THERE: Final = "🚩 Thank you. It was made where nobody moderates; with more reports it is hidden."
HIDDEN: Final = "It is hidden until then."
SHUNNED: Final = "You don't see this person's riffs any more. `/account unblock` undoes that."
HIDDEN_TOLD: Final = (
    "🙈 **#{number}**: several people reported `{name}` in {where}. It is hidden until the moderators have looked "
    "at it, and you hear what they decide."
)


async def reportable(interaction: Interaction, clip_id: str) -> ClipRecord:
    """Find a clip that whoever acts may report.

    Raises
    ------
    UserError
        If it is their own, or they may not see it.
    """
    clip = await riff_of(interaction, clip_id)
    if is_author(interaction, clip.author):
        raise UserError(YOURS, code="E-VALUE")
    return clip


async def report(interaction: Interaction, clip_id: str, reason: ReportReason, text: str, *, shuns: bool) -> str:
    """Put a clip before the moderators, and say so. The interaction is deferred already.

    Raises
    ------
    UserError
        If they may not report it, or did so already.
    """
    clip, services, user = await reportable(interaction, clip_id), services_of(interaction), str(interaction.user.id)
    if shuns:
        await soon(services.records.shun(user, clip.author, now_s=services.clock()))
    await soon(_require_calm(services, user))
    weight = await soon(_weight(services, interaction.user, clip))
    given = Report(clip.id, user, reason, text, weight, services.clock())
    reported = await soon(services.records.report(given))
    case, hidden = await _follow(services, interaction.client, clip)
    lines = [_told(clip, case, is_new=reported.is_new), *([HIDDEN] if hidden else []), *([SHUNNED] if shuns else [])]
    if not reported.is_new:
        raise UserError(" ".join(lines), code="E-VALUE")
    return " ".join(lines)


async def _require_calm(services: Services, user: str) -> None:
    """Keep one person from burying the moderators under reports."""
    if await services.records.reports_since(user, services.clock() - HOUR_S) >= AN_HOUR_MOST:
        raise UserError(TOO_MANY, code="E-RATE")


async def _weight(services: Services, user: discord.Member | discord.User, clip: ClipRecord) -> float:
    """Say how much somebody's word counts: less after false reports, and nothing while their account is new."""
    if services.clock() - user.created_at.timestamp() < YOUNG_S:
        return 0.0
    return await services.records.reporter_weight(str(user.id), clip.server or DIRECT)


async def _follow(services: Services, client: discord.Client, clip: ClipRecord) -> tuple[Case | None, bool]:
    """Open a case for what is reported and not decided, and hide the clip if that is enough; True if it is hidden now.

    Whoever repeats a report that was cut off does what was left undone.
    """
    records, server = services.records, clip.server or DIRECT
    waiting = await records.reports_of(clip.id)
    if not waiting:
        return None, False
    asked = NewCase("report", server, clip.author, clip.card_id, clip.id)
    case = await records.open_case(asked, services.clock())
    enough = (await settled_in(services, server)).reports_to_hide
    is_enough = enough > 0 and sum(one.weight for one in waiting) >= enough
    if is_enough and await records.hide_clip(clip.id, services.clock()):
        await _hidden(services, client, clip, case)
    await show_case(services, client, case)
    return case, is_enough


async def _hidden(services: Services, client: discord.Client, clip: ClipRecord, case: Case) -> None:
    """Have the clip's card shown without it, take it away elsewhere, and tell its author."""
    await services.records.redeliver(clip.card_id)
    record = await services.records.card(clip.card_id)
    if record is not None:
        await withdraw(services, client, record, [clip])
    log.info("clip %s: hidden, case %d", clip.id, case.number)
    words = HIDDEN_TOLD.format(number=case.number, name=clip.recipe.recipe_id, where=where_of(client, case.server))
    await tell_user(client, clip.author, CardView(words), nonce=f"case-{case.number}-hidden")


def _told(clip: ClipRecord, case: Case | None, *, is_new: bool) -> str:
    if case is None:
        return DECIDED
    if not is_new:
        return TWICE.format(number=case.number)
    return THANKS.format(number=case.number) if clip.server else NOBODY_THERE
