"""One moderator at a time looks at a case, and one decides it."""

import asyncio
from dataclasses import dataclass
from typing import Any, Final

import discord

from bot.cases.moderators import owns, require_moderator
from bot.cases.outcomes import carry_out
from bot.cases.posting import show_case
from bot.cases.words import decided_line, named
from bot.patience import in_time, leave, soon
from bot.records.oversight import Case, Decision, Entry
from bot.services import Services, services_of
from bot.words import date
from core.errors import UserError

Interaction = discord.Interaction[Any]

CLAIM_S: Final = 120.0
"""For so long nobody else decides about what somebody looks at."""

OTHERS_FIRST_S: Final = 24 * 3600.0
"""For so long a case is left to those who are not in it themselves; then nobody else seems to be there."""

UNKNOWN: Final = "There is no case of that number here."
OVER: Final = "This is decided already. {how}"
TAKEN: Final = "{who} is looking at **#{number}**: it is theirs until {until}. Nothing was changed."
YOURS: Final = (
    "**#{number}** is an appeal against what you decided, so somebody else should look at it. "
    "If nobody does by {until}, you can."
)
OF_YOURS: Final = (
    "**#{number}** is about what you asked for, so somebody else should look at it. If nobody does by {until}, you can."
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a moderator says."""

    decision: Decision
    by: str
    reason: str = ""
    tells: bool = True
    """The author is told the reason."""


async def case_here(interaction: Interaction, number: str) -> Case:
    """Find a case for a moderator of its server.

    Raises
    ------
    UserError
        If whoever acts is none, or there is no such case here.
    """
    server = str(interaction.guild_id)
    await require_moderator(interaction, server)
    known = number.isascii() and number.isdigit() and len(number) <= 9
    case = await in_time(interaction, services_of(interaction).records.case(int(number), server)) if known else None
    if case is None:
        raise UserError(UNKNOWN, code="E-UNKNOWN")
    return case


async def claim(interaction: Interaction, case: Case) -> Case:
    """Let a moderator look at an open case for two minutes without others in between.

    Raises
    ------
    UserError
        If somebody else does, it is decided, or it is about themselves or what they decided.
    """
    services, by = services_of(interaction), str(interaction.user.id)
    await in_time(interaction, _require_other(services, interaction.client, case, by=by))
    now_s = services.clock()
    claimed = await in_time(interaction, services.records.claim(case.number, by, now_s=now_s, for_s=CLAIM_S))
    if claimed is None:
        now = await in_time(interaction, services.records.case(case.number, case.server)) or case
        leave(asyncio.create_task(show_case(services, interaction.client, now)))
        raise UserError(OVER.format(how=decided_line(now)), code="E-OVER")
    require_free(claimed, by=by, now_s=now_s)
    return claimed


async def decide(services: Services, client: discord.Client, case: Case, verdict: Verdict) -> Case:
    """Decide a case, once however many try, and carry it out; give it as it is then.

    Raises
    ------
    UserError
        If it is decided already, somebody else is looking at it, or it is about themselves or what they decided.
    """
    records, now_s = services.records, services.clock()
    await soon(_require_other(services, client, case, by=verdict.by))
    reason = verdict.reason if verdict.tells else ""
    decided = await records.decide(case.number, verdict.decision, by=verdict.by, reason=reason, now_s=now_s)
    if decided is None:
        now = await records.case(case.number, case.server) or case
        require_free(now, by=verdict.by, now_s=now_s)
        await show_case(services, client, now)
        raise UserError(OVER.format(how=decided_line(now)), code="E-OVER")
    if verdict.reason and not verdict.tells:
        await records.note(_kept_to_themselves(case, verdict, now_s=now_s))
    await carry_out(services, client, decided)
    return decided


def require_free(case: Case, *, by: str, now_s: float) -> None:
    """Keep two moderators from deciding one case.

    Raises
    ------
    UserError
        If somebody else is looking at it.
    """
    if case.state == "open" and case.claimed_by not in {None, by} and case.claimed_until_s > now_s:
        who = named(case.claimed_by)
        raise UserError(TAKEN.format(who=who, number=case.number, until=date(case.claimed_until_s)), code="E-OVER")


async def _require_other(services: Services, client: discord.Client, case: Case, *, by: str) -> None:
    """Leave what somebody asked for, and an appeal against what they decided, to others for a day."""
    until_s = case.opened_s + OTHERS_FIRST_S
    if services.clock() >= until_s:
        return
    if case.author == by and not owns(client, case.server, by):
        raise UserError(OF_YOURS.format(number=case.number, until=date(until_s)), code="E-VALUE")
    if case.kind == "appeal" and await _decided_before(services, case, by=by):
        raise UserError(YOURS.format(number=case.number, until=date(until_s)), code="E-VALUE")


async def _decided_before(services: Services, case: Case, *, by: str) -> bool:
    about = await services.records.cases_about(case.author, case.server)
    return any(one.card_id == case.card_id and one.decided_by == by for one in about if one.number != case.number)


def _kept_to_themselves(case: Case, verdict: Verdict, *, now_s: float) -> Entry:
    """Write down why, for moderators alone."""
    action = "block" if verdict.decision == "block_day" else verdict.decision
    return Entry(0, case.server, now_s, verdict.by, action, case.author, rule=f"#{case.number}", after=verdict.reason)
