"""Waiting for a store no longer than an interaction may wait for its answer."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

import discord

from bot.records import DatabaseDownError
from core.errors import UserError

log = logging.getLogger(__name__)

LOOK_UPS_S: Final = 1.2
"""How long all looks into the records together may hold up an acknowledgement.

Discord awaits it for 3 s; recording what was asked for takes its own part of them.
"""

ACKNOWLEDGED_S: Final = 5.0
"""How long a look may take once an interaction is acknowledged, or where nobody awaits an acknowledgement."""

UNTIL: Final = "jamgram:until"
"""Names the end of an interaction's looks among what discord.py keeps with it."""

SUGGEST_S: Final = 1.0
"""How long suggestions may take, which Discord awaits for 3 s too."""

LEFT_MOST: Final = 100
"""While so much goes on by itself, nothing more is begun: a store that hangs is asked no more with every keystroke."""

SLOW: Final = "Jamgram's records don't answer just now. Nothing was used up: try again in a minute."

_left: set[asyncio.Task[Any]] = set()
"""What goes on by itself; the event loop alone would forget it."""

Found = TypeVar("Found")


async def in_time(interaction: discord.Interaction[Any], work: Coroutine[Any, Any, Found]) -> Found:
    """Wait for a look into the records as `soon` does; all that an interaction needs before it is acknowledged add up.

    Raises
    ------
    UserError
        If it is not done by then.
    """
    return await soon(work, within_s=left_s(interaction))


def left_s(interaction: discord.Interaction[Any]) -> float:
    """Say for how long an interaction's looks may still take; the time begins with the first of them."""
    if interaction.response.is_done():
        return ACKNOWLEDGED_S
    now_s = asyncio.get_running_loop().time()
    until_s: float = interaction.extras.setdefault(UNTIL, now_s + LOOK_UPS_S)
    return max(0.0, until_s - now_s)


async def soon(work: Coroutine[Any, Any, Found], *, within_s: float = ACKNOWLEDGED_S) -> Found:
    """Wait for work, but not for longer than this: then it goes on by itself.

    Raises
    ------
    UserError
        If it is not done by then, or too much else isn't.
    """
    if len(_left) >= LEFT_MOST:
        work.close()
        raise UserError(SLOW, code="E-DOWN")
    task = asyncio.ensure_future(work)
    await asyncio.wait({task}, timeout=within_s)
    if task.done():
        return task.result()
    log.warning("the records did not answer within %.1f s", within_s)
    leave(task)
    raise UserError(SLOW, code="E-DOWN")


async def soon_or_nothing(work: Coroutine[Any, Any, list[Found]]) -> list[Found]:
    """Wait for suggestions as `soon` does; there are none if they can't be had."""
    try:
        return await soon(work, within_s=SUGGEST_S)
    except (UserError, DatabaseDownError) as error:
        log.info("no suggestions: %s", error)
        return []


def leave(task: asyncio.Task[Any]) -> None:
    """Let a task go on without anybody who waits for it; a fault of it is logged."""
    _left.add(task)
    task.add_done_callback(_forget)


def _forget(task: asyncio.Task[Any]) -> None:
    _left.discard(task)
    if not task.cancelled() and (error := task.exception()):
        log.warning("what nobody waited for failed: %s: %s", type(error).__name__, error)
