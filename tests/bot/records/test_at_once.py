"""Whatever people and moderators do at once in two processes: all of it happens, one after another."""

import asyncio
from collections.abc import Coroutine
from random import Random
from typing import Any

import pytest

from bot.records import Records
from bot.records.oversight import Access, Freeze
from bot.records.statements import Choice
from tests.bot.records.matters import block_at, hold, new_case, report_by, strike_at
from tests.bot.records.samples import card, done, requests

CARDS = [str(number) for number in range(100, 106)]
SERVER = Freeze("800", "server", "800", "900", "", 1000.0)
Call = Coroutine[Any, Any, object]


def calls(records: Records, name: str, number: int) -> list[Call]:
    """All that may be done about a card and its author, by whom it may."""
    return [
        records.claim(number, "900", now_s=1000.0, for_s=0.0),
        records.decide(number, "strike", by="900", reason="", now_s=1001.0),
        records.decide(number, "approve", by="901", reason="", now_s=1001.0),
        records.end_card(name, None, now_s=1002.0),
        records.remove_card(name, 1002.0),
        records.freeze(SERVER),
        records.freeze_cards(),
        records.thaw("800", "server", "800", by="900", now_s=1002.0),
        records.thaw_cards(1002.0),
        records.mark_placed(name),
        records.end_request(done(f"{name}-0"), now_s=1003.0),
        records.report(report_by("601", f"{name}-0")),
        records.hide_clip(f"{name}-0", 1003.0),
        records.open_case(new_case(name, kind="report", clip_id=f"{name}-0"), 1003.0),
        records.strike(strike_at(1003.0)),
        records.block(block_at(1003.0)),
        records.unblock("800", "600", by="900", now_s=1004.0),
        records.cool_down("600", "800", until_s=2000.0, now_s=1000.0),
        records.choose(Choice("server", "800", "promotion", name, "800"), by="900", now_s=1003.0),
        records.choose(Choice("user", "600", "ping", name), by="600", now_s=1003.0),
        records.set_access("800", Access("user", "600", "trusted"), by="900", now_s=1003.0),
        records.delete_clip(f"{name}-0", 1004.0, redeliver=True),
        records.settle_case(number, 1004.0),
        records.lapse_cases(9e9, 9e9),
        records.claim_deliveries("one", now_s=1005.0, most=9),
    ]


@pytest.mark.parametrize("seed", [1, 4])
async def test_nothing_is_in_the_way_of_anything_else(records: Records, other: Records, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - chance for a test
    cases = {name: (await hold(records, name)).number for name in CARDS[::2]}
    for name in CARDS[1::2]:
        await records.open_card(card(name), requests(card(name)))
    await records.ask_erasure("600", now_s=1000.0, due_s=1000.0)
    all_of_it = [call for name in CARDS for each in (records, other) for call in calls(each, name, cases.get(name, 0))]
    all_of_it.append(other.erase("600", "gone-1", now_s=1005.0))
    chance.shuffle(all_of_it)
    answers = await asyncio.gather(*all_of_it, return_exceptions=True)
    assert [answer for answer in answers if isinstance(answer, BaseException)] == []
    entries = [entry.number async for entry in records.audit_all("800")]
    assert entries == sorted(set(entries))
