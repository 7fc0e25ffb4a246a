"""What a host does by commands, from the thread or from elsewhere."""

from dataclasses import replace

import discord
import pytest

from bot.jams.commands.finding import SEVERAL, UNKNOWN
from bot.jams.commands.leading import ENDED, ENDING, SKIPPED, until
from bot.jams.machine.acts import Painted, Tick
from bot.moderators.people import YOURSELF
from bot.records.jam import JamRules
from tests.bot.jams.sessions import Session
from tests.bot.jams.sketches import NOW_S, jam_of
from tests.bot.stage import sentence, told_alone


async def said(session: Session, what: str, **options: object) -> str:
    return sentence(await session.stage.ana.slash(session.thread, f"jam {what}", **options))


async def test_a_host_leads_with_commands(session: Session) -> None:
    await session.begin(starts=True)
    assert await said(session, "skip") == SKIPPED
    assert "until <t:" in await said(session, "extend", minutes=5)
    assert "⏸️" in await said(session, "pause")
    assert "▶️" in await said(session, "resume")
    assert f"<@{session.stage.ben.id}>" in await said(session, "handover", user=session.stage.ben)
    assert "E-JAM-HOST" in told_alone(await session.stage.ana.slash(session.thread, "jam next"))
    assert (await session.now()).host == str(session.stage.ben.id)


async def test_who_is_kept_out_is_named(session: Session) -> None:
    await session.begin()
    assert f"<@{session.stage.ben.id}>" in await said(session, "kick", user=session.stage.ben)
    player = (await session.now()).player(str(session.stage.ben.id))
    assert player is not None
    assert player.seat == "kicked"


@pytest.mark.parametrize("may", [True, False])
async def test_who_is_kept_out_of_a_private_one_sees_its_thread_no_more(session: Session, may: bool) -> None:  # noqa: FBT001
    await session.begin(JamRules("battle", rounds=4, is_private=True))
    stage = session.stage
    thread = stage.bot.get_channel(session.thread.id)
    assert isinstance(thread, discord.Thread)
    await thread.add_user(discord.Object(stage.ben.id))
    if not may:
        stage.refuse("DELETE", f"/channels/{thread.id}/thread-members/{stage.ben.id}", status=403, code=50013)
    told = sentence(await stage.ana.slash(stage.channel, "jam kick", user=stage.ben, jam=session.id))
    assert ("Manage Threads" in told) == (not may)
    assert (stage.ben.id in {one.id for one in await thread.fetch_members()}) == (not may)


async def test_what_moderators_do_in_the_place_of_a_host_is_written_down(session: Session) -> None:
    await session.begin()
    stage = session.stage
    await stage.mod.slash(session.thread, "jam kick", user=stage.ben)
    await said(session, "pause")
    page = await stage.services.records.audit(str(stage.guild.id))
    lines = [(one.action, one.actor, one.target, one.rule, one.after) for one in page.entries]
    assert lines == [("jam", str(stage.mod.id), str(stage.ben.id), session.id, "kick")]


async def test_nobody_keeps_themselves_out(session: Session) -> None:
    await session.begin()
    assert await said(session, "kick", user=session.stage.ana) == YOURSELF


async def test_without_a_section_there_is_no_finale(session: Session) -> None:
    await session.begin()
    assert await said(session, "end") == ENDED
    assert (await session.now()).phase == "archived"


async def test_what_there_is_becomes_the_track(session: Session) -> None:
    await session.begin()
    entry = await session.enter(session.stage.ben)
    await said(session, "next")
    await session.do(Painted(entry.id, f"{entry.id}-0"))
    assert await said(session, "end") == ENDING
    assert (await session.now()).phase == "finale"


async def test_from_elsewhere_a_jam_is_named(session: Session) -> None:
    await session.begin()
    stage = session.stage
    other = stage.guild.create_text_channel("other")
    assert "⏸️" in sentence(await stage.ana.slash(other, "jam pause", jam=session.id.lower()))
    assert sentence(await stage.ana.slash(other, "jam pause", jam="J000000")) == UNKNOWN


async def test_in_a_channel_with_several_it_has_to_be_named(session: Session) -> None:
    await session.begin()
    stage = session.stage
    await stage.ben.slash(stage.channel, "jam start", name="Saturday")
    assert sentence(await stage.ana.slash(stage.channel, "jam pause")) == SEVERAL


async def test_one_that_nobody_leads_is_taken_up_again(session: Session) -> None:
    await session.begin()
    await said(session, "pause")
    session.stage.clock.move(25 * 3600)
    await session.do(Tick())
    assert (await session.now()).halts == {"paused", "orphaned"} or (await session.now()).halts == {"orphaned"}
    told = sentence(await session.stage.ben.slash(session.thread, "jam revive"))
    assert told.startswith("▶️ It goes on, and you lead it")
    assert (await session.now()).halts == frozenset()


def test_a_clock_that_stands_ends_at_no_time() -> None:
    assert until(jam_of()) == f", until <t:{round(NOW_S + 90)}:R>"
    assert until(replace(jam_of(), deadline_s=None)) == ""
