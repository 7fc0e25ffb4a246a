"""The routes of the bot's account and of its commands."""

from typing import Final

from aiohttp import web

from tests.discord.body import BODY
from tests.discord.errors import MISSING_PERMISSIONS, UNKNOWN_GUILD, UNKNOWN_USER, RefusedError, json_answer
from tests.discord.limits import faults_of_command
from tests.discord.posting import Posting
from tests.discord.state import APPLICATION_ID, File, Json, User, World, snowflake
from tests.discord.wire import member_json, user_json

MENTION_FLAGS: Final = 0


class ApplicationRoutes:
    """Who the bot is, where its gateway is, and what commands it has."""

    def __init__(self, world: World, posting: Posting, people: dict[str, User]) -> None:
        self.world = world
        self.posting = posting
        self.people = people

    def routes(self) -> list[web.RouteDef]:
        everywhere = "/applications/{application}/commands"
        in_guild = "/applications/{application}/guilds/{guild}/commands"
        return [
            web.get("/users/@me", self.me),
            web.get("/applications/@me", self.application),
            web.get("/oauth2/applications/@me", self.application),
            web.get("/gateway", self.gateway),
            web.get("/gateway/bot", self.gateway),
            web.get("/users/@me/guilds", self.guilds),
            web.get("/guilds/{guild}/members/{user}", self.member),
            web.post("/guilds/{guild}/scheduled-events", self.make_event),
            *(route for path in (everywhere, in_guild) for route in self._command_routes(path)),
        ]

    def _command_routes(self, path: str) -> list[web.RouteDef]:
        return [web.get(path, self.commands), web.put(path, self.replace_commands), web.post(path, self.add_command)]

    async def me(self, _: web.Request) -> web.Response:
        account = {"verified": True, "mfa_enabled": False, "flags": 0, "locale": "en-US", "email": None}
        return json_answer(user_json(self.world.bot) | account)

    async def application(self, _: web.Request) -> web.Response:
        return json_answer(
            {
                "id": APPLICATION_ID,
                "name": "jamgram",
                "icon": None,
                "description": "",
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "0",
                "flags": MENTION_FLAGS,
                "owner": user_json(self.world.bot),
                "team": None,
                "summary": "",
                "rpc_origins": [],
                "integration_types_config": {"0": {}, "1": {}},
            }
        )

    async def gateway(self, _: web.Request) -> web.Response:
        left = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return json_answer({"url": self.world.gateway_url, "shards": 1, "session_start_limit": left})

    async def guilds(self, _: web.Request) -> web.Response:
        joined = [guild for guild in self.world.guilds.values() if guild.has_bot]
        return json_answer([{"id": guild.id, "name": guild.name, "permissions": "0"} for guild in joined])

    async def member(self, request: web.Request) -> web.Response:
        """Everybody who was ever made is in every server."""
        guild = self.world.guilds[str(self._guild(request))]
        user = self.people.get(request.match_info["user"])
        if user is None:
            raise RefusedError(UNKNOWN_USER)
        return json_answer({name: value for name, value in member_json(user, guild).items() if name != "permissions"})

    async def make_event(self, _: web.Request) -> web.Response:
        """Refuse to make an event: no server lets the bot."""
        raise RefusedError(MISSING_PERMISSIONS)

    async def commands(self, request: web.Request) -> web.Response:
        return json_answer(self.world.commands.get(self._guild(request), []))

    async def replace_commands(self, request: web.Request) -> web.Response:
        guild = self._guild(request)
        self.world.commands[guild] = [self._registered(command, guild) for command in request[BODY].payload]
        return json_answer(self.world.commands[guild])

    async def add_command(self, request: web.Request) -> web.Response:
        guild = self._guild(request)
        command = self._registered(request[BODY].payload, guild)
        others = [known for known in self.world.commands.get(guild, []) if known["name"] != command["name"]]
        self.world.commands[guild] = [*others, command]
        return json_answer(command)

    def _registered(self, command: Json, guild: str | None) -> Json:
        self.posting.violations += faults_of_command(command)
        permissions = command.get("default_member_permissions")
        written = {
            "id": snowflake(),
            "application_id": APPLICATION_ID,
            "version": snowflake(),
            "type": 1,
            "description": "",
            **command,
            "default_member_permissions": None if permissions is None else str(permissions),
        }
        return written if guild is None else {**written, "guild_id": guild}

    def _guild(self, request: web.Request) -> str | None:
        guild = request.match_info.get("guild")
        if guild is not None and guild not in self.world.guilds:
            raise RefusedError(UNKNOWN_GUILD)
        return guild

    async def file(self, request: web.Request) -> web.Response:
        """Give an attachment's bytes to whoever has its address."""
        file: File | None = self.world.files.get(request.match_info["file"])
        if file is None:
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=file.content, content_type=file.content_type)
