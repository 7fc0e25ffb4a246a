"""Who moderators may do something about, and in which server."""

from typing import Any, Final

import discord

from bot.answers import defer
from bot.cases.moderators import owns, require_whole_server
from bot.records.oversight import JAMGRAM, OPERATOR
from bot.words import is_id
from core.errors import UserError

Interaction = discord.Interaction[Any]

ACTORS: Final = {JAMGRAM: "Jamgram", OPERATOR: "whoever runs Jamgram"}
"""Who acts without being a user."""

YOURSELF: Final = "You can't do this to yourself. Nothing was changed."
NOT_YOUR_OWN: Final = "This holds for yourself: another moderator can lift it. Nothing was changed."
NOWHERE: Final = "This is for moderators, in their server. Nothing was changed."
UNKNOWN: Final = "This belongs to another version of Jamgram. Nothing was changed."
A_BOT: Final = "Bots ask for nothing, so there is nothing to do about one. Nothing was changed."


async def begin(interaction: Interaction) -> None:
    """Put the answer to a moderator's command off.

    Raises
    ------
    UserError
        If they moderate one channel alone.
    """
    await require_whole_server(interaction)
    await defer(interaction)


def require_other(interaction: Interaction, user: discord.abc.User) -> str:
    """Name somebody who is neither a bot nor whoever acts.

    Raises
    ------
    UserError
        If they are.
    """
    if user.id == interaction.user.id:
        raise UserError(YOURSELF, code="E-VALUE")
    if user.bot:
        raise UserError(A_BOT, code="E-VALUE")
    return str(user.id)


def require_not_own(interaction: Interaction, user: str) -> None:
    """Let nobody lift what others decided about themselves, but for whose server it is.

    Raises
    ------
    UserError
        If they try.
    """
    if user == str(interaction.user.id) and not owns(interaction.client, server_of(interaction), user):
        raise UserError(NOT_YOUR_OWN, code="E-NOT-YOURS")


def user_in(target: str) -> str:
    """Read whom a button or modal is about, whose id anybody may have written.

    Raises
    ------
    UserError
        If it is nobody.
    """
    if not is_id(target):
        raise UserError(UNKNOWN, code="E-UNKNOWN")
    return target


def server_of(interaction: Interaction) -> str:
    """Name the server in which somebody moderates.

    Raises
    ------
    UserError
        If they are in none.
    """
    if interaction.guild_id is None:
        raise UserError(NOWHERE, code="E-VALUE")
    return str(interaction.guild_id)
