"""An author who wants to be asked is asked, once, and whoever asked is told."""

import discord

from bot.children import Wish, remix_of
from bot.family.asking import A_DAY_S, OPEN_MOST, ask_of
from bot.family.consent import NOT_ALLOWED
from bot.family.questions import DELETED
from bot.family.waiting import CUT_OFF_S, Asking
from bot.presses.allowing import ANSWERED, FORGOTTEN, NOT_YOURS
from bot.records.values import Ancestry, Card
from core.lease import Lease
from core.request import Origin
from tests.bot.family.kin import LOCKED, Kin, replied_to, told
from tests.bot.stage import sentence


def waiting(kin: Kin) -> Asking:
    """What looks at questions now and then."""
    services = kin.stage.services
    return Asking(services, kin.stage.bot, Lease(services.redis, "{jamgram}:lease:asking", holder="bot-1", ttl_s=10))


async def asked(kin: Kin, **options: object) -> discord.Message:
    """Let ben ask ana, and find the question."""
    root = await kin.root(remixes="ask")
    await kin.remix(root, **options)  # type: ignore[arg-type]
    return kin.thread_messages()[-1]


async def test_the_author_is_asked_in_the_thread(kin: Kin) -> None:
    root = await kin.root(remixes="ask")
    result = await kin.remix(root)
    (question,) = kin.thread_messages()
    ana, ben = kin.stage.ana.mention, kin.stage.ben.mention
    name = (await kin.clip_of(root)).recipe.recipe_id
    assert question.content.splitlines()[:2] == [f"🙋 {ana}, may {ben} make a remix of your `{name}`?", "**darker**"]
    assert str(question.id) in told(result)
    assert await kin.stage.services.records.open_cards() == []


async def test_only_the_author_is_called(kin: Kin) -> None:
    question = await asked(kin)
    posts = [one.json for one in kin.stage.env.http_requests if one.path == f"/channels/{kin.thread.id}/messages"]
    (body,) = [one for one in posts if isinstance(one, dict) and one.get("content") == question.content]
    assert body["allowed_mentions"]["users"] == [kin.stage.ana.id]
    assert str(body["nonce"]).endswith("-ask")


async def test_what_is_allowed_is_made_of_whoever_asked(kin: Kin) -> None:
    question = await asked(kin)
    await kin.stage.press("Allow", question, kin.stage.ana)
    question, card = kin.thread_messages()
    assert question.content.startswith(f"✅ {kin.stage.ana.mention} allowed it")
    assert question.components == []
    assert f"by {kin.stage.ben.mention}" in card.content
    kin.stage.worker.finish()
    await kin.stage.deliver()
    assert len(kin.thread_messages()[-1].attachments) == 2


async def test_what_is_denied_is_not_made_and_whoever_asked_is_told(kin: Kin) -> None:
    question = await asked(kin)
    await kin.stage.press("Don't allow", question, kin.stage.ana)
    question, word = kin.thread_messages()
    assert question.content.startswith(f"⛔ {kin.stage.ana.mention} would rather not")
    assert word.content.startswith(f"{kin.stage.ben.mention}, {kin.stage.ana.mention} would rather not")
    assert replied_to(word) == question.id
    assert await kin.stage.services.records.open_cards() == []


async def test_nobody_else_can_answer(kin: Kin) -> None:
    question = await asked(kin)
    assert sentence(await kin.stage.press("Allow", question, kin.stage.ben)) == NOT_YOURS
    assert sentence(await kin.stage.press("Don't allow", question, kin.stage.mod)) == NOT_YOURS


async def test_the_first_answer_counts(kin: Kin) -> None:
    question = await asked(kin)
    ask_id = (await kin.stage.services.records.open_asks_to(str(kin.stage.ana.id)))[0].id
    assert await kin.stage.services.records.answer_ask(ask_id, "denied", now_s=kin.stage.clock()) is not None
    assert sentence(await kin.stage.press("Allow", question, kin.stage.ana)) == ANSWERED
    assert await kin.stage.services.records.open_cards() == []


async def test_a_question_that_is_forgotten_can_not_be_answered(kin: Kin) -> None:
    question = await asked(kin)
    (ask,) = await kin.stage.services.records.open_asks_to(str(kin.stage.ana.id))
    await kin.stage.services.records.answer_ask(ask.id, "denied", now_s=0)
    await kin.stage.services.records.settle_ask(ask.id)
    await kin.stage.services.records.forget_asks(ask.until_s + 1)
    assert sentence(await kin.stage.press("Allow", question, kin.stage.ana)) == FORGOTTEN


async def test_silence_for_a_day_is_a_no(kin: Kin) -> None:
    await asked(kin)
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
    await asked(kin)
    (ask,) = await kin.stage.services.records.open_asks_to(str(kin.stage.ana.id))
    await kin.stage.services.records.answer_ask(ask.id, "approved", now_s=kin.stage.clock())
    kin.stage.clock.move(CUT_OFF_S + 1)
    await waiting(kin).look()
    assert kin.thread_messages()[-1].content.startswith("**darker**")
    await waiting(kin).look()
    assert len(kin.thread_messages()) == 2


