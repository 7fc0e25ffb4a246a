"""Where what comes of a clip belongs."""

import asyncio
from dataclasses import replace

import discord
import pytest
from simcord.builders import ChannelHandle

from bot.family.spots import Spot, spot_of
from bot.records.values import ClipRecord
from core.request import Origin
from tests.bot.family.kin import Kin, replied_to
from tests.bot.stage import Stage


async def made_in(kin: Kin, channel: ChannelHandle) -> discord.Message:
    """Let ana make a clip somewhere."""
    await kin.stage.ana.slash(channel, "riff", prompt="lo-fi beats")
    kin.stage.worker.finish()
    await kin.stage.deliver()
    return max(channel.history(), key=lambda message: message.id)


def thread_in(stage: Stage, channel: ChannelHandle, *, private: bool = False) -> ChannelHandle:
    """A thread that somebody else opened."""
    kind = discord.ChannelType.private_thread if private else discord.ChannelType.public_thread
    made = stage.env.backend.create_thread(channel.id, "a talk", stage.ana.id, type=kind.value)
    for member in (stage.env.backend.bot_user.id, stage.ben.id, stage.mod.id):
        stage.env.backend.add_thread_member(made.id, member)
    return ChannelHandle(stage.env, stage.guild, made)


async def spot(kin: Kin, clip: ClipRecord, *, server: str | None = "", asker: object = None) -> Spot | None:
    origin = Origin(
        server=str(kin.stage.guild.id) if server == "" else server, channel=str(kin.stage.channel.id), author="1"
    )
    return await spot_of(kin.stage.services, kin.stage.bot, clip, origin=origin, asker=asker)  # type: ignore[arg-type]


async def test_a_first_child_has_a_thread_to_open(kin: Kin) -> None:
    root = await kin.root()
    found = await spot(kin, await kin.clip_of(root))
    assert found is not None
    assert (found.channel, found.home, found.reply_to) == (str(root.id), str(kin.stage.channel.id), None)
    assert found.opening is not None


async def test_a_card_in_a_thread_keeps_its_family_there(kin: Kin) -> None:
    talk = thread_in(kin.stage, kin.stage.channel)
    await kin.stage.env.settle()
    root = await made_in(kin, talk)
    await kin.remix(root, at=talk)
    card = talk.history()[-1]
    assert card.content.startswith("**darker**")
    assert replied_to(card) == root.id
    assert [one.id for one in kin.stage.channel.threads] == [talk.id]


async def test_a_forum_post_is_a_thread_too(kin: Kin) -> None:
    forum = kin.stage.guild.create_forum_channel("songs")
    post = thread_in(kin.stage, forum)
    root = await made_in(kin, post)
    await kin.remix(root, at=post)
    assert replied_to(post.history()[-1]) == root.id


async def test_a_voice_channel_has_no_threads(kin: Kin) -> None:
    voice = kin.stage.guild.create_voice_channel("lounge")
    root = await made_in(kin, voice)
    await kin.remix(root, at=voice)
    card = voice.history()[-1]
    assert card.content.startswith("**darker**")
    assert replied_to(card) == root.id


async def test_a_deleted_root_leaves_its_children_in_the_channel(kin: Kin) -> None:
    root = await kin.root()
    clip = await kin.clip_of(root)
    record = await kin.card(root)
    await kin.stage.services.records.remove_card(record.card.id, 0.0)
    assert await spot(kin, clip) == Spot(str(kin.stage.channel.id))


async def test_a_thread_outlives_its_root(kin: Kin) -> None:
    root = await kin.root()
    first = await kin.remixed(root)
    await kin.stage.press("Delete", root, kin.stage.ana)
    await kin.remix(first, kin.stage.mod, prompt="louder")
    card = kin.thread_messages()[-1]
    assert card.content.startswith("**louder**")
    assert f"by <@{kin.stage.ben.id}>, <@{kin.stage.ana.id}>" in card.content


async def test_what_a_deleted_clip_was_called_is_not_told(kin: Kin) -> None:
    root = await kin.root()
    await kin.remix(root)
    await kin.stage.press("Delete", root, kin.stage.ana)
    kin.stage.worker.finish()
    await kin.stage.deliver()
    assert f"↳ remix of [removed] by <@{kin.stage.ana.id}>" in kin.thread_messages()[-1].content


