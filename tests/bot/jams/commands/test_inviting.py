"""Inviting people."""

import discord
import pytest
from simcord.actors import MemberActor

from bot.jams.commands.inviting import CLOSED_YET, INVITATION, NONE_OF_YOURS, NOT_IN_IT, named
from bot.jams.machine import Plan
from bot.jams.machine.acts import Kick
from bot.jams.moving import created
from bot.moderators.people import YOURSELF
from bot.records.jam import JamRules
from tests.bot.jams.sessions import NAME, Session
from tests.bot.stage import Stage, sentence


@pytest.fixture
async def on(session: Session) -> Session:
    """A jam that people can be invited to."""
    await session.begin(starts=False)
    return session


async def invited(session: Session, whom: MemberActor, by: MemberActor | None = None) -> str:
    return sentence(await (by or session.stage.ana).slash(session.thread, "jam invite", user=whom))


async def test_somebody_is_called_once_which_is_remembered_under_no_name(on: Session) -> None:
    stage = on.stage
    assert await invited(on, stage.mod) == f"📨 <@{stage.mod.id}> is invited."
    assert "was invited before" in await invited(on, stage.mod, stage.ben)
    (call,) = (one for one in on.said() if one.startswith("📨"))
    assert call.startswith(f"📨 <@{stage.mod.id}>, <@{stage.ana.id}> invites you to play: **{NAME}**")
    (what,) = (one for one in (await on.now()).posts if one.startswith(INVITATION))
    assert str(stage.mod.id) not in what
    assert what == named(stage.services, str(stage.mod.id))


async def test_the_menu_of_a_person_invites_to_the_jam_that_one_is_in(on: Session) -> None:
    stage = on.stage
    result = await stage.ben.context_menu(stage.channel, "Invite to jam", stage.mod)
    assert sentence(result) == f"📨 <@{stage.mod.id}> is invited."


async def test_who_is_in_none_invites_to_none(on: Session) -> None:
    stage = on.stage
    result = await stage.mod.context_menu(stage.channel, "Invite to jam", stage.ana)
    assert sentence(result) == NONE_OF_YOURS


async def test_to_a_planned_one_people_are_invited_when_its_lobby_opens(stage: Stage) -> None:
    plan = Plan(str(stage.guild.id), str(stage.channel.id), NAME, "", JamRules("relay", 4), stage.clock() + 3600)
    jam = await created(stage.services, plan, host=str(stage.ana.id))
    said = sentence(await stage.ana.slash(stage.channel, "jam invite", user=stage.ben, jam=jam.id))
    assert said == CLOSED_YET.format(when=f"<t:{stage.clock() + 3600:.0f}:R>")


async def test_who_is_not_in_it_invites_nobody(on: Session) -> None:
    assert await invited(on, on.stage.ben, on.stage.mod) == NOT_IN_IT


async def test_nobody_is_invited_who_does_not_want_to_hear_of_one(on: Session) -> None:
    stage = on.stage
    await stage.services.records.shun(str(stage.mod.id), str(stage.ana.id), now_s=0)
    assert "can't be invited by you" in await invited(on, stage.mod)
    assert not any(one.startswith("📨") for one in on.said())


async def test_neither_oneself_nor_who_is_there_nor_who_was_kept_out(on: Session) -> None:
    stage = on.stage
    assert await invited(on, stage.ana) == YOURSELF
    assert "is in this jam already" in await invited(on, stage.ben)
    await on.do(Kick(str(stage.ana.id), user=str(stage.ben.id)))
    assert "was kept out" in await invited(on, stage.ben)


async def test_who_is_invited_to_a_private_one_sees_its_thread(session: Session) -> None:
    await session.begin(JamRules("battle", rounds=4, is_private=True), starts=False)
    stage = session.stage
    result = await stage.ana.slash(stage.channel, "jam invite", user=stage.mod, jam=session.id)
    assert "is invited" in sentence(result)
    thread = stage.bot.get_channel(session.thread.id)
    assert isinstance(thread, discord.Thread)
    assert stage.mod.id in {one.id for one in await thread.fetch_members()}


async def test_where_discord_lets_nobody_be_called_nothing_is_remembered(on: Session) -> None:
    on.stage.refuse("POST", f"/channels/{on.thread.id}/messages", status=403, code=50013)
    assert "Discord did not let me call" in await invited(on, on.stage.mod)
    assert "is invited" in await invited(on, on.stage.mod)
