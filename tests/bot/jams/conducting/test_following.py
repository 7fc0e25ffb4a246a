"""Weekly jams: one follows another, once, as long as whoever planned the first may."""

from dataclasses import replace

from bot.jams.conducting import following
from bot.jams.conducting.following import FOLLOWED, WEEK_S, follower_of
from bot.jams.conducting.steps import steps
from bot.jams.machine import Plan
from bot.jams.machine.acts import JAMGRAM, HandOver, Join, Open, Settle, Stop
from bot.jams.moving import created, move
from bot.jams.showing import schedule
from bot.records.jam import Jam, JamRules
from bot.records.oversight import Block
from tests.bot.choices.choosing import choose
from tests.bot.jams.conducting.concert import Concert
from tests.bot.jams.showing.scenes import thread_messages
from tests.bot.stage import Stage, sentence

HOUR_S = 3600.0
AWAY_S = 90.0
"""What was due while nobody looked may wait so long."""


async def planned(stage: Stage, **rules: object) -> Concert:
    """A weekly battle of Ana's, a day from now."""
    agreed = replace(JamRules("battle", 4, is_weekly=True), **rules)  # type: ignore[arg-type]
    plan = Plan(
        str(stage.guild.id), str(stage.channel.id), "Friday Battle", "rain", agreed, stage.clock() + 24 * HOUR_S
    )
    jam = await created(stage.services, plan, host=str(stage.ana.id))
    return Concert(stage, jam.id, [step for step in steps() if step.name in {"ticking", "following", "threads"}])


async def opened(stage: Stage, **rules: object) -> Concert:
    playing = await planned(stage, **rules)
    stage.clock.move(24 * HOUR_S)
    await move(stage.services, playing.id, Open())
    return playing


async def open_jams(stage: Stage) -> list[Jam]:
    return await stage.services.records.open_jams(str(stage.guild.id))


def told(stage: Stage) -> list[str]:
    """What its thread says of the next one."""
    return [message.content for message in thread_messages(stage) if message.content.startswith("🔁")]


async def test_the_next_one_is_planned_as_its_lobby_opens_by_the_same_rules(stage: Stage) -> None:
    playing = await planned(stage, rounds=2, turn_s=45)
    await playing.look()
    assert len(await open_jams(stage)) == 1
    stage.clock.move(24 * HOUR_S)
    jam = await playing.later(AWAY_S)
    first, second = await open_jams(stage)
    assert (first.id, first.phase, second.phase) == (jam.id, "lobby", "scheduled")
    assert second.opens_s == (first.opens_s or 0) + WEEK_S == second.deadline_s
    assert (second.name, second.theme, second.host, second.rules) == ("Friday Battle", "rain", first.host, first.rules)
    assert [one.user for one in second.players] == [str(stage.ana.id)]
    (said,) = told(stage)
    assert second.id in said
    assert f"<t:{round(second.opens_s or 0)}:R>" in said


async def test_it_follows_once_whoever_is_cut_off_and_however_often_is_looked(stage: Stage) -> None:
    playing = await opened(stage)
    jam = await playing.jam()
    for _ in range(3):
        await following.tend(stage.services, stage.bot, jam)
    await playing.look(3)
    assert len(await open_jams(stage)) == 2
    assert len(told(stage)) == 1


async def test_the_one_after_that_follows_in_its_turn(stage: Stage) -> None:
    playing = await opened(stage)
    await playing.look()
    await move(stage.services, playing.id, Stop(JAMGRAM))
    (second,) = await open_jams(stage)
    stage.clock.move(WEEK_S)
    again = Concert(stage, second.id, playing.taking)
    await again.later(AWAY_S)
    third = next(one for one in await open_jams(stage) if one.phase == "scheduled")
    assert third.opens_s == (second.opens_s or 0) + WEEK_S
    assert len({playing.id, second.id, third.id}) == 3


async def test_after_weeks_in_which_nobody_looked_it_is_planned_for_a_moment_to_come(stage: Stage) -> None:
    jam = await (await opened(stage)).jam()
    late_s = (jam.opens_s or 0) + 3 * WEEK_S + HOUR_S
    assert follower_of(jam, host="1", now_s=late_s).opens_s == (jam.opens_s or 0) + 4 * WEEK_S
    early_s = (jam.opens_s or 0) - HOUR_S
    assert follower_of(jam, host="1", now_s=early_s).opens_s == (jam.opens_s or 0) + WEEK_S


async def test_whoever_planned_it_leads_the_next_one_also_if_it_was_handed_over(stage: Stage) -> None:
    playing = await planned(stage)
    ana, ben = str(stage.ana.id), str(stage.ben.id)
    await playing.do(Join(ben))
    await playing.do(HandOver(ana, ben))
    stage.clock.move(24 * HOUR_S)
    await playing.look(2)
    first, second = await open_jams(stage)
    assert (first.host, second.host) == (ben, ana)


