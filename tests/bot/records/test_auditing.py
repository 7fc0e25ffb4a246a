"""The audit log is added to, read in pages, and changed by nobody."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.records import DatabaseDownError, Records
from bot.records.auditing import ENTRIES_A_PAGE, ENTRIES_AT_ONCE
from bot.records.oversight import Entry

LINE = Entry(0, "800", 1000.0, "900", "purge", "600", rule="", before="", after="3 riffs")


async def test_a_line_gets_its_own_number(records: Records) -> None:
    number = await records.note(replace(LINE, number=77))
    assert await records.note(LINE) > number
    page = await records.audit("800")
    assert page.entries[1] == replace(LINE, number=number)


async def test_a_log_is_read_in_pages_from_the_newest(records: Records) -> None:
    numbers = [await records.note(LINE) for _ in range(ENTRIES_A_PAGE + 1)]
    first, second = await records.audit("800"), await records.audit("800", page=2)
    assert [entry.number for entry in (*first.entries, *second.entries)] == numbers[::-1]
    assert (first.number, first.last, first.total) == (1, 2, ENTRIES_A_PAGE + 1)
    assert await records.audit("800", page=99) == second
    assert (await records.audit("801")).entries == ()


async def test_a_log_is_read_of_a_user_and_since_a_time(records: Records) -> None:
    await records.note(LINE)
    await records.note(replace(LINE, target="601", at_s=2000.0))
    await records.note(replace(LINE, target="601", actor="600", at_s=3000.0))
    assert [entry.at_s for entry in (await records.audit("800", user="600")).entries] == [3000.0, 1000.0]
    assert [entry.at_s for entry in (await records.audit("800", since_s=2000.0)).entries] == [3000.0, 2000.0]
    assert [entry.at_s async for entry in records.audit_all("800", user="600", since_s=2000.0)] == [3000.0]


async def test_a_long_log_is_read_some_at_a_time_from_the_oldest(records: Records) -> None:
    rows = "INSERT INTO audit (server, at_s, actor, action, target, rule, before, after) VALUES "
    lines = ", ".join(["('800', 1.0, '900', 'purge', '600', '', '', '')"] * (ENTRIES_AT_ONCE + 1))
    await records._database.write(lambda session: session.execute(text(rows + lines)))
    numbers = [entry.number async for entry in records.audit_all("800")]
    assert len(numbers) == ENTRIES_AT_ONCE + 1
    assert numbers == sorted(numbers)


async def tamper(records: Records, statement: str) -> None:
    await records._database.write(lambda session: session.execute(text(statement)))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit",
        "DELETE FROM audit WHERE number = {number}",
        "UPDATE audit SET after = ''",
        "UPDATE audit SET action = 'thaw'",
        "UPDATE audit SET at_s = 0",
        "UPDATE audit SET number = number + 100",
        "UPDATE audit SET server = '801'",
        "UPDATE audit SET rule = 'x', target = 'gone-1'",
        "UPDATE audit SET before = 'x'",
        "UPDATE audit SET target = '601'",
        "UPDATE audit SET actor = '601'",
    ],
)
async def test_nobody_changes_a_line_or_takes_it_away(records: Records, statement: str) -> None:
    number = await records.note(LINE)
    with pytest.raises((DBAPIError, DatabaseDownError), match="The audit log is only ever added to"):
        await tamper(records, statement.format(number=number))
    assert (await records.audit("800")).entries == (replace(LINE, number=number),)


async def test_nobody_empties_a_log_on_a_server(database_url: str, records: Records) -> None:
    await records.note(LINE)
    if database_url.startswith("postgresql"):
        with pytest.raises((DBAPIError, DatabaseDownError), match="The audit log is only ever added to"):
            await tamper(records, "TRUNCATE audit")
    assert (await records.audit("800")).total == 1


@pytest.mark.parametrize("column", ["actor", "target"])
async def test_an_alias_may_take_somebodys_place(records: Records, column: str) -> None:
    number = await records.note(LINE)
    await tamper(records, f"UPDATE audit SET {column} = 'gone-1'")  # noqa: S608 - ours
    expected = replace(LINE, number=number, **{column: "gone-1"})  # type: ignore[arg-type]  # a column of text
    assert (await records.audit("800")).entries == (expected,)
