"""What is asked often is answered from an index, however much is remembered."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.records import Records
from bot.records.address import SqliteAddress
from bot.records.models import Table
from bot.records.sqlite import SqliteDatabase
from tests.bot.records.samples import card, done, key, requests


class Watched:
    """Records whose statements are seen."""

    def __init__(self, url: str) -> None:
        database = SqliteDatabase(SqliteAddress(Path(url.removeprefix("sqlite:///"))))
        self.records = Records(database)
        self.statements: dict[str, tuple[object, ...]] = {}
        event.listen(database._engine, "before_cursor_execute", self._see)

    def _see(self, *seen: object) -> None:
        statement, parameters = seen[2:4]
        if str(statement).startswith(("SELECT", "UPDATE", "DELETE")):
            assert isinstance(parameters, tuple)
            self.statements[str(statement)] = parameters


async def ask_all(records: Records) -> None:
    await records.open_card(card(), requests(card()))
    await records.cards_of_messages("700", ["900"])
    await records.open_cards(at_once=1)
    await records.open_cards_of("600")
    await records.note_message("100", "900")
    await records.mark_placed("100")
    await records.mark_unplaced(["100-0", "100-1"])
    await records.end_request(done("100-0"), now_s=1005.0)
    await records.end_card("100", None, now_s=1005.0)
    await records.claim_deliveries("one", now_s=1010.0, most=5)
    await records.postpone("100", until_s=1010.0, error="slow")
    await records.delivered("100", message=None, now_s=1010.0)
    await records.undelivered()
    await records.delete_clip("100-0", 1011.0)
    await records.sweepable(1000.0, 5)
    await records.keys_in_use([key("a"), key("b")], besides=["100-0"])
    await records.mark_swept("100-0")
    await records.remove_card("100")
    await records.recent_prompts("600", "lo")
    await records.known_since()
    await records.forget_cards(["200", *await records.forgettable(2000.0, 5)])


@pytest.fixture
async def plans(empty_sqlite_url: str) -> list[str]:
    watched = Watched(empty_sqlite_url)
    await ask_all(watched.records)
    await watched.records.close()
    with closing(sqlite3.connect(empty_sqlite_url.removeprefix("sqlite:///"))) as connection:
        asked = [
            connection.execute(f"EXPLAIN QUERY PLAN {each}", values) for each, values in watched.statements.items()
        ]
        return [row[3] for plan in asked for row in plan]


async def test_no_table_is_read_from_end_to_end(plans: list[str]) -> None:
    tables = set(Table.metadata.tables)
    assert [step for step in plans if step.startswith("SEARCH")]
    scans = [step for step in plans if step.startswith("SCAN") and step.split()[1] in tables]
    assert scans == []


async def test_clips_are_not_looked_for_among_all_that_are_not_deleted(plans: list[str]) -> None:
    assert [step for step in plans if "deleted_s=?" in step] == []
