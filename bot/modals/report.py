"""What somebody has to say against a clip."""

from collections.abc import Mapping
from typing import Any, Final

import discord
from discord import ui

from bot.answers import NOBODY, defer
from bot.cases.reporting import report
from bot.cases.words import REASONS
from bot.modals.form import Choice, checkbox, modal, radio, text
from bot.modals.typed import Typed
from bot.records.oversight import ReportReason
from bot.records.values import ClipRecord
from core.errors import UserError

Interaction = discord.Interaction[Any]

TEXT_MAX: Final = 1000
CHOICES: Final[tuple[Choice, ...]] = tuple((reason, words.capitalize(), "") for reason, words in REASONS.items())
REASON_NAMED: Final[Mapping[str, ReportReason]] = {reason: reason for reason in REASONS}
UNSAID: Final = "Choose what is wrong with it. Nothing was reported."


def report_modal(clip: ClipRecord) -> ui.Modal:
    """Ask for it. Call within the event loop."""
    return modal(
        "report",
        clip.id,
        f"Report {clip.recipe.recipe_id}",
        radio("reason", "What is wrong with it", CHOICES, chosen=""),
        text("text", "What should the moderators know?", most=TEXT_MAX, hint="Only they read it."),
        checkbox("shun", "Hide this person's riffs for me"),
    )


async def reported(interaction: Interaction, clip_id: str, typed: Typed) -> None:
    """Put the clip before the moderators."""
    reason = REASON_NAMED.get(typed.get("reason"))
    if reason is None:
        raise UserError(UNSAID, code="E-VALUE")
    await defer(interaction)
    told = await report(interaction, clip_id, reason, typed.get("text"), shuns="shun" in typed.ticked)
    await interaction.edit_original_response(content=told, allowed_mentions=NOBODY)
