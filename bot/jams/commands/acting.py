"""Doing something to a jam, and telling whoever did it what came of it."""

import logging
from typing import Any, Final

import discord

from bot.answers import NOBODY
from bot.cases.moderators import is_moderator
from bot.jams.machine.acts import Act
from bot.jams.moving import move
from bot.patience import in_time
from bot.records import DatabaseDownError
from bot.records.jam import Jam
from bot.services import services_of
from core.errors import UserError

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

TOO_LATE: Final = "That moment is over: the board shows how the jam stands now. Nothing was changed."


async def moved(interaction: Interaction, jam: Jam, act: Act) -> Jam:
    """Do something to a jam, once the interaction is acknowledged, and give the jam as it is then.

    Raises
    ------
    UserError
        If it can't be done now, or by whoever asks.
    """
    services, user = services_of(interaction), str(interaction.user.id)
    after = await in_time(interaction, move(services, jam.id, act, actor=user))
    await note_seen(interaction, jam)
    return after


async def note_seen(interaction: Interaction, jam: Jam) -> None:
    """Note that somebody did something in a jam; nothing is lost if that can't be noted."""
    services = services_of(interaction)
    try:
        await in_time(interaction, services.records.seen_in_jam(jam.id, str(interaction.user.id), services.clock()))
    except (UserError, DatabaseDownError) as error:
        log.info("jam %s: it is not noted who was seen: %s", jam.id, error)


async def leads_as_moderator(interaction: Interaction, jam: Jam) -> bool:
    """Tell whether whoever acts does so as a moderator: a host needs no other right than theirs."""
    return str(interaction.user.id) != jam.host and await is_moderator(interaction)


async def tell(interaction: Interaction, words: str, *, view: discord.ui.View | None = None) -> None:
    """Answer whoever acted, and nobody else."""
    await interaction.edit_original_response(content=words, view=view, allowed_mentions=NOBODY)
