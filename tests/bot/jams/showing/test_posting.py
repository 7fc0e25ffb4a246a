"""Messages of a jam that are posted once, whoever is cut off, and smaller where they don't fit."""

from dataclasses import replace

import discord
import pytest

from bot.card import CardFile, CardView, Stored
from bot.jams.showing.posting import MAY_NOT, TOO_LARGE, JamSaying, posted
from bot.records.jam import Jam
from tests.bot.jams.conducting.concert import concert
from tests.bot.jams.showing.scenes import thread_messages
from tests.bot.stage import Stage, png

POSTS = "/channels/*/messages"


@pytest.fixture
async def jam(stage: Stage) -> Jam:
    """A jam with a thread."""
    return await (await concert(stage)).jam()


def saying(jam: Jam, *keys: str, **fields: object) -> JamSaying:
    """A message with files."""
    assert jam.thread is not None
    ends = (".png", ".mp3")
    files = tuple(CardFile(f"a{end}", "alt", Stored(key)) for end, key in zip(ends, keys, strict=False))
    return JamSaying("vote-1", CardView("**Round 1**\nmore", files), jam.thread, **fields)  # type: ignore[arg-type]


def in_thread(stage: Stage) -> list[discord.Message]:
    return [one for one in thread_messages(stage) if one.content.startswith("**Round 1**")]


def keys(stage: Stage) -> tuple[str, str]:
    store = stage.services.artefacts
    return store.put(png()), store.put(b"ID3 a sound")


async def test_it_is_posted_and_noted(stage: Stage, jam: Jam) -> None:
    held = await posted(stage.services, stage.bot, jam, saying(jam, *keys(stage)))
    (message,) = in_thread(stage)
    assert (held.channel, held.message) == (jam.thread, str(message.id))
    assert [one.filename for one in message.attachments] == ["a.png", "a.mp3"]
    now = await stage.services.records.jam(jam.id)
    assert now is not None
    assert now.posts["vote-1"] == held


async def test_what_was_posted_and_not_noted_is_found_and_not_posted_again(stage: Stage, jam: Jam) -> None:
    first = await posted(stage.services, stage.bot, jam, saying(jam))
    await stage.services.records.drop_jam_post(jam.id, "vote-1")
    assert (await posted(stage.services, stage.bot, jam, saying(jam))).message == first.message
    assert len(in_thread(stage)) == 1


async def test_what_somebody_else_writes_is_not_taken_for_it(stage: Stage, jam: Jam) -> None:
    (thread,) = stage.channel.threads
    await stage.ana.send(thread, "**Round 1**\nmore")
    await posted(stage.services, stage.bot, jam, saying(jam))
    assert [one.author.bot for one in in_thread(stage)] == [False, True]


async def test_without_the_history_it_is_posted_all_the_same(stage: Stage, jam: Jam) -> None:
    stage.refuse("GET", POSTS, status=403, code=50001)
    await posted(stage.services, stage.bot, jam, saying(jam))
    assert len(in_thread(stage)) == 1


async def test_it_has_a_name_under_which_discord_takes_it_once(stage: Stage, jam: Jam) -> None:
    await posted(stage.services, stage.bot, jam, saying(jam))
    (sent,) = [one.json for one in stage.env.http_requests if "Round 1" in str(one.json)]
    assert isinstance(sent, dict)
    assert (sent["nonce"], sent["enforce_nonce"]) == (f"{jam.id}-vote-1", True)


async def test_what_is_too_large_is_posted_without_the_picture(stage: Stage, jam: Jam) -> None:
    stage.refuse("POST", POSTS, status=413, code=40005)
    await posted(stage.services, stage.bot, jam, saying(jam, *keys(stage)))
    (message,) = in_thread(stage)
    assert [one.filename for one in message.attachments] == ["a.mp3"]


async def test_what_is_too_large_even_so_says_so(stage: Stage, jam: Jam) -> None:
    stage.refuse("POST", POSTS, status=413, code=40005, times=2)
    await posted(stage.services, stage.bot, jam, saying(jam, *keys(stage)))
    (message,) = in_thread(stage)
    assert message.content.endswith(f"-# {TOO_LARGE}")
    assert message.attachments == []


async def test_where_no_files_may_be_attached_it_says_so(stage: Stage, jam: Jam) -> None:
    stage.refuse("POST", POSTS, status=403, code=50013)
    await posted(stage.services, stage.bot, jam, saying(jam, *keys(stage)))
    (message,) = in_thread(stage)
    assert message.content.endswith(f"-# {MAY_NOT}")


async def test_what_may_not_be_said_at_all_is_not_noted(stage: Stage, jam: Jam) -> None:
    stage.refuse("POST", POSTS, status=403, code=50013, times=2)
    with pytest.raises(discord.Forbidden):
        await posted(stage.services, stage.bot, jam, saying(jam, *keys(stage)))
    now = await stage.services.records.jam(jam.id)
    assert now is not None
    assert "vote-1" not in now.posts


async def test_what_is_taken_out_later_is_taken_out_of_the_message_once(stage: Stage, jam: Jam) -> None:
    await posted(stage.services, stage.bot, jam, saying(jam, *keys(stage)))
    for _ in range(2):
        now = await stage.services.records.jam(jam.id)
        assert now is not None
        less = replace(saying(jam), view=CardView("**Round 1**\nless"), gone=1)
        await posted(stage.services, stage.bot, now, less)
    (message,) = in_thread(stage)
    assert message.content == "**Round 1**\nless"
    assert message.attachments == []
    edits = [one for one in stage.env.http_requests if one.method == "PATCH" and "less" in str(one.json)]
    assert len(edits) == 1


async def test_only_who_is_meant_is_called(stage: Stage, jam: Jam) -> None:
    await posted(stage.services, stage.bot, jam, saying(jam, to=(str(stage.ben.id), "of nobody")))
    (sent,) = [one.json for one in stage.env.http_requests if "Round 1" in str(one.json)]
    assert isinstance(sent, dict)
    assert sent["allowed_mentions"]["users"] == [stage.ben.id]


async def test_files_that_are_gone_are_told(stage: Stage, jam: Jam) -> None:
    await posted(stage.services, stage.bot, jam, saying(jam, "0" * 64))
    (message,) = in_thread(stage)
    assert "gone from the store" in message.content
