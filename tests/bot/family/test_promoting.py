"""A clip that many like is shown where its family began, once."""

import asyncio
from dataclasses import replace
from typing import cast

import discord
import pytest

from bot.family.promoting import promote
from bot.records import Records
from tests.bot.choices.choosing import choose
from tests.bot.family.kin import Kin, replied_to
from tests.bot.stage import custom_ids


async def starred(kin: Kin, card: discord.Message, before: int) -> None:
    """Let ben press the star after so many others."""
    clip = await kin.clip_of(card)
    for number in range(before):
        await kin.stage.services.records.star(clip.id, str(number), now_s=kin.stage.clock())
    label = next(label for label, name in custom_ids(card).items() if ":star:" in name)
    await kin.stage.press(label, card, kin.stage.ben)


def shown(kin: Kin) -> list[discord.Message]:
    """What is shown in the channel of what many like."""
    return [one for one in kin.stage.messages() if one.content.startswith("⭐")]


async def test_three_stars_bring_a_remix_into_the_channel(kin: Kin) -> None:
    card = await kin.remixed(await kin.root())
    await starred(kin, card, before=2)
    (message,) = shown(kin)
    lines = message.content.splitlines()
    link = f"https://discord.com/channels/{kin.stage.guild.id}/{kin.thread.id}/{card.id}"
    assert lines[:2] == [f"⭐ **3 stars** in the thread: {link}", "**darker**"]
    assert "↳ remix of" in message.content
    assert [one.filename[-3:] for one in message.attachments] == ["png", "mp3"]


async def test_two_stars_do_not(kin: Kin) -> None:
    card = await kin.remixed(await kin.root())
    await starred(kin, card, before=1)
    assert shown(kin) == []


async def test_it_is_shown_once(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.remixed(await kin.root()))
    services = kin.stage.services
    posted = await asyncio.gather(*(promote(services, kin.stage.bot, clip, stars=3) for _ in range(3)))
    assert sorted(posted) == [False, False, True]
    assert len(shown(kin)) == 1


async def test_a_root_is_there_already(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.root())
    assert not await promote(kin.stage.services, kin.stage.bot, clip, stars=9)


async def test_a_card_that_stands_in_the_channel_is_not_shown_again(kin: Kin) -> None:
    root = await kin.root()
    kin.refuse_threads(code=160006)
    await kin.remix(root)
    kin.stage.worker.finish()
    await kin.stage.deliver()
    clip = await kin.clip_of(kin.channel_messages()[1])
    assert not await promote(kin.stage.services, kin.stage.bot, clip, stars=9)


async def test_each_server_says_how_many_stars_it_takes(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.remixed(await kin.root()))
    records, server = kin.stage.services.records, str(kin.stage.guild.id)
    await choose(records, "server", server, promotion=0)
    assert not await promote(kin.stage.services, kin.stage.bot, clip, stars=9)
    await choose(records, "server", server, promotion=5)
    assert not await promote(kin.stage.services, kin.stage.bot, clip, stars=4)
    assert await promote(kin.stage.services, kin.stage.bot, clip, stars=5)


async def test_a_server_with_a_gallery_has_it_shown_there(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.remixed(await kin.root()))
    gallery = kin.stage.guild.create_text_channel("gallery")
    await choose(kin.stage.services.records, "server", kin.stage.guild.id, gallery=gallery.id)
    assert await promote(kin.stage.services, kin.stage.bot, clip, stars=3)
    assert shown(kin) == []
    assert [one.content[:1] for one in gallery.history(viewer=kin.stage.ben)] == ["⭐"]


async def test_what_was_made_where_not_everybody_looks_comes_into_no_gallery(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.remixed(await kin.root()))
    gallery = kin.stage.guild.create_text_channel("gallery")
    await choose(kin.stage.services.records, "server", kin.stage.guild.id, gallery=gallery.id)
    assert await promote(kin.stage.services, kin.stage.bot, replace(clip, secluded=True), stars=3)
    assert list(gallery.history(viewer=kin.stage.ben)) == []


async def test_what_became_private_is_not_shown(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.remixed(await kin.root()))
    hidden = replace(clip, visibility="private")
    assert not await promote(kin.stage.services, kin.stage.bot, hidden, stars=9)


async def test_what_discord_refuses_is_tried_again_with_the_next_star(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.remixed(await kin.root()))
    kin.refuse_posts(kin.stage.channel, code=50013)
    assert not await promote(kin.stage.services, kin.stage.bot, clip, stars=3)
    assert await promote(kin.stage.services, kin.stage.bot, clip, stars=4)
    assert len(shown(kin)) == 1


async def test_what_was_never_sent_is_tried_again_with_the_next_star(kin: Kin, monkeypatch: pytest.MonkeyPatch) -> None:
    async def send(*_: object, **__: object) -> None:
        raise discord.RateLimited(60.0)

    clip = await kin.clip_of(await kin.remixed(await kin.root()))
    with monkeypatch.context() as limited:
        limited.setattr(discord.PartialMessageable, "send", send)
        assert not await promote(kin.stage.services, kin.stage.bot, clip, stars=3)
    assert await promote(kin.stage.services, kin.stage.bot, clip, stars=4)


async def test_what_may_be_there_is_not_posted_again(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.remixed(await kin.root()))
    kin.refuse_posts(kin.stage.channel, status=503, code=0, times=10)
    assert not await promote(kin.stage.services, kin.stage.bot, clip, stars=3)
    kin.stage.env.backend.faults.clear()
    assert not await promote(kin.stage.services, kin.stage.bot, clip, stars=4)


async def test_only_its_author_is_called(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.remixed(await kin.root()))
    await promote(kin.stage.services, kin.stage.bot, clip, stars=3)
    posts = [one for one in kin.stage.env.http_requests if one.path == f"/channels/{kin.stage.channel.id}/messages"]
    body = next(one.json for one in reversed(posts) if isinstance(one.json, dict))
    assert body["allowed_mentions"]["users"] == [kin.stage.ben.id]
    assert body["nonce"] == f"{clip.id}-up"
    assert len(body["nonce"]) <= 25
    assert replied_to(shown(kin)[0]) is None


async def test_what_is_deleted_while_it_is_shown_is_not_left_there(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.remixed(await kin.root()))
    records = DeletesWhatIsPromoted(kin.stage.services.records)
    services = replace(kin.stage.services, records=cast("Records", records))
    assert not await promote(services, kin.stage.bot, clip, stars=3)
    assert shown(kin) == []


class DeletesWhatIsPromoted:
    """Real records in which somebody deletes a clip as soon as it is to be shown."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def __getattr__(self, name: str) -> object:
        return getattr(self._records, name)

    async def promote(self, clip_id: str, now_s: float, *, channel: str | None = None) -> bool:
        is_first = await self._records.promote(clip_id, now_s, channel=channel)
        await self._records.delete_clip(clip_id, now_s)
        return is_first