async def test_what_one_allows_oneself_needs_no_question(kin: Kin) -> None:
    root = await kin.root(remixes="ask")
    await kin.remix(root, kin.stage.ana)
    assert kin.thread_messages()[0].content.startswith("**darker**")


async def test_a_clip_that_nobody_may_remix_is_refused(kin: Kin) -> None:
    root = await kin.root(remixes="none")
    name = (await kin.clip_of(root)).recipe.recipe_id
    assert sentence(await kin.remix(root)) == NOT_ALLOWED.format(recipe_id=name)
    assert kin.stage.channel.threads == []
    await kin.remix(root, kin.stage.ana)
    assert len(kin.thread_messages()) == 1


async def test_nobody_is_asked_over_and_over(kin: Kin) -> None:
    root = await kin.root(remixes="ask")
    for _ in range(OPEN_MOST):
        await kin.remix(root)
    assert "has not answered your other questions yet" in sentence(await kin.remix(root))
    assert len(kin.thread_messages()) == OPEN_MOST


async def test_where_the_thread_is_closed_the_channel_has_the_question(kin: Kin) -> None:
    root = await kin.root(remixes="ask")
    kin.refuse_posts(root.id, code=LOCKED)
    await kin.remix(root)
    _, question = kin.channel_messages()
    assert question.content.startswith("🙋")
    assert replied_to(question) == root.id


async def test_who_can_not_be_asked_in_the_server_gets_a_direct_message(kin: Kin) -> None:
    root = await kin.root(remixes="ask")
    kin.refuse_threads(code=160006)
    kin.refuse_posts(kin.stage.channel, code=50013, times=None)
    result = await kin.remix(root)
    (question,) = kin.stage.ana.user.dm_channel.history()
    assert question.content.startswith("🙋")
    assert "in a direct message" in told(result)
    await kin.stage.ana.user.click(question, label="Don't allow")
    (word,) = kin.stage.ben.user.dm_channel.history()
    assert "would rather not" in word.content


async def test_who_can_not_be_asked_at_all_is_told_of_at_once(kin: Kin) -> None:
    root = await kin.root(remixes="ask")
    kin.refuse_threads(code=160006)
    kin.refuse_posts(kin.stage.channel, code=50013, times=None)
    kin.stage.refuse("POST", "/users/@me/channels", status=403, code=50007, times=None)
    assert "I can't reach them" in told(await kin.remix(root))
    assert await kin.stage.services.records.open_asks_to(str(kin.stage.ana.id)) == []


async def test_what_is_allowed_but_has_no_room_is_told(kin: Kin) -> None:
    question = await asked(kin)
    for _ in range(4):
        await kin.stage.riff(kin.stage.ben)
    await kin.stage.press("Allow", question, kin.stage.ana)
    word = kin.thread_messages()[-1].content
    assert "allowed it, but it can't be made" in word
    assert "4 requests waiting" in word


async def test_a_clip_that_was_deleted_meanwhile_is_told_of(kin: Kin) -> None:
    root = await kin.root(remixes="ask")
    await kin.remix(root)
    await kin.stage.services.records.delete_clip((await kin.clip_of(root)).id, kin.stage.clock())
    await kin.stage.press("Allow", kin.thread_messages()[-1], kin.stage.ana)
    assert DELETED in kin.thread_messages()[-1].content


async def test_a_question_about_a_deleted_clip_needs_no_answer(kin: Kin) -> None:
    root = await kin.root(remixes="ask")
    await kin.remix(root)
    await kin.stage.services.records.delete_clip((await kin.clip_of(root)).id, kin.stage.clock())
    await waiting(kin).look()
    question, word = kin.thread_messages()
    assert question.content.startswith("🗑️")
    assert f"was deleted before {kin.stage.ana.mention} answered" in word.content


async def test_a_private_wish_keeps_its_words(kin: Kin) -> None:
    question = await asked(kin, private=True)
    assert "darker" not in question.content
    await kin.stage.press("Allow", question, kin.stage.ana)
    assert len(kin.thread_messages()) == 1
    kin.stage.worker.finish()
    await kin.stage.deliver()
    (card,) = kin.stage.ben.user.dm_channel.history()
    assert len(card.attachments) == 2


async def test_a_reply_asks_too(kin: Kin) -> None:
    root = await kin.root(remixes="ask")
    assert kin.stage.bot.user is not None
    await kin.stage.ben.send(kin.stage.channel, f"{kin.stage.bot.user.mention} darker", reply_to=root)
    (question,) = kin.thread_messages()
    assert "**lo-fi beats, darker**" in question.content
    assert "wants to be asked" in kin.stage.messages()[-1].content
    await kin.stage.press("Allow", question, kin.stage.ana)
    assert f"by {kin.stage.ben.mention}" in kin.thread_messages()[-1].content
