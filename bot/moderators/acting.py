"""What a moderator does about somebody, by command or by button: done, written down, and told to both."""

from typing import Any

import discord

from bot.cases.striking import strike, struck_line
from bot.freezing import call_off_of
from bot.moderators.blocking import block, unblock
from bot.moderators.durations import Duration, until_s
from bot.moderators.freezes import freeze_here, read_code, thaw_here
from bot.moderators.people import require_not_own, server_of
from bot.moderators.removing import Removal, purge
from bot.records.oversight import Block, Freeze, FreezeKind
from bot.services import services_of

Interaction = discord.Interaction[Any]


async def strike_user(interaction: Interaction, user: str, reason: str) -> str:
    """Give a strike; with a block that it earns, what they wait for is called off."""
    services, server, by = services_of(interaction), server_of(interaction), str(interaction.user.id)
    stands = await strike(services, interaction.client, server=server, user=user, by=by, reason=reason)
    if stands.block is not None:
        await call_off_of(services, stands.block)
    return struck_line(stands, user)


async def block_user(interaction: Interaction, user: str, duration: Duration, reason: str) -> str:
    """Block somebody for some time."""
    services, now_s = services_of(interaction), services_of(interaction).clock()
    by, ends_s = str(interaction.user.id), until_s(duration, now_s=now_s)
    asked = Block(server_of(interaction), user, by, reason, since_s=now_s, until_s=ends_s)
    return await block(services, interaction.client, asked)


async def unblock_user(interaction: Interaction, user: str) -> str:
    """Lift a block of somebody else's."""
    require_not_own(interaction, user)
    server, by = server_of(interaction), str(interaction.user.id)
    return await unblock(services_of(interaction), interaction.client, server=server, user=user, by=by)


async def freeze_target(interaction: Interaction, kind: FreezeKind, target: str, reason: str) -> str:
    """Freeze somebody, a channel or the server."""
    services = services_of(interaction)
    asked = Freeze(server_of(interaction), kind, target, str(interaction.user.id), reason, since_s=services.clock())
    return await freeze_here(services, asked)


async def thaw_target(interaction: Interaction, code: str) -> str:
    """Thaw what a button names, but not oneself."""
    kind, target = read_code(code)
    if kind == "user":
        require_not_own(interaction, target)
    by = str(interaction.user.id)
    return await thaw_here(services_of(interaction), server_of(interaction), code, by=by)


async def purge_user(interaction: Interaction, user: str, number: int, reason: str) -> str:
    """Remove somebody's last riffs here."""
    removal = Removal(server_of(interaction), str(interaction.user.id), reason)
    return await purge(services_of(interaction), interaction.client, user, removal, most=number)
