"""What somebody asked for, and from where: a recipe with an origin and an id."""

from typing import Annotated, Final

from pydantic import Field

from core.contract import Recipe, Value

NAME_MAX: Final = 64
UPLOAD_LIMIT_DEFAULT: Final = 10 * 2**20

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+$", max_length=NAME_MAX)]
"""An id that Discord, a terminal or Jamgram made up; without signs that separate the parts of a Redis key."""

UploadLimit = Annotated[int, Field(ge=1)]
"""Bytes that one file of the answer may have where it goes."""


class Origin(Value):
    """Where a request comes from and where its answer goes. Without a server it is a direct or user-installed one."""

    server: Name | None = None
    channel: Name
    author: Name
    message: Name | None = None
    jam: Name | None = None
    """The jam that it is part of: then it waits in the jams' own lane, and the server is charged, not the author."""


class Request(Value):
    """One clip to be made. Every step on its way is idempotent by `id`."""

    id: Name
    recipe: Recipe
    origin: Origin
    upload_limit: UploadLimit = UPLOAD_LIMIT_DEFAULT
    cleared: bool = False
    """Moderators read its words and let it pass: the worker then asks no rules but those that nobody may lift."""
