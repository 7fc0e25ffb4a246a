"""Attachments, from a real server on this machine."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.fetching import CHUNK, FILE_MAX, GONE, TOO_BIG, fetch
from core.errors import UserError

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[str]:
    application = web.Application()
    application.add_routes([web.get("/file", answer)])
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    (address,) = runner.addresses
    yield f"http://127.0.0.1:{address[1]}/file"
    await runner.cleanup()


async def test_a_file_is_read_whole() -> None:
    content = bytes(range(256)) * 1024

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(body=content)

    async with serving(answer) as url:
        assert await fetch(url) == content


async def test_a_file_that_goes_on_and_on_is_cut_off() -> None:
    sent = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        stream = web.StreamResponse()
        await stream.prepare(request)
        for _ in range(8 * FILE_MAX // CHUNK):
            await stream.write(bytes(CHUNK))
            sent += CHUNK
        return stream

    async with serving(answer) as url:
        with pytest.raises(UserError, match=TOO_BIG):
            await fetch(url)
    assert sent < 2 * FILE_MAX


async def test_a_file_that_is_packed_on_the_way_is_not_unpacked() -> None:
    packed = gzip.compress(bytes(FILE_MAX * 2))

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(body=packed, headers={"Content-Encoding": "gzip"})

    async with serving(answer) as url:
        assert await fetch(url) == packed


@pytest.mark.parametrize("status", [301, 302, 307])
async def test_nobody_is_sent_elsewhere(status: int) -> None:
    asked = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal asked
        asked += 1
        return web.Response(status=status, headers={"Location": str(request.url)})

    async with serving(answer) as url:
        with pytest.raises(UserError, match=GONE):
            await fetch(url)
    assert asked == 1


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/file", "/etc/passwd", "data:,file", ""])
async def test_what_is_no_address_of_the_web_is_not_looked_at(url: str) -> None:
    with pytest.raises(UserError, match=GONE):
        await fetch(url)


@pytest.mark.parametrize("status", [403, 404, 500])
async def test_a_file_that_is_gone_is_told(status: int) -> None:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status)

    async with serving(answer) as url:
        with pytest.raises(UserError, match=GONE):
            await fetch(url)


async def test_a_connection_that_breaks_is_told() -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(headers={"Content-Length": "1000"})
        await stream.prepare(request)
        await stream.write(b"half")
        assert request.transport is not None
        request.transport.close()
        await asyncio.sleep(0)
        return stream

    async with serving(answer) as url:
        with pytest.raises(UserError, match=GONE):
            await fetch(url)


async def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(UserError, match=GONE):
        await fetch("http://127.0.0.1:1/file")
