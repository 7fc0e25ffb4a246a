"""What is asked often is answered from an index, however much is remembered."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import event

from bot.records import Cut, Records
from bot.records.address import SqliteAddress
from bot.records.jam import Post
from bot.records.listings import Sort
from bot.records.models import Table
from bot.records.sqlite import SqliteDatabase
from bot.records.statements import Choice
from core.contract import Riff
from tests.bot.records.jamming import begun, played, saved
from tests.bot.records.matters import EVERYBODY, hold, refuse, report_by
from tests.bot.records.samples import card, done, key, requests

ASKED_FOR = ("INDEX ix_cases_unposted", "INDEX ix_jams_on")
"""In these is just what is asked for."""


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
    await records.remove_card("100", 1005.0)
    await records.recent_prompts("600", "lo")
    await ask_families(records)
    await ask_lists(records)
    await ask_moderators(records)
    await ask_jams(records)
    await records.known_since()
    await records.forget_cards(["200", *await records.forgettable(2000.0, 5)])


async def ask_families(records: Records) -> None:
    await records.star("100-1", "601", now_s=1012.0)
    await records.stars_of(["100-1"])
    await records.has_starred(["100-1"], "601")
    await records.family("100-1", viewer="601", server="800")
    await records.ancestors("100-1", viewer="601", server="800")
    await records.promote("100-1", 1013.0)
    await records.set_visibility("100-1", "public", "ask")
    await records.note_thread("100-1", channel="700", thread="900")
    await records.thread_named("900")
    await records.close_thread("100-1")
    await records.move_card("100", channel="900")
    await records.answer_ask("1", "denied", now_s=1013.0)
    await records.due_asks(1013.0)
    await records.unsettled_asks(1013.0)
    await records.settle_ask("1")
    await records.forget_asks(1013.0)
    await records.sweepable_exports(1013.0, 5)
    await records.mark_export_swept("100-1")


async def ask_moderators(records: Records) -> None:
    case = await hold(records, "101")
    await refuse(records, "102")
    await records.case_of_card("101")
    await records.cases_about("600", "800")
    await records.open_cases("800")
    await records.unposted_cases(5)
    await records.unposted_cases(5, besides=["800"])
    await records.lapse_gone(1.0)
    await records.reports_since("601", 1.0)
    await records.veiled_among(["100-0"])
    await records.unsettled_cases(1013.0, 5)
    await records.claim(case.number, "900", now_s=1013.0, for_s=9.0)
    await records.lapse_cases(900.0, 1013.0)
    await records.decide(case.number, "strike", by="900", reason="", now_s=1013.0)
    await records.settle_case(case.number, 1013.0)
    await records.refusals_since("600", "800", 1000.0)
    await records.appeal("102", "", 1013.0)
    await records.strikes("800", "600", 1013.0)
    await records.blocks_of("600")
    await records.freeze_cards(EVERYBODY)
    await records.thaw_cards(1013.0)
    await records.report(report_by("601"))
    await records.reporter_weight("601", "800")
    await records.oversight("800")
    await records.choices_of("600")
    await records.audit("800", user="600")
    await records.unfinished_cards_of("600")
    await records.cards_by("600", "800", 5)
    await records.clips_made("600", "800")
    await records.descendants("100-0")
    for server, days in (("800", "7"), ("801", "7"), ("802", "30")):
        await records.choose(Choice("server", server, "retention_days", days, server), by="900", now_s=1013.0)
    await records.sweepable(1000.0, 5, now_s=1013.0)
    await records.due_erasures(1013.0)
    await records.cards_to_erase("600")
    await records.shunned("600")


async def ask_jams(records: Records) -> None:
    jam = await begun(records)
    jam = await saved(records, jam, played(jam))
    await saved(records, jam, replace(jam, entries=(), votes=(), rounds=(), players=jam.players[:1]))
    await records.jam_in("700")
    for server in (None, "800"):
        await records.open_jams(server)
        await records.jams_of("601", server)
    await records.jams_to_tend(1000.0)
    await records.jam_events(jam.id)
    await records.jam_cards(jam.id, ["100"])
    await records.seen_in_jam(jam.id, "601", 1001.0)
    await records.note_jam_post(jam.id, "board", Post("1", "2", 3.0), replace=True)
    await records.drop_jam_post(jam.id, "board")
    await records.leave_jams("601", "gone-1")
    await records.forget_jams(await records.forgettable_jams(1000.0, 5, now_s=1013.0))


async def ask_lists(records: Records) -> None:
    cut, riff = Cut(as_of_s=1013.0), Riff(prompt="lo-fi beats", seed=1)
    for viewer, server in [("601", "800"), ("601", None), (None, "800"), (None, None)]:
        await records.latest(viewer, server, cut)
        await records.search("lo", viewer, server, cut)
        await records.top(1000.0, viewer, server, cut)
        await records.made_by("600", viewer, server, cut)
        await records.named("R-7F3K9Q", viewer, server)
        await records.same(riff, viewer, server)
    for sort in get_args(Sort):
        await records.mine("600", "lo", sort, cut)
    await records.favorites("601", "800", cut)
    await records.find("lo", "601", "800", with_files=True)


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
    assert [step for step in scans if not any(name in step for name in ASKED_FOR)] == []


async def test_lists_are_read_from_indexes(plans: list[str]) -> None:
    assert [step for step in plans if "ix_clips_server_created_s" in step]


async def test_clips_are_not_looked_for_among_all_that_are_not_deleted(plans: list[str]) -> None:
    assert [step for step in plans if "deleted_s=?" in step] == []
