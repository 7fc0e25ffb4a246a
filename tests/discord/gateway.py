"""Discord's gateway: sessions that outlive their connections, events in order, and a replay for who resumes."""

import asyncio
import json
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from aiohttp import WSMsgType, web

from tests.discord.state import APPLICATION_ID, Guild, Json, World, snowflake
from tests.discord.wire import guild_json, user_json

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
HEARTBEAT_MS: Final = 41_250
WRONG_TOKEN: Final = 4004
FOR_GOOD: Final = frozenset({1000, 1001})
"""A client that closes so ends its session."""


class Link:
    """One connection; what is sent is one stream of zlib, flushed after every event."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        assert request.query.get("compress") in {None, "zlib-stream"}, "the stand-in speaks zlib only"
        self.socket = socket
        self.transport = request.transport
        self._stream = zlib.compressobj() if "compress" in request.query else None
        self._turn = asyncio.Lock()

    async def send(self, told: Json) -> None:
        text = json.dumps(told)
        async with self._turn:
            if self.socket.closed:
                return
            if self._stream is None:
                await self.socket.send_str(text)
            else:
                await self.socket.send_bytes(
                    self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)
                )


@dataclass
class Session:
    """What a client may come back to: all its events, and the connection it has at present."""

    link: Link | None
    shard: list[int]
    id: str = field(default_factory=lambda: "session-" + snowflake())
    events: list[Json] = field(default_factory=list)
    resumed: int = 0

    async def tell(self, event: str, told: Json) -> None:
        self.events.append({"op": DISPATCH, "t": event, "s": len(self.events) + 1, "d": told})
        if self.link is not None:
            await self._send(self.link, self.events[-1])

    async def replay(self, link: Link, after: int) -> None:
        while after < len(self.events):
            await link.send(self.events[after])
            after += 1
        self.link = link
        self.resumed += 1
        await self.tell("RESUMED", {})

    async def _send(self, link: Link, told: Json) -> None:
        try:
            await link.send(told)
        except ConnectionError:
            self.link = None


class Gateway:
    """All sessions; each hears every event, as two processes with one token and one shard do."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sessions: dict[str, Session] = {}
        self.identified = 0
        self.beats = 0

    @property
    def connected(self) -> list[Session]:
        return [session for session in self.sessions.values() if session.link is not None]

    async def dispatch(self, event: str, told: Json) -> None:
        await asyncio.gather(*(session.tell(event, told) for session in list(self.sessions.values())))

    async def drop(self, *, code: int = 4000) -> None:
        """Close every connection with a code; the sessions stay."""
        for session in self.connected:
            if link := session.link:
                session.link = None
                await link.socket.close(code=code)

    async def cut_off(self) -> None:
        """Let every connection vanish without a word; the sessions stay."""
        for session in self.connected:
            if session.link and session.link.transport:
                session.link.transport.abort()
            session.link = None

    async def ask_to_reconnect(self) -> None:
        for session in self.connected:
            if session.link:
                await session.link.send({"op": RECONNECT, "d": None})

    async def invalidate(self) -> None:
        """Forget all sessions and say so."""
        forgotten, self.sessions = self.connected, {}
        for session in forgotten:
            if session.link:
                await session.link.send({"op": INVALID, "d": False})

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Talk with one client until its connection ends."""
        socket = web.WebSocketResponse(max_msg_size=0)
        with suppress(ConnectionError):  # who connects and dies at once
            await self._talk(socket, request)
        return socket

    async def _talk(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        await socket.prepare(request)
        link, session = Link(socket, request), None
        await link.send({"op": HELLO, "d": {"heartbeat_interval": HEARTBEAT_MS}})
        async for heard in socket:
            if heard.type is WSMsgType.TEXT:
                session = await self._hear(link, json.loads(heard.data), session)
        self._forget(session, link)

    def _forget(self, session: Session | None, link: Link) -> None:
        if session is None or session.link is not link:
            return
        session.link = None
        if link.socket.close_code in FOR_GOOD:
            self.sessions.pop(session.id, None)

    async def _hear(self, link: Link, heard: Json, session: Session | None) -> Session | None:
        match heard["op"]:
            case 1:
                self.beats += 1
                await link.send({"op": ACK})
            case 2:
                return await self._identify(link, heard["d"])
            case 6:
                return await self._resume(link, heard["d"])
        return session

    async def _identify(self, link: Link, asked: Json) -> Session | None:
        if asked["token"] != self.world.token:
            await link.socket.close(code=WRONG_TOKEN)
            return None
        session = Session(link, asked.get("shard", [0, 1]))
        self.sessions[session.id] = session
        self.identified += 1
        await session.tell("READY", self._ready(session))
        for guild in self._guilds():
            await session.tell("GUILD_CREATE", guild_json(guild, self.world))
        return session

    async def _resume(self, link: Link, asked: Json) -> Session | None:
        session = self.sessions.get(asked["session_id"])
        if session is None or asked["token"] != self.world.token:
            await link.send({"op": INVALID, "d": False})
            return None
        await session.replay(link, asked["seq"])
        return session

    def _guilds(self) -> list[Guild]:
        return [guild for guild in self.world.guilds.values() if guild.has_bot]

    def _ready(self, session: Session) -> Json:
        return {
            "v": 10,
            "user": user_json(self.world.bot),
            "guilds": [{"id": guild.id, "unavailable": True} for guild in self._guilds()],
            "session_id": session.id,
            "resume_gateway_url": self.world.gateway_url,
            "shard": session.shard,
            "application": {"id": APPLICATION_ID, "flags": 0},
        }
