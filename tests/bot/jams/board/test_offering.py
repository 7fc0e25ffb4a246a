"""The seat of a host who is away."""

from dataclasses import replace

import discord

from bot.jams.board import offering
from bot.jams.board.view import board_view
from bot.jams.machine.acts import HandOver, Tick
from bot.records.jam import JamRules, Offer
from tests.bot.jams.sessions import Session
from tests.bot.jams.sketches import ANA, BEN, NOW_S, jam_of
from tests.bot.stage import sentence

AWAY_S = 300


async def offered(session: Session) -> list[discord.Message]:
    """Look, and give what was posted about the seat."""
    await offering.tend(session.stage.services, session.stage.bot, await session.now())
    return [one for one in session.thread.history() if one.content.startswith("🪑")]


async def away(session: Session) -> None:
    """Let nothing be heard of the host."""
    await session.begin(JamRules("battle", rounds=4, turn_s=600))
    session.stage.clock.move(AWAY_S)
    await session.do(Tick())


async def test_it_is_offered_once_and_calls_who_is_asked_first(session: Session) -> None:
    await away(session)
    await offered(session)
    (call,) = await offered(session)
    assert call.content.startswith(f"🪑 <@{session.stage.ben.id}>, <@{session.stage.ana.id}> has been away")
    sent = [one.json for one in session.stage.env.http_requests if isinstance(one.json, dict)]
    (called,) = (one["allowed_mentions"]["users"] for one in sent if "🪑" in str(one.get("content")))
    assert called == [session.stage.ben.id]
    assert "👑 You lead this jam now" in sentence(await session.stage.ben.click(call, label="Lead it"))
    assert (await session.now()).host == str(session.stage.ben.id)


async def test_a_host_who_is_back_keeps_it(session: Session) -> None:
    await away(session)
    (call,) = await offered(session)
    await session.stage.ana.slash(session.thread, "jam extend", minutes=1)
    assert "Its host is there" in sentence(await session.stage.ben.click(call, label="Lead it"))


async def test_a_host_who_is_there_is_offered_nothing(session: Session) -> None:
    await session.begin()
    assert await offered(session) == []


async def test_whoever_leads_next_is_told_so_once_for_all_to_read(session: Session) -> None:
    await session.begin()
    stage = session.stage
    await session.do(HandOver(str(stage.ana.id), to=str(stage.ben.id)))
    for _ in range(2):
        await offered(session)
    assert [one for one in session.said() if "👑" in one] == [offering.LEADS.format(host=f"<@{stage.ben.id}>")]
    await session.do(HandOver(str(stage.ben.id), to=str(stage.ana.id)))
    await offered(session)
    assert len([one for one in session.said() if "👑" in one]) == 1


def test_the_board_says_so_too() -> None:
    jam = replace(jam_of(), offer=Offer(BEN, NOW_S + 60, NOW_S + 300))
    assert f"🪑 <@{ANA}> is away. <@{BEN}> can lead it now" in board_view(jam).content
    paused = replace(jam, halts=frozenset({"paused"}))
    assert f"🪑 <@{ANA}> is away. Anybody in it can lead it now." in board_view(paused).content
