"""The bot's process: how it begins, what it says when it can't, how it ends."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from bot.answers import DATABASE_DOWN
from bot.card.working import RESTING
from core.codes import coded
from tests.discord.processes import Forked
from tests.discord.rig import Rig, rigged

STOPPED_S = 10.0
START_S = 60.0


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start it as an operator does."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(
        command, cwd=root, env={**clean, **environment}, capture_output=True, text=True, timeout=START_S, check=False
    )


async def fork(folder: Path, **environment: str) -> tuple[int, str]:
    """Start it without the seconds that it takes to import everything: its exit status and all that it said."""
    process = Forked("bot", environment, folder, "bot")
    process.start()
    return await process.ended(START_S), process.log.read_text()


@contextmanager
def locked(rig: Rig) -> Iterator[None]:
    """Let another process hold the database's lock, as in the middle of a transaction that does not end."""
    other = sqlite3.connect(rig.database_url.removeprefix("sqlite:///"), timeout=60, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def ask(port: int, path: str) -> bytes:
    """Ask the bot's own server, which runs in a thread."""
    try:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            said: bytes = answer.read()
            return said
    except HTTPError as error:
        return error.read()


@pytest.fixture
async def own_rig(root: Path) -> AsyncIterator[Rig]:
    """Discord's stand-in and a Redis, and nothing else yet."""
    async with rigged(root) as rig:
        yield rig


def told(said: str) -> str:
    """The one sentence that it says for whoever started it."""
    (sentence,) = (line for line in said.splitlines() if line.startswith("bot: "))
    assert "Traceback" not in said
    return sentence


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [((), "bot: DISCORD_TOKEN is not set"), (("--port",), "bot: There is only one option, --check")],
)
def test_what_an_operator_forgot_is_told_in_one_sentence(root: Path, arguments: tuple[str, ...], sentence: str) -> None:
    done = run(root, *arguments)
    assert done.returncode == 2, done.stderr
    assert told(done.stderr).startswith(sentence)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"BOT_PORT": "many"}, "bot: The setting BOT_PORT"),
        ({"DATABASE_URL": "postgresql://localhost:1/jamgram"}, "bot: The database"),
        ({"ARTEFACT_URL": "file:///proc/nowhere"}, "bot: The artefact store"),
        ({"RIFF_RULES": "/nowhere/rules.toml"}, "bot: The rules in /nowhere/rules.toml"),
        ({"RIFF_CLASSIFIER": "nowhere:judge"}, "bot: The setting RIFF_CLASSIFIER"),
        ({"DISCORD_STAND_IN": "http://127.0.0.1:1"}, "bot: Discord can't be reached"),
    ],
)
async def test_what_is_wrong_is_told_in_one_sentence(
    tmp_path: Path, environment: dict[str, str], sentence: str
) -> None:
    kept = {"DATABASE_URL": f"sqlite:///{tmp_path}/jamgram.db", "ARTEFACT_URL": f"file://{tmp_path}/artefacts"}
    all_there = {"DISCORD_TOKEN": "a.b.c", "REDIS_URL": "unix:///nowhere/redis.sock", "BOT_PORT": "0", **kept}
    status, said = await fork(tmp_path, **{**all_there, **environment})
    assert status == 2, said
    assert told(said).startswith(sentence)


async def test_a_wrong_token_is_told_in_one_sentence(own_rig: Rig) -> None:
    status, said = await fork(own_rig.folder, **{**own_rig.environment, "DISCORD_TOKEN": "wrong.token.of-a-bot"})
    assert status == 2, said
    assert told(said).startswith("bot: Discord refuses DISCORD_TOKEN")


async def test_it_ends_in_time_when_it_is_asked_to(own_rig: Rig) -> None:
    bot = await own_rig.add_bot()
    status, took_s = await bot.stop()
    assert status == 0
    assert took_s < STOPPED_S
    assert "Traceback" not in bot.said()


async def test_it_ends_in_time_while_redis_hangs(own_rig: Rig) -> None:
    bot = await own_rig.add_bot()
    own_rig.redis.pause()
    await asyncio.sleep(1)
    status, took_s = await bot.stop()
    assert status == 0
    assert took_s < STOPPED_S


async def test_it_starts_without_redis_and_says_that_the_queue_rests(own_rig: Rig) -> None:
    await own_rig.redis.kill()
    await own_rig.add_bot()
    user, channel = own_rig.discord.new_user(), await own_rig.new_channel()
    await own_rig.discord.slash("riff", prompt="rain", user=user, channel=channel)
    card = await own_rig.card(channel)
    await own_rig.wait_for(lambda: RESTING in card.content, "words about a queue that rests")


async def test_discord_hears_of_a_request_in_time_while_the_database_hangs(own_rig: Rig) -> None:
    """Discord waits no longer than 3 s."""
    await own_rig.add_bot()
    user, channel = own_rig.discord.new_user(), await own_rig.new_channel()
    with locked(own_rig):
        await own_rig.discord.slash("riff", prompt="rain", user=user, channel=channel)
    interaction = own_rig.discord.seen(channel)[0]
    assert "rain" in interaction.content
    await own_rig.wait_for(lambda: "in line" in interaction.content, "a place in the line")


async def test_a_request_that_cannot_be_remembered_is_taken_back(own_rig: Rig) -> None:
    await own_rig.add_bot()
    user, channel = own_rig.discord.new_user(), await own_rig.new_channel()
    with locked(own_rig):
        await own_rig.discord.slash("riff", prompt="rain", user=user, channel=channel)
        await own_rig.wait_for(lambda: not own_rig.discord.seen(channel), "an empty channel")
        (told,) = await own_rig.wait_for(lambda: own_rig.discord.seen(channel, user), "an explanation")
    assert told.content == coded(DATABASE_DOWN, "E-DOWN")


async def test_it_says_whether_it_is_well(own_rig: Rig, free_port: int) -> None:
    await own_rig.add_bot(BOT_PORT=str(free_port))
    await own_rig.wait_for(lambda: ask(free_port, "/healthz").startswith(b'{"well": true'), "a healthy bot")
    assert b"jamgram_queue_requests" in ask(free_port, "/metrics")


async def test_many_are_answered_in_time_while_redis_hangs(own_rig: Rig) -> None:
    """Each of them holds up a thread for seconds, and asyncio has 32 at most. Discord waits no longer than 3 s."""
    await own_rig.add_bot()
    channel = await own_rig.new_channel()
    users = [own_rig.discord.new_user(f"user{number}") for number in range(40)]
    own_rig.redis.pause()
    await asyncio.gather(*(own_rig.discord.slash("riff", prompt="rain", user=user, channel=channel) for user in users))
    assert len(own_rig.discord.seen(channel)) == len(users)
