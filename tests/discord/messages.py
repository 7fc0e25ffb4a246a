"""The routes of channels and their messages, which the bot calls in its own name."""

from aiohttp import web

from tests.discord.body import BODY
from tests.discord.errors import MISSING_PERMISSIONS, NOT_YOUR_MESSAGE, UNKNOWN_USER, RefusedError, json_answer
from tests.discord.places import may, may_attach, may_edit, may_post, named_channel, named_message
from tests.discord.posting import Posting
from tests.discord.state import BOT_ID, Message, User, World
from tests.discord.threads import ThreadRoutes
from tests.discord.wire import channel_json, message_json


class MessageRoutes:
    """Posts, edits, reads and deletes, as far as the bot may."""

    def __init__(self, world: World, posting: Posting, people: dict[str, User], threads: ThreadRoutes) -> None:
        self.world = world
        self.posting = posting
        self.threads = threads
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
            web.put(messages + "/pins/{message}", self.pin),
        ]

    async def open_direct(self, request: web.Request) -> web.Response:
        person = self.people.get(str(request[BODY].payload["recipient_id"]))
        if person is None:
            raise RefusedError(UNKNOWN_USER)
        return json_answer(channel_json(self.world.channel_with(person), self.world))

    async def read_channel(self, request: web.Request) -> web.Response:
        return json_answer(channel_json(named_channel(self.world, request), self.world))

    async def type(self, request: web.Request) -> web.Response:
        may(named_channel(self.world, request), "send")
        return web.Response(status=204)

    async def read_all(self, request: web.Request) -> web.Response:
        channel = named_channel(self.world, request)
        seen = self.world.messages_in(channel) if "history" in channel.bot_may else []
        newest = sorted(seen, key=lambda message: int(message.id), reverse=True)
        if before := request.query.get("before"):
            newest = [message for message in newest if int(message.id) < int(before)]
        limit = int(request.query.get("limit", 50))
        if after := request.query.get("after"):
            newest = [message for message in newest if int(message.id) > int(after)][-limit:]
        return json_answer([message_json(message, self.world.base) for message in newest[:limit]])

    async def post(self, request: web.Request) -> web.Response:
        channel, body = named_channel(self.world, request), request[BODY]
        may_post(channel)
        may_attach(channel, body)
        written = self._written(self.posting.post(body, channel))
        await self.threads.written_in(channel)
        return written

    async def read(self, request: web.Request) -> web.Response:
        may(named_channel(self.world, request), "history")
        return self._written(named_message(self.world, request))

    async def edit(self, request: web.Request) -> web.Response:
        message = named_message(self.world, request)
        if message.author.id != BOT_ID:
            raise RefusedError(NOT_YOUR_MESSAGE)
        may_edit(message.channel)
        may_attach(message.channel, request[BODY])
        return self._written(self.posting.edit(message, request[BODY]))

    async def delete(self, request: web.Request) -> web.Response:
        message = named_message(self.world, request)
        if message.author.id != BOT_ID:
            raise RefusedError(MISSING_PERMISSIONS)
        message.deleted = True
        return web.Response(status=204)

    async def pin(self, request: web.Request) -> web.Response:
        """Pin a message. Who may post there may do that here; of the word about it that Discord posts there is none."""
        message = named_message(self.world, request)
        may_post(message.channel)
        message.pinned = True
        return web.Response(status=204)

    def _written(self, message: Message) -> web.Response:
        return json_answer(message_json(message, self.world.base))
