"""Words to whoever asked, while what they asked for is shown elsewhere."""

import logging
from typing import Any

import discord

from bot.answers import LOST, NOBODY

log = logging.getLogger(__name__)


async def tell(interaction: discord.Interaction[Any], words: str) -> bool:
    """Say something that only they see, in the place of what they were told before; False if nobody knows whether."""
    try:
        if interaction.response.is_done():
            await interaction.edit_original_response(content=words, view=None, allowed_mentions=NOBODY)
        else:
            await interaction.response.send_message(words, ephemeral=True, allowed_mentions=NOBODY)
    except LOST as error:
        log.warning("can't be told: %s", error)
        return False
    return True
