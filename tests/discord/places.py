"""Channels, threads and messages as a call names them, and what the bot may do in them."""

from aiohttp import web

from tests.discord.body import Body
from tests.discord.errors import (
    ARCHIVED,
    CANNOT_SEND_TO_USER,
    LOCKED,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    RefusedError,
)
from tests.discord.state import Channel, Message, World


def named_channel(world: World, request: web.Request) -> Channel:
    channel = world.channels.get(request.match_info["channel"])
    if channel is None or channel.deleted:
        raise RefusedError(UNKNOWN_CHANNEL)
    if "view" not in channel.bot_may or (channel.guild and not channel.guild.has_bot):
        raise RefusedError(MISSING_ACCESS)
    return channel


def named_message(world: World, request: web.Request) -> Message:
    channel = named_channel(world, request)
    message = world.messages.get(request.match_info["message"])
    if message is None or message.deleted or message.ephemeral or message.channel is not channel:
        raise RefusedError(UNKNOWN_MESSAGE)
    return message


def may(channel: Channel, what: str) -> None:
    if what not in channel.bot_may:
        raise RefusedError(MISSING_PERMISSIONS)


def may_attach(channel: Channel, body: Body) -> None:
    if body.files:
        may(channel, "attach")


def may_post(channel: Channel) -> None:
    """A post opens an archived thread again, but no locked one."""
    may(channel, "send_in_threads" if channel.parent else "send")
    if channel.recipient and not channel.recipient.takes_messages:
        raise RefusedError(CANNOT_SEND_TO_USER)
    if channel.locked:
        raise RefusedError(ARCHIVED if channel.archived else LOCKED)


def may_edit(channel: Channel) -> None:
    if channel.archived:
        raise RefusedError(ARCHIVED)
