"""Whoever shuns somebody finds nothing of theirs in lists, and nobody else is told."""

from bot.records import Records
from tests.bot.records.clips import Wanted, make


async def test_people_are_shunned_once_until_they_are_not(records: Records) -> None:
    assert await records.shun("600", "601", now_s=1000.0)
    assert not await records.shun("600", "601", now_s=1001.0)
    assert await records.shunned("600") == {"601"}
    assert await records.shunned("601") == set()
    assert await records.unshun("600", "601")
    assert not await records.unshun("600", "601")
    assert await records.shunned("600") == set()


async def test_lists_leave_out_whom_somebody_shuns(records: Records) -> None:
    await make(records, "100")
    await make(records, "101", Wanted(author="601"))
    for name in ("100-0", "101-0"):
        await records.star(name, "602", now_s=1006.0)
    await records.shun("602", "601", now_s=1007.0)
    for viewer, ids in (("602", ["100-0"]), ("603", ["101-0", "100-0"]), (None, ["101-0", "100-0"])):
        for page in (
            await records.latest(viewer, "800"),
            await records.search("lo-fi", viewer, "800"),
            await records.top(None, viewer, "800"),
        ):
            assert [one.clip.id for one in page.items] == ids


async def test_suggestions_leave_out_whom_somebody_shuns(records: Records) -> None:
    await make(records, "101", Wanted(author="601"))
    await records.shun("602", "601", now_s=1007.0)
    assert await records.find("", "602", "800") == []
    assert len(await records.find("", "603", "800")) == 1


async def test_what_is_asked_for_by_name_is_found_all_the_same(records: Records) -> None:
    await make(records, "101", Wanted(author="601"))
    await records.shun("602", "601", now_s=1007.0)
    assert await records.named("101-0", "602", "800") is not None
    assert (await records.made_by("601", "602", "800")).total == 1
