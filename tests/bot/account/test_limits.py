"""How somebody stands with their limits."""

import pytest

from bot.account.limits import FREES_UNKNOWN, HOW, NEW, RESTING, WAITING, Standing, first_begin_s, lines_of
from bot.records.statements import Choice
from core.lanes import Forecast, Limits
from core.lanes.usage import Usage
from core.redis_client import redis_of
from tests.bot.stage import Stage, sentence

NOON_S = 1_800_014_400.0
MIDNIGHT_S = 1_800_057_600


def usage(**used: int) -> Usage:
    nothing = {"spent_ms": 0, "waiting": 0, "running": 0, "server_waiting": 0, "server_running": 0}
    return Usage(**{**nothing, **used})


def told(standing: Standing) -> str:
    return "\n".join(lines_of(standing))


def test_the_day_is_told_with_when_it_is_over() -> None:
    said = told(Standing(usage(spent_ms=125_400), Limits(user_s_a_day=600), NOON_S))
    assert f"125 of 600 seconds of painting are used up; all are there again <t:{MIDNIGHT_S}:R>" in said


def test_who_has_room_is_told_no_time() -> None:
    said = told(Standing(usage(waiting=3), Limits(user_waiting=4), NOON_S, begins_s=NOON_S + 60))
    assert WAITING.format(waiting=3, most=4) in said
    assert "room again" not in said


def test_who_has_none_is_told_when_there_is_again() -> None:
    said = told(Standing(usage(waiting=4), Limits(user_waiting=4), NOON_S, begins_s=NOON_S + 60))
    assert f"There is room again <t:{round(NOON_S + 60)}:R>" in said


def test_without_a_worker_nobody_knows_when() -> None:
    said = told(Standing(usage(waiting=4), Limits(user_waiting=4), NOON_S))
    assert FREES_UNKNOWN.format(line=WAITING.format(waiting=4, most=4)) in said


def test_the_server_is_told_of_where_there_is_one() -> None:
    one = usage(server_waiting=7, server_running=2)
    assert "**This server** 7 of 30 waiting, 2 of 3" in told(Standing(one, Limits(), NOON_S, in_server=True))
    assert "This server" not in told(Standing(one, Limits(), NOON_S))


def test_what_uses_nothing_up_is_said() -> None:
    assert lines_of(Standing(usage(), Limits(), NOON_S))[-1] == HOW


def test_who_is_new_has_less_and_is_told_why() -> None:
    said = told(Standing(usage(), Limits(user_waiting=4), NOON_S, is_new=True))
    assert f"{WAITING.format(waiting=0, most=1)} {NEW}" in said
    said = told(Standing(usage(waiting=1), Limits(user_waiting=4), NOON_S, begins_s=NOON_S + 60, is_new=True))
    assert f"There is room again <t:{round(NOON_S + 60)}:R>" in said


async def test_a_newcomer_reads_the_limit_that_holds_for_them(stage: Stage) -> None:
    choice = Choice("server", str(stage.guild.id), "newcomer_days", "3650", str(stage.guild.id))
    await stage.services.records.choose(choice, by="1", now_s=stage.clock())
    assert "0 of 1 requests" in sentence(await stage.ana.slash(stage.channel, "account limits"))
    assert "0 of 4 requests" in sentence(await stage.mod.slash(stage.channel, "account limits"))


async def test_what_one_waits_for_is_counted(stage: Stage) -> None:
    await stage.riff(variations=3)
    await stage.riff(stage.ben)
    said = sentence(await stage.ana.slash(stage.channel, "account limits"))
    assert "3 of 4 requests" in said
    assert "**This server** 4 of 30" in said


async def test_what_is_painted_is_counted_and_paid_for(stage: Stage) -> None:
    await stage.made()
    said = sentence(await stage.ana.slash(stage.channel, "account limits"))
    assert "**Today** 1 of 600 seconds" in said
    assert "0 of 4 requests" in said


async def test_who_waits_with_all_they_may_is_told_when_the_first_begins(stage: Stage) -> None:
    stage.services.lanes.take("painter-1", most=1, now_s=stage.clock())
    await stage.riff(stage.ben)
    stage.worker.take()
    await stage.riff(variations=4)
    said = sentence(await stage.ana.slash(stage.channel, "account limits"))
    assert "4 of 4 requests. There is room again <t:" in said


async def test_without_the_queue_it_says_so(stage: Stage) -> None:
    stage.change(redis=redis_of("unix:///nowhere/redis.sock"))
    assert sentence(await stage.ana.slash(stage.channel, "account limits")) == RESTING


@pytest.mark.parametrize(
    ("foreseen", "begins_s"),
    [
        ({}, None),
        ({"a": Forecast(1, None, None)}, None),
        ({"a": Forecast(0, 5.0, 9.0, running=True)}, None),
        ({"a": Forecast(2, 30.0, 40.0), "b": Forecast(1, 20.0, 30.0), "others": Forecast(1, 1.0, 2.0)}, 20.0),
    ],
)
async def test_the_first_of_ones_own_to_begin_makes_room(
    stage: Stage, foreseen: dict[str, Forecast], begins_s: float | None
) -> None:
    await stage.riff(variations=2)
    card = await stage.only_card()
    ids = dict(zip("ab", (one.request.id for one in card.requests), strict=True))
    known = {ids.get(name, name): forecast for name, forecast in foreseen.items()}
    assert first_begin_s([card], known) == begins_s
