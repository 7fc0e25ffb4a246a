"""What a moderator decides about a case, why, and whether its author reads that."""

from collections.abc import Mapping
from typing import Any, Final

import discord
from discord import ui

from bot.answers import NOBODY, defer
from bot.cases.deciding import Verdict, case_here, decide
from bot.cases.words import DECIDED, decided_line
from bot.modals.form import Choice, checkbox, modal, radio, text
from bot.modals.typed import Typed
from bot.records.oversight import REASON_MAX, Case, Decision
from bot.services import services_of
from core.errors import UserError

Interaction = discord.Interaction[Any]

DECISIONS: Final[tuple[Choice, ...]] = (
    ("approve", "Approve", "It is made, or stays and is shown."),
    ("remove", "Remove", "It is not made, or goes."),
    ("strike", "Remove, with a strike", "The 2nd blocks for 24 hours, the 3rd for 7 days, the 4th until lifted."),
    ("block_day", "Remove, and block for 24 hours", ""),
    ("block", "Remove, and block until lifted", ""),
)
DECISION_NAMED: Final[Mapping[str, Decision]] = {decision: decision for decision in DECIDED}
UNDECIDED: Final = "Choose what becomes of it. Nothing was changed."
DONE: Final = "**#{number}**: {how}"


def decide_modal(case: Case, decision: Decision) -> ui.Modal:
    """Ask for it, with the decision that was pressed chosen. Call within the event loop."""
    return modal(
        "decide",
        str(case.number),
        f"Decide #{case.number}",
        radio("decision", "What becomes of it", DECISIONS, chosen=decision),
        text("reason", "Why", most=REASON_MAX, hint="For its author and the audit log."),
        checkbox("tell", "Tell the user why", hint="They learn what you decided in any case.", ticked=True),
    )


async def decided(interaction: Interaction, number: str, typed: Typed) -> None:
    """Decide it, unless somebody else was quicker."""
    decision = DECISION_NAMED.get(typed.get("decision"))
    if decision is None:
        raise UserError(UNDECIDED, code="E-VALUE")
    await defer(interaction)
    case = await case_here(interaction, number)
    verdict = Verdict(decision, str(interaction.user.id), typed.get("reason"), tells="tell" in typed.ticked)
    after = await decide(services_of(interaction), interaction.client, case, verdict)
    told = DONE.format(number=case.number, how=decided_line(after))
    await interaction.edit_original_response(content=told, allowed_mentions=NOBODY)
