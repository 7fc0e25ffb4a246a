"""The audit log as a file."""

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderators.table import ACTIVE, HEADS, Table, inert, table_of
from bot.records.oversight import Entry

ENTRY = Entry(7, "1", 1_800_000_000.0, "123456789012345678", "block", "987654321098765432", after="until lifted: spam")


async def each(*entries: Entry) -> AsyncIterator[Entry]:
    for entry in entries:
        yield entry


def read(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))


async def test_it_has_a_head_and_a_line_an_entry() -> None:
    table = await table_of(each(ENTRY), bytes_most=1000)
    heads, line = read(table)
    assert tuple(heads) == HEADS
    assert line == [
        "7", "2027-01-15T08:00:00+00:00", "id:123456789012345678", "block", "id:987654321098765432",
        "", "", "until lifted: spam",
    ]  # fmt: skip
    assert (table.lines, table.is_whole) == (1, True)


async def test_excel_is_told_that_it_is_utf_8() -> None:
    assert (await table_of(each(), bytes_most=1000)).content.startswith(b"\xef\xbb\xbf")


async def test_it_ends_with_the_last_line_that_fits_and_says_so() -> None:
    table = await table_of(each(*[ENTRY] * 100), bytes_most=1000)
    assert len(table.content) <= 1000
    assert not table.is_whole
    assert len(read(table)) == 1 + table.lines


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(words: str) -> None:
    assert inert(words).startswith("'")


@pytest.mark.parametrize("words", ["spam;=1+1", "spam; =1+1", 'spam";@SUM(A1)', "spam;;-1", "=1;=2"])
async def test_nor_where_semicolons_part_cells(words: str) -> None:
    """As spreadsheets in German, French and others read a file."""
    table = await table_of(each(replace(ENTRY, after=words)), bytes_most=1000)
    cells = [cell for line in table.content.decode("utf-8-sig").splitlines() for cell in line.split(";")]
    assert [cell for cell in cells if cell.strip(' "').startswith(ACTIVE)] == []


@given(st.text())
def test_whatever_is_in_a_cell_it_stays_one_line_that_does_nothing(words: str) -> None:
    shown = inert(words)
    assert not shown.startswith(ACTIVE)
    assert len(shown.splitlines()) <= 1


def test_an_id_keeps_its_last_digits() -> None:
    assert inert("123456789012345678") == "id:123456789012345678"
