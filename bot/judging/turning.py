"""What is held or refused: recorded first, then told to whoever asked, and to nobody else."""

import asyncio
import logging
from dataclasses import replace
from typing import Any, Final

import discord

from bot.answers import LOST, NOBODY
from bot.buttons import buttons_of
from bot.card import CardView
from bot.judging.deciding import Held, Refused
from bot.judging.denying import DeniedError
from bot.judging.recording import cool_down, hold, refuse
from bot.judging.wording import cooling_line, held_view, interim_view, refused_view
from bot.placing import told_of
from bot.records.values import CardRecord
from bot.services import Services, services_of
from bot.words import fit
from core.errors import UserError

log = logging.getLogger(__name__)

RECORDING_S: Final = 1.0
"""How long recording may hold up the acknowledgement; `bot/intake.py` says why."""

Interaction = discord.Interaction[Any]
Turned = Held | Refused


class NotTakenError(UserError):
    """Something is held or refused, and recorded; the view says so."""

    def __init__(self, view: CardView) -> None:
        super().__init__(view.content)
        self.view = view


async def turn_away(interaction: Interaction, record: CardRecord, turned: Turned) -> None:
    """Record what is held or refused, then say so; as far as that can't wait, the acknowledgement comes first."""
    recording = asyncio.create_task(recorded(services_of(interaction), record, turned))
    await asyncio.wait({recording}, timeout=RECORDING_S)
    if not recording.done():
        await say(interaction, interim_view(turned))
    if view := await recording:
        await say(interaction, view)


async def take_back(interaction: Interaction, record: CardRecord, turned: Turned) -> None:
    """Hold or refuse what a card was begun for while its file was fetched: the card that all see goes."""
    view = await recorded(services_of(interaction), record, turned, begun=True)
    if view is None:
        return
    if record.card.private:
        await say(interaction, view)
    else:
        await _tell_instead(interaction, view)


async def recorded(
    services: Services, record: CardRecord, turned: Turned, *, begun: bool = False, alone: bool = True
) -> CardView | None:
    """Record what is held or refused, and draw up what its author is told; None if its card is known, or over.

    `begun`: the card was opened already. `alone`: nobody but its author reads it.
    """
    view = await _recorded(services, record, turned, begun=begun, alone=alone)
    if view is None:
        log.info("card %s: held or refused, but another process has it, or nobody waits for it", record.card.id)
    return view


async def _recorded(
    services: Services, record: CardRecord, turned: Turned, *, begun: bool, alone: bool
) -> CardView | None:
    log.info("card %s: %s, by rule %s", record.card.id, type(turned).__name__.lower(), turned.rule)
    if isinstance(turned, Held):
        case = await hold(services, record, turned, begun=begun)
        return held_view(turned, case.number, record.card.id) if case else None
    if not await refuse(services, record, turned, begun=begun):
        return None
    view, until_s = refused_view(turned, record.card.id, alone=alone), await cool_down(services, record)
    return view if until_s is None else replace(view, content=fit([view.content, cooling_line(until_s)]))


def said_aloud(error: UserError) -> str:
    """Say in a message that others read why nothing comes of something."""
    return error.aloud if isinstance(error, DeniedError) else told_of(error)


async def say(interaction: Interaction, view: CardView) -> None:
    """Say it in the place of what was said before; who can't be told finds it in `/queue view`."""
    try:
        if interaction.response.is_done():
            await interaction.edit_original_response(
                content=view.content, view=buttons_of(view), allowed_mentions=NOBODY
            )
        else:
            await interaction.response.send_message(
                view.content, view=buttons_of(view), ephemeral=True, allowed_mentions=NOBODY
            )
    except LOST as error:
        log.warning("can't say what is held or refused: %s", error)


async def _tell_instead(interaction: Interaction, view: CardView) -> None:
    """Take away the card that all see, and say it to whoever asked."""
    try:
        await interaction.delete_original_response()
    except LOST as error:
        log.info("the card can't be taken back, or is gone: %s", error)
    try:
        await interaction.followup.send(view.content, view=buttons_of(view), ephemeral=True, allowed_mentions=NOBODY)
    except LOST as error:
        log.warning("can't say what is held or refused: %s", error)
