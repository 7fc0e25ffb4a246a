"""Files that people attached, fetched from where Discord keeps them."""

import io
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Final

import aiohttp

from core.errors import UserError

FILE_MAX: Final = 20 * 2**20
"""Bytes of a file that are read at most."""

MIB: Final = 2**20
CHUNK: Final = 64 * 2**10
PATIENCE: Final = aiohttp.ClientTimeout(total=60, connect=10)

AS_IT_IS: Final = {"Accept-Encoding": "identity"}
"""Nothing is unpacked on the way: what is counted is what came."""

TOO_BIG: Final = f"That file is too big: {FILE_MAX // MIB} MiB is the most. Nothing was used up."
GONE: Final = "That file can't be fetched from Discord. Nothing was used up: attach it again."

Fetch = Callable[[str], Awaitable[bytes]]


async def fetch(url: str) -> bytes:
    """Read a file from just this address, and stop where it is longer than it may be, whatever was said of its size.

    Raises
    ------
    UserError
        If it is too big or can't be had.
    """
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE, auto_decompress=False, headers=AS_IT_IS) as session,
            session.get(url, allow_redirects=False) as answer,
        ):
            if answer.status != HTTPStatus.OK:
                raise UserError(GONE, code="E-UPLOAD-GONE")
            return await _bounded(answer.content)
    except (aiohttp.ClientError, TimeoutError) as error:
        raise UserError(GONE, code="E-UPLOAD-GONE") from error


async def _bounded(stream: aiohttp.StreamReader) -> bytes:
    content = io.BytesIO()  # gives its bytes away without a copy
    async for chunk in stream.iter_chunked(CHUNK):
        content.write(chunk)
        if content.tell() > FILE_MAX:
            raise UserError(TOO_BIG, code="E-UPLOAD-BIG")
    return content.getvalue()
