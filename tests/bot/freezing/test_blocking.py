"""What somebody waits for who is blocked is called off."""

import pytest

from bot.freezing import call_off_of, freeze
from bot.freezing.blocking import CALLED_OFF, holds
from bot.records.oversight import EVERYWHERE, Block, NewCase
from tests.bot.freezing.frozen import freeze_of, lanes_of, requests_of
from tests.bot.stage import Stage


def block_of(stage: Stage, server: str | None = None) -> Block:
    return Block(server or str(stage.guild.id), str(stage.ana.id), "mod", "spam", stage.clock())


async def test_what_waits_ends_with_the_reason(stage: Stage) -> None:
    result = await stage.riff()
    record = await stage.only_card()
    assert await call_off_of(stage.services, block_of(stage)) == 1
    assert lanes_of(stage, record) == [None]
    await stage.deliver()
    assert result.response is not None
    assert CALLED_OFF in stage.message(result.response.id).content


async def test_nothing_of_it_is_used_up(stage: Stage) -> None:
    await stage.riff()
    await call_off_of(stage.services, block_of(stage))
    (key,) = stage.services.redis.keys("{jamgram}:spent:*")
    assert sum(int(ms) for ms in stage.services.redis.hgetall(key).values()) == 0


async def test_what_a_worker_makes_all_the_same_is_not_shown(stage: Stage) -> None:
    result = await stage.riff()
    stage.worker.take()
    await call_off_of(stage.services, block_of(stage))
    stage.worker.finish()
    await stage.deliver()
    assert result.response is not None
    message = stage.message(result.response.id)
    assert CALLED_OFF in message.content
    assert message.attachments == []


async def test_what_was_frozen_is_called_off_too(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    await freeze(stage.services, freeze_of(stage))
    assert await call_off_of(stage.services, block_of(stage)) == 1
    assert [one.state for one in (await stage.record(record.card.id)).requests] == ["failed"]


async def test_a_case_about_what_is_held_lapses_with_it(stage: Stage) -> None:
    await stage.riff()
    record = await stage.only_card()
    stage.services.lanes.withdraw(requests_of(record))
    await stage.services.records.mark_unplaced(requests_of(record))
    new = NewCase("held", str(stage.guild.id), str(stage.ana.id), record.card.id)
    case = await stage.services.records.hold_card(record.card.id, new, now_s=stage.clock())
    assert case is not None
    await call_off_of(stage.services, block_of(stage))
    after = await stage.services.records.case(case.number, case.server)
    assert after is not None
    assert after.state == "lapsed"


async def test_variations_that_are_made_already_are_shown(stage: Stage) -> None:
    result = await stage.riff(variations=2)
    record = await stage.only_card()
    first, second = requests_of(record)
    batch = stage.worker.take()
    stage.services.lanes.withdraw([second])
    stage.services.lanes.confirm_cancelled(batch.id, second)
    stage.services.lanes.finish(batch.id, took_s=1, ends={first: stage.worker.made(first)})
    await stage.hear()
    await call_off_of(stage.services, block_of(stage))
    await stage.deliver()
    assert result.response is not None
    message = stage.message(result.response.id)
    assert len(message.attachments) == 2
    assert "called this off" in message.content


async def test_what_they_wait_for_elsewhere_goes_on(stage: Stage) -> None:
    await stage.riff()
    assert await call_off_of(stage.services, block_of(stage, "another")) == 0
    assert (await stage.only_card()).card.state == "open"


async def test_a_block_everywhere_is_one_here(stage: Stage) -> None:
    await stage.riff()
    assert await call_off_of(stage.services, block_of(stage, EVERYWHERE)) == 1


@pytest.mark.parametrize(
    ("by", "until_s", "held"),
    [("mod", None, True), ("mod", 11.0, True), ("mod", 10.0, False), ("jamgram", 99.0, False)],
)
def test_a_block_is_a_persons_word_that_has_not_run_out(by: str, until_s: float | None, *, held: bool) -> None:
    assert holds(Block("s", "u", by, "", 0.0, until_s), now_s=10.0) is held
