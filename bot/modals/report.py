"""What somebody has to say against a clip."""

from typing import Any, Final, get_args

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
    reason = typed.get("reason")
    if reason not in get_args(ReportReason):
        raise UserError(UNSAID)
    await defer(interaction)
    said: ReportReason = reason
    told = await report(interaction, clip_id, said, typed.get("text"), shuns="shun" in typed.ticked)
    await interaction.edit_original_response(content=told, allowed_mentions=NOBODY)
