"""One thread a family, opened on the message of its root. Its id is the message's: known before it is there."""

import logging
from dataclasses import dataclass
from typing import Final

import discord

from bot.answers import LOST
from bot.judging.shown import shown
from bot.records.values import ClipRecord
from bot.services import Services
from bot.words import ELLIPSIS, plain, units
from core.recipes import heading_of

log = logging.getLogger(__name__)

NAME_MAX: Final = 100
ARCHIVED_AFTER_MIN: Final = 1440
"""Without a word for a day, a thread leaves the list of channels; the next card in it brings it back."""

IS_THERE: Final = 160004
"""A message has one thread: somebody else, or we before a restart, opened it."""

WITH_THREADS: Final = (discord.ChannelType.text, discord.ChannelType.news)
"""The channels whose messages can have threads."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A thread that is yet to be opened: on which message, under which name, for whose family."""

    server: str
    channel: str
    message: str
    name: str
    root: str


async def opened(client: discord.Client, opening: Opening) -> bool:
    """Open a thread, and say whether it is there.

    It isn't if there are too many, or we may not, or its message is gone. If nobody knows, because Discord did not
    answer, it counts as not there; who tries next finds it.
    """
    channel = client.get_partial_messageable(int(opening.channel), guild_id=int(opening.server))
    message = channel.get_partial_message(int(opening.message))
    try:
        await message.create_thread(name=opening.name, auto_archive_duration=ARCHIVED_AFTER_MIN)
    except LOST as error:
        log.info("no thread was opened on message %s: %s", opening.message, error)
        return getattr(error, "code", None) == IS_THERE
    return True


async def close(services: Services, thread: str) -> None:
    """Remember that nothing can be posted in a thread any more, so that what comes next isn't tried there."""
    found = await services.records.thread_named(thread)
    if found is not None and await services.records.close_thread(found.root):
        log.info("thread %s takes no more cards: they go to its channel", thread)


def name_of(root: ClipRecord) -> str:
    """Name a thread: the words that its family began with, and their recipe."""
    heading = heading_of(root.recipe)
    words = "A posted file" if heading is None else plain(shown(heading))
    beginning, ending = "🎛 ", f" · {root.recipe.recipe_id}"
    return beginning + cut(words, NAME_MAX - units(beginning + ending)) + ending


def cut(words: str, most: int) -> str:
    """Cut words to so many units: Discord may count an emoji as two."""
    if units(words) <= most:
        return words
    while units(words) > most - len(ELLIPSIS):
        words = words[:-1]
    return words.rstrip() + ELLIPSIS
