"""Somebody wants all of theirs deleted: asked whether they mean it, and given a day to think again."""

from typing import Any, Final

import discord

from bot.card import Button, CardView
from bot.patience import soon
from bot.records.statements import Erasure
from bot.services import services_of
from core.errors import UserError

Interaction = discord.Interaction[Any]

THINK_AGAIN_S: Final = 24 * 3600.0

SURE: Final = """\
🗑️ **Delete all that I keep of you?** A day after you say so:
- what you wait for is called off; all your riffs go, with their words, sounds and pictures, and their messages say \
“[removed by its author]”, wherever I can still edit them;
- your stars, choices, reports and blocked people go, and what I sent you in direct messages.
**What stays**: what others made of your riffs; your riffs' places in their families, without words and under a name \
that is not yours; blocks, strikes and what moderators decided, under that name too, so that a block holds if you come \
back.
What was posted where I am not a member, or where I may not edit, stays there: delete it yourself before.
📦 `/account data export` first gives you all of it."""

BEGUN: Final = (
    "🗑️ All that I keep of you is deleted {when}. Until then nothing changes, and `/account data keep` takes it back."
)
UNDER_WAY: Final = "🗑️ Your data is being deleted just now: that can't be stopped any more."
KEPT: Final = "🌱 Nothing is deleted: all stays as it was."
NOTHING_ASKED: Final = "You have not asked for anything to be deleted: nothing changed."
NOT_YOURS: Final = "This button is for somebody else."


async def question(interaction: Interaction) -> CardView:
    """Ask whether it is meant, or say when it will be if that was asked for before."""
    user = str(interaction.user.id)
    known = await soon(services_of(interaction).records.erasure_of(user))
    if known is not None:
        return _begun(known, services_of(interaction).clock())
    yes = Button("erase", user, "🗑️", "Delete everything", "danger")
    return CardView(SURE, buttons=((yes,),))


async def begin(interaction: Interaction, user: str) -> CardView:
    """Have everything deleted in a day.

    Raises
    ------
    UserError
        If somebody presses another's button.
    """
    _require_own(interaction, user)
    services = services_of(interaction)
    now_s = services.clock()
    asked = await soon(services.records.ask_erasure(user, now_s=now_s, due_s=now_s + THINK_AGAIN_S))
    return _begun(asked, now_s)


async def keep(interaction: Interaction, user: str) -> CardView:
    """Take that back, as long as it has not begun.

    Raises
    ------
    UserError
        If there is nothing to take back, or it is too late.
    """
    _require_own(interaction, user)
    services = services_of(interaction)
    known = await soon(services.records.erasure_of(user))
    if known is None:
        raise UserError(NOTHING_ASKED, code="E-UNKNOWN")
    if known.due_s <= services.clock():
        raise UserError(UNDER_WAY, code="E-BUSY")
    await soon(services.records.cancel_erasure(user))
    return CardView(KEPT)


def _begun(erasure: Erasure, now_s: float) -> CardView:
    if erasure.due_s <= now_s:
        return CardView(UNDER_WAY)
    when = f"<t:{round(erasure.due_s)}:f> (<t:{round(erasure.due_s)}:R>)"
    button = Button("keep", erasure.user, "🌱", "Keep everything")
    return CardView(BEGUN.format(when=when), buttons=((button,),))


def _require_own(interaction: Interaction, user: str) -> None:
    if str(interaction.user.id) != user:
        raise UserError(NOT_YOURS, code="E-NOT-YOURS")
