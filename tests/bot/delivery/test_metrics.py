"""What the delivery tells Prometheus."""

import pytest
from prometheus_client import REGISTRY

from core.log import set_up
from tests.bot.delivery.scene import Scene
from tests.bot.delivery.test_outbox import Cursed


def now(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


async def test_an_answer_lasts_from_the_asking_to_the_showing(scene: Scene) -> None:
    count, seconds = now("jamgram_answer_seconds_count"), now("jamgram_answer_seconds_sum")
    card = await scene.ask()
    scene.clock.move(42)
    await scene.done(card)
    await scene.outbox().drain_once()
    assert now("jamgram_answer_seconds_count") == count + 1
    assert now("jamgram_answer_seconds_sum") == pytest.approx(seconds + 42, abs=1)


async def test_deliveries_are_counted_by_what_became_of_them(scene: Scene) -> None:
    before = now("jamgram_deliveries_total", outcome="delivered")
    await scene.done(await scene.ask())
    await scene.outbox().drain_once()
    assert now("jamgram_deliveries_total", outcome="delivered") == before + 1


async def test_a_card_that_is_not_shown_is_a_fault_and_no_answer(scene: Scene) -> None:
    faults, answers = now("jamgram_errors_total", where="delivery"), now("jamgram_answer_seconds_count")
    card = await scene.ask()
    await scene.done(card)
    await scene.outbox(services=scene.with_artefacts(Cursed(scene.services.artefacts, card.id))).drain_once()
    assert now("jamgram_errors_total", where="delivery") == faults + 1
    assert now("jamgram_answer_seconds_count") == answers


async def test_a_card_that_is_shown_leaves_a_line_with_its_id(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", "text")
    card = await scene.ask()
    await scene.done(card)
    await scene.outbox().drain_once()
    assert f"[{card.id}] its end is shown, " in capsys.readouterr().err
