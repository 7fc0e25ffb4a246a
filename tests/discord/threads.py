"""Threads: on messages, one each with its id, or alone; as many in a server as it has room for."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.discord.body import BODY
from tests.discord.errors import (
    ARCHIVED,
    HAS_A_THREAD,
    MISSING_PERMISSIONS,
    NO_THREADS_HERE,
    TOO_MANY_THREADS,
    RefusedError,
    json_answer,
)
from tests.discord.places import may, named_channel, named_message
from tests.discord.state import Channel, Json, Message, World
from tests.discord.wire import PRIVATE_THREAD, channel_json

Announce = Callable[[str, Json], Awaitable[None]]
"""Tells every session of an event."""


class ThreadRoutes:
    """Opens threads, and lets them come back when somebody writes in them."""

    def __init__(self, world: World, announce: Announce) -> None:
        self.world = world
        self.announce = announce

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/channels/{channel}/messages/{message}/threads", self.open),
            web.post("/channels/{channel}/threads", self.open_alone),
            web.put("/channels/{channel}/thread-members/{user}", self.let_in),
            web.patch("/channels/{channel}", self.edit),
        ]

    async def open(self, request: web.Request) -> web.Response:
        message = named_message(self.world, request)
        thread = await self.opened(message, request[BODY].payload["name"])
        return json_answer(channel_json(thread, self.world), status=201)

    async def open_alone(self, request: web.Request) -> web.Response:
        """Open a thread that is on no message."""
        channel, payload = named_channel(self.world, request), request[BODY].payload
        if channel.guild is None or channel.parent is not None:
            raise RefusedError(NO_THREADS_HERE)
        may(channel, "open_threads")
        is_private = payload.get("type") == PRIVATE_THREAD
        thread = Channel(payload["name"], channel.guild, parent=channel, bot_may=channel.bot_may, private=is_private)
        return json_answer(channel_json(await self._added(thread), self.world), status=201)

    async def let_in(self, request: web.Request) -> web.Response:
        thread = self._thread(request)
        thread.members.add(request.match_info["user"])
        return web.Response(status=204)

    async def edit(self, request: web.Request) -> web.Response:
        """Rename, archive or lock a thread; what is archived is changed by nothing but being opened again."""
        thread, payload = self._thread(request), request[BODY].payload
        if thread.archived and payload.get("archived") is not False:
            raise RefusedError(ARCHIVED)
        thread.name = payload.get("name", thread.name)
        await self.change(thread, archived=payload.get("archived"), locked=payload.get("locked"))
        return json_answer(channel_json(thread, self.world))

    def _thread(self, request: web.Request) -> Channel:
        thread = named_channel(self.world, request)
        if thread.parent is None:
            raise RefusedError(MISSING_PERMISSIONS)
        return thread

    async def _added(self, thread: Channel) -> Channel:
        self.world.add_channel(thread)
        await self.announce("THREAD_CREATE", {**channel_json(thread, self.world), "newly_created": True})
        return thread

    async def opened(self, message: Message, name: str) -> Channel:
        """Open a thread on a message, if Discord allows it, and tell everybody."""
        channel = message.channel
        if channel.guild is None or channel.parent is not None:
            raise RefusedError(NO_THREADS_HERE)
        may(channel, "open_threads")
        if message.id in self.world.channels:
            raise RefusedError(HAS_A_THREAD)
        if len(self.world.threads_of(channel.guild)) >= channel.guild.threads_most:
            raise RefusedError(TOO_MANY_THREADS)
        return await self._added(Channel(name, channel.guild, id=message.id, parent=channel, bot_may=channel.bot_may))

    async def change(self, thread: Channel, *, archived: bool | None = None, locked: bool | None = None) -> None:
        """Archive or lock a thread, or undo that, as a moderator does or time does."""
        thread.archived = thread.archived if archived is None else archived
        thread.locked = thread.locked if locked is None else locked
        await self.announce("THREAD_UPDATE", channel_json(thread, self.world))

    async def delete(self, thread: Channel) -> None:
        thread.deleted = True
        named = ("id", "guild_id", "parent_id", "type")
        await self.announce("THREAD_DELETE", {name: channel_json(thread, self.world)[name] for name in named})

    async def written_in(self, channel: Channel) -> None:
        """Bring back the thread that somebody wrote in."""
        if channel.archived:
            await self.change(channel, archived=False)
