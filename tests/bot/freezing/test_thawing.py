"""Thawing goes on with what was frozen, and makes and charges nothing twice."""

from bot.freezing import freeze, resume, thaw
from core.request import Origin
from tests.bot.freezing.frozen import freeze_of, lanes_of, requests_of
from tests.bot.stage import Stage


async def thawed(stage: Stage) -> int | None:
    return await thaw(stage.services, str(stage.guild.id), "user", str(stage.ana.id), by=str(stage.mod.id))


async def test_what_waited_waits_again_and_is_made(stage: Stage) -> None:
    result = await stage.riff()
    record = await stage.only_card()
    await freeze(stage.services, freeze_of(stage))
    assert await thawed(stage) == 1
    assert lanes_of(stage, record) == ["waiting"]
    stage.worker.finish()
    await stage.deliver()
    assert result.response is not None
    assert len(stage.message(result.response.id).attachments) == 2


async def test_what_is_not_frozen_is_not_thawed(stage: Stage) -> None:
    assert await thawed(stage) is None


async def test_what_another_freeze_covers_stays_frozen(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    await freeze(stage.services, freeze_of(stage))
    await freeze(stage.services, freeze_of(stage, "channel"))
    assert await thawed(stage) == 0
    assert lanes_of(stage, record) == [None]
    assert (await stage.record(record.card.id)).card.state == "frozen"


async def test_thawed_before_the_worker_let_go_it_waits_when_it_has(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    batch = stage.worker.take()
    await freeze(stage.services, freeze_of(stage))
    await thawed(stage)
    assert lanes_of(stage, record) == ["taken"]
    (request_id,) = requests_of(record)
    assert stage.services.lanes.confirm_cancelled(batch.id, request_id)
    assert lanes_of(stage, record) == ["waiting"]
    stage.services.lanes.finish(batch.id, took_s=1, ends={})
    stage.worker.taken = None
    stage.worker.finish()
    await stage.deliver()
    assert (await stage.record(record.card.id)).card.state == "ended"
    assert [one.state for one in (await stage.record(record.card.id)).requests] == ["done"]


async def test_thawed_and_made_all_the_same_by_a_worker_that_heard_of_nothing(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    stage.worker.take()
    await freeze(stage.services, freeze_of(stage))
    await thawed(stage)
    stage.worker.finish()
    await stage.deliver()
    assert [one.state for one in (await stage.record(record.card.id)).requests] == ["done"]
    assert stage.services.lanes.counts(now_s=stage.clock()).waiting == 0


async def test_a_freeze_and_a_thaw_cost_nothing_of_the_day(stage: Stage) -> None:
    await stage.riff()
    before = spent(stage)
    await freeze(stage.services, freeze_of(stage))
    assert spent(stage) == 0
    await thawed(stage)
    assert spent(stage) == before > 0


async def test_who_was_cut_off_after_the_thaw_was_written_down_is_followed_by_the_next_look(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    await freeze(stage.services, freeze_of(stage))
    await stage.services.records.thaw(
        str(stage.guild.id), "user", str(stage.ana.id), by=str(stage.mod.id), now_s=stage.clock()
    )
    assert lanes_of(stage, record) == [None]
    assert await resume(stage.services) == 1
    assert lanes_of(stage, record) == ["waiting"]


async def test_a_freeze_makes_room_for_nobody_elses_quota(stage: Stage) -> None:
    """What is frozen waits nowhere: its author may have others waiting elsewhere meanwhile."""
    await stage.riff()
    await freeze(stage.services, freeze_of(stage))
    origin = Origin(server=str(stage.guild.id), channel="c", author=str(stage.ana.id))
    stage.services.lanes.require_room(origin, asked=4, now_s=stage.clock())


def spent(stage: Stage) -> int:
    """The milliseconds of today that are booked or used."""
    (key,) = stage.services.redis.keys("{jamgram}:spent:*")
    return sum(int(ms) for ms in stage.services.redis.hgetall(key).values())
