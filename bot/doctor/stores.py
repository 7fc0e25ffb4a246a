"""Our side: the database, Redis, the artefacts and the workers."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Final

from redis.exceptions import RedisError

from bot.doctor.finding import Finding, well, wrong
from bot.records import Records
from core.artefacts import Artefacts
from core.errors import UserError
from core.redis_client import check_redis, redis_of
from core.roster import Present, Roster
from core.settings import Settings

APPEND: Final = "Start it with --appendonly yes --appendfsync everysec"


async def database(settings: Settings) -> list[Finding]:
    """Open the database as the bot will, which brings it up to date, and write to it."""
    try:
        records = await Records.open(settings.database_url.get_secret_value())
        try:
            await records.check()
        finally:
            await records.close()
    except UserError as error:
        return [wrong("database", str(error))]
    return [well("database", "up to date and can be written to")]


async def artefacts(settings: Settings) -> list[Finding]:
    """Keep, read and remove a few bytes."""
    try:
        await asyncio.to_thread(lambda: Artefacts(settings.artefact_url).check())
    except UserError as error:
        return [wrong("artefacts", str(error))]
    return [well("artefacts", "can be kept, read and removed")]


async def queue(settings: Settings) -> list[Finding]:
    """Ask Redis about itself, and who is at work."""
    url, model = settings.redis_url.get_secret_value(), settings.riff_model
    return await asyncio.to_thread(look_at_queue, url, model=model, now_s=time.time())


def look_at_queue(url: str, *, model: str, now_s: float) -> list[Finding]:
    """Do it, blocking."""
    try:
        with redis_of(url) as redis:
            check_redis(redis)
            return [*of_redis(redis.info()), of_workers(Roster(redis).present(now_s=now_s), model=model)]
    except UserError as error:
        return [wrong("redis", str(error))]
    except (RedisError, OSError) as error:
        return [wrong("redis", f"answers and then fails: {error}")]


def of_redis(info: Mapping[str, object]) -> list[Finding]:
    """See that it forgets nothing: neither when it restarts nor when it is full."""
    kept = info.get("aof_enabled") == 1
    full = info.get("maxmemory") not in {0, None} and info.get("maxmemory_policy") != "noeviction"
    return [
        well("redis", f"version {info.get('redis_version')}"),
        well("redis", "keeps an append-only file: a crash loses a second or two")
        if kept
        else wrong("redis", f"keeps no append-only file: a restart forgets all turns. {APPEND}."),
        wrong("redis", f"throws keys away when full ({info.get('maxmemory_policy')}). Set maxmemory-policy noeviction.")
        if full
        else well("redis", "throws nothing away"),
    ]


def of_workers(workers: Iterable[Present], *, model: str) -> Finding:
    """See that somebody paints, and that all paint alike and with the model that the bot tells people of."""
    there = list(workers)
    if not there:
        return wrong("workers", "none is alive. Start one: python -m worker, or docker compose up -d worker.")
    models = sorted({worker.model for worker in there})
    versions = sorted({worker.version for worker in there})
    if len(models) > 1 or len(versions) > 1:
        unlike = ", ".join(models if len(models) > 1 else versions)
        return wrong("workers", f"are not alike: {unlike}. Give all one RIFF_MODEL and one version of Jamgram.")
    if PurePath(models[0]).name != PurePath(model).name:
        return wrong("workers", f"paint with {models[0]}, but the bot's RIFF_MODEL is {model}. Give all the same one.")
    devices = ", ".join(sorted(f"{worker.name} on {worker.device}" for worker in there))
    return well("workers", f"{len(there)} alive with the model {models[0]}: {devices}")
