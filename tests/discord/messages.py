"""The routes of channels and their messages, which the bot calls in its own name."""

from aiohttp import web

from tests.discord.body import BODY, Body
from tests.discord.errors import (
    CANNOT_SEND_TO_USER,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    NOT_YOUR_MESSAGE,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    UNKNOWN_USER,
    RefusedError,
    json_answer,
)
from tests.discord.posting import Posting
from tests.discord.state import BOT_ID, Channel, Message, User, World
from tests.discord.wire import channel_json, message_json


class MessageRoutes:
    """Posts, edits, reads and deletes, as far as the bot may."""

    def __init__(self, world: World, posting: Posting, people: dict[str, User]) -> None:
        self.world = world
        self.posting = posting
        self.people = people

    def routes(self) -> list[web.RouteDef]:
        messages = "/channels/{channel}/messages"
        return [
            web.post("/users/@me/channels", self.open_direct),
            web.get("/channels/{channel}", self.read_channel),
            web.post("/channels/{channel}/typing", self.type),
            web.get(messages, self.read_all),
            web.post(messages, self.post),
            web.get(messages + "/{message}", self.read),
            web.patch(messages + "/{message}", self.edit),
            web.delete(messages + "/{message}", self.delete),
        ]

    async def open_direct(self, request: web.Request) -> web.Response:
        person = self.people.get(str(request[BODY].payload["recipient_id"]))
        if person is None:
            raise RefusedError(UNKNOWN_USER)
        return json_answer(channel_json(self.world.channel_with(person), self.world))

    async def read_channel(self, request: web.Request) -> web.Response:
        return json_answer(channel_json(self._channel(request), self.world))

    async def type(self, request: web.Request) -> web.Response:
        may(self._channel(request), "send")
        return web.Response(status=204)

    async def read_all(self, request: web.Request) -> web.Response:
        channel = self._channel(request)
        seen = self.world.messages_in(channel) if "history" in channel.bot_may else []
        newest = sorted(seen, key=lambda message: int(message.id), reverse=True)
        if before := request.query.get("before"):
            newest = [message for message in newest if int(message.id) < int(before)]
        limit = int(request.query.get("limit", 50))
        if after := request.query.get("after"):
            newest = [message for message in newest if int(message.id) > int(after)][-limit:]
        return json_answer([message_json(message, self.world.base) for message in newest[:limit]])

    async def post(self, request: web.Request) -> web.Response:
        channel, body = self._channel(request), request[BODY]
        may(channel, "send")
        if channel.recipient and not channel.recipient.takes_messages:
            raise RefusedError(CANNOT_SEND_TO_USER)
        may_attach(channel, body)
        return self._written(self.posting.post(body, channel))

    async def read(self, request: web.Request) -> web.Response:
        may(self._channel(request), "history")
        return self._written(self._message(request))

    async def edit(self, request: web.Request) -> web.Response:
        message = self._message(request)
        if message.author.id != BOT_ID:
            raise RefusedError(NOT_YOUR_MESSAGE)
        may_attach(message.channel, request[BODY])
        return self._written(self.posting.edit(message, request[BODY]))

    async def delete(self, request: web.Request) -> web.Response:
        message = self._message(request)
        if message.author.id != BOT_ID:
            raise RefusedError(MISSING_PERMISSIONS)
        message.deleted = True
        return web.Response(status=204)

    def _written(self, message: Message) -> web.Response:
        return json_answer(message_json(message, self.world.base))

    def _channel(self, request: web.Request) -> Channel:
        channel = self.world.channels.get(request.match_info["channel"])
        if channel is None or channel.deleted:
            raise RefusedError(UNKNOWN_CHANNEL)
        if "view" not in channel.bot_may or (channel.guild and not channel.guild.has_bot):
            raise RefusedError(MISSING_ACCESS)
        return channel

    def _message(self, request: web.Request) -> Message:
        channel = self._channel(request)
        message = self.world.messages.get(request.match_info["message"])
        if message is None or message.deleted or message.ephemeral or message.channel is not channel:
            raise RefusedError(UNKNOWN_MESSAGE)
        return message


def may(channel: Channel, what: str) -> None:
    if what not in channel.bot_may:
        raise RefusedError(MISSING_PERMISSIONS)


def may_attach(channel: Channel, body: Body) -> None:
    if body.files:
        may(channel, "attach")
