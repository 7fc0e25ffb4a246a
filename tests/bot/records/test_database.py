"""A transaction happens or doesn't, whoever is killed, slow or in the way."""

import asyncio
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from contextvars import ContextVar
from pathlib import Path
from typing import TypeVar

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from bot.records import DatabaseDownError, Records
from bot.records.address import address_of
from bot.records.opening import database_of
from tests.bot.records.samples import TOKEN, card, done, requests

Found = TypeVar("Found")

HALF = """
import asyncio, os, signal, sys
from bot.records import Records
from tests.bot.records.samples import done

async def main(url):
    records = await Records.open(url)

    def half(session):
        Records.end_request.__wrapped__(records, session, done("100-0"), now_s=1005.0)
        session.flush()
        os.kill(os.getpid(), signal.SIGKILL)

    await records._database.write(half)

asyncio.run(main(sys.argv[1]))
"""
"""Everything that an end changes is said to the database, then the process dies before it says that this is all."""


async def test_whoever_is_killed_in_the_middle_leaves_nothing_and_holds_nobody_up(
    database_url: str, records: Records, root: Path
) -> None:
    await records.open_card(card(), requests(card(), 1))
    before = await records.card("100")
    killed = await asyncio.create_subprocess_exec(sys.executable, "-c", HALF, database_url, cwd=root)
    assert await killed.wait() < 0
    assert await records.card("100") == before
    assert await records.clip("100-0") is None
    assert await records.undelivered() == 0
    await asyncio.wait_for(records.end_request(done("100-0"), now_s=1006.0), timeout=60.0)
    assert await records.undelivered() == 1


async def test_a_transaction_that_fails_changes_nothing(records: Records) -> None:
    def fail(session: Session) -> None:
        session.execute(text("INSERT INTO choices (scope, holder, key, value) VALUES ('user', '600', 'ping', 'none')"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await records._database.write(fail)
    assert await records.choices_of("600") == {}


async def test_a_card_is_not_half_opened(records: Records) -> None:
    new = card()
    twins = [requests(new, 1)[0], requests(new, 1)[0]]
    with pytest.raises(Exception, match="requests"):
        await records.open_card(new, twins)
    assert await records.card("100") is None


async def test_what_goes_wrong_shows_no_token(records: Records) -> None:
    new = card()
    with pytest.raises(Exception, match="requests") as failure:
        await records.open_card(new, requests(new, 1) * 2)
    assert TOKEN not in str(failure.value)
    assert "lo-fi beats" not in str(failure.value)


async def test_many_writers_in_two_processes_all_come_to_it(records: Records, other: Records) -> None:
    cards = [card(str(number)) for number in range(24)]
    processes = [(records, other)[number % 2] for number in range(24)]
    opening = (process.open_card(new, requests(new)) for process, new in zip(processes, cards, strict=True))
    assert all(await asyncio.gather(*opening))
    assert len(await records.open_cards()) == 24


async def test_a_file_that_somebody_holds_is_away_for_a_while(empty_sqlite_url: str) -> None:
    database = database_of(address_of(empty_sqlite_url), answer_s=0.2)
    path = empty_sqlite_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseDownError, match=r"^the database does not answer: database is locked$"):
            await Records(database).open_card(card(), requests(card()))
        assert await Records(database).open_cards() == []
        holder.execute("COMMIT")
    assert await Records(database).open_card(card(), requests(card()))
    await database.close()


async def test_a_server_that_hangs_is_away_for_a_while(postgresql_url: str) -> None:
    await (await Records.open(postgresql_url)).close()
    database = database_of(address_of(postgresql_url), answer_s=0.5)
    holder = await asyncpg.connect(postgresql_url)
    async with holder.transaction():
        await holder.execute("LOCK TABLE cards IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(DatabaseDownError, match="does not answer"):
            await Records(database).open_card(card(), requests(card()))
    await holder.close()
    await once_it_answers(lambda: Records(database).open_card(card(), requests(card())))
    assert await once_it_answers(lambda: Records(database).card("100")) is not None
    await database.close()


async def once_it_answers(ask: Callable[[], Awaitable[Found]]) -> Found:
    """Ask until there is an answer: where the machine stands still for a while the database seems away as well."""
    while True:
        try:
            return await ask()
        except DatabaseDownError:
            await asyncio.sleep(0.05)


async def test_whoever_stops_waiting_leaves_the_database_usable(empty_sqlite_url: str) -> None:
    records = Records(database_of(address_of(empty_sqlite_url), answer_s=60.0))
    with closing(sqlite3.connect(empty_sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        for number in range(4):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(records.open_card(card(), requests(card(), number + 1)), timeout=0.05)
        holder.execute("COMMIT")
    await records.open_card(card(), requests(card()))
    assert await records.card("100") is not None
    await records.close()


async def test_whoever_stops_waiting_for_a_server_calls_it_off(empty_postgresql_url: str) -> None:
    records = await Records.open(empty_postgresql_url)
    holder = await asyncpg.connect(empty_postgresql_url)
    async with holder.transaction():
        await holder.execute("LOCK TABLE cards IN ACCESS EXCLUSIVE MODE")
        for _ in range(7):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(records.open_card(card(), requests(card())), timeout=0.1)
    await holder.close()
    assert await records.card("100") is None
    assert await records.open_card(card(), requests(card()))
    await records.close()


async def test_what_nobody_waits_for_any_more_is_done_before_the_records_close(empty_sqlite_url: str) -> None:
    records = await Records.open(empty_sqlite_url)
    opening = asyncio.create_task(records.open_card(card(), requests(card())))
    await asyncio.sleep(0)
    await records.close()
    assert await opening


async def test_a_wrong_statement_is_not_an_outage(postgresql_url: str) -> None:
    database = database_of(address_of(postgresql_url))
    with pytest.raises(ProgrammingError, match="nowhere"):
        await database.read(lambda session: session.execute(text("SELECT * FROM nowhere")))
    await database.close()


async def test_what_is_logged_in_a_transaction_belongs_to_whoever_called(records: Records) -> None:
    said: ContextVar[str] = ContextVar("said")
    said.set("request 100-0")
    assert await records._database.write(lambda _: said.get()) == "request 100-0"
