"""One at a time in each channel."""

import asyncio
import gc

from bot.delivery.turns import Turns


async def test_a_channel_is_served_in_order() -> None:
    turns, served = Turns(), []

    async def serve(name: str) -> None:
        async with turns.turn("channel"):
            await asyncio.sleep(0)
            served.append(name)

    await asyncio.gather(*map(serve, "abcdef"))
    assert served == list("abcdef")


async def test_two_channels_do_not_wait_for_each_other() -> None:
    turns = Turns()
    async with turns.turn("one"), turns.turn("other"):
        assert turns.busy("one")
        assert turns.busy("other")


async def test_a_channel_is_free_again_afterwards() -> None:
    turns = Turns()
    async with turns.turn("channel"):
        pass
    assert not turns.busy("channel")


async def test_channels_nobody_waits_for_are_forgotten() -> None:
    turns = Turns()
    for number in range(100):
        async with turns.turn(str(number)):
            pass
    gc.collect()
    assert len(turns._locks) <= 1
