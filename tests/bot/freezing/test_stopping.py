"""Freezing stops what waits and what is painted, and loses nothing of it."""

from dataclasses import replace

import pytest

from bot.delivery.removing import messages_gone
from bot.freezing import freeze, stop, thaw
from bot.placing import place
from bot.records.oversight import FreezeKind
from tests.bot.freezing.frozen import freeze_of, lanes_of, requests_of
from tests.bot.stage import Stage, away


async def test_what_waits_is_out_of_the_lanes_and_its_card_frozen(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    assert await freeze(stage.services, freeze_of(stage)) == 1
    assert lanes_of(stage, record) == [None]
    assert (await stage.record(record.card.id)).card.state == "frozen"


async def test_what_is_painted_is_called_off(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    batch = stage.worker.take()
    await freeze(stage.services, freeze_of(stage))
    assert stage.services.lanes.beat(batch.id, now_s=stage.clock()) == set(requests_of(record))


async def test_nobody_is_told_that_anything_ended(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    batch = stage.worker.take()
    await freeze(stage.services, freeze_of(stage))
    stage.services.lanes.confirm_cancelled(batch.id, requests_of(record)[0])
    stage.services.lanes.finish(batch.id, took_s=1, ends={})
    await stage.deliver()
    assert (await stage.record(record.card.id)).card.state == "frozen"
    assert await stage.services.records.undelivered() == 0


@pytest.mark.parametrize("kind", ["user", "channel", "server", "everything"])
async def test_each_kind_stops_what_it_covers(stage: Stage, kind: FreezeKind) -> None:
    await stage.riff()
    assert await freeze(stage.services, freeze_of(stage, kind)) == 1


async def test_others_go_on(stage: Stage) -> None:
    await stage.riff(stage.ben)
    assert await freeze(stage.services, freeze_of(stage)) == 0
    assert (await stage.only_card()).card.state == "open"


async def test_to_freeze_twice_is_to_freeze_once(stage: Stage) -> None:
    await freeze(stage.services, freeze_of(stage))
    assert await freeze(stage.services, freeze_of(stage)) is None


async def test_what_slipped_past_a_freeze_is_stopped_by_the_next_look(stage: Stage) -> None:
    await stage.riff()
    await stage.services.records.freeze(freeze_of(stage))
    (record,) = await stage.services.records.open_cards()
    assert await stop(stage.services) == 1
    assert lanes_of(stage, record) == [None]


async def test_without_redis_the_records_stop_it_all_the_same(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    stage.change(lanes=away())
    assert await freeze(stage.bot.services, freeze_of(stage)) == 1
    assert (await stage.record(record.card.id)).card.state == "frozen"
    assert lanes_of(stage, record) == ["waiting"]


async def test_what_is_frozen_on_its_way_into_the_lanes_does_not_stay_in_them(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    stage.services.lanes.withdraw(requests_of(record))
    await stage.services.records.mark_unplaced(requests_of(record))
    before = await stage.record(record.card.id)
    await freeze(stage.services, freeze_of(stage))
    await place(stage.services, before)
    assert lanes_of(stage, record) == [None]


async def test_what_was_made_before_its_worker_heard_of_it_is_kept_for_later(stage: Stage) -> None:
    result = await stage.riff()
    record = await stage.only_card()
    stage.worker.take()
    await freeze(stage.services, freeze_of(stage))
    stage.worker.finish()
    await stage.deliver()
    assert (await stage.record(record.card.id)).card.state == "frozen"
    await thaw(stage.services, str(stage.guild.id), "user", str(stage.ana.id), by="mod")
    await stage.deliver()
    assert result.response is not None
    assert len(stage.message(result.response.id).attachments) == 2


async def test_an_end_that_is_due_waits_for_the_thaw(stage: Stage) -> None:
    result = await stage.riff()
    stage.worker.finish()
    await stage.hear()
    await freeze(stage.services, freeze_of(stage))
    await stage.deliver()
    assert result.response is not None
    assert stage.message(result.response.id).attachments == []
    await thaw(stage.services, str(stage.guild.id), "user", str(stage.ana.id), by="mod")
    await stage.deliver()
    assert len(stage.message(result.response.id).attachments) == 2


async def test_a_card_whose_author_calls_it_off_while_it_is_frozen_is_over(stage: Stage) -> None:
    result = await stage.riff()
    record = await stage.only_card()
    await freeze(stage.services, freeze_of(stage))
    await stage.ana.click(stage.message(result.response.id), label="Cancel")  # type: ignore[union-attr]
    await thaw(stage.services, str(stage.guild.id), "user", str(stage.ana.id), by="mod")
    await stage.deliver()
    assert "Cancelled" in stage.message(int(record.card.message or 0)).content
    assert lanes_of(stage, record) == [None]


async def test_a_frozen_card_whose_message_is_deleted_is_gone_for_good(stage: Stage) -> None:
    result = await stage.riff()
    record = await stage.only_card()
    await freeze(stage.services, freeze_of(stage))
    assert result.response is not None
    await messages_gone(stage.services, stage.bot, channel=stage.channel.id, messages=[result.response.id])
    await thaw(stage.services, str(stage.guild.id), "user", str(stage.ana.id), by="mod")
    assert lanes_of(stage, record) == [None]
    assert (await stage.record(record.card.id)).card.state == "removed"


async def test_a_file_that_is_fetched_while_its_card_is_frozen_waits_for_the_thaw(stage: Stage) -> None:
    """A card that asks for nothing yet, as its file is on its way, is frozen as any other."""
    await stage.riff()
    record = await stage.only_card()
    stage.services.lanes.withdraw(requests_of(record))
    early = replace(record.card, id="1400000000000000009")
    assert await stage.services.records.open_card(early, [])
    await freeze(stage.services, freeze_of(stage))
    request = record.requests[0].request.model_copy(update={"id": "1400000000000000009-0"})
    assert await stage.services.records.add_requests(early.id, [request])
    await place(stage.services, await stage.record(early.id))
    assert stage.services.lanes.state(request.id) is None
    await thaw(stage.services, str(stage.guild.id), "user", str(stage.ana.id), by="mod")
    assert stage.services.lanes.state(request.id) == "waiting"
