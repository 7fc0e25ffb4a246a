"""One process looks after all jams, and another one follows it."""

import asyncio
from dataclasses import replace

import discord
import pytest

from bot.jams.conducting.conductor import AWAY_S, NOTED_S, SHOWN_S, Conductor
from bot.jams.conducting.stepping import Step
from bot.jams.machine.acts import JAMGRAM, Pause, Stop
from bot.jams.machine.clock import GRACE_S
from bot.records import DatabaseDownError
from bot.records.jam import CLOSED, Jam, Post
from bot.services import Services
from core.lease import Lease
from tests.bot.delivery.away import NOWHERE, gone_before
from tests.bot.jams.conducting.concert import PAINTING, concert, conductor_of
from tests.bot.stage import Stage
from tests.waiting import eventually


class Seen:
    """Notes the jams that a step is taken for, and may fall over one of them."""

    def __init__(self, *, falls_over: str | None = None, error: Exception | None = None) -> None:
        self.jams: list[str] = []
        self.falls_over, self.error = falls_over, error

    async def __call__(self, services: Services, client: discord.Client, jam: Jam) -> None:  # noqa: ARG002 - a step
        self.jams.append(jam.id)
        if jam.id == self.falls_over and self.error is not None:
            raise self.error


def conducting(stage: Stage, *steps: Step, holder: str = "bot-1", services: Services | None = None) -> Conductor:
    services = services or stage.services
    lease = Lease(services.redis, "jams", holder=holder, ttl_s=60)
    return Conductor(services, stage.bot, lease, taking=steps, chance=lambda: 1.0)


async def looked(conductor: Conductor) -> None:
    await conductor.look()
    await conductor.settle()


async def running(conductor: Conductor, stop: asyncio.Event) -> "asyncio.Task[None]":
    return asyncio.create_task(conductor.conduct(stop))


async def test_of_two_processes_one_looks_and_the_other_follows_it(stage: Stage) -> None:
    playing = await concert(stage, taking=PAINTING)
    first, second = Seen(), Seen()
    stop_first, stop = asyncio.Event(), asyncio.Event()
    a = await running(conducting(stage, Step("a", first)), stop_first)
    await eventually(lambda: first.jams)
    b = await running(conducting(stage, Step("b", second), holder="bot-2"), stop)
    await asyncio.sleep(0)
    stop_first.set()
    await a
    assert second.jams == []
    stage.services.redis.delete("jams")
    await eventually(lambda: second.jams)
    stop.set()
    await b
    assert second.jams[0] == playing.id


class Line:
    """A connection to Discord's gateway."""

    is_open = False

    def is_closed(self) -> bool:
        return not self.is_open


