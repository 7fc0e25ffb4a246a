"""All loops of the delivery together."""

import asyncio
from dataclasses import replace

import pytest
from prometheus_client import REGISTRY

from bot.delivery.delivering import TokenRevokedError
from bot.delivery.running import _owner, run
from bot.delivery.watching import look
from bot.services import Services
from core.events import Events
from core.settings import Settings
from tests.bot.delivery.scene import SORRY, Scene, names
from tests.bot.delivery.test_sending import EDIT


async def test_an_end_goes_all_the_way_from_the_lanes_to_the_card(scene: Scene) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(run(scene.services, scene.bot, stop=stop))
    card = await scene.ask()
    await scene.paint(card, scene.make(card))
    await scene.state(card, "ended")
    await scene.delivered()
    stop.set()
    await running
    assert names(scene.messages()[0]) == ["png", "mp3"]


async def test_what_ended_while_no_bot_ran_is_shown_when_one_does(scene: Scene) -> None:
    card = await scene.ask()
    await scene.paint(card, SORRY)
    stop = asyncio.Event()
    running = asyncio.create_task(run(scene.services, scene.bot, stop=stop))
    await scene.state(card, "ended")
    await scene.delivered()
    stop.set()
    await running
    assert SORRY.sentence in scene.messages()[0].content


@pytest.mark.parametrize(("port", "is_the_same"), [(9101, True), (0, False)])
def test_a_bot_that_is_started_again_has_its_name_if_nobody_else_can_have_it(
    services: Services, port: int, *, is_the_same: bool
) -> None:
    chosen = replace(services, settings=Settings(bot_port=port))
    assert (_owner(chosen) == _owner(chosen)) is is_the_same


async def test_its_loops_end_before_they_are_cut_off(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.running.GRACE_S", 1000.0)
    stop = asyncio.Event()
    running = asyncio.create_task(run(scene.services, scene.bot, stop=stop))
    await asyncio.sleep(0.3)
    stop.set()
    await asyncio.wait_for(running, 30)


async def test_it_can_be_cancelled(scene: Scene) -> None:
    running = asyncio.create_task(run(scene.services, scene.bot, stop=asyncio.Event()))
    await asyncio.sleep(0.3)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(running, 30)
    assert [task for task in asyncio.all_tasks() if task.get_name() in {"outbox", "listening"}] == []


async def test_a_revoked_token_ends_it_with_a_sentence(scene: Scene) -> None:
    scene.refuse(*EDIT, status=401, code=0, times=None)
    card = await scene.ask()
    await scene.done(card)
    with pytest.raises(TokenRevokedError, match="DISCORD_TOKEN"):
        await asyncio.wait_for(run(scene.services, scene.bot, stop=asyncio.Event()), 60)


async def test_prometheus_is_told_what_waits(scene: Scene) -> None:
    await scene.done(await scene.ask())
    scene.tell("unknown-0")
    await look(scene.services, Events(scene.services.redis, consumer="anybody"), scene.bot)
    assert REGISTRY.get_sample_value("jamgram_outbox_waiting") == 1
    assert REGISTRY.get_sample_value("jamgram_events_waiting") == 1


async def test_prometheus_is_told_what_was_delivered_and_refused(scene: Scene) -> None:
    before = _counted()
    await scene.done(await scene.ask())
    scene.refuse(*EDIT, status=403, code=50013)
    await scene.outbox().drain_once()
    assert [late - early for early, late in zip(before, _counted(), strict=True)] == [1, 1]


def _counted() -> list[float]:
    wanted = (("jamgram_deliveries_total", "outcome", "delivered"), ("jamgram_discord_errors_total", "code", "50013"))
    return [REGISTRY.get_sample_value(name, {label: value}) or 0.0 for name, label, value in wanted]
