"""Whether a value can be had: some need the bot to be let into a channel, some are the operator's to bound."""

from typing import Any, Final

import discord

from bot.administration.answering import Interaction, guild_of
from bot.administration.permissions import lacking, told
from bot.choices import Setting
from bot.choices.keys import RETENTION_DAYS
from bot.choices.kinds import Channel
from bot.services import services_of
from core.errors import UserError

NO_CHANNEL: Final = "This server has no such channel for messages: choose one of the list. Nothing was changed."
NOT_LET_IN: Final = (
    "I can't use <#{channel}>: I lack {lacking} there. Nothing was changed: allow me that, then try again."
)
TOO_LONG: Final = "Clips are kept here for {most} days at most, as whoever runs Jamgram says. Nothing was changed."


def require_possible(interaction: Interaction, setting: Setting[Any], value: object) -> None:
    """Refuse what could not hold.

    Raises
    ------
    UserError
        If the bot can't use a channel, or a number is more than there may be here.
    """
    if isinstance(setting.kind, Channel):
        require_usable(interaction, str(value))
    most = services_of(interaction).settings.retention_days
    if setting.key == RETENTION_DAYS.key and isinstance(value, int) and 0 < most < value:
        raise UserError(TOO_LONG.format(most=most), code="E-VALUE")


def require_usable(interaction: Interaction, channel: str) -> None:
    """Refuse a channel that is none of this server's, or in which the bot can't post clips.

    Raises
    ------
    UserError
        If it is such a one.
    """
    guild = guild_of(interaction)
    found = guild.get_channel(int(channel))
    if not isinstance(found, discord.TextChannel):
        raise UserError(NO_CHANNEL, code="E-VALUE")
    if missing := lacking(found.permissions_for(guild.me)):
        raise UserError(NOT_LET_IN.format(channel=channel, lacking=told(missing)), code="E-PERM-SEND")
