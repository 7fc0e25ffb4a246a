"""Where a family's cards go when its thread is not to be had, and what authors are asked first."""

import asyncio

import pytest

from tests.discord.rig import Rig
from tests.discord.state import BOT_ID, Message
from tests.end_to_end.family import Family, endings, family

pytestmark = pytest.mark.asyncio(loop_scope="session")

GATE = 501
QUIET_S = 0.7


async def only_child(kin: Family) -> Message:
    """Wait for the child in the channel, and a while for a second answer that must not come."""
    await kin.rig.wait_for(lambda: kin.rig.clips(kin.channel)[1:], "a clip in the channel")
    await asyncio.sleep(QUIET_S)
    (child,) = kin.at_home
    assert endings(child) == ["mp3", "png"]
    return child


@pytest.mark.parametrize("why", ["too many", "forbidden", "root deleted"])
async def test_without_a_thread_a_remix_comes_in_the_channel(rig: Rig, why: str) -> None:
    kin = await family(rig)
    shown = await kin.press("remix")
    if why == "too many":
        assert kin.channel.guild is not None
        kin.channel.guild.threads_most = 0
    elif why == "forbidden":
        kin.channel.bot_may.discard("open_threads")
    else:
        kin.root.deleted = True
    await rig.discord.submit(shown, prompt="snow")
    if why == "root deleted":
        (child,) = await rig.wait_for(lambda: rig.clips(kin.channel), "a clip in the channel")
        assert child.reply_to is None
    else:
        assert (await only_child(kin)).reply_to == kin.root.id
    assert kin.thread is None


@pytest.mark.parametrize("how", ["locked", "archived and locked", "deleted", "forbidden"])
async def test_a_thread_that_was_closed_sends_what_comes_next_to_the_channel(rig: Rig, how: str) -> None:
    kin = await family(rig)
    await kin.ask("remix", prompt="snow")
    await kin.children()
    await close(kin, how)
    await kin.ask("remix", prompt="hail")
    await only_child(kin)
    await kin.ask("remix", prompt="sleet")
    await rig.wait_for(lambda: len(rig.clips(kin.channel)) == 3, "the next one in the channel too")


@pytest.mark.parametrize("how", ["archived and locked", "deleted", "forbidden"])
async def test_a_thread_that_is_closed_meanwhile_sends_its_clip_to_the_channel(rig: Rig, how: str) -> None:
    kin = await family(rig)
    await kin.ask("remix", prompt="hail", seed=str(rig.close_gate(GATE)))
    await rig.wait_for(lambda: kin.in_thread, "a card in the thread")
    await close(kin, how)
    rig.open_gates()
    await only_child(kin)


async def test_a_card_in_a_thread_that_is_locked_and_open_still_becomes_its_clip(rig: Rig) -> None:
    kin = await family(rig)
    await kin.ask("remix", prompt="hail", seed=str(rig.close_gate(GATE)))
    await rig.wait_for(lambda: kin.in_thread, "a card in the thread")
    await close(kin, "locked")
    rig.open_gates()
    await kin.children()
    assert kin.at_home == []


async def close(kin: Family, how: str) -> None:
    """Close the family's thread to the bot."""
    assert kin.thread is not None
    threads = kin.rig.discord.threads
    if how == "deleted":
        await threads.delete(kin.thread)
    elif how == "forbidden":
        kin.thread.bot_may = kin.thread.bot_may - {"view", "send_in_threads"}
    else:
        await threads.change(kin.thread, locked=True, archived="archived" in how)


async def test_an_archived_thread_comes_back(rig: Rig) -> None:
    kin = await family(rig)
    await kin.ask("remix", prompt="snow", seed=str(rig.close_gate(GATE)))
    await rig.wait_for(lambda: kin.in_thread, "a card in the thread")
    assert kin.thread is not None
    await rig.discord.threads.change(kin.thread, archived=True)
    rig.open_gates()
    await kin.children()
    await rig.discord.threads.change(kin.thread, archived=True)
    await kin.ask("remix", prompt="hail")
    await kin.children(2)
    assert (kin.thread.archived, kin.at_home) == (False, [])


async def test_who_wants_to_be_asked_is_asked_and_allows_it(rig: Rig) -> None:
    kin = await family(rig)
    await kin.let_ana_be_asked()
    await kin.ask("remix", prompt="snow")
    (question,) = await rig.wait_for(lambda: kin.in_thread, "a question")
    assert f"<@{kin.ana.id}>, may <@{kin.ben.id}> make a remix of" in question.content
    await kin.press("allow", question, by=kin.ana)
    (child,) = await kin.children()
    assert f"<@{kin.ben.id}>" in child.content
    assert "allowed it" in question.content


async def test_who_wants_to_be_asked_can_refuse_a_reply(rig: Rig) -> None:
    kin = await family(rig)
    await kin.let_ana_be_asked()
    await rig.discord.reply(kin.ben, kin.root, f"<@{BOT_ID}> darker")
    (question,) = await rig.wait_for(lambda: kin.in_thread, "a question")
    await kin.press("deny", question, by=kin.ana)
    _, told = await rig.wait_for(lambda: kin.in_thread[1:] and kin.in_thread, "an answer")
    assert told.content.startswith(f"<@{kin.ben.id}>")
    assert "Nothing was used up" in told.content


async def test_a_remix_among_two_needs_no_call_and_no_thread(rig: Rig) -> None:
    user = rig.discord.new_user()
    channel = rig.discord.world.channel_with(user)
    await rig.discord.slash("riff", prompt="rain", user=user, channel=channel)
    first = await rig.clip(channel)
    said = await rig.discord.reply(user, first, "darker")
    _, second = await rig.wait_for(lambda: rig.clips(channel)[1:] and rig.clips(channel), "a remix")
    assert (second.reply_to, "rain, darker" in second.content) == (said.id, True)


async def test_what_is_private_stays_so(rig: Rig) -> None:
    kin = await family(rig)
    await rig.discord.slash("remix", riff=kin.clip, prompt="snow", private=True, user=kin.ben, channel=kin.channel)
    await rig.wait_for(lambda: [one for one in rig.clips(kin.channel, kin.ben) if one.ephemeral], "a clip for ben")
    assert (kin.at_home, kin.thread) == ([], None)
