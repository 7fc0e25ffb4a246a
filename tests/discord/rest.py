"""What happens to every call before and after its route: who calls, what is sent, what goes wrong, how often."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from tests.discord.body import BODY, Body, read_body
from tests.discord.description import Description
from tests.discord.errors import NO_SUCH_ROUTE, UNAUTHORIZED, RefusedError
from tests.discord.faults import Fault, Faults, RateLimits, too_many
from tests.discord.state import Json, World

API: Final = "/api/v10"
CALLER_GONE: Final = 499
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Call:
    """One request of the bot and its answer's status; none if it was not answered."""

    method: str
    path: str
    payload: Json
    at_s: float = field(default_factory=time.monotonic)
    status: int | None = None


@dataclass
class Reception:
    """Every call passes here."""

    world: World
    description: Description | None
    faults: Faults = field(default_factory=Faults)
    rates: RateLimits = field(default_factory=RateLimits)
    calls: list[Call] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    _unchecked: list[Call] = field(default_factory=list)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    @web.middleware
    async def receive(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a call of the API; what lies beside it (gateway, files) passes untouched."""
        if not request.path.startswith(API):
            return await handler(request)
        call = Call(request.method, request.path.removeprefix(API), None)
        self.calls.append(call)
        answer = await self._answer(call, request, handler)
        call.status = answer.status
        return answer

    async def _answer(self, call: Call, request: web.Request, handler: Handler) -> web.StreamResponse:
        fault = None
        try:
            body = request[BODY] = await read_body(request)
            fault = self.faults.take(call.method, call.path, has_files=bool(body.files))
            self._check_token(request)
            self._inspect(call, body)
            if fault is not None and (early := await self._before(fault, request)):
                return early
            headers, wait_s = self.rates.count(*bucket_of(request))
            if wait_s is not None:
                return too_many(wait_s, headers)
            answer = await handler(request)
            answer.headers.update(headers)
        except RefusedError as refused:
            return refused.refusal.answer()
        except ConnectionError:  # the caller died while it spoke
            return web.Response(status=CALLER_GONE)
        except web.HTTPNotFound:
            self.violations.append(f"the stand-in knows no {call.method} {call.path}")
            return NO_SUCH_ROUTE.answer()
        return await self._after(fault, request) or answer

    def _inspect(self, call: Call, body: Body) -> None:
        call.payload = body.payload
        if call.method in {"POST", "PUT", "PATCH"}:
            self._unchecked.append(call)

    def checked(self) -> list[str]:
        """Name all that was wrong since somebody last asked; only now it is compared with the description."""
        calls, self._unchecked = self._unchecked, []
        for call in calls:
            self.violations += [f"{call.method} {call.path}: {fault}" for fault in self._faults_of(call)]
        found, self.violations[:] = list(self.violations), []
        return found

    def _faults_of(self, call: Call) -> list[str]:
        if self.description is None:
            return []
        return self.description.faults_of(call.method.lower(), call.path, call.payload)

    async def _before(self, fault: Fault, request: web.Request) -> web.Response | None:
        await self._wait(fault.delay_s)
        if request.transport is None or request.transport.is_closing():
            return web.Response(status=CALLER_GONE)
        return None if fault.after_work else fault.answer()

    async def _after(self, fault: Fault | None, request: web.Request) -> web.Response | None:
        """Spoil the answer to what was done: it is late, the connection breaks, or the answer is another."""
        if fault is None:
            return None
        await self._wait(fault.delay_after_s)
        if fault.lost and request.transport:
            request.transport.abort()
        return fault.answer() if fault.after_work else None

    async def _wait(self, delay_s: float) -> None:
        """Wait so long, or until all that wait are released."""
        if delay_s:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._released.wait(), delay_s)

    def release(self) -> None:
        """Let every call go on that waits; those that come later wait anew."""
        self._released.set()
        self._released = asyncio.Event()

    def _check_token(self, request: web.Request) -> None:
        if needs_token(request) and request.headers.get("Authorization") != f"Bot {self.world.token}":
            raise RefusedError(UNAUTHORIZED)


def needs_token(request: web.Request) -> bool:
    return not request.path.startswith((API + "/interactions", API + "/webhooks"))


def bucket_of(request: web.Request) -> tuple[str, str]:
    """Name the route and what its rate limit counts apart."""
    resource = request.match_info.route.resource
    route = resource.canonical.removeprefix(API) if resource else request.path
    return f"{request.method} {route}", request.match_info.get("channel", "")
