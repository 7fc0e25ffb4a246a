"""The board as it is kept: posted, edited where it changed, and brought to the end of its thread now and then."""

import logging
from dataclasses import dataclass, field
from typing import Final

import discord

from bot.answers import NOBODY
from bot.buttons import buttons_of
from bot.card import CardView
from bot.family.saying import Saying, say
from bot.jams.board.buttons import OVER
from bot.jams.board.view import board_view, is_board
from bot.judging.veiling import veiled_in
from bot.records.jam import BOARD, Jam, Post
from bot.services import Services

log = logging.getLogger(__name__)

EDIT_EVERY_S: Final = 5.0
ANEW_AFTER_S: Final = 45 * 60.0
"""Discord slows down edits of what is older than an hour; and a board should not be far up in its thread."""

SEARCHED: Final = 50
"""Messages of the thread that are looked through, from the last one back, before a board is posted."""

REMEMBERED: Final = 1000
"""Boards of which is remembered what they show; of others it is found out by an edit."""

GONE: Final = 10008
"""Somebody deleted the message."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a board showed when, as far as this process knows."""

    post: Post
    view: CardView
    at_s: float


@dataclass(slots=True)
class Boards:
    """Keeps all boards. What is remembered here is found out again by one edit more if a process dies."""

    _shown: dict[str, _Shown] = field(default_factory=dict)

    async def tend(self, services: Services, client: discord.Client, jam: Jam) -> None:
        """Let the board of a jam show how it stands, if that changed and it was not edited just now.

        The last edit waits for nothing: the thread is put away after it.

        Raises
        ------
        discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError
            If Discord does not take it, or nobody knows.
        DatabaseDownError
            If it can't be noted.
        """
        if jam.thread is None or (jam.phase == "archived" and BOARD not in jam.posts):
            return
        async with veiled_in(services, client, server=jam.server, channel=jam.thread):
            view = board_view(jam)
        now_s, post, last = services.clock(), jam.posts.get(BOARD), self._shown.get(jam.id)
        may_wait = last is not None and 0 <= now_s - last.at_s < EDIT_EVERY_S and jam.phase != "archived"
        if last is not None and last.post == post and (last.view == view or may_wait):
            return
        shown_in = await self._show(services, client, jam, view)
        self._remember(jam, _Shown(shown_in, view, now_s))

    async def _show(self, services: Services, client: discord.Client, jam: Jam, view: CardView) -> Post:
        post = jam.posts.get(BOARD)
        is_old = post is not None and services.clock() - post.at_s >= ANEW_AFTER_S and jam.phase not in OVER
        if post is not None and is_old:
            await _deleted(client, post)
        elif post is not None and await _edited(client, post, view):
            return post
        return await _posted(services, client, jam, view)

    def _remember(self, jam: Jam, shown: _Shown) -> None:
        self._shown.pop(jam.id, None)
        self._shown[jam.id] = shown
        if len(self._shown) > REMEMBERED:
            del self._shown[next(iter(self._shown))]


async def _posted(services: Services, client: discord.Client, jam: Jam, view: CardView) -> Post:
    """Put a board at the end of its thread, unless one is there: whoever posted it may have been cut off then."""
    assert jam.thread is not None
    before, found = jam.posts.get(BOARD), await _found(client, jam)
    if found is not None:
        await _edited(client, Post(jam.thread, found, 0.0), view)
    nonce = f"{jam.id}-board-{before.message[-6:] if before else 'first'}"
    message = found or await say(client, Saying(view, nonce=nonce), channel=jam.thread)
    post = Post(jam.thread, message, services.clock())
    held = await services.records.note_jam_post(jam.id, BOARD, post, replace=True)
    await _pinned(client, held)
    return held


async def _found(client: discord.Client, jam: Jam) -> str | None:
    """Look for a board that was posted and not noted."""
    assert jam.thread is not None
    try:
        async for message in client.get_partial_messageable(int(jam.thread)).history(limit=SEARCHED):
            if message.author == client.user and is_board(jam, message.content):
                return str(message.id)
    except discord.Forbidden:
        log.info("jam %s: the history may not be read; only the nonce guards against a second board", jam.id)
    return None


async def _edited(client: discord.Client, post: Post, view: CardView) -> bool:
    """Edit a board; False if it is gone."""
    try:
        await _message(client, post).edit(content=view.content, view=buttons_of(view), allowed_mentions=NOBODY)
    except discord.NotFound as error:
        if error.code != GONE:
            raise
        return False
    return True


async def _deleted(client: discord.Client, post: Post) -> None:
    try:
        await _message(client, post).delete()
    except discord.NotFound as error:
        if error.code != GONE:
            raise


async def _pinned(client: discord.Client, post: Post) -> None:
    """Pin a board, if we may: it is found as well without."""
    try:
        await _message(client, post).pin()
    except discord.HTTPException as error:
        log.info("a board is not pinned: %s", error)


def _message(client: discord.Client, post: Post) -> discord.PartialMessage:
    return client.get_partial_messageable(int(post.channel)).get_partial_message(int(post.message))
