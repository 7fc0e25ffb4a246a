"""How somebody stands with moderators."""

from bot.cases.standing import CLEAN, COOLING
from bot.privacy.pseudonym import pseudonym
from bot.records.oversight import EVERYWHERE, Block, Strike
from bot.words import moment
from tests.bot.cases.docket import DAY_S, Docket
from tests.bot.stage import sentence


async def standing(docket: Docket) -> str:
    return sentence(await docket.stage.ana.slash(docket.stage.channel, "account standing"))


async def test_most_stand_well(docket: Docket) -> None:
    assert await standing(docket) == CLEAN


async def test_what_is_held_is_listed_and_what_became_of_it(docket: Docket) -> None:
    case = await docket.held()
    assert f"⏸️ **#{case.number}** · Held before it is made" in await standing(docket)
    assert "the moderators have not decided yet" in await standing(docket)
    await docket.decide("Remove", case, reason="no artists")
    assert "they did not let it pass: “no artists”" in await standing(docket)


async def test_strikes_and_blocks_are_listed_until_they_no_longer_count(docket: Docket) -> None:
    await docket.decide("Strike", await docket.held(), reason="once")
    await docket.decide("Strike", await docket.held(), reason="twice")
    told = await standing(docket)
    assert told.count("⚠️ A strike in") == 2
    assert "🚫 You can make nothing in **Test Guild**, until <t:" in told
    docket.stage.clock.move(30 * DAY_S + 1)
    told = await standing(docket)
    assert "⚠️" not in told
    assert "🚫" not in told


async def test_who_is_blocked_everywhere_reads_by_whom(docket: Docket) -> None:
    now_s = docket.stage.clock()
    block = Block(EVERYWHERE, str(docket.stage.ana.id), "operator", "abuse", now_s)
    await docket.stage.services.records.block(block)
    assert "🚫 You can make nothing anywhere, says whoever runs Jamgram, until it is lifted: “abuse”" in (
        await standing(docket)
    )


async def test_nobody_reads_who_decided(docket: Docket) -> None:
    await docket.decide("Strike", await docket.held())
    assert str(docket.stage.mod.id) not in await standing(docket)


async def test_who_comes_back_after_all_was_deleted_reads_what_still_holds(docket: Docket) -> None:
    records, now_s = docket.stage.services.records, docket.stage.clock()
    alias = pseudonym(docket.stage.services.settings, str(docket.stage.ana.id))
    await records.block(Block(docket.server, alias, str(docket.stage.mod.id), "spam", now_s))
    await records.strike(Strike(docket.server, alias, str(docket.stage.mod.id), "loud", now_s, now_s + DAY_S))
    told = await standing(docket)
    assert "🚫 You can make nothing in **Test Guild**, until it is lifted: “spam”" in told
    assert f"⚠️ A strike in **Test Guild** <t:{round(now_s)}:R>" in told


async def test_who_cools_down_reads_that_it_is_no_sanction(docket: Docket) -> None:
    records, until_s = docket.stage.services.records, docket.stage.clock() + 600
    await records.cool_down(str(docket.stage.ana.id), docket.server, until_s=until_s, now_s=docket.stage.clock())
    assert await standing(docket) == COOLING.format(where="in **Test Guild**", when=moment(until_s))


async def test_in_direct_messages_it_is_said_that_it_is_about_them(docket: Docket) -> None:
    records, until_s = docket.stage.services.records, docket.stage.clock() + 600
    await records.cool_down(str(docket.stage.ana.id), None, until_s=until_s, now_s=docket.stage.clock())
    told = sentence(await docket.stage.ana.user.slash("account standing"))
    assert told == COOLING.format(where="in direct messages and wherever I am no member", when=moment(until_s))
