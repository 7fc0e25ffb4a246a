"""An author who wants to be asked is asked, once, and whoever asked is told."""

from bot.family.consent import NOT_ALLOWED
from bot.family.questions import DELETED, answer
from tests.bot.family.kin import LOCKED, Kin, replied_to, told
from tests.bot.stage import sentence


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
    question = await kin.asked()
    posts = [one.json for one in kin.stage.env.http_requests if one.path == f"/channels/{kin.thread.id}/messages"]
    (body,) = [one for one in posts if isinstance(one, dict) and one.get("content") == question.content]
    assert body["allowed_mentions"]["users"] == [kin.stage.ana.id]
    assert str(body["nonce"]).endswith("-ask")


async def test_what_is_allowed_is_made_of_whoever_asked(kin: Kin) -> None:
    question = await kin.asked()
    await kin.stage.press("Allow", question, kin.stage.ana)
    question, card = kin.thread_messages()
    assert question.content.startswith(f"✅ {kin.stage.ana.mention} allowed it")
    assert question.components == []
    assert f"by {kin.stage.ben.mention}" in card.content
    kin.stage.worker.finish()
    await kin.stage.deliver()
    assert len(kin.thread_messages()[-1].attachments) == 2


async def test_what_is_denied_is_not_made_and_whoever_asked_is_told(kin: Kin) -> None:
    question = await kin.asked()
    await kin.stage.press("Don't allow", question, kin.stage.ana)
    question, word = kin.thread_messages()
    assert question.content.startswith(f"⛔ {kin.stage.ana.mention} would rather not")
    assert word.content.startswith(f"{kin.stage.ben.mention}, {kin.stage.ana.mention} would rather not")
    assert replied_to(word) == question.id
    assert await kin.stage.services.records.open_cards() == []


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


async def test_what_is_allowed_but_has_no_room_is_told(kin: Kin) -> None:
    question = await kin.asked()
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


async def test_of_a_morph_both_ends_have_to_be_there(kin: Kin) -> None:
    """Only one of them is ana's; ben takes his own away while he waits."""
    theirs = await kin.clip_of(await kin.root(remixes="ask"))
    await kin.stage.riff(kin.stage.ben)
    kin.stage.worker.finish()
    await kin.stage.deliver()
    own = await kin.clip_of(kin.channel_messages()[-1])
    await kin.stage.ben.slash(kin.stage.channel, "morph", **{"from": theirs.id, "to": own.id})
    await kin.stage.services.records.delete_clip(own.id, kin.stage.clock())
    await kin.stage.press("Allow", kin.thread_messages()[-1], kin.stage.ana)
    assert DELETED in kin.thread_messages()[-1].content
    assert await kin.stage.services.records.open_cards() == []


async def test_a_private_wish_keeps_its_words(kin: Kin) -> None:
    question = await kin.asked(private=True)
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


async def test_who_can_not_see_the_root_is_asked_for_elsewhere(kin: Kin) -> None:
    root = await kin.root(remixes="ask")
    kin.hide_from(kin.stage.ben)
    await kin.stage.env.settle()
    other = kin.stage.guild.create_text_channel("elsewhere")
    assert "in a direct message" in told(await kin.remix(root, at=other))
    assert kin.stage.channel.threads == []
    (ask,) = await kin.stage.services.records.open_asks_to(str(kin.stage.ana.id))
    await answer(kin.stage.services, kin.stage.bot, ask.id, "approved")
    (card,) = other.history()
    assert card.content.startswith("**darker**")
