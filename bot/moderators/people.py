"""Who moderators may do something about, and in which server."""

from typing import Any, Final

import discord

from core.errors import UserError

Interaction = discord.Interaction[Any]

YOURSELF: Final = "You can't do this to yourself. Nothing was changed."
NOWHERE: Final = "This is for moderators, in their server. Nothing was changed."
A_BOT: Final = "Bots ask for nothing, so there is nothing to do about one. Nothing was changed."


def require_other(interaction: Interaction, user: discord.abc.User) -> str:
    """Name somebody who is neither a bot nor whoever acts.

    Raises
    ------
    UserError
        If they are.
    """
    if user.id == interaction.user.id:
        raise UserError(YOURSELF)
    if user.bot:
        raise UserError(A_BOT)
    return str(user.id)


def server_of(interaction: Interaction) -> str:
    """Name the server in which somebody moderates.

    Raises
    ------
    UserError
        If they are in none.
    """
    if interaction.guild_id is None:
        raise UserError(NOWHERE)
    return str(interaction.guild_id)
