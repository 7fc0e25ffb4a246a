"""Authors are asked, and answer once."""

import asyncio
import logging
from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.records import Ask, Records
from bot.records.kinship import AskRow
from bot.records.values import Ancestry
from core.contract import Morph, Remix
from core.request import Origin
from tests.bot.records.clips import Wanted, make, of_bytes
from tests.bot.records.samples import key

DAY_S = 24 * 3600.0
MORPH = Morph(prompt="rain", seed=1, to_prompt="jazz", to_seed=2, source=key("c"), to_source=key("d"))


def question(ask_id: str = "500", *, until_s: float = 1000.0 + DAY_S) -> Ask:
    return Ask(
        id=ask_id, clip="1-0", owner="600", origin=Origin(server="800", channel="700", author="601"),
        recipes=(Remix(prompt="été → ete", seed=1, source=key("a")),), ancestry=Ancestry("remix", "1-0"),
        private=False, upload_limit=25 * 2**20, created_s=1000.0, until_s=until_s,
    )  # fmt: skip


async def test_a_question_is_found_as_it_was_asked(records: Records) -> None:
    assert await records.open_ask(question())
    assert await records.ask("500") == question()
    assert await records.ask("501") is None


async def test_a_question_is_asked_once(records: Records, other: Records) -> None:
    assert await records.open_ask(question())
    assert not await other.open_ask(replace(question(), owner="602"))
    assert await records.ask("500") == question()


async def test_where_a_question_stands_is_remembered(records: Records) -> None:
    await records.open_ask(question())
    assert [ask.id for ask in await records.unput_asks(2000.0)] == ["500"]
    await records.note_ask("500", channel="900", message="950")
    assert await records.ask("500") == replace(question(), channel="900", message="950")
    assert await records.unput_asks(2000.0) == []


async def test_a_question_is_answered_once(records: Records, other: Records) -> None:
    await records.open_ask(question())
    assert await records.answer_ask("500", "approved", now_s=1001.0) == replace(question(), state="approved")
    assert await other.answer_ask("500", "denied", now_s=1002.0) is None
    assert await records.answer_ask("nobody", "denied", now_s=1002.0) is None
    assert await records.ask("500") == replace(question(), state="approved")


async def test_of_two_answers_at_once_one_counts(records: Records, other: Records) -> None:
    await records.open_ask(question())
    said = await asyncio.gather(
        records.answer_ask("500", "approved", now_s=1001.0), other.answer_ask("500", "denied", now_s=1001.0)
    )
    (counted,) = filter(None, said)
    assert await records.ask("500") == counted


async def test_questions_that_nobody_answers_come_due(records: Records) -> None:
    for name, until_s in [("2", 2000.0), ("1", 1500.0), ("3", 3000.0)]:
        await records.open_ask(question(name, until_s=until_s))
    assert [ask.id for ask in await records.due_asks(2000.0)] == ["1", "2"]
    assert [ask.id for ask in await records.due_asks(2000.0, 1)] == ["1"]
    await records.answer_ask("1", "lapsed", now_s=2000.0)
    assert [ask.id for ask in await records.due_asks(2000.0)] == ["2"]


async def test_a_question_about_a_deleted_clip_comes_due_at_once(records: Records) -> None:
    await make(records, "1")
    await records.open_ask(question())
    await records.delete_clip("1-0", 1100.0)
    assert [ask.id for ask in await records.due_asks(1100.0)] == ["500"]


async def test_answers_that_nobody_carried_out_are_found(records: Records) -> None:
    await records.open_ask(question())
    assert not await records.settle_ask("500")
    await records.answer_ask("500", "approved", now_s=1001.0)
    assert await records.unsettled_asks(1001.0) == []
    assert [ask.state for ask in await records.unsettled_asks(1002.0)] == ["approved"]
    assert await records.settle_ask("500")
    assert not await records.settle_ask("500")
    assert await records.unsettled_asks(1002.0) == []


async def test_questions_wait_for_their_owner(records: Records) -> None:
    await records.open_ask(question())
    await records.open_ask(replace(question("501"), owner="602"))
    assert [ask.id for ask in await records.open_asks_to("600")] == ["500"]
    await records.answer_ask("500", "denied", now_s=1001.0)
    assert await records.open_asks_to("600") == []


@pytest.mark.parametrize(("user", "found"), [("600", True), ("601", True), ("60", False), ("602", False)])
async def test_questions_that_are_not_settled_are_found_by_who_asks_and_who_is_asked(
    records: Records, user: str, *, found: bool
) -> None:
    await records.open_ask(question())
    assert ([ask.id for ask in await records.unsettled_asks_with(user)] == ["500"]) is found
    await records.answer_ask("500", "lapsed", now_s=2000.0)
    assert ([ask.state for ask in await records.unsettled_asks_with(user)] == ["lapsed"]) is found
    await records.settle_ask("500")
    assert await records.unsettled_asks_with(user) == []


async def test_settled_questions_are_forgotten_and_others_a_week_later(records: Records) -> None:
    for name in ("1", "2"):
        await records.open_ask(question(name, until_s=2000.0))
    await records.answer_ask("1", "denied", now_s=1001.0)
    await records.settle_ask("1")
    await records.forget_asks(2000.0)
    assert await records.ask("1") is not None
    await records.forget_asks(2001.0)
    assert await records.ask("1") is None
    assert await records.ask("2") is not None
    await records.forget_asks(2001.0 + 7 * DAY_S)
    assert await records.ask("2") is None


async def test_what_a_question_is_about_is_in_use_until_it_is_answered(records: Records) -> None:
    await records.open_ask(replace(question(), recipes=(MORPH,)))
    assert await records.keys_in_use([key("c"), key("d"), key("e")]) == {key("c"), key("d")}
    await records.answer_ask("500", "denied", now_s=1001.0)
    assert await records.keys_in_use([key("c"), key("d")]) == set()


async def test_what_was_allowed_is_in_use_until_that_is_carried_out(records: Records) -> None:
    parent = await make(records, "1", Wanted(made=of_bytes("c", "b")))
    await records.open_ask(replace(question(), recipes=(MORPH,)))
    await records.answer_ask("500", "approved", now_s=1001.0)
    assert await records.keys_in_use([key("c"), key("d")], besides=[parent]) == {key("c"), key("d")}
    await records.delete_clip(parent, 1002.0)
    assert not await records.mark_swept(parent)
    await records.settle_ask("500")
    assert await records.keys_in_use([key("c"), key("d")]) == set()
    assert await records.mark_swept(parent)


async def test_a_question_that_can_not_be_read_is_left_out(records: Records, caplog: pytest.LogCaptureFixture) -> None:
    await records.open_ask(question())
    broken = update(AskRow).values(recipes='[{"kind": "song", "prompt": "secret words"}]')
    await records._database.write(lambda session: session.execute(broken))
    with caplog.at_level(logging.WARNING):
        assert await records.ask("500") is None
    assert "ask 500 can't be read" in caplog.text
    assert "secret" not in caplog.text
