"""What people attach, on its way into the artefact store."""

from collections.abc import Iterator

import discord

from bot.fetching import FILE_MAX, TOO_BIG
from bot.services import Services
from bot.threads import in_files
from core.errors import UserError


async def keep(services: Services, attachment: discord.Attachment) -> tuple[str, bytes]:
    """Fetch an attachment and keep it; the answer is its key and its bytes.

    Raises
    ------
    UserError
        If it is too big, empty or gone.
    """
    if attachment.size > FILE_MAX:
        raise UserError(TOO_BIG)
    content = await services.fetch(attachment.url)
    if not content:
        raise UserError("That file is empty. Nothing was used up.")
    return await in_files(services.artefacts.put, content), content


def attachments_of(message: discord.Message) -> Iterator[discord.Attachment]:
    """List what hangs on a message, and on those that it forwards."""
    yield from message.attachments
    for forwarded in message.message_snapshots:
        yield from forwarded.attachments


def first_of(message: discord.Message, kind: str) -> discord.Attachment | None:
    """Find the first attachment that claims to be of a kind, `image` or `audio`, or claims nothing."""
    claims = ((one, one.content_type) for one in attachments_of(message))
    return next((one for one, claim in claims if claim is None or claim.startswith(f"{kind}/")), None)
