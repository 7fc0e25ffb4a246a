"""Messages of a jam that are posted once and stay: found again after a restart, smaller where they don't fit."""

import logging
from dataclasses import dataclass
from typing import Final

import discord

from bot.answers import NOBODY
from bot.buttons import buttons_of
from bot.card import CardView
from bot.delivery.attempts import Form
from bot.delivery.content import Content, Loaded, load
from bot.delivery.faults import Fault, fault_of
from bot.records.jam import Jam, Post
from bot.services import Services

log = logging.getLogger(__name__)

SEARCHED: Final = 50
"""Messages of a channel that are looked through, from the last one back, before anything is posted there."""

NONCE_MAX: Final = 25

MAY_NOT: Final = "I may attach no files here, so nothing can be heard: that needs the permission **Attach Files**."
TOO_LARGE: Final = "The files are too large for this server: `/jam export` has them in parts."
REFUSED: Final = "Discord refused the files (code {code})."
FILES_GONE: Final = "Some of its files are gone from the store."


@dataclass(frozen=True, slots=True)
class JamSaying:
    """A message about a jam: under which name it is noted, what is in it, where it goes, and whom it calls.

    The first line of its content tells it from all others in its thread; elsewhere it names the jam's id too.
    """

    what: str
    view: CardView
    channel: str
    to: tuple[str, ...] = ()
    drawn: tuple[Loaded, ...] = ()
    """Files that are in no store."""
    gone: int = 0
    """How much of what it shows was taken out since: then it is edited."""

    def nonce_of(self, jam: Jam) -> str:
        """Name the message, so that Discord takes it once in some minutes."""
        return f"{jam.id}-{self.what}"[:NONCE_MAX]

    @property
    def mentions(self) -> discord.AllowedMentions:
        """Call nobody else."""
        called = [discord.Object(int(user)) for user in self.to if user.isdecimal()]
        if not called:
            return NOBODY
        return discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=called)


async def posted(services: Services, client: discord.Client, jam: Jam, saying: JamSaying) -> Post:
    """Post a message of a jam, unless it is there, and note where; without what was taken out since.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not take it, or nobody knows.
    DatabaseDownError
        If it can't be noted.
    """
    held = jam.posts.get(saying.what)
    if held is not None:
        await _correct(services, client, jam, saying, held)
        return held
    message = await _found(client, jam, saying) or await _sent(services, client, jam, saying)
    return await services.records.note_jam_post(jam.id, saying.what, Post(saying.channel, message, services.clock()))


async def posted_before(services: Services, client: discord.Client, jam: Jam, saying: JamSaying) -> Post | None:
    """Find a message that is not to be posted any more, also where whoever posted it was cut off before that was noted.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not tell.
    DatabaseDownError
        If it can't be noted.
    """
    held = jam.posts.get(saying.what)
    message = None if held else await _found(client, jam, saying)
    if message is None:
        return held
    return await services.records.note_jam_post(jam.id, saying.what, Post(saying.channel, message, services.clock()))


async def _correct(services: Services, client: discord.Client, jam: Jam, saying: JamSaying, post: Post) -> None:
    """Take out of a message what was taken out of the jam: once for each time that something was."""
    if is_right(jam, saying.what, gone=saying.gone):
        return
    await shown_again(services, client, saying, post)
    await services.records.note_jam_post(jam.id, _mark(saying.what, saying.gone), post)


def is_right(jam: Jam, what: str, *, gone: int) -> bool:
    """Tell whether a message is there and shows nothing of what was taken out since."""
    return what in jam.posts and (gone == 0 or _mark(what, gone) in jam.posts)


def _mark(what: str, gone: int) -> str:
    return f"gone-{what}-{gone}"


async def shown_again(services: Services, client: discord.Client, saying: JamSaying, post: Post) -> None:
    """Let a message show what it should show now. One that somebody deleted stays away.

    Raises
    ------
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
        If Discord does not take it, or nobody knows.
    """
    content = await _content(services, saying)
    message = client.get_partial_messageable(int(post.channel)).get_partial_message(int(post.message))
    try:
        await message.edit(
            content=content.text(),
            attachments=content.attachments(),
            view=buttons_of(content.view),
            allowed_mentions=NOBODY,
        )
    except discord.NotFound as error:
        log.info("%s: its message is gone: %s", saying.what, error)


async def _content(services: Services, saying: JamSaying) -> Content:
    loaded = [await load(file, services.artefacts) for file in saying.view.files]
    files = tuple(file for file in loaded if file is not None)
    return Content(saying.view, (*files, *saying.drawn), FILES_GONE if None in loaded else "")


async def _found(client: discord.Client, jam: Jam, saying: JamSaying) -> str | None:
    """Look for the message: whoever posted it may have been cut off before that was noted."""
    beginning = _beginning(saying.view.content)
    try:
        async for message in client.get_partial_messageable(int(saying.channel)).history(limit=SEARCHED):
            is_ours = message.author == client.user and _beginning(message.content) == beginning
            if is_ours and (saying.channel == jam.thread != jam.channel or jam.id in message.content):
                return str(message.id)
    except discord.Forbidden:
        log.info("%s: the history may not be read; only the nonce guards against a second post", saying.what)
    return None


def _beginning(content: str) -> str:
    return content.split("\n", 1)[0].strip()


async def _sent(services: Services, client: discord.Client, jam: Jam, saying: JamSaying) -> str:
    """Post it with its files, or with fewer of them and the reason."""
    content = await _content(services, saying)
    form, because = (Form.FULL if content.files else Form.BARE), ""
    while True:
        try:
            return await _send(client, jam, saying, content.text(because), content.attachments(form))
        except discord.HTTPException as error:
            smaller = _smaller(form, error)
            if smaller is None:
                raise
            log.info("jam %s: %s is posted with fewer files: %s", jam.id, saying.what, error)
            form, because = smaller


def _smaller(form: Form, error: discord.HTTPException) -> tuple[Form, str] | None:
    """Say what is tried next, and why; None if no other form would help."""
    fault = fault_of(error, by_token=False)
    if form is Form.BARE or fault not in {Fault.LARGE, Fault.FORBIDDEN, Fault.REFUSED}:
        return None
    if fault is Fault.LARGE and form is Form.FULL:
        return Form.SOUND, ""
    reasons = {Fault.LARGE: TOO_LARGE, Fault.FORBIDDEN: MAY_NOT}
    return Form.BARE, reasons.get(fault, REFUSED.format(code=error.code))


async def _send(client: discord.Client, jam: Jam, saying: JamSaying, text: str, files: list[discord.File]) -> str:
    sent = await client.get_partial_messageable(int(saying.channel)).send(
        text,
        files=files,
        view=buttons_of(saying.view),
        allowed_mentions=saying.mentions,
        nonce=saying.nonce_of(jam),
    )
    return str(sent.id)