async def test_while_discord_tells_nothing_of_what_people_do_nobody_looks(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await concert(stage, taking=PAINTING)
    line, seen, stop = Line(), Seen(), asyncio.Event()
    monkeypatch.setattr(discord.AutoShardedClient, "shards", {0: line})
    monkeypatch.setattr("bot.jams.conducting.conductor.LOOK_S", 0.01)
    task = await running(conducting(stage, Step("seen", seen)), stop)
    await asyncio.sleep(0.05)
    assert seen.jams == []
    line.is_open = True
    await eventually(lambda: seen.jams)
    stop.set()
    await task


async def test_without_redis_it_looks_all_the_same(stage: Stage) -> None:
    await concert(stage, taking=PAINTING)
    seen, stop = Seen(), asyncio.Event()
    services = replace(stage.services, redis=NOWHERE)
    task = await running(conducting(stage, Step("seen", seen), services=services), stop)
    await eventually(lambda: seen.jams)
    stop.set()
    await task


@pytest.mark.parametrize("error", [RuntimeError("a bug"), OSError("Discord is away"), DatabaseDownError("away")])
async def test_a_jam_that_it_falls_over_holds_up_no_other_and_rests(stage: Stage, error: Exception) -> None:
    first, second = await concert(stage, taking=PAINTING), await concert(stage, host=stage.ben, taking=PAINTING)
    falling, after = Seen(falls_over=first.id, error=error), Seen()
    conductor = conducting(stage, Step("falling", falling), Step("after", after))
    for _ in range(3):
        await looked(conductor)
    assert (falling.jams.count(first.id), falling.jams.count(second.id)) == (1, 3)
    assert (after.jams.count(first.id), after.jams.count(second.id)) == (3, 3)
    stage.clock.move(5)
    await looked(conductor)
    assert falling.jams.count(first.id) == 2


async def test_a_step_that_hangs_is_cut_off(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await concert(stage, taking=PAINTING)
    monkeypatch.setattr("bot.jams.conducting.stepping.TAKES_MOST_S", 0.01)
    seen = Seen()

    async def hang(services: Services, client: discord.Client, jam: Jam) -> None:  # noqa: ARG001 - a step
        await asyncio.Event().wait()

    await looked(conducting(stage, Step("hanging", hang), Step("seen", seen)))
    assert len(seen.jams) == 1


async def test_what_was_due_while_nobody_looked_gets_a_minute_more(stage: Stage) -> None:
    playing = await concert(stage, taking=PAINTING)
    await playing.begin(stage.ben)
    jam = await playing.look()
    stage.clock.move(jam.rules.turn_s + 300)
    playing.follow(holder="bot-2")
    jam = await playing.look()
    assert (jam.phase, jam.deadline_s) == ("collecting", stage.clock() + GRACE_S)
    assert (await playing.later(GRACE_S)).round > jam.round


async def test_a_database_that_was_away_gives_a_minute_more_too(stage: Stage) -> None:
    playing = await concert(stage, taking=PAINTING)
    await playing.begin(stage.ben)
    jam = await playing.look()
    looking = playing.conductor
    looking._services = replace(stage.services, records=gone_before(stage.services.records, "jams_to_tend", times=1))
    stage.clock.move(jam.rules.turn_s)
    with pytest.raises(DatabaseDownError):
        await looking.look()
    jam = await playing.look()
    assert jam.deadline_s == stage.clock() + GRACE_S


async def test_who_dies_before_all_got_their_minute_is_followed(stage: Stage) -> None:
    playing = await concert(stage, taking=PAINTING)
    await playing.begin(stage.ben)
    jam = await playing.look()
    stage.clock.move(jam.rules.turn_s + AWAY_S)
    dying = conductor_of(stage, replace(stage.services, records=gone_before(stage.services.records, "looked", times=1)))
    with pytest.raises(DatabaseDownError):
        await dying.look()
    playing.follow()
    assert (await playing.look()).phase == "collecting"


async def test_while_nothing_is_due_nothing_is_written_but_that_somebody_looks(stage: Stage) -> None:
    playing = await concert(stage, taking=PAINTING)
    before = await playing.look()
    noted_s = await stage.services.records.last_look()
    stage.clock.move(NOTED_S - 1)
    assert await playing.look() == before
    assert await stage.services.records.last_look() == noted_s
    stage.clock.move(1)
    await playing.look()
    assert await stage.services.records.last_look() == stage.clock()


async def test_where_no_jam_is_nothing_is_written(stage: Stage) -> None:
    await looked(conducting(stage))
    assert await stage.services.records.last_look() is None


async def test_a_jam_that_stands_still_is_moved_by_nothing(stage: Stage) -> None:
    playing = await concert(stage, taking=PAINTING)
    jam = await playing.begin(stage.ben)
    await playing.do(Pause(jam.host))
    stage.clock.move(3600)
    assert (await playing.look()).phase == "collecting"


async def test_a_jam_that_is_over_is_looked_after_until_its_end_is_shown(stage: Stage) -> None:
    playing = await concert(stage, taking=PAINTING)
    await playing.do(Stop(JAMGRAM))
    on, over = Seen(), Seen()
    conductor = conducting(stage, Step("on", on), Step("over", over, "over"))
    await looked(conductor)
    assert (on.jams, over.jams) == ([], [playing.id])
    await stage.services.records.note_jam_post(playing.id, CLOSED, Post("1", "2", 0.0))
    await looked(conductor)
    assert over.jams == [playing.id]


async def test_an_end_that_cant_be_shown_is_left_after_a_day(stage: Stage) -> None:
    playing = await concert(stage, taking=PAINTING)
    await playing.do(Stop(JAMGRAM))
    over = Seen()
    stage.clock.move(SHOWN_S + 1)
    await looked(conducting(stage, Step("over", over, "over")))
    assert over.jams == []
