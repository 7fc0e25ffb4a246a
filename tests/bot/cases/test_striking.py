"""Strikes, as people read of them."""

from bot.cases.striking import Standing, strike, strike_line, struck_line, until_of
from bot.records.oversight import Block
from tests.bot.cases.docket import DAY_S, Docket


async def given(docket: Docket, reason: str = "loud") -> Standing:
    stage = docket.stage
    stage.clock.move(1)
    by, user = str(stage.mod.id), str(stage.ana.id)
    return await strike(stage.services, stage.bot, server=docket.server, user=user, by=by, reason=reason)


async def test_the_first_warns_the_second_blocks_a_day_the_third_a_week_and_the_fourth_for_good(docket: Docket) -> None:
    stands = [await given(docket) for _ in range(4)]
    now_s = docket.stage.clock()
    assert [one.strikes for one in stands] == [1, 2, 3, 4]
    until = [one.block and one.block.until_s and round((one.block.until_s - now_s) / DAY_S) for one in stands]
    assert until == [None, 1, 7, None]
    assert stands[3].block is not None
    assert stands[3].block.until_s is None


async def test_whom_it_is_about_reads_of_each_with_its_reason(docket: Docket) -> None:
    await given(docket, reason="*loud*")
    await given(docket, reason="")
    first, second = docket.told()
    assert first.startswith("⚠️ The moderators of **Test Guild** gave you a strike. It counts until <t:")
    assert "They say: “\\*loud\\*”" in first
    assert second.startswith("⚠️ The moderators of **Test Guild** gave you your 2nd strike: you can make nothing there")
    assert "They say" not in second
    assert "`/account standing`" in second


def test_a_moderator_reads_what_it_led_to() -> None:
    block = Block("7", "42", "9", "", 0.0, 1.8e9)
    assert struck_line(Standing(1, None), "42") == "⚠️ <@42> has their 1st strike, a warning."
    assert struck_line(Standing(2, block), "42") == "⚠️ <@42> has their 2nd strike, blocked until <t:1800000000:f>."


def test_a_block_without_an_end_says_so() -> None:
    assert until_of(Block("7", "42", "9", "", 0.0)) == "until it is lifted"
    told = strike_line(Standing(4, Block("7", "42", "9", "", 0.0)), where="a server", until_s=1.0)
    assert told.endswith("your 4th strike: you can make nothing there until it is lifted.")
