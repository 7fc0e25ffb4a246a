"""✖️ Cancel."""

import discord
import pytest

from bot.cancelling import RESTING
from bot.presses.calling_off import NOT_YOURS, OVER
from tests.bot.stage import Stage, away, sentence


@pytest.fixture
async def card(stage: Stage) -> discord.Message:
    """A card of ana's that waits."""
    result = await stage.riff()
    assert result.response is not None
    return stage.message(result.response.id)


async def test_what_waits_is_cancelled_at_once(stage: Stage, card: discord.Message) -> None:
    await stage.press("Cancel", card)
    await stage.deliver()
    assert "🛑 Cancelled." in stage.message(card.id).content
    assert stage.services.lanes.counts(now_s=stage.clock()).waiting == 0


async def test_what_is_painted_is_cancelled_once_its_worker_lets_go(stage: Stage, card: discord.Message) -> None:
    batch = stage.worker.take()
    await stage.press("Cancel", card)
    await stage.deliver()
    assert "Cancelled" not in stage.message(card.id).content
    (dropped,) = stage.services.lanes.beat(batch.id, now_s=stage.clock())
    assert stage.services.lanes.confirm_cancelled(batch.id, dropped)
    await stage.deliver()
    assert "🛑 Cancelled." in stage.message(card.id).content


async def test_a_clip_that_was_faster_than_its_cancelling_is_shown(stage: Stage, card: discord.Message) -> None:
    stage.worker.take()
    await stage.press("Cancel", card)
    stage.worker.finish()
    await stage.deliver()
    assert len(stage.message(card.id).attachments) == 2


@pytest.mark.parametrize("name", ["ben", "mod"])
async def test_nobody_else_may_cancel_it(stage: Stage, card: discord.Message, name: str) -> None:
    assert sentence(await stage.press("Cancel", card, getattr(stage, name))) == NOT_YOURS
    assert (await stage.only_card()).requests[0].state == "placed"


async def test_what_is_over_cannot_be_cancelled(stage: Stage, card: discord.Message) -> None:
    stage.worker.finish()
    await stage.hear()
    assert sentence(await stage.press("Cancel", card)) == OVER


async def test_without_redis_nothing_is_cancelled_and_that_is_said(stage: Stage, card: discord.Message) -> None:
    stage.change(lanes=away())
    assert sentence(await stage.press("Cancel", card)) == RESTING
    assert "Joining the line" in stage.message(card.id).content


async def test_what_never_reached_redis_is_cancelled_without_it(stage: Stage) -> None:
    stage.change(lanes=away())
    result = await stage.riff()
    assert result.response is not None
    await stage.press("Cancel", stage.message(result.response.id))
    await stage.deliver()
    assert "🛑 Cancelled." in stage.message(result.response.id).content


async def test_what_redis_forgot_is_cancelled(stage: Stage, card: discord.Message) -> None:
    stage.services.redis.flushall()
    await stage.press("Cancel", card)
    await stage.deliver()
    assert "🛑 Cancelled." in stage.message(card.id).content


async def test_all_variations_are_cancelled_together(stage: Stage) -> None:
    result = await stage.riff(variations=4)
    assert result.response is not None
    await stage.press("Cancel", stage.message(result.response.id))
    await stage.deliver()
    assert stage.message(result.response.id).content.count("🛑 Cancelled.") == 4
