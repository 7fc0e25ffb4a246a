"""Calls of Discord's REST API without a library that forgives or repeats."""

from typing import Any

import aiohttp

from tests.discord.stand_in import StandIn
from tests.discord.state import Json


class Caller:
    """Calls the REST API as a bot would."""

    def __init__(self, stand_in: StandIn, session: aiohttp.ClientSession) -> None:
        self.base = stand_in.world.base + "/api/v10"
        self.session = session
        self.headers = {"Authorization": f"Bot {stand_in.world.token}"}

    async def call(self, method: str, path: str, payload: object = None, **more: Json) -> tuple[int, Any]:
        async with self.session.request(method, self.base + path, json=payload, headers=self.headers, **more) as answer:
            return answer.status, await answer.json() if answer.status != 204 else None

    async def code(self, method: str, path: str, payload: object = None) -> tuple[int, int]:
        status, told = await self.call(method, path, payload)
        return status, told.get("code", 0)

    async def upload(self, path: str, *sizes: int) -> tuple[int, int]:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("payload_json", "{}")
        for number, size in enumerate(sizes):
            form.add_field(f"files[{number}]", bytes(size), filename=f"{number}.bin")
        async with self.session.post(self.base + path, data=form, headers=self.headers) as answer:
            return answer.status, (await answer.json()).get("code", 0)
