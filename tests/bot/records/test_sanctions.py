"""Strikes decay and earn blocks; a block holds as long as was said, and no shorter for what comes later."""

import asyncio

import pytest

from bot.records import Records
from bot.records.oversight import DIRECT, EVERYWHERE, JAMGRAM
from bot.records.sanctions import STRIKE_S
from tests.bot.records.matters import DAY, actions, block_at, strike_at


async def test_strikes_earn_longer_and_longer_blocks(records: Records) -> None:
    earned = [(await records.strike(strike_at(1000.0 + day * DAY))).block for day in range(5)]
    untils = [block and block.until_s for block in earned]
    assert untils == [None, 1000.0 + 2 * DAY, 1000.0 + 9 * DAY, None, None]
    assert earned[0] is None
    assert earned[3] is not None


async def test_strikes_decay(records: Records) -> None:
    await records.strike(strike_at(1000.0))
    late = await records.strike(strike_at(1000.0 + STRIKE_S))
    assert len(late.strikes) == 1
    assert late.block is None
    assert await records.strikes("800", "600", 1000.0 + 2 * STRIKE_S) == []


async def test_strikes_count_in_their_server(records: Records) -> None:
    given = strike_at(1000.0)
    await records.strike(given)
    assert await records.strikes("800", "600", 1001.0) == await records.strikes(None, "600", 1001.0) == [given]
    assert await records.strikes("801", "600", 1001.0) == []
    assert await records.strikes("800", "601", 1001.0) == []


async def test_a_strike_never_shortens_a_block(records: Records) -> None:
    for_good = await records.block(block_at(900.0))
    await records.strike(strike_at(1000.0))
    assert (await records.strike(strike_at(1001.0))).block == for_good
    assert await records.blocks("800") == [for_good]


async def test_strikes_and_what_they_earn_are_in_the_log(records: Records) -> None:
    await records.strike(strike_at(1000.0))
    await records.strike(strike_at(1001.0))
    assert await actions(records) == ["strike", "strike", "block"]
    entries = [entry async for entry in records.audit_all("800")]
    assert [(entry.before, entry.after) for entry in entries[:2]] == [("0", "1: rude"), ("1", "2: rude")]
    assert {(entry.actor, entry.target) for entry in entries} == {("900", "600")}


async def test_of_strikes_at_once_none_is_lost(records: Records, other: Records) -> None:
    await asyncio.gather(*(each.strike(strike_at(1000.0)) for each in (records, other) * 2))
    assert len(await records.strikes("800", "600", 1001.0)) == 4
    entries = [entry async for entry in records.audit_all("800") if entry.action == "strike"]
    assert [entry.after for entry in entries] == ["1: rude", "2: rude", "3: rude", "4: rude"]
    assert [block.until_s for block in await records.blocks("800")] == [None]


async def test_a_moderators_word_replaces_an_earlier_one(records: Records) -> None:
    await records.block(block_at(1000.0))
    shorter = await records.block(block_at(1001.0, 1100.0))
    assert await records.blocks("800") == await records.blocks_of("600") == [shorter]
    assert await actions(records) == ["block", "block"]


async def test_the_log_says_until_when_in_words(records: Records) -> None:
    await records.block(block_at(1000.0, 1_800_000_000.0))
    await records.block(block_at(1001.0))
    newest, before = (await records.audit("800")).entries
    assert before.after == "until 2027-01-15 08:00 UTC: rude"
    assert (newest.before, newest.after) == ("until 2027-01-15 08:00 UTC", "until it is lifted: rude")


async def test_blocks_are_of_a_server_or_everywhere(records: Records) -> None:
    here, everywhere = block_at(1000.0), block_at(1001.0, server=EVERYWHERE)
    await records.block(here)
    await records.block(everywhere)
    assert set((await records.oversight("800")).blocks) == {here, everywhere}
    assert (await records.oversight("801")).blocks == (everywhere,)
    assert await records.blocks(EVERYWHERE) == [everywhere]


async def test_a_block_is_lifted_once(records: Records) -> None:
    await records.block(block_at(1000.0))
    assert await records.unblock("800", "600", by="901", now_s=1001.0)
    assert not await records.unblock("800", "600", by="901", now_s=1002.0)
    assert await records.blocks("800") == []
    assert await actions(records) == ["block", "unblock"]


async def test_a_block_that_has_run_out_is_not_lifted(records: Records) -> None:
    await records.block(block_at(1000.0, 1100.0))
    assert not await records.unblock("800", "600", by="901", now_s=1100.0)
    assert await actions(records) == ["block"]


@pytest.mark.parametrize(("server", "named"), [("800", "800"), (None, DIRECT)])
async def test_who_had_much_refused_waits(records: Records, server: str | None, named: str) -> None:
    block = await records.cool_down("600", server, until_s=1600.0, now_s=1000.0)
    assert (block.server, block.by, block.until_s) == (named, JAMGRAM, 1600.0)
    assert await records.cool_down_until("600", server, 1599.0) == 1600.0
    assert await records.cool_down_until("600", server, 1600.0) is None
    assert await records.cool_down_until("601", server, 1000.0) is None
    assert (await records.oversight(server)).blocks == (block,)
    assert await actions(records, named) == ["cool_down"]


async def test_waiting_never_shortens_a_block(records: Records) -> None:
    longer = await records.block(block_at(900.0, 5000.0))
    assert await records.cool_down("600", "800", until_s=1600.0, now_s=1000.0) == longer
    assert await records.cool_down_until("600", "800", 1001.0) is None


async def test_what_held_no_longer_a_while_ago_is_forgotten(records: Records) -> None:
    await records.strike(strike_at(1000.0))
    await records.block(block_at(1000.0, 2000.0))
    kept = await records.block(block_at(1000.0, user="601"))
    await records.forget_sanctions(2001.0)
    assert await records.blocks("800") == [kept]
    assert len(await records.strikes("800", "600", 1001.0)) == 1
    await records.forget_sanctions(1001.0 + STRIKE_S)
    assert await records.strikes("800", "600", 1001.0) == []
