"""Faults that a test asks for, and gateways that fail, as discord.py meets them."""

import asyncio

import pytest

from tests.discord.errors import UNKNOWN_MESSAGE
from tests.discord.faults import Fault, server_fault
from tests.discord.small_bot import SmallBot
from tests.discord.stand_in import StandIn
from tests.discord.state import Channel, User

POST = ("POST", "/channels/*/messages")


def contents(stand_in: StandIn, channel: Channel) -> list[str]:
    return [message.content for message in stand_in.seen(channel)]


async def write(stand_in: StandIn, channel: Channel, user: User, *, times: int = 1) -> None:
    """Let the small bot post, and wait until it has."""
    await stand_in.slash("busy", times=times, user=user, channel=channel)
    await stand_in.wait_for(lambda: contents(stand_in, channel)[-1] == f"number {times - 1}", 60)


@pytest.mark.parametrize(
    "fault",
    [
        server_fault(*POST, 500),
        server_fault(*POST, 502, after_work=True),
        Fault(*POST, retry_after_s=0.2, times=2),
        Fault(*POST, delay_s=0.3),
    ],
)
async def test_discordpy_repeats_what_can_be_repeated(
    stand_in: StandIn, channel: Channel, user: User, bot: SmallBot, fault: Fault
) -> None:
    assert bot.is_ready()
    stand_in.reception.faults.add(fault)
    await write(stand_in, channel, user)
    await asyncio.sleep(0.2)
    assert fault.happened == fault.times
    assert contents(stand_in, channel) == ["working", "number 0"]


async def test_a_lost_answer_is_an_answer_less_and_not_a_message_less(
    stand_in: StandIn, channel: Channel, user: User, bot: SmallBot, caplog: pytest.LogCaptureFixture
) -> None:
    assert bot.is_ready()
    stand_in.reception.faults.add(Fault(*POST, lost=True))
    await write(stand_in, channel, user)
    await stand_in.wait_for(lambda: "ServerDisconnectedError" in caplog.text, 60)


async def test_a_refusal_reaches_the_bot(
    stand_in: StandIn, channel: Channel, user: User, bot: SmallBot, caplog: pytest.LogCaptureFixture
) -> None:
    assert bot.is_ready()
    stand_in.reception.faults.add(Fault(*POST, UNKNOWN_MESSAGE))
    await stand_in.slash("busy", times=1, user=user, channel=channel)
    await stand_in.wait_for(lambda: "10008" in caplog.text, 60)


async def test_a_busy_bot_is_slowed_down_and_loses_nothing(
    stand_in: StandIn, channel: Channel, user: User, bot: SmallBot
) -> None:
    assert bot.is_ready()
    stand_in.reception.rates.limits["POST /channels/{channel}/messages"] = (2, 0.3)
    await write(stand_in, channel, user, times=6)
    assert contents(stand_in, channel) == ["working", *(f"number {number}" for number in range(6))]


@pytest.mark.parametrize("way", ["drop", "cut", "reconnect"])
async def test_a_dropped_connection_is_resumed_and_nothing_is_missed(
    stand_in: StandIn, channel: Channel, user: User, bot: SmallBot, way: str
) -> None:
    match way:
        case "drop":
            await stand_in.gateway.drop(code=4000)
        case "cut":
            await stand_in.gateway.cut_off()
        case "reconnect":
            await stand_in.gateway.ask_to_reconnect()
    interaction = await stand_in.ask("hidden", user=user, channel=channel)
    await stand_in.wait_for(lambda: bot.resumed, 60)
    await stand_in.wait_for(lambda: int(interaction.id) in bot.heard, 60)
    assert stand_in.gateway.identified == 1


async def test_a_forgotten_session_is_begun_anew(
    stand_in: StandIn, channel: Channel, user: User, bot: SmallBot
) -> None:
    assert bot.is_ready()
    await stand_in.gateway.invalidate()
    await stand_in.wait_for(lambda: stand_in.gateway.identified == 2, 60)
    await stand_in.slash("hidden", user=user, channel=channel)
    assert len(stand_in.seen(channel, user)) == 1
