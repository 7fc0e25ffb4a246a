"""The stars that cards show."""

from dataclasses import replace

import discord
import pytest

from bot.delivery.pace import Pace, Paces
from bot.gallery.counting import StarCounter
from bot.patience import LEFT_MOST, soon
from bot.records.values import CardRecord
from tests.bot.gallery.clips import put, star
from tests.bot.stage import Stage, custom_ids


def edits(stage: Stage, message: discord.Message) -> int:
    """How often the bot edited a message after its end was shown."""
    paths = [one.path for one in stage.env.http_requests if one.method == "PATCH"]
    return sum(path.endswith(f"/messages/{message.id}") for path in paths) - 1


async def settled(stage: Stage, counter: StarCounter) -> None:
    while counter._waiting:
        await stage.env.settle()
    await stage.env.settle()


def quick() -> StarCounter:
    return StarCounter(paces=Paces(messages=Pace(0.0), channels=Pace(0.0)))


@pytest.fixture
async def made(stage: Stage) -> discord.Message:
    return await stage.made()


async def record_of(stage: Stage, message: discord.Message) -> CardRecord:
    return await stage.record(custom_ids(message)["Delete"].rpartition(":")[2])


async def test_many_presses_at_once_are_one_edit(stage: Stage, made: discord.Message) -> None:
    record, counter = await record_of(stage, made), quick()
    clip = record.requests[0].clip
    assert clip is not None
    await star(stage, clip, stage.ana, stage.ben, stage.mod)
    for _ in range(3):
        counter.follow(stage.services, stage.bot, record)
    await settled(stage, counter)
    while "Star · 3" not in custom_ids(stage.message(made.id)):
        await stage.env.settle()
    assert edits(stage, made) == 1


async def test_an_edit_waits_for_its_pace(stage: Stage, made: discord.Message) -> None:
    record = await record_of(stage, made)
    counter = StarCounter(paces=Paces(messages=Pace(1e9)))
    counter.follow(stage.services, stage.bot, record)
    await settled(stage, counter)
    counter.follow(stage.services, stage.bot, record)
    assert counter._waiting == {record.card.id}


async def test_cards_that_wait_for_their_pace_hold_up_nothing_else(stage: Stage, made: discord.Message) -> None:
    record = await record_of(stage, made)
    counter = StarCounter(paces=Paces(messages=Pace(0.0), channels=Pace(1e9)))
    for number in range(LEFT_MOST + 1):
        counter.follow(stage.services, stage.bot, replace(record, card=replace(record.card, id=str(number))))
    await stage.env.settle()
    assert await soon(stage.services.records.card(record.card.id)) == record


async def test_nobody_edits_what_can_not_be_edited(stage: Stage, made: discord.Message) -> None:
    record, counter = await record_of(stage, made), quick()
    card = record.card
    others = (replace(card, reach="token"), replace(card, message=None), replace(card, state="removed"))
    for other in (*others, replace(card, jam="J7F3K9Q")):
        counter.follow(stage.services, stage.bot, replace(record, card=other))
    assert not counter._waiting
    counter.follow(stage.services, stage.bot, await stage.record((await put(stage, private=True)).card_id))
    assert not counter._waiting


async def test_a_card_that_is_gone_by_then_is_left_alone(stage: Stage, made: discord.Message) -> None:
    record, counter = await record_of(stage, made), quick()
    await stage.services.records.remove_card(record.card.id, 0.0)
    counter.follow(stage.services, stage.bot, record)
    await settled(stage, counter)
    assert edits(stage, made) == 0


async def test_a_refusal_of_discord_is_no_fault(
    stage: Stage, made: discord.Message, caplog: pytest.LogCaptureFixture
) -> None:
    record, counter = await record_of(stage, made), quick()
    stage.refuse("PATCH", "/channels/*", status=429, code=30046)
    with caplog.at_level("INFO"):
        counter.follow(stage.services, stage.bot, record)
        while "can't be shown" not in caplog.text:
            await stage.env.settle()
