"""Questions that wait: a day's silence, and what a killed bot left."""

import asyncio

from bot.children import Wish, remix_of
from bot.family.asking import A_DAY_S, ask_of
from bot.family.waiting import CUT_OFF_S, Asking
from bot.records.values import Ancestry, Card
from core.lease import Lease
from core.request import Origin
from tests.bot.delivery.away import NOWHERE
from tests.bot.family.kin import Kin


def waiting(kin: Kin) -> Asking:
    """What looks at questions now and then."""
    services = kin.stage.services
    return Asking(services, kin.stage.bot, Lease(services.redis, "{jamgram}:lease:asking", holder="bot-1", ttl_s=10))


async def test_silence_for_a_day_is_a_no(kin: Kin) -> None:
    await kin.asked()
    kin.stage.clock.move(A_DAY_S - 1)
    await waiting(kin).look()
    assert len(kin.thread_messages()) == 1
    kin.stage.clock.move(1)
    await waiting(kin).look()
    question, word = kin.thread_messages()
    assert question.content.startswith("⌛")
    assert "did not answer within a day" in word.content
    await waiting(kin).look()
    assert len(kin.thread_messages()) == 2


async def test_a_question_that_a_killed_bot_did_not_put_is_put(kin: Kin) -> None:
    root = await kin.root(remixes="ask")
    clip = await kin.clip_of(root)
    origin = Origin(server=str(kin.stage.guild.id), channel=str(kin.stage.channel.id), author=str(kin.stage.ben.id))
    card = Card(
        id=str(root.id + 1), origin=origin, reach="channel", private=False,
        upload_limit=1, created_s=kin.stage.clock(),
    )  # fmt: skip
    ask = ask_of(card, clip, [remix_of(clip, Wish("darker"), model="mini")], ancestry=Ancestry("remix", clip.id))
    assert await kin.stage.services.records.open_ask(ask)
    kin.stage.clock.move(CUT_OFF_S + 1)
    await waiting(kin).look()
    (question,) = kin.thread_messages()
    assert question.content.startswith("🙋")
    put = await kin.stage.services.records.ask(ask.id)
    assert put is not None
    assert put.message == str(question.id)


async def test_an_answer_that_a_killed_bot_did_not_carry_out_is_carried_out(kin: Kin) -> None:
    await kin.asked()
    (ask,) = await kin.stage.services.records.open_asks_to(str(kin.stage.ana.id))
    await kin.stage.services.records.answer_ask(ask.id, "approved", now_s=kin.stage.clock())
    kin.stage.clock.move(CUT_OFF_S + 1)
    await waiting(kin).look()
    assert kin.thread_messages()[-1].content.startswith("**darker**")
    await waiting(kin).look()
    assert len(kin.thread_messages()) == 2


async def test_a_question_about_a_deleted_clip_needs_no_answer(kin: Kin) -> None:
    root = await kin.root(remixes="ask")
    await kin.remix(root)
    await kin.stage.services.records.delete_clip((await kin.clip_of(root)).id, kin.stage.clock())
    await waiting(kin).look()
    question, word = kin.thread_messages()
    assert question.content.startswith("🗑️")
    assert f"was deleted before {kin.stage.ana.mention} answered" in word.content


async def test_it_looks_until_it_is_stopped(kin: Kin) -> None:
    await kin.asked()
    kin.stage.clock.move(A_DAY_S)
    stop = asyncio.Event()
    looking = asyncio.create_task(waiting(kin).ask(stop))
    while len(kin.thread_messages()) < 2:  # noqa: ASYNC110 - a simulation calls nobody
        await asyncio.sleep(0.01)
    stop.set()
    await looking
    assert kin.thread_messages()[0].content.startswith("⌛")


async def test_without_the_queue_questions_wait(kin: Kin) -> None:
    await kin.asked()
    kin.stage.clock.move(A_DAY_S)
    stop = asyncio.Event()
    stop.set()
    lease = Lease(NOWHERE, "{jamgram}:lease:asking", holder="bot-1", ttl_s=10)
    await Asking(kin.stage.services, kin.stage.bot, lease).ask(stop)
    assert len(kin.thread_messages()) == 1
