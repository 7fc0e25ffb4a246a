"""/riff-admin selftest."""

from bot.administration.selftest import ALL_WELL, told
from bot.doctor.finding import well, wrong
from tests.bot.administration.conftest import Admin
from tests.bot.stage import Stage, away


async def test_it_looks_at_everything(admin: Admin) -> None:
    said = await admin("selftest")
    assert [
        about for about in ("Channels", "Moderators", "AutoMod", "Painters", "Clock") if f"**{about}**" not in said
    ] == []


async def test_what_needs_somebody_comes_first(admin: Admin) -> None:
    lines = (await admin("selftest")).splitlines()
    marks = [line[0] for line in lines[1:]]
    assert marks == sorted(marks, key="⚠✅".index)
    assert lines[0].startswith(f"**{marks.count('⚠')} of {len(marks)} things need you")


async def test_a_queue_that_is_away_is_told(stage: Stage, admin: Admin) -> None:
    stage.change(lanes=away())
    assert "⚠️ **The queue** can't be reached" in await admin("selftest")


async def test_a_painter_that_is_awake_is_counted(stage: Stage, admin: Admin) -> None:
    stage.services.lanes.take("painter-1", most=1, now_s=stage.clock())
    assert "✅ **Painters** 1 painter is awake" in await admin("selftest")


def test_where_all_is_well_that_is_said() -> None:
    assert told([well("Clock", "Right.")]) == [ALL_WELL, "✅ **Clock** Right."]


def test_what_is_well_is_said_too() -> None:
    assert told([well("Clock", "Right."), wrong("Painters", "None.")]) == [
        "**1 of 2 things need you:**",
        "⚠️ **Painters** None.",
        "✅ **Clock** Right.",
    ]
