"""Allow and Don't allow: only who is asked answers, and once."""

import pytest

from bot.presses.allowing import ANSWERED, FORGOTTEN, NOT_YOURS
from tests.bot.family.kin import Kin
from tests.bot.stage import Stage, sentence


@pytest.fixture
def kin(stage: Stage) -> Kin:
    return Kin(stage)


async def test_nobody_else_can_answer(kin: Kin) -> None:
    question = await kin.asked()
    assert sentence(await kin.stage.press("Allow", question, kin.stage.ben)) == NOT_YOURS
    assert sentence(await kin.stage.press("Don't allow", question, kin.stage.mod)) == NOT_YOURS


async def test_the_first_answer_counts(kin: Kin) -> None:
    question = await kin.asked()
    ask_id = (await kin.stage.services.records.open_asks_to(str(kin.stage.ana.id)))[0].id
    assert await kin.stage.services.records.answer_ask(ask_id, "denied", now_s=kin.stage.clock()) is not None
    assert sentence(await kin.stage.press("Allow", question, kin.stage.ana)) == ANSWERED
    assert await kin.stage.services.records.open_cards() == []


async def test_a_question_that_is_forgotten_can_not_be_answered(kin: Kin) -> None:
    question = await kin.asked()
    (ask,) = await kin.stage.services.records.open_asks_to(str(kin.stage.ana.id))
    await kin.stage.services.records.answer_ask(ask.id, "denied", now_s=0)
    await kin.stage.services.records.settle_ask(ask.id)
    await kin.stage.services.records.forget_asks(ask.until_s + 1)
    assert sentence(await kin.stage.press("Allow", question, kin.stage.ana)) == FORGOTTEN


@pytest.mark.parametrize(("label", "sign"), [("Allow", "✅"), ("Don't allow", "⛔")])
async def test_the_question_shows_the_answer(kin: Kin, label: str, sign: str) -> None:
    question = await kin.asked()
    await kin.stage.press(label, question, kin.stage.ana)
    assert kin.thread_messages()[0].content.startswith(f"{sign} {kin.stage.ana.mention}")
    assert kin.thread_messages()[0].components == []