async def test_another_server_is_no_place_for_this_family(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.root())
    assert await spot(kin, clip, server="4") is None
    assert await spot(kin, clip, server=None) is None


async def test_what_is_private_has_no_place(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.root())
    assert await spot(kin, replace(clip, visibility="private")) is None


async def test_who_can_not_see_the_root_gets_the_card_where_they_asked(kin: Kin) -> None:
    root = await kin.root()
    clip = await kin.clip_of(root)
    kin.hide_from(kin.stage.ben)
    await kin.stage.env.settle()
    other = kin.stage.guild.create_text_channel("elsewhere")
    await kin.stage.ben.slash(other, "remix", riff=clip.id, prompt="darker")
    (card,) = other.history()
    assert card.content.startswith("**darker**")
    assert kin.stage.channel.threads == []


async def test_who_may_not_write_beside_the_root_gets_the_card_where_they_asked(kin: Kin) -> None:
    """The words are theirs: in a channel that is only to be read they are not posted from another one."""
    root = await kin.root()
    kin.silence(kin.stage.ben)
    await kin.stage.env.settle()
    other = kin.stage.guild.create_text_channel("elsewhere")
    await kin.remix(root, at=other)
    (card,) = other.history()
    assert card.content.startswith("**darker**")
    assert kin.stage.channel.threads == []


async def test_a_private_thread_is_not_for_who_asks_elsewhere(kin: Kin) -> None:
    talk = thread_in(kin.stage, kin.stage.channel, private=True)
    root = await made_in(kin, talk)
    await kin.remix(root, kin.stage.ana)
    assert kin.channel_messages()[-1].content.startswith("**darker**")
    await kin.remix(root, kin.stage.ana, at=talk, prompt="louder")
    assert talk.history()[-1].content.startswith("**louder**")


async def test_a_channel_that_is_gone_is_no_place(kin: Kin) -> None:
    root = await kin.root()
    clip = await kin.clip_of(root)
    kin.stage.env.backend.delete_channel(kin.stage.channel.id)
    await kin.stage.env.settle()
    assert await spot(kin, clip) is None


@pytest.mark.parametrize("is_slow", [False, True])
async def test_while_discord_tells_nothing_of_the_place_the_card_is_where_it_was_asked_for(
    kin: Kin, monkeypatch: pytest.MonkeyPatch, *, is_slow: bool
) -> None:
    async def fetch_channel(_: int) -> None:
        await asyncio.sleep(60 if is_slow else 0)
        raise TimeoutError

    talk = thread_in(kin.stage, kin.stage.channel)
    root = await made_in(kin, talk)
    thread = kin.stage.bot.get_channel(talk.id)
    assert isinstance(thread, discord.Thread)
    await thread.edit(archived=True)
    await kin.stage.env.settle()
    assert kin.stage.bot.get_channel(talk.id) is None
    monkeypatch.setattr(kin.stage.bot, "fetch_channel", fetch_channel)
    monkeypatch.setattr("bot.patience.LOOK_UPS_S", 3.0)
    await kin.stage.ben.slash(kin.stage.channel, "remix", riff=(await kin.clip_of(root)).id, prompt="darker")
    assert kin.channel_messages()[-1].content.startswith("**darker**")


async def test_in_direct_messages_the_card_is_where_it_was_asked_for(kin: Kin) -> None:
    ana = kin.stage.ana.user
    await ana.slash("riff", prompt="lo-fi beats")
    kin.stage.worker.finish()
    await kin.stage.deliver()
    (listed,) = await kin.stage.services.records.find("", str(ana.id), None)
    await ana.slash("remix", riff=listed.clip.id, prompt="darker")
    assert ana.dm_channel.history()[-1].content.startswith("**darker**")


async def test_whoever_replies_to_a_clip_in_direct_messages_need_not_call(kin: Kin) -> None:
    ana = kin.stage.ana.user
    await ana.slash("riff", prompt="lo-fi beats")
    kin.stage.worker.finish()
    await kin.stage.deliver()
    (shown,) = ana.dm_channel.history()
    reference = {"channel_id": str(ana.dm_channel.id), "message_id": str(shown.id)}
    await ana.send_dm(
        "darker", reference=kin.stage.env.backend.normalize_message_reference(ana.dm_channel.id, reference)
    )
    card = ana.dm_channel.history()[-1]
    assert card.content.startswith("**lo-fi beats, darker**")