async def test_one_that_is_not_weekly_is_followed_by_none(stage: Stage) -> None:
    playing = await opened(stage, is_weekly=False)
    jam = await playing.look(2)
    assert len(await open_jams(stage)) == 1
    assert FOLLOWED not in jam.posts


async def test_one_that_is_called_off_before_its_time_is_followed_by_none(stage: Stage) -> None:
    playing = await planned(stage)
    await move(stage.services, playing.id, Stop(JAMGRAM))
    await playing.look(2)
    assert await open_jams(stage) == []


async def test_one_that_shall_not_come_again_is_followed_by_none(stage: Stage) -> None:
    playing = await planned(stage)
    jam = await playing.jam()
    await playing.do(Settle(jam.host, rules=replace(jam.rules, is_weekly=False)))
    stage.clock.move(24 * HOUR_S)
    await playing.look(2)
    assert len(await open_jams(stage)) == 1


async def test_a_frozen_one_is_followed_when_it_is_thawed(stage: Stage) -> None:
    jam = await (await opened(stage)).jam()
    await following.tend(stage.services, stage.bot, replace(jam, halts=frozenset({"frozen"})))
    assert len(await open_jams(stage)) == 1
    await following.tend(stage.services, stage.bot, jam)
    assert len(await open_jams(stage)) == 2


async def test_while_nobody_knows_of_its_server_it_waits(stage: Stage) -> None:
    jam = await (await opened(stage)).jam()
    guild = stage.bot.get_guild(stage.guild.id)
    assert guild is not None
    guild.unavailable = True
    await following.tend(stage.services, stage.bot, jam)
    assert [one.id for one in await open_jams(stage)] == [jam.id]
    guild.unavailable = False
    await following.tend(stage.services, stage.bot, jam)
    assert len(await open_jams(stage)) == 2


async def test_where_the_channel_is_gone_none_follows(stage: Stage) -> None:
    jam = await (await opened(stage)).jam()
    await following.tend(stage.services, stage.bot, replace(jam, channel="1"))
    assert [one.id for one in await open_jams(stage)] == [jam.id]


async def test_the_server_bounds_how_many_play_in_the_next_one_too(stage: Stage) -> None:
    playing = await opened(stage)
    await choose(stage.services.records, "server", stage.guild.id, jam_players=4)
    await playing.look()
    assert [one.rules.players_most for one in await open_jams(stage)] == [16, 4]


async def over(stage: Stage, playing: Concert) -> str:
    """What its thread says where none follows."""
    jam = await playing.look(2)
    assert [one.id for one in await open_jams(stage) if one.name == jam.name] == [jam.id]
    (said,) = told(stage)
    return said


async def test_where_jams_are_switched_off_none_follows(stage: Stage) -> None:
    playing = await opened(stage)
    await choose(stage.services.records, "server", stage.guild.id, jams="off")
    assert following.SWITCHED_OFF in await over(stage, playing)


async def test_who_is_blocked_plans_no_other(stage: Stage) -> None:
    playing = await opened(stage)
    block = Block(str(stage.guild.id), str(stage.ana.id), by=str(stage.mod.id), reason="", since_s=0.0, until_s=None)
    await stage.services.records.block(block)
    said = await over(stage, playing)
    assert following.NOT_ADMITTED in said


async def test_who_left_the_server_plans_no_other(stage: Stage) -> None:
    playing = await opened(stage)
    stage.guild.remove_member(stage.ana)
    assert following.PLANNER_GONE in await over(stage, playing)


async def test_where_nobody_can_be_asked_about_entries_none_follows(stage: Stage) -> None:
    assert following.NOBODY_LOOKS in await over(stage, await opened(stage, pre_moderated=True))


async def test_who_planned_another_meanwhile_has_room_for_no_other(stage: Stage) -> None:
    playing = await opened(stage)
    await stage.ana.slash(stage.channel, "jam schedule", when="in 3 hours", name="Other")
    assert following.NO_ROOM in await over(stage, playing)


async def test_the_command_plans_a_weekly_one_and_says_how_it_ends(stage: Stage) -> None:
    said = sentence(await stage.ana.slash(stage.channel, "jam schedule", when="in 3 hours", name="Friday", weekly=True))
    (jam,) = await open_jams(stage)
    assert jam.rules.is_weekly
    assert "a week later" in said
    await schedule.tend(stage.services, stage.bot, jam)
    assert "every week" in stage.messages()[0].content
    changed = sentence(await stage.ana.slash(stage.channel, "jam settings", jam=jam.id, weekly=False))
    assert "every week" not in changed
    (jam,) = await open_jams(stage)
    assert not jam.rules.is_weekly
    assert "every week" not in stage.messages()[0].content


async def test_one_that_is_on_can_not_become_weekly(stage: Stage) -> None:
    await stage.ana.slash(stage.channel, "jam start", name="Tonight")
    (jam,) = await open_jams(stage)
    said = sentence(await stage.ana.slash(stage.channel, "jam settings", jam=jam.id, weekly=True))
    assert "Only a jam that is planned can come again every week" in said
