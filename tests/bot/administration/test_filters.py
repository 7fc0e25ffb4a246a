"""/riff-admin filters."""

import pytest
from simcord.actors import MemberActor

from bot.administration.filters import NO_NAME, NO_REPLACEMENT, NO_WORDS, NONE, NOT_FOUND
from bot.records.oversight import Filter
from tests.bot.administration.conftest import Admin
from tests.bot.stage import Stage


async def kept(stage: Stage) -> tuple[Filter, ...]:
    return (await stage.services.records.oversight(str(stage.guild.id))).filters


async def test_words_and_phrases_are_parted_by_commas(stage: Stage, admin: Admin) -> None:
    said = await admin("filters add", name="spoilers", action="hold", words="dead wizard, , the  butler*")
    assert said.endswith("**spoilers** · dead wizard, the butler\\* · ⏸️ is held for the moderators")
    assert await kept(stage) == (Filter("spoilers", "hold", ("dead wizard", "the butler*")),)


async def test_a_pattern_is_a_rule_too(stage: Stage, admin: Admin) -> None:
    await admin("filters add", name="numbers", action="block", pattern=r"\d{5,}")
    assert await kept(stage) == (Filter("numbers", "block", (), r"\d{5,}"),)


async def test_words_can_be_replaced(stage: Stage, admin: Admin) -> None:
    said = await admin("filters add", name="rival", action="replace", words="that band", replacement="our band")
    assert "✏️ is replaced by “our band”" in said
    assert await kept(stage) == (Filter("rival", "replace", ("that band",), None, "our band"),)


async def test_a_filter_of_the_same_name_takes_its_place(stage: Stage, admin: Admin) -> None:
    await admin("filters add", name="a", action="hold", words="one")
    await admin("filters add", name="a", action="block", words="two")
    assert await kept(stage) == (Filter("a", "block", ("two",)),)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"action": "block"}, NO_WORDS),
        ({"action": "block", "words": "kazoo", "name": "\u200b "}, NO_NAME),
        ({"action": "block", "words": " , "}, NO_WORDS),
        ({"action": "hold", "words": "a", "replacement": "b"}, NO_REPLACEMENT),
    ],
)
async def test_what_makes_no_filter_is_told(stage: Stage, admin: Admin, options: dict[str, str], told: str) -> None:
    assert await admin("filters add", **{"name": "a", **options}) == told
    assert await kept(stage) == ()


async def test_a_pattern_that_cant_be_used_is_told(stage: Stage, admin: Admin) -> None:
    assert "pattern that cannot be used" in await admin("filters add", name="a", action="block", pattern="(a")
    assert await kept(stage) == ()


async def test_filters_are_listed_and_removed_by_their_names(stage: Stage, admin: Admin, chief: MemberActor) -> None:
    await admin("filters add", name="*a*", action="allow", words="@everyone")
    assert await admin("filters list") == (
        "**\\*a\\*** · @\u200beveryone · ✅ is let through, whatever other rules say"
    )
    offered = await chief.autocomplete(stage.channel, "riff-admin filters remove", "name", "A")
    assert [one["value"] for one in offered] == ["*a*"]
    assert "is gone" in await admin("filters remove", name="*a*")
    assert await admin("filters list") == NONE
    assert await admin("filters remove", name="*a*") == NOT_FOUND


async def test_who_made_and_removed_one_is_in_the_audit_log(stage: Stage, admin: Admin, chief: MemberActor) -> None:
    await admin("filters add", name="a", action="hold", words="one")
    await admin("filters remove", name="a")
    entries = (await stage.services.records.audit(str(stage.guild.id))).entries
    assert [(one.actor, one.action) for one in entries] == [(str(chief.id), "filter")] * 2
    assert "one" in entries[0].before
    assert "one" in entries[1].after
