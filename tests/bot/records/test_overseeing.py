"""All that a server decided is read as one, and whoever keeps it knows when to look again."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import update

from bot.records import Records
from bot.records.overseeing import FILTERS_MOST
from bot.records.oversight import Access, Filter, Oversight
from bot.records.statements import Choice
from bot.records.supervision import FilterRow
from core.errors import UserError
from tests.bot.records.matters import EVERYBODY, actions, block_at, strike_at

WORDS = Filter("words", "hold", words=("Nina", "ß „quoted“"))
PATTERN = Filter("pattern", "replace", pattern=r"\bfoo+\b", replacement="bar")
ROLE = Access("role", "50", "moderator")


async def test_a_server_that_decided_nothing_has_an_empty_oversight(records: Records) -> None:
    assert await records.oversight("800") == await records.oversight(None) == Oversight({}, (), (), (), ())


async def test_access_filters_blocks_and_freezes_are_read_as_one(records: Records) -> None:
    block = await records.block(block_at(1000.0))
    await records.freeze(EVERYBODY)
    for rule in (WORDS, PATTERN):
        await records.add_filter("800", rule, by="900", now_s=1000.0)
    await records.set_access("800", ROLE, by="900", now_s=1000.0)
    assert await records.oversight("800") == Oversight({}, (ROLE,), (PATTERN, WORDS), (block,), (EVERYBODY,))
    assert await records.oversight("801") == Oversight({}, (), (), (), (EVERYBODY,))
    assert await records.oversight(None) == Oversight({}, (), (), (), (EVERYBODY,))


async def test_one_thing_is_said_of_a_target(records: Records) -> None:
    await records.set_access("800", ROLE, by="900", now_s=1000.0)
    await records.set_access("800", Access("role", "50", "deny"), by="900", now_s=1001.0)
    assert (await records.oversight("800")).access == (Access("role", "50", "deny"),)
    assert await records.remove_access("800", "role", "50", by="900", now_s=1002.0)
    assert not await records.remove_access("800", "role", "50", by="900", now_s=1003.0)
    entries = [entry async for entry in records.audit_all("800")]
    assert [(entry.before, entry.after) for entry in entries] == [
        ("", "moderator"), ("moderator", "deny"), ("deny", ""),
    ]  # fmt: skip


async def test_a_filter_replaces_the_one_of_its_name_and_is_removed_once(records: Records) -> None:
    await records.add_filter("800", WORDS, by="900", now_s=1000.0)
    changed = Filter("words", "block", words=("Nina",))
    await records.add_filter("800", changed, by="900", now_s=1001.0)
    assert (await records.oversight("800")).filters == (changed,)
    assert await records.remove_filter("800", "words", by="900", now_s=1002.0)
    assert not await records.remove_filter("800", "words", by="900", now_s=1003.0)
    assert (await records.oversight("800")).filters == ()
    assert await actions(records) == ["filter"] * 3


async def test_a_server_has_so_many_filters_and_no_more(records: Records) -> None:
    for number in range(FILTERS_MOST):
        await records.add_filter("800", Filter(str(number), "hold", words=("a",)), by="900", now_s=1000.0)
    with pytest.raises(UserError, match=r"^This server has 100 filters, which is the most: remove one first\.$"):
        await records.add_filter("800", WORDS, by="900", now_s=1000.0)
    await records.add_filter("800", Filter("7", "block", words=("b",)), by="900", now_s=1000.0)


async def test_a_filter_that_can_not_be_read_is_left_out_and_can_be_removed(records: Records) -> None:
    await records.add_filter("800", WORDS, by="900", now_s=1000.0)
    await records.add_filter("800", PATTERN, by="900", now_s=1000.0)
    broken = update(FilterRow).where(FilterRow.name == "words").values(words="{")
    await records._database.write(lambda session: session.execute(broken))
    assert (await records.oversight("800")).filters == (PATTERN,)
    assert await records.remove_filter("800", "words", by="900", now_s=1001.0)


CHANGES: dict[str, Callable[[Records], Awaitable[object]]] = {
    "block": lambda records: records.block(block_at(1001.0)),
    "strike": lambda records: records.strike(strike_at(1001.0)),
    "cool down": lambda records: records.cool_down("601", "800", until_s=2000.0, now_s=1000.0),
    "unblock": lambda records: records.unblock("800", "602", by="900", now_s=1000.0),
    "freeze": lambda records: records.freeze(EVERYBODY),
    "access": lambda records: records.set_access("800", ROLE, by="900", now_s=1000.0),
    "filter": lambda records: records.add_filter("800", WORDS, by="900", now_s=1000.0),
    "choice": lambda records: records.choose(Choice("server", "800", "a", "b", "800"), by="900", now_s=1000.0),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_whoever_keeps_what_they_read_sees_that_something_changed(
    records: Records, other: Records, change: str
) -> None:
    await records.block(block_at(1000.0, user="602"))
    await records.strike(strike_at(1000.0))
    before = await other.oversight_version()
    await CHANGES[change](records)
    assert await other.oversight_version() > before


async def test_what_users_choose_for_themselves_changes_no_oversight(records: Records) -> None:
    before = await records.oversight_version()
    await records.choose(Choice("user", "600", "ping", "none"), by="600", now_s=1000.0)
    assert await records.oversight_version() == before


async def test_changes_at_once_are_all_counted(records: Records, other: Records) -> None:
    blocks = [block_at(1000.0, user=str(600 + number)) for number in range(8)]
    await asyncio.gather(*(
        each.block(block) for block, each in zip(blocks, (records, other) * 4, strict=True)
    ))  # fmt: skip
    assert await records.oversight_version() == len(blocks)
    assert len(await records.blocks("800")) == len(blocks)
