"""As much of Discord as the doctor asks: who am I, and what is my application?"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import web

TOKEN: Final = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GAbCdE.abcdefghijklmnopqrstuvwxyz0123456789AB"  # noqa: S105 - nobody's

NOBODY: Final = {"id": "7", "username": "riff", "discriminator": "0", "avatar": None, "bot": True}

SERVER_INSTALL: Final = {"scopes": ["bot", "applications.commands"], "permissions": "2269769957231680"}

APPLICATION: Final[dict[str, Any]] = {
    "id": "123456789012345678",
    "name": "Riff",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "00",
    "owner": NOBODY,
    "flags": 0,
    "approximate_guild_count": 3,
    "integration_types_config": {
        "0": {"oauth2_install_params": SERVER_INSTALL},
        "1": {"oauth2_install_params": {"scopes": ["applications.commands"], "permissions": "0"}},
    },
}


@dataclass
class Portal:
    """What the stand-in says; a test changes it before it asks."""

    application: dict[str, Any] = field(default_factory=lambda: dict(APPLICATION))
    servers: dict[str, str] = field(default_factory=dict)
    status: int = 200

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one request, with the token first."""
        if self.status != 200:
            return said({"message": "no", "code": 0}, status=self.status)
        if request.headers["Authorization"] != f"Bot {TOKEN}":
            return said({"message": "401: Unauthorized", "code": 0}, status=401)
        if "guild" in request.match_info:
            return self.server(request.match_info["guild"])
        return said(NOBODY if request.path.endswith("/users/@me") else self.application)

    def server(self, guild: str) -> web.Response:
        """Show a server only to a bot that is in it."""
        if guild not in self.servers:
            return said({"message": "Unknown Guild", "code": 10004}, status=404)
        return said({"id": guild, "name": self.servers[guild], "owner_id": "1", "emojis": [], "roles": []})


def said(body: object, *, status: int = 200) -> web.Response:
    """Answer in JSON, with the one content type that discord.py takes for it."""
    return web.Response(body=json.dumps(body).encode(), status=status, content_type="application/json")


@asynccontextmanager
async def opened(portal: Portal) -> AsyncIterator[str]:
    """Serve it on this machine, and say under which address."""
    app = web.Application()
    for path in ("/users/@me", "/oauth2/applications/@me", "/guilds/{guild}"):
        app.router.add_get(path, portal.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield site.name
    finally:
        await runner.cleanup()
