"""The bot: reads the settings, puts the services together, and answers Discord until it is asked to stop."""

import asyncio
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Final

import aiohttp
import discord

from bot import doctor
from bot.app import Jamgram
from bot.judging.policies import rules_of_jamgram
from bot.records import Records
from bot.services import Services
from core import health, log, metrics, settings
from core.artefacts import Artefacts
from core.errors import UserError
from core.lanes import Lanes
from core.moderation.classifying import classifier_of
from core.redis_client import check_redis, redis_of
from core.settings import Settings

BAD_SETTING: Final = 2
CHECK: Final = "--check"
SILENT_MOST_S: Final = 10.0
BEAT_S: Final = 1.0
STOP_MOST_S: Final = 9.0
"""Longer than an orderly end takes; shorter than the 10 s after which others lose patience."""
AUTHENTICATION_FAILED: Final = 4004

UNSET: Final = "DISCORD_TOKEN is not set: docs/operations.md says how to get a token."
REFUSED: Final = "Discord refuses DISCORD_TOKEN: reset it in the developer portal and set the new one."
CUT_OFF: Final = "Discord ended the connection for good: {why}."
NO_DISCORD: Final = "Discord can't be reached: {why}."
USAGE: Final = f"There is only one option, {CHECK}: it looks whether everything is there and says what to do."

logger = logging.getLogger(__name__)


def main(arguments: Sequence[str]) -> int:
    """Run the bot, or look whether it could run; the answer is the exit status."""
    if not set(arguments) <= {CHECK}:
        return complain(USAGE)
    try:
        return asyncio.run(doctor.report(settings.read()) if arguments else serve(settings.read()))
    except UserError as error:
        return complain(str(error))


def complain(sentence: str) -> int:
    """Say on standard error what has to be mended."""
    print(f"bot: {sentence}", file=sys.stderr)  # noqa: T201 - there may be no log yet
    return BAD_SETTING


async def serve(chosen: Settings) -> int:
    """Answer Discord until a signal comes; the answer is the exit status.

    Raises
    ------
    UserError
        If something that the settings name can't be used.
    """
    if chosen.discord_token is None:
        raise UserError(UNSET)
    log.set_up(chosen.log_level, chosen.log_format, secrets=chosen.secrets())
    stop = stop_at_signals()
    async with services_for(chosen) as services:
        bot, beat = Jamgram(services), health.Beat(most_s=SILENT_MOST_S)
        rounds = asyncio.create_task(beating(beat))
        checks: dict[str, health.Check] = {"loop": beat.check, "discord": partial(complaint_of, bot)}
        with health.serve(chosen.bot_port, checks, host=chosen.listen_host):
            await run(bot, chosen.discord_token.get_secret_value(), stop=stop)
        rounds.cancel()
    return 0


@asynccontextmanager
async def services_for(chosen: Settings) -> AsyncIterator[Services]:
    """Open the stores. A Redis that is away is no reason not to: the bot tells people that the queue rests."""
    artefacts = Artefacts(chosen.artefact_url)
    await asyncio.to_thread(artefacts.check)
    await asyncio.to_thread(rules_of_jamgram, chosen.riff_rules)
    classifier = classifier_of(chosen.riff_classifier) if chosen.riff_classifier else None
    redis = redis_of(chosen.redis_url.get_secret_value())
    lanes = Lanes(redis, limits=chosen.limits)
    try:
        await asyncio.to_thread(check_redis, redis)
    except UserError as error:
        logger.warning("%s The bot goes on: what is asked for waits until the queue is back.", error)
    records = await Records.open(chosen.database_url.get_secret_value())
    metrics.watch(lanes)
    try:
        yield Services(chosen, records, lanes, artefacts, redis, time.time, classifier=classifier)
    finally:
        await records.close()
        redis.close()


async def run(bot: Jamgram, token: str, *, stop: asyncio.Event) -> None:
    """Stay connected until asked to stop, or until the bot closes itself and says why."""
    asked = asyncio.create_task(stop.wait())
    connection = asyncio.create_task(connect(bot, token))
    await asyncio.wait({asked, connection}, return_when=asyncio.FIRST_COMPLETED)
    broke = connection.exception() if connection.done() else None
    for task in (asked, connection):
        task.cancel()
    await bot.close()
    if why := broke or bot.failure:
        raise why


async def connect(bot: Jamgram, token: str) -> None:
    """Log in and listen; a wrong token and a Discord that is away are told in a sentence."""
    try:
        await bot.login(token)
        await bot.connect()
    except discord.LoginFailure as error:
        raise UserError(REFUSED) from error
    except discord.ConnectionClosed as error:
        raise UserError(REFUSED if error.code == AUTHENTICATION_FAILED else CUT_OFF.format(why=error)) from error
    except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        raise UserError(NO_DISCORD.format(why=error)) from error


def stop_at_signals() -> asyncio.Event:
    """Make an event that SIGTERM or Ctrl-C sets."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, partial(begin_to_stop, stop))
    return stop


def begin_to_stop(stop: asyncio.Event) -> None:
    """Come to an end, whatever hangs: a step that is cut short is repeated at the next start."""
    stop.set()
    end = threading.Timer(STOP_MOST_S, os._exit, [0])
    end.daemon = True
    end.start()


async def beating(beat: health.Beat) -> None:
    """Show that the event loop comes round."""
    while True:
        beat.beat()
        await asyncio.sleep(BEAT_S)


def complaint_of(bot: Jamgram) -> str | None:
    """Say what is wrong with the connection to Discord."""
    if not bot.is_ready():
        return "not connected yet"
    away = [number for number, shard in bot.shards.items() if shard.is_closed()]
    return f"shards {away} are cut off" if away else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
