"""Who wants all of theirs deleted is forgotten but for an alias, by which a block still holds."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.records import Ask, Records
from bot.records.models import Table
from bot.records.oversight import Access, Freeze
from bot.records.statements import Choice, Erasure
from bot.records.values import Ancestry
from core.contract import Riff
from core.request import Origin
from tests.bot.records.clips import Wanted, ask, child, make
from tests.bot.records.matters import actions, block_at, hold, new_case, refuse, report_by, states_of, strike_at
from tests.bot.records.samples import card, requests

ANA, ALIAS = "600600600", "gone-0123456789abcdef"
HERS = Wanted(Riff(prompt="a secret of hers", seed=1), author=ANA)


@pytest.fixture
async def full(records: Records) -> Records:
    """Records in which Ana has left something of every kind."""
    await make(records, "100", HERS)
    await child(records, "101", "100-0", wanted=HERS)
    await child(records, "102", "101-0", wanted=Wanted(author="601"))
    await ask(records, "103", HERS)
    await records.star("102-0", ANA, now_s=1010.0)
    await records.star("100-0", "601", now_s=1010.0)
    await records.choose(Choice("user", ANA, "ping", "none"), by=ANA, now_s=1010.0)
    await records.report(replace(report_by(ANA, "102-0"), text="a secret of hers"))
    await records.report(replace(report_by("601"), text="a secret of hers"))
    await records.strike(strike_at(1010.0, user=ANA))
    await records.block(block_at(1011.0, user=ANA))
    await records.freeze(Freeze("800", "user", ANA, "900", "", 1012.0))
    await records.set_access("800", Access("user", ANA, "deny"), by="900", now_s=1012.0)
    await records.shun(ANA, "601", now_s=1012.0)
    await records.shun("601", ANA, now_s=1012.0)
    await records.open_case(replace(new_case("100"), author=ANA, text="a secret of hers"), 1013.0)
    asked = Origin(server="800", channel="700", author=ANA)
    for name, origin, owner in (("1", asked, "601"), ("2", asked.model_copy(update={"author": "601"}), ANA)):
        recipes = (HERS.recipe,)
        await records.open_ask(
            Ask(
                name,
                "102-0",
                owner,
                origin,
                recipes,
                Ancestry(),
                private=False,
                upload_limit=1,
                created_s=1.0,
                until_s=9e9,
            )
        )
    await records.ask_erasure(ANA, now_s=1020.0, due_s=2000.0)
    return records


async def everything(records: Records) -> str:
    """All that is in the database."""

    def rows(session: object) -> str:
        return "\n".join(
            repr(row)
            for table in Table.metadata.sorted_tables
            for row in session.execute(text(f"SELECT * FROM {table.name}"))  # type: ignore[attr-defined]  # noqa: S608 - ours
        )

    return await records._database.read(rows)


async def test_one_may_think_again(records: Records) -> None:
    first = await records.ask_erasure("600", now_s=1000.0, due_s=2000.0)
    assert first == Erasure("600", 1000.0, 2000.0)
    assert await records.ask_erasure("600", now_s=1500.0, due_s=2500.0) == first
    assert await records.erasure_of("600") == first
    assert await records.cancel_erasure("600")
    assert not await records.cancel_erasure("600")
    assert await records.erasure_of("600") is None
    assert not await records.erase("600", ALIAS, now_s=3000.0)


async def test_what_is_due_is_listed_from_the_longest_due(records: Records) -> None:
    for user, due_s in (("600", 2000.0), ("601", 1500.0), ("602", 3000.0)):
        await records.ask_erasure(user, now_s=1000.0, due_s=due_s)
    assert [one.user for one in await records.due_erasures(2000.0)] == ["601", "600"]
    assert [one.user for one in await records.due_erasures(2000.0, 1)] == ["601"]


async def test_nothing_is_left_of_somebody_but_an_alias(full: Records) -> None:
    before = await everything(full)
    assert ANA in before
    assert "a secret of hers" in before
    assert await full.erase(ANA, ALIAS, now_s=2000.0)
    after = await everything(full)
    assert ANA not in after
    assert "a secret of hers" not in after
    assert ALIAS in after


async def test_strikes_blocks_and_the_log_keep_the_alias(full: Records) -> None:
    before = await actions(full)
    await full.erase(ANA, ALIAS, now_s=2000.0)
    assert [block.user for block in await full.blocks("800")] == [ALIAS]
    assert len(await full.strikes("800", ALIAS, 2000.0)) == 1
    assert (await full.oversight("800")).access == (Access("user", ALIAS, "deny"),)
    assert [one.target for one in await full.freezes()] == [ALIAS]
    assert (await actions(full))[: len(before)] == before
    assert {entry.target async for entry in full.audit_all("800")} >= {ALIAS}
    assert [(entry.action, entry.target) async for entry in full.audit_all("*")] == [("erase", ALIAS)]


async def test_a_family_keeps_its_shape_and_the_alias(full: Records) -> None:
    await full.erase(ANA, ALIAS, now_s=2000.0)
    family = await full.family("102-0", viewer="601", server="800")
    assert family is not None
    assert [(member.id, member.author, member.deleted) for member in family.members] == [
        ("100-0", ALIAS, True), ("101-0", ALIAS, True), ("102-0", "601", False),
    ]  # fmt: skip


async def test_what_others_have_stays(full: Records) -> None:
    await full.erase(ANA, ALIAS, now_s=2000.0)
    assert await full.stars_of(["102-0"]) == {"102-0": 0}
    assert (await full.latest("601", "800")).total == 1
    assert await full.shunned("601") == {ALIAS}


async def test_the_bytes_of_what_was_forgotten_are_swept(full: Records) -> None:
    await full.erase(ANA, ALIAS, now_s=2000.0)
    assert [left.id for left in await full.sweepable(0.0, 9)] == ["100-0", "101-0"]


async def test_what_is_under_way_comes_to_nothing(full: Records) -> None:
    await full.erase(ANA, ALIAS, now_s=2000.0)
    assert await states_of(full, "103") == ("removed", ["cancelled"])
    assert await full.undelivered() == 1, "that of the other one's card"
    assert (await full.open_cases("800")).total == 0


async def test_it_is_done_once(full: Records) -> None:
    assert await full.erase(ANA, ALIAS, now_s=2000.0)
    assert not await full.erase(ANA, ALIAS, now_s=2001.0)
    assert await full.due_erasures(9e9) == []


async def test_what_was_cut_off_is_gone_on_with(full: Records) -> None:
    await full._forget_cards_of(ANA, ALIAS, 2000.0)
    assert [one.user for one in await full.due_erasures(2000.0)] == [ANA]
    assert await full.erase(ANA, ALIAS, now_s=2001.0)
    assert ANA not in await everything(full)


async def test_who_comes_back_and_goes_again_has_one_alias(full: Records) -> None:
    await full.erase(ANA, ALIAS, now_s=2000.0)
    await full.block(block_at(3000.0, user=ANA))
    await full.report(report_by(ANA, "102-0"))
    await full.shun("601", ANA, now_s=3000.0)
    await full.ask_erasure(ANA, now_s=3000.0, due_s=3000.0)
    assert await full.erase(ANA, ALIAS, now_s=3000.0)
    assert [(block.user, block.since_s) for block in await full.blocks("800")] == [(ALIAS, 3000.0)]
    assert await full.shunned("601") == {ALIAS}


async def test_an_alias_is_told_from_a_user(full: Records) -> None:
    with pytest.raises(ValueError, match="does not begin with gone-"):
        await full.erase(ANA, "601", now_s=2000.0)


async def test_many_cards_are_forgotten_some_at_a_time(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.records.erasing.CARDS_AT_ONCE", 2)
    for name in ("100", "101", "102"):
        await make(records, name, HERS)
    await records.ask_erasure(ANA, now_s=1000.0, due_s=1000.0)
    assert await records.erase(ANA, ALIAS, now_s=2000.0)
    assert ANA not in await everything(records)


async def test_cards_are_to_be_erased_until_each_was_taken_away(records: Records) -> None:
    await make(records, "100")
    await hold(records, "101")
    await refuse(records, "102")
    failed = card("103")
    await records.open_card(failed, requests(failed))
    await records.end_card("103", None, now_s=1005.0)
    listed = await records.cards_to_erase("600")
    assert sorted(one.card.id for one in listed) == ["100", "101", "103"]
    for one in listed:
        await records.remove_card(one.card.id, 1010.0)
    assert [one.card.id for one in await records.cards_to_erase("600")] == ["100"]
    await records.delete_clip("100-0", 1010.0)
    assert await records.cards_to_erase("600") == []
