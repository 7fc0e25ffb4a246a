"""The steps that are taken for a jam."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import pairwise

import discord
import pytest
from prometheus_client import REGISTRY

from bot.jams.conducting.stepping import MOST_REST_S, Step, Stepper
from bot.records.jam import Jam
from bot.services import Services
from tests.bot.jams.conducting.concert import PAINTING, Concert, concert
from tests.bot.stage import Stage

Log = list[str]


def noting(log: Log, name: str) -> Callable[[Services, discord.Client, Jam], Awaitable[Jam | None]]:
    async def tend(services: Services, client: discord.Client, jam: Jam) -> None:  # noqa: ARG001 - a step
        log.append(f"{name} {jam.phase}")

    return tend


async def beginning(services: Services, client: discord.Client, jam: Jam) -> Jam:  # noqa: ARG001 - a step
    return replace(jam, phase="archived")


def stepper(playing: Concert, *steps: Step) -> Stepper:
    return Stepper(playing.stage.services, playing.stage.bot, steps, lambda: 1.0)


async def test_each_sees_what_the_one_before_it_did(stage: Stage) -> None:
    playing, log = await concert(stage, taking=PAINTING), Log()
    on, over = Step("on", noting(log, "on")), Step("over", noting(log, "over"), "over")
    always = Step("always", noting(log, "always"), "always")
    await stepper(playing, on, over, always, Step("ending", beginning), on, over, always).take(await playing.jam())
    assert log == ["on lobby", "always lobby", "over archived", "always archived"]


async def test_it_rests_for_longer_the_more_often_it_falls_but_never_for_good(stage: Stage) -> None:
    playing, tried = await concert(stage, taking=PAINTING), []

    async def falls(services: Services, client: discord.Client, jam: Jam) -> None:  # noqa: ARG001 - a step
        tried.append(stage.clock())
        raise OSError("Discord is away")

    taking = stepper(playing, Step("falls", falls))
    for _ in range(400):
        await taking.take(await playing.jam())
        stage.clock.move(1)
    rests = [late - early for early, late in pairwise(tried)]
    assert rests == sorted(rests)
    assert (rests[0], rests[-1]) == (2, MOST_REST_S)


async def test_a_clock_that_is_set_back_prolongs_no_rest(stage: Stage) -> None:
    playing, tried = await concert(stage, taking=PAINTING), []

    async def falls(services: Services, client: discord.Client, jam: Jam) -> None:  # noqa: ARG001 - a step
        tried.append(stage.clock())
        raise OSError("Discord is away")

    taking = stepper(playing, Step("falls", falls))
    await taking.take(await playing.jam())
    stage.clock.move(-3600)
    await taking.take(await playing.jam())
    assert len(tried) == 2


@pytest.mark.parametrize(
    ("error", "level"), [(OSError("away"), logging.WARNING), (RuntimeError("a bug"), logging.ERROR)]
)
async def test_a_fault_of_ours_is_counted_and_told_with_its_id_and_an_outage_without(
    stage: Stage, error: Exception, level: int, caplog: pytest.LogCaptureFixture
) -> None:
    playing = await concert(stage, taking=PAINTING)

    async def falls(services: Services, client: discord.Client, jam: Jam) -> None:  # noqa: ARG001 - a step
        raise error

    before = REGISTRY.get_sample_value("jamgram_jam_step_failures_total", {"step": "falls"}) or 0
    await stepper(playing, Step("falls", falls)).take(await playing.jam())
    assert REGISTRY.get_sample_value("jamgram_jam_step_failures_total", {"step": "falls"}) == before + 1
    (line,) = [one for one in caplog.records if one.name == "bot.jams.conducting.stepping"]
    assert line.levelno == level
    assert ("E-" in line.getMessage()) is (level == logging.ERROR)


async def test_what_is_gone_elsewhere_does_not_end_a_jam(stage: Stage) -> None:
    playing, log = await concert(stage, taking=PAINTING), Log()

    async def elsewhere(services: Services, client: discord.Client, jam: Jam) -> None:  # noqa: ARG001 - a step
        await client.fetch_channel(1)

    await stepper(playing, Step("elsewhere", elsewhere), Step("on", noting(log, "on"))).take(await playing.jam())
    assert log == ["on lobby"]
    assert (await playing.jam()).phase == "lobby"
