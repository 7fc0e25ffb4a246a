"""A request's body: JSON, alone or in a form beside files."""

import json
from dataclasses import dataclass, field
from typing import Final

from aiohttp import BodyPartReader, web

from tests.discord.errors import TOO_LARGE, RefusedError, invalid_form
from tests.discord.state import Json, MiB

REQUEST_MAX: Final = 25 * MiB


@dataclass(frozen=True)
class Body:
    """What was sent: files by their number."""

    payload: Json = None
    files: dict[int, tuple[str, bytes]] = field(default_factory=dict)


BODY: Final = web.RequestKey("body", Body)
"""Where a route finds it."""


async def read_body(request: web.Request) -> Body:
    """Read a body whole, also one that is refused for its size, as the sender waits until it is taken."""
    if request.content_type == "multipart/form-data":
        body = await read_form(request)
    else:
        text = await request.read()
        body = Body(json.loads(text) if text else None)
    if (request.content_length or 0) > REQUEST_MAX:
        raise RefusedError(TOO_LARGE)
    return body


async def read_form(request: web.Request) -> Body:
    payload, files = None, {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise RefusedError(invalid_form(["a part without a name"]))
        content = await part.read(decode=False)
        if part.name == "payload_json":
            payload = json.loads(content)
        else:
            files[number_of(part.name)] = (part.filename or "", bytes(content))
    return Body(payload, files)


def number_of(name: str) -> int:
    """Read the 3 out of `files[3]`."""
    if not (name.startswith("files[") and name.endswith("]")):
        raise RefusedError(invalid_form([f"part {name!r}"]))
    return int(name[len("files[") : -1])
