"""Somebody takes their data along and leaves, over the wire; the bot is killed while it takes away what was posted."""

import io
import sqlite3
import zipfile
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from bot.privacy.covering import COVERED
from bot.privacy.erasing import DONE
from core.artefacts import KEY
from tests.discord.faults import Fault
from tests.discord.quick_clips import sound_of
from tests.discord.rig import Rig
from tests.discord.state import Channel, Message, User

pytestmark = pytest.mark.asyncio(loop_scope="session")

EDIT = ("PATCH", "/channels/*/messages/*")
HOLD_S = 3600.0


async def made(rig: Rig, user: User, channel: Channel, prompt: str) -> Message:
    """Let somebody make a clip."""
    before = len(rig.clips(channel))
    asked = await rig.discord.slash("riff", prompt=prompt, user=user, channel=channel)
    await rig.wait_for(lambda: len(rig.clips(channel)) > before, "a clip")
    assert asked.original is not None
    return asked.original


def database(rig: Rig) -> sqlite3.Connection:
    return sqlite3.connect(urlsplit(rig.database_url).path, timeout=30)


def rows_with(rig: Rig, *words: str) -> list[str]:
    """Name the tables that hold one of these words."""
    with closing(database(rig)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {table: str(connection.execute(f'SELECT * FROM "{table}"').fetchall()) for table in tables}  # noqa: S608 - our own tables
    return [table for table, text in rows.items() if any(word in text for word in words)]


def stored(rig: Rig) -> list[str]:
    return [path.name for path in (rig.folder / "artefacts").rglob("*") if KEY.fullmatch(path.name)]


async def test_an_archive_of_everything_comes_where_it_was_asked_for(rig: Rig) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    clip = await made(rig, user, channel, "rain on a roof")
    await rig.discord.slash("account data export", user=user, channel=channel)
    await rig.wait_for(lambda: any("That is all" in one.content for one in rig.discord.seen(channel, user)), "the end")
    (part,) = [file for one in rig.discord.seen(channel, user) for file in one.files if file.name.endswith(".zip")]
    with zipfile.ZipFile(io.BytesIO(part.content)) as archive:
        names = archive.namelist()
        (sound,) = [archive.read(name) for name in names if name.endswith(".mp3")]
        assert "rain on a roof" in archive.read("request.json").decode()
    assert {"README.txt", "card.json", "request.json", "clip.json"} <= set(names)
    assert sound == clip.file(".mp3").content == sound_of(clip.buttons[0]["custom_id"].split(":")[2] + "-0")


async def test_everything_goes_though_the_bot_is_killed_in_between(rig: Rig) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    clips = [await made(rig, user, channel, f"zither number {number}") for number in range(2)]
    before = stored(rig)
    await rig.discord.slash("account data delete", user=user, channel=channel)
    question = await rig.wait_for(lambda: _asking(rig, channel, user), "the question")
    await rig.discord.press(question, f"rf1:erase:{user.id}", user=user)
    await rig.wait_for(lambda: "/account data keep" in question.content, "the day to think again")
    held = rig.discord.reception.faults.add(Fault(*EDIT, delay_s=HOLD_S))
    with closing(database(rig)) as connection, connection:
        connection.execute("UPDATE erasures SET due_s = 1")
    await rig.wait_for(lambda: held.happened, "the first message")
    await rig.bots[0].kill()
    rig.discord.reception.release()
    rig.discord.reception.faults.clear()
    await rig.start_bot(rig.bots[0])
    await rig.wait_for(lambda: rows_with(rig, user.id, "zither") == [], "the end")
    assert [(clip.content, clip.files) for clip in clips] == [(COVERED, ())] * 2
    await rig.wait_for(lambda: len(stored(rig)) == len(before) - 4, "a store without the four files")
    direct = rig.discord.world.channel_with(user)
    await rig.wait_for(lambda: [one.content for one in rig.discord.seen(direct, user)] == [DONE], "the last word")


def _asking(rig: Rig, channel: Channel, user: User) -> Message | None:
    return next((one for one in rig.discord.seen(channel, user) if "Delete all that I keep" in one.content), None)
