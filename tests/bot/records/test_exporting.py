"""Whoever asks what is kept of them gets all of it, and nothing of others."""

import pytest

from bot.records import Records
from bot.records.exporting import ROWS_AT_ONCE, SOURCES
from bot.records.models import Table
from bot.records.statements import Choice, Kept
from tests.bot.records.clips import Wanted, make, make_many
from tests.bot.records.matters import block_at, hold, refuse, report_by, strike_at
from tests.bot.records.samples import TOKEN

NOT_EXPORTED = {
    "deliveries", "lineage", "threads", "presets", "freezes", "access", "filters", "audit", "versions", "sources",
    "jam_rounds", "jam_posts", "looks",
}  # fmt: skip
"""What is a server's or ours, or says of clips what the clips say too."""


async def of(records: Records, user: str) -> list[Kept]:
    return [kept async for kept in records.everything_of(user)]


async def fill(records: Records) -> None:
    await make(records, "100")
    await make(records, "101", Wanted(author="601"))
    await hold(records, "102")
    await refuse(records, "103")
    for user, clip in (("600", "101-0"), ("601", "100-0")):
        await records.star(clip, user, now_s=1010.0)
        await records.report(report_by(user, clip))
        await records.choose(Choice("user", user, "ping", "none"), by=user, now_s=1010.0)
    await records.shun("600", "601", now_s=1010.0)
    await records.strike(strike_at(1010.0))
    await records.block(block_at(1010.0))
    await records.ask_erasure("600", now_s=1010.0, due_s=2000.0)


async def test_all_of_somebodys_is_there(records: Records) -> None:
    await fill(records)
    kinds = [kept.kind for kept in await of(records, "600")]
    assert kinds == [
        *["card"] * 3, *["request"] * 5, "clip", "star", "setting", "report", "strike", "block", "case", "refusal",
        "shunned", "erasure",
    ]  # fmt: skip


async def test_nothing_of_others_is_there(records: Records) -> None:
    await fill(records)
    told = repr(await of(records, "600"))
    for secret in (TOKEN, "900", "'100-0', 'reason'"):
        assert secret not in told
    assert [kept.fields["clip_id"] for kept in await of(records, "601") if kept.kind == "star"] == ["100-0"]
    assert {kept.kind for kept in await of(records, "601")} == {"card", "request", "clip", "star", "setting", "report"}


async def test_a_deleted_clip_is_no_longer_kept(records: Records) -> None:
    await make(records, "100")
    await records.delete_clip("100-0", 1010.0)
    kept = await of(records, "600")
    assert [one.kind for one in kept] == ["card", "request"]
    assert "lo-fi" not in repr(kept)


async def test_much_is_read_some_at_a_time_and_each_row_once(records: Records) -> None:
    names = [str(1000 + number) for number in range(ROWS_AT_ONCE + 1)]
    await make_many(records, {name: Wanted() for name in names})
    clips = [kept.fields["id"] for kept in await of(records, "600") if kept.kind == "clip"]
    assert clips == [f"{name}-0" for name in names]


@pytest.mark.parametrize("table", sorted(set(Table.metadata.tables) - NOT_EXPORTED))
def test_every_table_of_somebodys_is_read(table: str) -> None:
    assert table in {source.table.__tablename__ for source in SOURCES}
