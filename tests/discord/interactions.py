"""The routes of interactions: the first answer within 3 s, then edits and follow-ups as long as the token lives."""

import time
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from tests.discord.body import BODY, Body
from tests.discord.errors import (
    ALREADY_ACKNOWLEDGED,
    EXPIRED_TOKEN,
    TOO_MANY_FOLLOW_UPS,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    RefusedError,
    json_answer,
)
from tests.discord.posting import Posting
from tests.discord.state import APPLICATION_ID, EPHEMERAL, LOADING, Interaction, Json, Message, World
from tests.discord.wire import message_json

FIRST_ANSWER_S: Final = 3.0
TOKEN_LIFE_S: Final = 15 * 60.0
FOLLOW_UPS_WITHOUT_BOT: Final = 5
SEND, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9


@dataclass
class InteractionRoutes:
    """Answers to interactions; `token_life_s` may be shortened, and `first_answer_s` be longer."""

    world: World
    posting: Posting
    token_life_s: float = TOKEN_LIFE_S
    first_answer_s: float = FIRST_ANSWER_S

    def routes(self) -> list[web.RouteDef]:
        webhook = "/webhooks/{application}/{token}"
        return [
            web.post("/interactions/{interaction}/{token}/callback", self.answer),
            web.post(webhook, self.follow_up),
            web.get(webhook + "/messages/{message}", self.read),
            web.patch(webhook + "/messages/{message}", self.edit),
            web.delete(webhook + "/messages/{message}", self.delete),
        ]

    async def answer(self, request: web.Request) -> web.Response:
        """Take the first answer, of which there is one."""
        interaction = self.world.interactions.get(request.match_info["interaction"])
        if interaction is None or interaction.token != request.match_info["token"]:
            raise RefusedError(UNKNOWN_INTERACTION)
        if interaction.answered_s is not None:
            raise RefusedError(ALREADY_ACKNOWLEDGED)
        if time.monotonic() - interaction.asked_s > self.first_answer_s:
            raise RefusedError(UNKNOWN_INTERACTION)
        body: Body = request[BODY]
        interaction.original = self._carry_out(interaction, body)
        interaction.answered_s = time.monotonic()
        interaction.callback = body.payload
        if "with_response" not in request.query:
            return web.Response(status=204)
        return json_answer(self._callback_json(interaction))

    def _carry_out(self, interaction: Interaction, body: Body) -> Message | None:
        inner = Body(body.payload.get("data") or {}, body.files)
        match body.payload["type"]:
            case 4:
                return self.posting.post(inner, interaction.channel, interaction=interaction)
            case 5:
                flags = (inner.payload.get("flags") or 0) & EPHEMERAL | LOADING
                return self.posting.post(Body({"flags": flags}), interaction.channel, interaction=interaction)
            case 7 if interaction.message:
                return self.posting.edit(interaction.message, inner)
        return interaction.message

    def _callback_json(self, interaction: Interaction) -> Json:
        kind, original = interaction.callback["type"], interaction.original
        told: Json = {"interaction": {"id": interaction.id, "type": interaction.kind}}
        if original is not None and kind in {SEND, DEFER, UPDATE}:
            told["interaction"]["response_message_id"] = original.id
            told["interaction"]["response_message_loading"] = original.loading
            told["interaction"]["response_message_ephemeral"] = original.ephemeral
            told["resource"] = {"type": kind, "message": message_json(original, self.world.base)}
        return told

    async def follow_up(self, request: web.Request) -> web.Response:
        """Post one more message; the first after a deferral fills its placeholder and keeps who sees it."""
        interaction = self._alive(request)
        if interaction.answered_s is None:
            raise RefusedError(UNKNOWN_WEBHOOK)
        if interaction.original and interaction.original.loading:
            return self._written(self.posting.edit(interaction.original, request[BODY]))
        guild = interaction.channel.guild
        if guild and not guild.has_bot and len(interaction.follow_ups) >= FOLLOW_UPS_WITHOUT_BOT:
            raise RefusedError(TOO_MANY_FOLLOW_UPS)
        message = self.posting.post(request[BODY], interaction.channel, interaction=interaction)
        interaction.follow_ups.append(message)
        return self._written(message)

    async def read(self, request: web.Request) -> web.Response:
        return self._written(self._message(request))

    async def edit(self, request: web.Request) -> web.Response:
        return self._written(self.posting.edit(self._message(request), request[BODY]))

    async def delete(self, request: web.Request) -> web.Response:
        self._message(request).deleted = True
        return web.Response(status=204)

    def _written(self, message: Message) -> web.Response:
        return json_answer(message_json(message, self.world.base))

    def _alive(self, request: web.Request) -> Interaction:
        interaction = self.world.by_token(request.match_info["token"])
        if interaction is None or request.match_info["application"] != APPLICATION_ID:
            raise RefusedError(UNKNOWN_WEBHOOK)
        if time.monotonic() - interaction.asked_s > self.token_life_s:
            raise RefusedError(EXPIRED_TOKEN)
        return interaction

    def _message(self, request: web.Request) -> Message:
        interaction, wanted = self._alive(request), request.match_info["message"]
        own = [message for message in (interaction.original, *interaction.follow_ups) if message]
        for message in own:
            if (wanted in {message.id, "@original"}) and not message.deleted and not message.channel.deleted:
                return message
        raise RefusedError(UNKNOWN_MESSAGE)
