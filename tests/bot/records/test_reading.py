"""Rows that don't read as what they should be are logged; requests are told as failed, the rest is left out."""

import logging

import pytest
from sqlalchemy import update

from bot.records import Records
from bot.records.models import CardRow, ClipRow, RequestRow, Table
from bot.records.values import Leftover
from core.contract import Riff, See
from core.faults import UNREADABLE
from tests.bot.records.samples import card, done, key, request, requests

SECRET = "of my own heart"  # noqa: S105 - a prompt that must not be logged


async def made(records: Records) -> None:
    await records.open_card(card(), requests(card()))
    await records.end_request(done("100-0"), now_s=1005.0)


async def spoil(records: Records, table: type[Table], row_id: str, **values: str) -> None:
    rows = update(table).where(table.__table__.c.id == row_id).values(values)
    await records._database.write(lambda session: session.execute(rows))


async def states(records: Records) -> list[str]:
    found = await records.card("100")
    return [] if found is None else [request.state for request in found.requests]


@pytest.mark.parametrize("recipe", ["", "{", "null", '{"kind": "polka"}', f'{{"kind": "riff", "prompt": "{SECRET}"}}'])
async def test_a_request_with_a_bad_recipe_is_told_as_failed(
    records: Records, recipe: str, caplog: pytest.LogCaptureFixture
) -> None:
    await made(records)
    await spoil(records, RequestRow, "100-1", recipe=recipe)
    found = await records.card("100")
    assert found is not None
    bad = found.requests[1]
    assert bad.failure is not None
    assert (bad.state, bad.failure.sentence) == ("failed", UNREADABLE)
    assert f"request 100-1 can't be read (error {bad.failure.error_id})" in caplog.text
    assert SECRET not in caplog.text


async def test_a_card_whose_requests_are_all_bad_is_found_with_its_words(records: Records) -> None:
    await made(records)
    for request_id in ("100-0", "100-1"):
        await spoil(records, RequestRow, request_id, recipe="{}")
    assert await states(records) == ["failed", "failed"]
    (found,) = await records.open_cards()
    assert found.requests[0].request.recipe == Riff(prompt="lo-fi beats", seed=0)


@pytest.mark.parametrize("state", ["placed", "cancelled"])
async def test_what_a_bad_request_still_says_of_itself_is_believed(records: Records, state: str) -> None:
    await made(records)
    await spoil(records, RequestRow, "100-1", recipe="{}", state=state)
    assert await states(records) == ["done", state]


async def test_a_bad_request_without_words_is_found_too(records: Records) -> None:
    new = card()
    await records.open_card(new, [request(new, See(source=key("a")))])
    await spoil(records, RequestRow, "100-0", recipe="{}")
    assert await states(records) == ["failed"]


async def test_a_bad_card_holds_no_other_up(records: Records, caplog: pytest.LogCaptureFixture) -> None:
    await made(records)
    new = card("101")
    await records.open_card(new, requests(new))
    await spoil(records, CardRow, "100", channel="#general")
    assert [record.card.id for record in await records.open_cards()] == ["101"]
    assert "card 100 can't be read" in caplog.text


@pytest.mark.parametrize("column", ["recipe", "receipt", "notes"])
async def test_a_bad_clip_is_left_out(records: Records, column: str, caplog: pytest.LogCaptureFixture) -> None:
    await made(records)
    await spoil(records, ClipRow, "100-0", **{column: '{"kind": "polka"}'})
    assert await records.clip("100-0") is None
    assert (await states(records))[1] == "unplaced"
    assert "clip 100-0 can't be read" in caplog.text


async def test_a_bad_request_can_still_end(records: Records) -> None:
    await records.open_card(card(), requests(card(), 1))
    await spoil(records, RequestRow, "100-0", recipe="{")
    assert await records.end_request(done("100-0"), now_s=1005.0) == "100"
    assert await records.undelivered() == 1


async def test_a_bad_clip_can_still_be_deleted_and_swept(records: Records) -> None:
    await made(records)
    await spoil(records, ClipRow, "100-0", recipe="{")
    left = Leftover("100-0", frozenset({key("a"), key("b")}))
    assert await records.sweepable(9999.0, 10) == [left]
    assert await records.delete_clip("100-0", 1010.0) == left


async def test_good_rows_are_read_without_a_word(records: Records, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    await made(records)
    assert await states(records) == ["done", "unplaced"]
    assert caplog.text == ""
