"""Waiting for a store no longer than an interaction may wait."""

import asyncio

import discord
import pytest

from bot.patience import ACKNOWLEDGED_S, LEFT_MOST, SLOW, in_time, left_s, soon, soon_or_nothing
from bot.records import DatabaseDownError
from core.errors import UserError
from tests.bot.conftest import PATIENT_S
from tests.bot.stage import Stage, filled_in


async def answer(value: list[str], *, after: asyncio.Event | None = None) -> list[str]:
    if after:
        await after.wait()
    return value


async def down() -> list[str]:
    raise DatabaseDownError("the database does not answer")


async def test_what_is_ready_is_returned() -> None:
    assert await soon(answer(["a"])) == ["a"]


async def test_what_takes_too_long_is_told() -> None:
    with pytest.raises(UserError, match=SLOW):
        await soon(answer([], after=asyncio.Event()), within_s=0.01)


async def test_what_takes_too_long_goes_on_by_itself() -> None:
    event, done = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        await event.wait()
        done.set()

    with pytest.raises(UserError):
        await soon(work(), within_s=0.01)
    event.set()
    await asyncio.wait_for(done.wait(), 30)


async def test_what_an_interaction_awaits_adds_up_until_it_is_acknowledged(stage: Stage) -> None:
    shown = await stage.press("Vary", await stage.made())
    left: list[float] = []

    async def on_interaction(interaction: discord.Interaction) -> None:
        for _ in range(2):
            left.append(left_s(interaction))
            await in_time(interaction, asyncio.sleep(0.01))
        await interaction.response.defer()
        left.append(left_s(interaction))

    stage.bot.event(on_interaction)
    await stage.ana.submit_modal(shown, filled_in(shown))
    assert left[0] == pytest.approx(PATIENT_S)
    assert 0 < left[1] < left[0]
    assert left[2] == ACKNOWLEDGED_S


async def test_a_store_that_hangs_is_not_asked_without_end() -> None:
    event, asked = asyncio.Event(), 0

    async def work() -> None:
        nonlocal asked
        asked += 1
        await event.wait()

    for _ in range(LEFT_MOST + 10):
        with pytest.raises(UserError, match=SLOW):
            await soon(work(), within_s=0)
    assert asked == LEFT_MOST
    event.set()
    await asyncio.sleep(0.01)
    await soon(work())


async def test_a_fault_that_nobody_waits_for_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    event = asyncio.Event()

    async def work() -> None:
        await event.wait()
        raise DatabaseDownError("away")

    with pytest.raises(UserError):
        await soon(work(), within_s=0.01)
    event.set()
    await asyncio.sleep(0.01)
    assert "what nobody waited for failed: DatabaseDownError: away" in caplog.text


async def test_a_fault_rises() -> None:
    with pytest.raises(DatabaseDownError):
        await soon(down())


async def test_suggestions_are_none_if_they_cannot_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await soon_or_nothing(answer(["a"])) == ["a"]
    assert await soon_or_nothing(down()) == []
    monkeypatch.setattr("bot.patience.SUGGEST_S", 0.01)
    assert await soon_or_nothing(answer(["a"], after=asyncio.Event())) == []
