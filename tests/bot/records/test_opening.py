"""The records are opened by several processes at once, or a sentence says why not."""

import asyncio
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest

from bot.records import DatabaseDownError, Records
from bot.records.address import address_of
from bot.records.migrating import is_current, migrate
from bot.records.opening import database_of
from bot.records.sqlite import make_file
from core.errors import UserError
from tests.bot.records.samples import card, requests

SECRET = "s3cr3t"  # noqa: S105 - what must not be seen
OPEN = """
import asyncio, sys
from bot.records import Records
from tests.bot.records.samples import card, requests

async def main(url):
    records = await Records.open(url)
    print(await records.open_card(card(), requests(card())))
    await records.close()

asyncio.run(main(sys.argv[1]))
"""

READ_ONLY = """
import asyncio, os, sys
from bot.records import Records
from core.errors import UserError

async def main(urls):
    for url in urls:
        try:
            await (await Records.open(url)).close()
        except UserError as refusal:
            print(refusal)

asyncio.run(main(sys.argv[1:2]))
if os.geteuid() == 0:
    os.setuid(65534)
asyncio.run(main(sys.argv[2:]))
"""
"""Root may write everywhere, so it becomes somebody who owns nothing, once all is imported that is needed."""


@pytest.fixture
def free_port() -> Iterator[int]:
    """A port at which nobody answers."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


async def refusal_of(url: str) -> str:
    with pytest.raises(UserError) as refusal:
        await Records.open(url)
    return str(refusal.value)


def test_processes_that_start_at_once_share_a_new_database(new_url: str, root: Path) -> None:
    command = [sys.executable, "-c", OPEN, new_url]
    started = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate()[0].strip() for process in started]
    assert [process.returncode for process in started] == [0, 0]
    assert sorted(said) == ["False", "True"]


async def test_a_new_file_is_opened_by_many_at_once(sqlite_url: str) -> None:
    opened = await asyncio.gather(*(Records.open(sqlite_url) for _ in range(6)))
    assert [await records.open_card(card(), requests(card())) for records in opened] == [True] + [False] * 5
    for records in opened:
        await records.close()


async def test_the_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    await (await Records.open(f"sqlite:///{tmp_path}/a/b%20c/100%25.db")).close()
    assert (tmp_path / "a/b c/100%.db").is_file()


async def test_what_was_remembered_is_there_after_a_restart(database_url: str, records: Records) -> None:
    await records.open_card(card(), requests(card()))
    before = await records.card("100")
    await records.close()
    again = await Records.open(database_url)
    assert await again.card("100") == before
    await again.close()


async def test_a_file_can_be_read_while_it_is_written(sqlite_url: str, tmp_path: Path) -> None:
    await (await Records.open(sqlite_url)).close()
    with closing(sqlite3.connect(tmp_path / "jamgram.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_who_joins_finds_what_others_remember(database_url: str, records: Records) -> None:
    await records.open_card(card(), requests(card()))
    joined = await Records.join(database_url)
    assert await joined.card("100") == await records.card("100")
    await joined.close()


async def test_who_joins_makes_nothing(new_url: str) -> None:
    """In PostgreSQL the database is there, but without tables."""
    for _ in range(2):
        with pytest.raises(UserError, match="is not the one of the bots, or not of this version"):
            await Records.join(new_url)


async def test_who_joins_brings_nothing_up_to_date_under_the_bots(new_url: str) -> None:
    database = database_of(address_of(new_url))
    if new_url.startswith("sqlite"):
        make_file(Path(new_url.removeprefix("sqlite:///")))
    await database.write(lambda session: migrate(session, to="0002"))
    with pytest.raises(UserError, match="not of this version"):
        await Records.join(new_url)
    assert not await database.read(is_current)
    await database.close()


async def test_good_records_pass_the_check(records: Records) -> None:
    await records.check()


async def test_a_folder_is_no_database(tmp_path: Path) -> None:
    said = await refusal_of(f"sqlite:///{tmp_path}")
    assert said == f"The database {tmp_path} can't be used: unable to open database file. Check DATABASE_URL."


def test_a_file_that_only_lets_read_is_refused(sqlite_template: Path, root: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="jamgram-") as folder:
        path = Path(shutil.copy(sqlite_template, folder))
        path.chmod(0o444)
        path.parent.chmod(0o555)
        urls = [f"sqlite:///{each}" for each in (sqlite_template, path, f"{folder}/new/jamgram.db")]
        command = [sys.executable, "-c", READ_ONLY, *urls]
        said = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, text=True, check=True).stdout
        path.parent.chmod(0o755)
    assert said.splitlines() == [
        f"The database {path} can't be used: attempt to write a readonly database. Check DATABASE_URL.",
        f"The database {folder}/new/jamgram.db can't be used: Permission denied. Check DATABASE_URL.",
    ]


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "jamgram.db"
    path.write_text("dear diary" * 100)
    assert "file is not a database" in await refusal_of(f"sqlite:///{path}")
    assert path.read_text() == "dear diary" * 100


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "can't be used: File exists. Check" in await refusal_of(f"sqlite:///{tmp_path}/file/jamgram.db")


async def test_records_that_are_gone_fail_the_check(tmp_path: Path) -> None:
    records = Records(database_of(address_of(f"sqlite:///{tmp_path}/gone/jamgram.db")))
    with pytest.raises(UserError, match=r"^The database can't be used: .+\. Check DATABASE_URL\.$"):
        await records.check()
    await records.close()


async def test_nobody_at_the_address_is_said_in_a_sentence(free_port: int) -> None:
    said = await refusal_of(f"postgresql://bot:{SECRET}@127.0.0.1:{free_port}/jamgram")
    assert said.startswith(f"The database jamgram at 127.0.0.1:{free_port} can't be used: ")
    assert said.endswith(". Check DATABASE_URL.")
    assert SECRET not in said


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("/postgres?", "/nowhere?", 'database "nowhere" does not exist'),
        ("postgres@", f"nobody:{SECRET}@", 'role "nobody" does not exist'),
    ],
)
async def test_what_postgresql_says_is_passed_on(postgresql: str, before: str, after: str, reason: str) -> None:
    said = await refusal_of(postgresql.replace(before, after))
    assert f"can't be used: {reason}. Check DATABASE_URL." in said
    assert SECRET not in said


@pytest.mark.parametrize("is_new", [True, False])
async def test_a_server_that_only_lets_read_is_refused(postgresql_url: str, *, is_new: bool) -> None:
    if not is_new:
        await (await Records.open(postgresql_url)).close()
    said = await refusal_of(f"{postgresql_url}&default_transaction_read_only=on")
    assert "read-only transaction" in said


async def test_records_that_only_let_read_fail_the_check(empty_postgresql_url: str) -> None:
    address = address_of(f"{empty_postgresql_url}&default_transaction_read_only=on")
    records = Records(database_of(address))
    with pytest.raises(UserError, match="read-only transaction"):
        await records.check()
    await records.close()


async def test_a_server_that_went_away_is_used_again_when_it_is_back(postgresql_url: str) -> None:
    records = await Records.open(postgresql_url)
    await records.open_card(card(), requests(card()))
    connection = await asyncpg.connect(postgresql_url)
    await connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    await connection.close()
    assert await records.card("100") is not None
    await records.close()


async def test_a_call_to_a_database_that_is_gone_says_so(tmp_path: Path) -> None:
    records = Records(database_of(address_of(f"sqlite:///{tmp_path}/gone/jamgram.db")))
    with pytest.raises(DatabaseDownError, match=r"^the database does not answer: unable to open database file$"):
        await records.card("100")
    await records.close()


async def test_closed_records_say_so(sqlite_url: str) -> None:
    records = await Records.open(sqlite_url)
    await records.close()
    with pytest.raises(DatabaseDownError, match=r"^the database was closed$"):
        await records.card("100")
    await records.close()
