"""How somebody stands with moderators."""

from bot.cases.standing import CLEAN
from bot.records.oversight import EVERYWHERE, Block
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
    assert "🚫 You can make nothing everywhere, by whoever runs Jamgram, until somebody there lifts it: “abuse”" in (
        await standing(docket)
    )


async def test_nobody_reads_who_decided(docket: Docket) -> None:
    await docket.decide("Strike", await docket.held())
    assert str(docket.stage.mod.id) not in await standing(docket)
