"""How fast a channel is edited."""

from bot.privacy.throttle import CHANNEL_EVERY_S, Throttle
from tests.bot.stage import Clock


async def taken(clock: Clock, *channels: str) -> list[float]:
    """When each edit was let pass; the clock moves by what is rested."""

    async def rest(seconds: float) -> None:
        clock.move(seconds)

    throttle, times = Throttle(now=clock, rest=rest), []
    for channel in channels:
        await throttle.turn(channel)
        times.append(clock.now_s)
    return times


async def test_the_first_edit_waits_for_nothing() -> None:
    assert await taken(Clock(0.0), "a") == [0.0]


async def test_no_more_than_three_edits_pass_in_six_seconds() -> None:
    times = await taken(Clock(0.0), *["a"] * 10)
    assert all(later - earlier >= 3 * CHANNEL_EVERY_S for earlier, later in zip(times, times[3:], strict=False))


async def test_it_is_not_much_slower_than_it_may_be() -> None:
    assert (await taken(Clock(0.0), *["a"] * 10))[-1] <= 9 * CHANNEL_EVERY_S * 1.2


async def test_channels_do_not_wait_for_each_other() -> None:
    assert await taken(Clock(0.0), "a", "b", "c") == [0.0, 0.0, 0.0]
