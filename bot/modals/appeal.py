"""What somebody says whose request was refused, so that moderators look at it."""

from typing import Any, Final

import discord
from discord import ui

from bot.answers import NOBODY, defer
from bot.cases.appealing import appeal
from bot.modals.form import modal, text
from bot.modals.typed import Typed

Interaction = discord.Interaction[Any]

APPEAL_MAX: Final = 1000


def appeal_modal(card_id: str) -> ui.Modal:
    """Ask for it. Call within the event loop."""
    said = text(
        "text", "What should the moderators know?", most=APPEAL_MAX, hint="What is meant by it, say.", required=True
    )
    return modal("appeal", card_id, "Ask the moderators", said)


async def appealed(interaction: Interaction, card_id: str, typed: Typed) -> None:
    """Put it before the moderators."""
    await defer(interaction)
    told = await appeal(interaction, card_id, typed.get("text"))
    await interaction.edit_original_response(content=told, allowed_mentions=NOBODY)
