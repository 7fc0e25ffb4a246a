"""A report counts once a person, as much as their word does, and a hidden clip is its author's alone."""

import asyncio
from dataclasses import replace

from bot.records import Records
from bot.records.oversight import CaseKind, Decision
from tests.bot.records.clips import child, found, make
from tests.bot.records.matters import actions, new_case, report_by


async def judge(records: Records, name: str, decision: Decision, *, kind: CaseKind = "report") -> None:
    await make(records, name)
    await records.report(report_by("601", f"{name}-0"))
    case = await records.open_case(new_case(name, kind=kind, clip_id=f"{name}-0"), 1010.0)
    await records.decide(case.number, decision, by="900", reason="", now_s=1100.0)


async def test_reports_of_several_people_add_up(records: Records) -> None:
    await make(records, "100")
    first = await records.report(report_by("601"))
    second = await records.report(report_by("602", weight=0.5))
    assert (first.weight, first.reporters, first.is_new) == (1.0, 1, True)
    assert (second.weight, second.reporters, second.is_new) == (1.5, 2, True)
    assert await records.reports_of("100-0") == [report_by("601"), report_by("602", weight=0.5)]


async def test_who_reports_twice_counts_once(records: Records) -> None:
    await make(records, "100")
    await records.report(report_by("601"))
    again = await records.report(report_by("601", weight=9.0))
    assert (again.weight, again.reporters, again.is_new) == (1.0, 1, False)
    assert await actions(records) == ["report"]


async def test_of_many_who_report_at_once_each_counts(records: Records, other: Records) -> None:
    await make(records, "100")
    await asyncio.gather(*(each.report(report_by(str(600 + n))) for n in range(4) for each in (records, other)))
    assert len(await records.reports_of("100-0")) == 4


async def test_the_word_of_who_reports_falsely_loses_weight_until_they_are_right(records: Records) -> None:
    weights = [await records.reporter_weight("601", "800")]
    for name, decision in (("100", "approve"), ("101", "approve"), ("102", "remove"), ("103", "remove")):
        await judge(records, name, decision)  # type: ignore[arg-type]  # one of the two
        weights.append(await records.reporter_weight("601", "800"))
    assert weights == [1.0, 0.5, 0.25, 0.5, 1.0]
    assert await records.reporter_weight("601", "801") == 1.0


async def test_a_clip_is_hidden_once_and_shown_once(records: Records) -> None:
    await make(records, "100")
    assert await records.hide_clip("100-0", 1010.0)
    assert not await records.hide_clip("100-0", 1011.0)
    assert (await found(records, "100-0")).hidden_s == 1010.0
    assert await records.unhide_clip("100-0", 1012.0, by="900")
    assert not await records.unhide_clip("100-0", 1013.0, by="900")
    assert await actions(records) == ["hide", "approve"]


async def test_a_clip_that_is_gone_is_not_hidden(records: Records) -> None:
    await make(records, "100")
    await records.delete_clip("100-0", 1010.0)
    assert not await records.hide_clip("100-0", 1011.0)
    assert not await records.hide_clip("101-0", 1011.0)


async def test_a_hidden_clip_is_found_by_its_author_alone(records: Records) -> None:
    await make(records, "100")
    await records.set_visibility("100-0", "public")
    await records.hide_clip("100-0", 1010.0)
    for viewer, total in (("600", 1), ("601", 0), (None, 0)):
        assert (await records.latest(viewer, "800")).total == total
        assert (await records.search("lo-fi", viewer, "800")).total == total
        assert (await records.named("100-0", viewer, "800") is not None) == bool(total)
    assert (await records.mine("600")).total == 1


async def test_a_hidden_clip_is_without_words_and_picture_in_its_family(records: Records) -> None:
    await make(records, "100")
    await child(records, "101", "100-0")
    await records.hide_clip("100-0", 1010.0)
    for viewer, seen in (("600", True), ("601", False)):
        family = await records.family("101-0", viewer=viewer, server="800")
        assert family is not None
        parent = family.members[0]
        assert (parent.prompt is not None, parent.png is not None, parent.hidden) == (seen, seen, not seen)


async def test_what_somebody_reported_lately_is_counted(records: Records) -> None:
    for number, at_s in enumerate((1000.0, 2000.0, 3000.0)):
        await records.report(replace(report_by("43", f"{number}-0"), at_s=at_s))
    assert await records.reports_since("43", 2000.0) == 2
    assert await records.reports_since("44", 0.0) == 0
