"""Rows that don't read as what they should be are logged and left out."""

import logging

import pytest
from sqlalchemy import update

from bot.records import Records
from bot.records.models import CardRow, ClipRow, RequestRow, Table
from tests.bot.records.samples import card, done, requests

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
async def test_a_request_with_a_bad_recipe_is_left_out(
    records: Records, recipe: str, caplog: pytest.LogCaptureFixture
) -> None:
    await made(records)
    await spoil(records, RequestRow, "100-1", recipe=recipe)
    assert await states(records) == ["done"]
    assert "request 100-1 can't be read" in caplog.text
    assert SECRET not in caplog.text


async def test_a_card_whose_requests_are_all_bad_is_left_out(records: Records) -> None:
    await made(records)
    for request_id in ("100-0", "100-1"):
        await spoil(records, RequestRow, request_id, origin="{}")
    assert await records.card("100") is None
    assert await records.open_cards() == []


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
    assert await records.sweepable(9999.0, 10) == []
    assert await states(records) == ["done", "unplaced"]
    assert "clip 100-0 can't be read" in caplog.text


async def test_a_bad_request_can_still_end(records: Records) -> None:
    await records.open_card(card(), requests(card(), 1))
    await spoil(records, RequestRow, "100-0", recipe="{")
    assert await records.end_request(done("100-0"), now_s=1005.0) == "100"
    assert await records.undelivered() == 1


async def test_a_bad_clip_can_still_be_deleted(records: Records) -> None:
    await made(records)
    await spoil(records, ClipRow, "100-0", recipe="{")
    assert await records.delete_clip("100-0", 1010.0) is None
    await spoil(records, ClipRow, "100-0", recipe='{"kind": "riff", "prompt": "rain", "seed": 1}')
    clip = await records.clip("100-0")
    assert clip is not None
    assert clip.deleted_s == 1010.0


async def test_good_rows_are_read_without_a_word(records: Records, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    await made(records)
    assert await states(records) == ["done", "unplaced"]
    assert caplog.text == ""
