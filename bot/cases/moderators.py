"""Who may decide for a server."""

from collections.abc import Iterable
from typing import Any, Final

import discord

from bot.patience import in_time
from bot.records.oversight import Access
from bot.services import services_of
from core.errors import UserError

Interaction = discord.Interaction[Any]

NOT_YOURS: Final = (
    "Only moderators decide this: those who may manage messages in this server, or have a role for it, as "
    "`/riff-admin roles moderator` gives one."
)
ONE_CHANNEL: Final = (
    "You may manage messages in this channel, but not in the whole server, and this is about all of it. Nothing was "
    "changed: who manages the server can name you with `/riff-admin roles moderator`."
)
ELSEWHERE: Final = "This belongs to another server: decide it there."


def may_moderate(member: discord.Member, access: Iterable[Access]) -> bool:
    """Tell whether somebody may manage messages in all of their server, or was named for it by the server."""
    granted = member.guild_permissions
    if granted.manage_messages or granted.administrator:
        return True
    named = {(one.kind, one.target) for one in access if one.verdict == "moderator"}
    return ("user", str(member.id)) in named or any(("role", str(role.id)) in named for role in member.roles)


def owns(client: discord.Client, server: str, user: str) -> bool:
    """Tell whether a server is somebody's, who answers to no moderator in it."""
    guild = client.get_guild(int(server)) if server.isdecimal() else None
    return guild is not None and str(guild.owner_id) == user


async def is_moderator(interaction: Interaction) -> bool:
    """Tell whether whoever acts may decide for the server in which they act."""
    member = interaction.user
    if not isinstance(member, discord.Member):
        return False
    if may_moderate(member, ()):
        return True
    oversight = await in_time(interaction, services_of(interaction).records.oversight(str(interaction.guild_id)))
    return may_moderate(member, oversight.access)


async def require_moderator(interaction: Interaction, server: str) -> None:
    """Let only those act who may decide for a server, and only in it.

    Raises
    ------
    UserError
        If somebody else acts, or elsewhere.
    """
    if str(interaction.guild_id) != server:
        raise UserError(ELSEWHERE, code="E-NOT-YOURS")
    if not await is_moderator(interaction):
        raise UserError(NOT_YOURS, code="E-NOT-YOURS")


async def require_whole_server(interaction: Interaction) -> None:
    """Turn away who may manage messages in one channel alone, which is why Discord shows them the commands there.

    Whoever was given a command under Server Settings → Integrations needs no such permission.

    Raises
    ------
    UserError
        If it is such a one.
    """
    if interaction.permissions.manage_messages and not await is_moderator(interaction):
        raise UserError(ONE_CHANNEL, code="E-NOT-YOURS")
