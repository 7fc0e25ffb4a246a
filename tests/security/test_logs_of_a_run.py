"""A bot and a worker do all that they do, and nothing in their logs is a secret or a word of anybody."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import psutil
import pytest
import pytest_asyncio
from PIL.PngImagePlugin import PngInfo

from core.clip import Label
from core.contract import Riff
from tests.discord.errors import MISSING_PERMISSIONS
from tests.discord.faults import Fault
from tests.discord.processes import Forked
from tests.discord.rig import Rig, rigged
from tests.discord.state import BOT_ID, Channel, File, Message, User
from tests.security.uploads import BOMBS, SECRET, picture, telling_picture, telling_sound

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]

PASSWORD: Final = "p4ss/w0rd:of@redis"  # noqa: S105 - of a Redis that this test starts
QUOTED: Final = "p4ss%2Fw0rd%3Aof%40redis"
MARK: Final = "quagga"
"""A word that stands in everything that somebody says: whoever finds it in a log has found a prompt."""

PASSED: Final = f"{MARK} waltz @everyone `rm -rf`"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def rig(root: Path, tiny_model: Path) -> AsyncIterator[Rig]:
    """Processes that log as by default, as text and as JSON, and need a password for Redis."""
    async with rigged(root) as rig:
        with rig.client() as redis:
            allowed = {"categories": ["+@all"], "keys": "*", "channels": "*"}
            redis.acl_setuser("jam", enabled=True, passwords=[f"+{PASSWORD}"], **allowed)
        address = f"unix://jam:{QUOTED}@{rig.socket}"
        settings = {**rig.environment, "REDIS_URL": address, "LOG_FORMAT": "json", "RIFF_MODEL": str(tiny_model)}
        rig.workers.append(Forked("worker0", settings, rig.folder, "worker"))
        rig.workers[0].start()
        await rig.add_bot(REDIS_URL=address)
        yield rig


def file(content: bytes, kind: str) -> File:
    return File(f"{MARK}.{kind}", content, content_type=f"{'image' if kind == 'png' else 'audio'}/{kind}")


async def test_nothing_secret_and_no_word_of_anybody_is_in_the_logs(rig: Rig) -> None:
    user, channel = rig.discord.new_user(MARK), await rig.new_channel()
    await paint(rig, user, channel)
    await send_files(rig, user, await rig.new_channel())
    await go_wrong(rig, user, await rig.new_channel())
    logs = {process.name: process.log.read_text("utf-8") for process in (*rig.bots, *rig.workers)}
    assert all(len(log) > 500 for log in logs.values())
    for name, log in logs.items():
        for secret in (*secrets_of(rig), MARK, SECRET.decode()):
            assert secret not in log, f"{secret} is in the log of {name}"
    assert re.search(r"card \d+: refused, by rule|\[\d+\] asked for 1 clips", logs["bot0"])
    assert {json.loads(line)["level"] for line in logs["worker0"].splitlines() if line.startswith("{")} >= {"INFO"}


async def test_the_worker_of_that_run_reads_files_apart(rig: Rig) -> None:
    worker = psutil.Process(rig.workers[0].pid)
    [reader] = [one for one in worker.children() if "worker.confining.child" in one.cmdline()]
    assert not reader.environ().keys() & {"DISCORD_TOKEN", "REDIS_URL", "DATABASE_URL", "ARTEFACT_URL"}


def secrets_of(rig: Rig) -> list[str]:
    tokens = [found.token for found in rig.discord.world.interactions.values()]
    assert tokens
    return [rig.discord.world.token, PASSWORD, QUOTED, *tokens]


async def paint(rig: Rig, user: User, channel: Channel) -> None:
    """Ask for a clip, look at it, and have it painted over by words in a reply."""
    await rig.discord.slash("riff", prompt=PASSED, negative=MARK, seed=1, quality="draft", user=user, channel=channel)
    clip = await rig.clip(channel, within_s=180)
    await rig.discord.slash("queue view", user=user, channel=channel)
    await rig.discord.autocomplete("riff", "prompt", MARK, user=user, channel=channel)
    await rig.discord.reply(user, clip, f"<@{BOT_ID}> slower {MARK}")


async def send_files(rig: Rig, user: User, channel: Channel) -> None:
    """Send files that tell much of who sent them, and one with another's words in it."""
    for content, kind in ((telling_picture("PNG"), "png"), (another_s_picture(), "png"), (telling_sound("MP3"), "mp3")):
        message = rig.discord.say(user, channel, MARK, file(content, kind))
        await rig.discord.menu("Play this spectrogram", message, user=user)
    await rig.wait_for(lambda: len(over(rig, channel, user)) >= 3, "an end of each")
    posted = [file.content for one in over(rig, channel, user) for file in one.files]
    assert posted
    assert not [content for content in posted if SECRET in content]


async def go_wrong(rig: Rig, user: User, channel: Channel) -> None:
    """Send what can't be read, say what may not be said, and let Discord break."""
    for bomb in ("a PNG of 10^9 pixels", "a PNG whose pixels are missing"):
        message = rig.discord.say(user, channel, MARK, file(BOMBS[bomb], "png"))
        await rig.discord.menu("Play this spectrogram", message, user=user)
    await rig.wait_for(lambda: len(over(rig, channel, user)) >= 2, "an end of each")
    await rig.discord.slash("riff", prompt=f"{MARK} sung by a nazi", user=user, channel=channel)
    refused = Fault("POST", "/interactions/*/*/callback", MISSING_PERMISSIONS)
    rig.discord.reception.faults.add(refused)
    await rig.discord.ask("riff", prompt=MARK, seed=2, quality="draft", user=user, channel=channel)
    await rig.wait_for(lambda: refused.happened, "a refusal")
    await rig.clip(channel)


def another_s_picture() -> bytes:
    """A picture that says that it was painted from words."""
    text = PngInfo()
    text.add_itxt("recipe", Label(recipe=Riff(prompt=PASSED, seed=1)).canonical_json())
    return picture("PNG", pnginfo=text)


def over(rig: Rig, channel: Channel, user: User) -> list[Message]:
    """Answers of the bot that are no longer on their way."""
    answers = [one for one in rig.discord.seen(channel, user) if one.author.id == BOT_ID]
    return [one for one in answers if one.files or "⚠️" in one.content or "Nothing was used up" in one.content]
