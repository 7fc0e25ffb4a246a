"""A planned jam as Discord's own event."""

from datetime import UTC, datetime, timedelta

import discord
import pytest
import simcord

from bot.jams.machine import Plan
from bot.jams.machine.acts import JAMGRAM, Noted, Open, Stop
from bot.jams.moving import created, move
from bot.jams.showing import schedule
from bot.records.jam import Jam, JamRules
from tests.bot.jams.showing.scenes import faults
from tests.bot.stage import Stage
from tests.discord.description import Description

HOUR_S = 3600.0
EVENTS = "/guilds/*/scheduled-events"


async def planned(stage: Stage, **rules: object) -> Jam:
    agreed = JamRules("battle", 4, **rules)  # type: ignore[arg-type]
    at_s = stage.clock() + 24 * HOUR_S
    plan = Plan(str(stage.guild.id), str(stage.channel.id), "Friday", "rain", agreed, at_s)
    return await created(stage.services, plan, host=str(stage.ana.id))


async def tended(stage: Stage, jam: Jam) -> Jam:
    await schedule.tend(stage.services, stage.bot, jam)
    found = await stage.services.records.jam(jam.id)
    assert found is not None
    return found


def guild(stage: Stage) -> discord.Guild:
    found = stage.bot.get_guild(stage.guild.id)
    assert found is not None
    return found


def events(stage: Stage) -> list[discord.ScheduledEvent]:
    return list(guild(stage).scheduled_events)


async def test_it_is_announced_and_has_an_event(stage: Stage, description: Description) -> None:
    jam = await tended(stage, await planned(stage))
    (event,), (message,) = events(stage), stage.messages()
    assert (event.name, event.location, jam.event) == ("🎶 Friday", "#music", str(event.id))
    assert event.start_time == datetime.fromtimestamp(jam.opens_s or 0, UTC)
    assert event.end_time == event.start_time + timedelta(hours=1)
    assert message.content.startswith(f"📅 **Friday** · battle of 4 sections · <@{stage.ana.id}> plans a jam")
    assert faults(stage, description) == []


async def test_whoever_is_cut_off_in_between_makes_no_second_event(stage: Stage) -> None:
    jam = await planned(stage)
    await tended(stage, jam)
    await tended(stage, jam)
    assert (len(events(stage)), len(stage.messages())) == (1, 1)


async def test_where_we_may_make_none_the_announcement_has_to_do(stage: Stage) -> None:
    stage.refuse("POST", EVENTS, status=403, code=50013)
    jam = await tended(stage, await planned(stage))
    jam = await tended(stage, jam)
    assert (jam.event, jam.phase, events(stage)) == (None, "scheduled", [])
    assert len([one for one in stage.env.http_requests if one.path.endswith("/scheduled-events")]) == 1


async def test_an_event_that_is_deleted_calls_the_jam_off(stage: Stage) -> None:
    jam = await tended(stage, await planned(stage))
    await events(stage)[0].delete()
    assert (await tended(stage, jam)).phase == "archived"


async def test_an_event_that_is_moved_moves_the_jam(stage: Stage) -> None:
    jam = await tended(stage, await planned(stage))
    (event,) = events(stage)
    later = event.start_time + timedelta(hours=2)
    await event.edit(start_time=later, end_time=later + timedelta(hours=1))
    jam = await tended(stage, jam)
    assert jam.opens_s == later.timestamp() == jam.deadline_s
    assert f"<t:{round(later.timestamp())}:R>" in stage.messages()[0].content


async def test_an_event_that_somebody_begins_opens_the_lobby(stage: Stage) -> None:
    jam = await tended(stage, await planned(stage))
    await events(stage)[0].start()
    assert (await tended(stage, jam)).phase == "lobby"


async def test_the_event_begins_with_the_lobby_and_ends_with_the_jam(stage: Stage) -> None:
    jam = await tended(stage, await planned(stage))
    jam = await tended(stage, await move(stage.services, jam.id, Open()))
    (event,) = events(stage)
    assert event.status is discord.EventStatus.active
    assert "Its lobby is open." in stage.messages()[0].content
    await tended(stage, await move(stage.services, jam.id, Stop(JAMGRAM)))
    assert {one.status for one in events(stage)} <= {discord.EventStatus.completed}


async def test_a_jam_that_is_called_off_calls_its_event_off(stage: Stage) -> None:
    jam = await tended(stage, await planned(stage))
    jam = await tended(stage, await move(stage.services, jam.id, Stop(JAMGRAM)))
    assert {one.status for one in events(stage)} <= {discord.EventStatus.cancelled}
    sent = len(stage.env.http_requests)
    await tended(stage, jam)
    assert len(stage.env.http_requests) == sent


async def test_an_event_that_is_gone_when_the_lobby_opens_is_left_alone(stage: Stage) -> None:
    jam = await planned(stage)
    jam = await move(stage.services, jam.id, Noted(event="123456789012345678"))
    jam = await tended(stage, await move(stage.services, jam.id, Open()))
    assert "event-begun" in jam.posts


async def test_a_private_one_is_announced_nowhere(stage: Stage) -> None:
    await tended(stage, await planned(stage, is_private=True))
    assert (events(stage), stage.messages()) == ([], [])


@pytest.mark.parametrize("status", [503, 500])
async def test_what_discord_can_do_later_is_tried_again(stage: Stage, status: int) -> None:
    stage.refuse("POST", EVENTS, status=status, code=0, times=10)
    jam = await planned(stage)
    with pytest.raises(discord.HTTPException):
        await tended(stage, jam)
    stage.env.backend.faults.clear()
    assert (await tended(stage, jam)).event is not None
    assert isinstance(stage.env, simcord.Env)


async def test_an_announcement_that_could_not_be_noted_is_found_as_the_lobby_opens(stage: Stage) -> None:
    jam = await tended(stage, await planned(stage))
    await stage.services.records.drop_jam_post(jam.id, "scheduled")
    jam = await tended(stage, await move(stage.services, jam.id, Open()))
    (message,) = stage.messages()
    assert message.content.endswith("Its lobby is open.")
    assert jam.posts["scheduled"].message == str(message.id)


async def test_a_lobby_that_opens_without_an_announcement_posts_none_of_its_plan(stage: Stage) -> None:
    jam = await move(stage.services, (await planned(stage)).id, Open())
    await tended(stage, await tended(stage, jam))
    assert stage.messages() == []
