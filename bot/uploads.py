"""What people attach, on its way into the artefact store."""

from collections.abc import Iterator
from typing import Final, Protocol

import discord

from bot.fetching import FILE_MAX, TOO_BIG
from bot.services import Services
from bot.threads import in_files
from core.errors import UserError
from core.formats import kind_of

UNREADABLE: Final = (
    "That file is neither a picture nor a sound that can be read. Nothing was used up: "
    "use a PNG, JPEG or WebP picture, or an MP3, WAV, FLAC or OGG sound."
)


BEGINNING: Final = 64
"""Bytes by which kinds of files are told apart."""


class Attached(Protocol):
    """A file that Discord keeps."""

    @property
    def url(self) -> str:
        """Where it is."""

    @property
    def size(self) -> int:
        """How many bytes it is said to have."""


def require_small(attachment: Attached) -> None:
    """Refuse what is too big by what Discord says of it."""
    if attachment.size > FILE_MAX:
        raise UserError(TOO_BIG, code="E-UPLOAD-BIG")


async def keep(services: Services, attachment: Attached, *, author: str) -> tuple[str, bytes]:
    """Fetch an attachment and keep it; the answer is its key and how it begins.

    Raises
    ------
    UserError
        If it is too big, empty or gone, or what nobody here can read, or its author has another on the way.
    """
    require_small(attachment)
    async with services.carriers.carry(author):
        content = await services.fetch(attachment.url)
        if not content:
            raise UserError("That file is empty. Nothing was used up.", code="E-UPLOAD-DECODE")
        if kind_of(content) is None:
            raise UserError(UNREADABLE, code="E-UPLOAD-TYPE")
        return await in_files(services.artefacts.put, content), content[:BEGINNING]


def attachments_of(message: discord.Message) -> Iterator[discord.Attachment]:
    """List what hangs on a message, and on those that it forwards."""
    yield from message.attachments
    for forwarded in message.message_snapshots:
        yield from forwarded.attachments


def first_of(message: discord.Message, kind: str) -> discord.Attachment | None:
    """Find the first attachment that claims to be of a kind, `image` or `audio`, or claims nothing."""
    claims = ((one, one.content_type) for one in attachments_of(message))
    return next((one for one, claim in claims if claim is None or claim.startswith(f"{kind}/")), None)
