"""All of somebody's is deleted, step by step, whoever is cut off in between."""

import asyncio

import discord
import pytest

from bot.moderators.blocking import unblock
from bot.privacy.covering import COVERED
from bot.privacy.erasing import DONE, WEEK_S
from bot.records.oversight import Block, Freeze, NewCase
from bot.records.statements import Kept
from bot.records.values import Card
from core.contract import Riff
from core.request import Origin, Request
from tests.bot.family.kin import Kin
from tests.bot.privacy.leaving import LATER_S, Leaving
from tests.bot.stage import SORRY, away, sentence

EDIT = ("PATCH", "/channels/*/messages/*")
WORDS = "a very own melody"
STEPS = (
    "due_erasures",
    "cards_to_erase",
    "promoted",
    "thread_of",
    "remove_card",
    "delete_clip",
    "mark_swept",
    "unsettled_asks_with",
    "cases_about",
    "erase",
)


async def kept(leaving: Leaving) -> list[Kept]:
    return [one async for one in leaving.stage.services.records.everything_of(leaving.user)]


async def test_nothing_is_deleted_before_it_is_due(leaving: Leaving) -> None:
    message = await leaving.stage.made(prompt=WORDS)
    await leaving.ask()
    leaving.stage.clock.move(-LATER_S)
    await leaving.look()
    assert WORDS in leaving.shown(message).content
    assert not await leaving.is_done()


async def test_nothing_is_deleted_of_who_thought_again(leaving: Leaving) -> None:
    message = await leaving.stage.made(prompt=WORDS)
    await leaving.ask()
    await leaving.stage.services.records.cancel_erasure(leaving.user)
    await leaving.look()
    assert WORDS in leaving.shown(message).content


async def test_a_posted_riff_says_that_its_author_removed_it(leaving: Leaving) -> None:
    message = await leaving.stage.made(prompt=WORDS)
    await leaving.leave()
    now = leaving.shown(message)
    assert (now.content, now.attachments, now.components) == (COVERED, [], [])


async def test_neither_words_nor_sounds_nor_the_id_are_left(leaving: Leaving) -> None:
    await leaving.stage.made(prompt=WORDS, variations=2)
    await leaving.stage.made(prompt=WORDS, private=True)
    await leaving.leave()
    assert await leaving.is_done()
    assert await leaving.left(leaving.user, WORDS) == []
    assert leaving.stored() == []
    assert await kept(leaving) == []


async def test_what_was_never_made_says_so_too(leaving: Leaving) -> None:
    result = await leaving.stage.riff(prompt=WORDS)
    leaving.stage.worker.finish({f"{(await leaving.stage.only_card()).card.id}-0": SORRY})
    await leaving.stage.deliver()
    await leaving.leave()
    assert result.response is not None
    assert leaving.stage.message(result.response.id).content == COVERED


async def test_stars_choices_and_blocked_people_go(leaving: Leaving) -> None:
    message = await leaving.stage.made()
    await leaving.stage.press("Star", message)
    await leaving.stage.ana.slash(leaving.stage.channel, "account settings", ping="none")
    await leaving.stage.ana.slash(leaving.stage.channel, "account block", user=leaving.stage.ben)
    await leaving.leave()
    assert await leaving.traces() == []
    assert await leaving.stage.services.records.shunned(leaving.user) == set()


async def test_what_waits_is_called_off_first_and_goes_then(leaving: Leaving) -> None:
    result = await leaving.stage.riff(prompt=WORDS)
    await leaving.leave()
    assert not await leaving.is_done()
    await leaving.stage.deliver()
    await leaving.look()
    assert result.response is not None
    assert leaving.stage.message(result.response.id).content == COVERED
    assert await leaving.left(leaving.user, WORDS) == []


async def test_what_is_painted_is_waited_for(leaving: Leaving) -> None:
    await leaving.stage.riff(prompt=WORDS)
    batch = leaving.stage.worker.take()
    await leaving.leave()
    assert not await leaving.is_done()
    lanes, now_s = leaving.stage.services.lanes, leaving.stage.clock()
    (request,) = lanes.beat(batch.id, now_s=now_s)
    assert lanes.confirm_cancelled(batch.id, request)
    lanes.finish(batch.id, took_s=1.0, ends={})
    await leaving.stage.deliver()
    await leaving.look()
    assert await leaving.is_done()


async def test_while_redis_is_away_what_waits_is_waited_for(leaving: Leaving) -> None:
    await leaving.stage.riff(prompt=WORDS)
    await leaving.ask()
    lanes = leaving.stage.services.lanes
    leaving.stage.change(lanes=away())
    await leaving.eraser(leaving.stage.bot.services).look(asyncio.Event())
    assert not await leaving.is_done()
    leaving.stage.change(lanes=lanes)
    await leaving.look()
    await leaving.stage.deliver()
    await leaving.look()
    assert await leaving.is_done()


async def test_others_keep_what_is_theirs(leaving: Leaving) -> None:
    result = await leaving.stage.riff(leaving.stage.ben, prompt="what ben likes")
    leaving.stage.worker.finish()
    await leaving.stage.deliver()
    await leaving.leave()
    assert result.response is not None
    message = leaving.stage.message(result.response.id)
    assert "what ben likes" in message.content
    assert len(message.attachments) == 2
    assert len(leaving.stored()) == 2


async def test_what_others_made_of_it_stays_with_a_history_without_a_name(kin: Kin, leaving: Leaving) -> None:
    root = await kin.root(prompt=WORDS)
    remix = await kin.clip_of(await kin.remixed(root))
    await leaving.leave()
    family = await leaving.stage.services.records.family(remix.id, viewer=str(leaving.stage.ben.id))
    assert family is not None
    assert [(one.author, one.deleted) for one in family.members] == [
        (leaving.alias, True),
        (str(leaving.stage.ben.id), False),
    ]


async def test_the_thread_of_a_family_loses_its_words(kin: Kin, leaving: Leaving) -> None:
    root = await kin.root(prompt=WORDS)
    recipe_id = (await kin.clip_of(root)).recipe.recipe_id
    await kin.remixed(root)
    await leaving.leave()
    name = leaving.stage.bot.get_channel(kin.thread.id).name  # type: ignore[union-attr]
    assert name == f"🎛 [removed] · {recipe_id}"


async def test_a_block_holds_under_a_name_that_is_not_theirs(leaving: Leaving) -> None:
    records, server = leaving.stage.services.records, str(leaving.stage.guild.id)
    await records.block(Block(server, leaving.user, by="1", reason="spam", since_s=leaving.stage.clock()))
    await leaving.leave()
    (block,) = await records.blocks(server)
    assert block.user == leaving.alias


async def test_direct_messages_go_and_the_last_one_says_that_it_is_done(leaving: Leaving) -> None:
    channel = await leaving.stage.bot.create_dm(discord.Object(leaving.stage.ana.id))
    await channel.send("an old word")
    await leaving.leave()
    assert [one.content async for one in channel.history()] == [DONE]


async def test_whoever_takes_no_direct_messages_is_deleted_all_the_same(leaving: Leaving) -> None:
    await leaving.stage.made()
    leaving.stage.refuse("POST", "/users/@me/channels", status=403, code=50007, times=None)
    await leaving.leave()
    assert await leaving.is_done()


@pytest.mark.parametrize(("status", "code"), [(404, 10008), (403, 50001), (403, 50013)])
async def test_what_may_not_be_edited_holds_nothing_up(leaving: Leaving, status: int, code: int) -> None:
    await leaving.stage.made(prompt=WORDS)
    leaving.stage.refuse(*EDIT, status=status, code=code, times=None)
    await leaving.leave()
    assert await leaving.is_done()
    assert await leaving.left(leaving.user, WORDS) == []


async def test_what_discord_does_not_take_now_is_tried_again(leaving: Leaving) -> None:
    message = await leaving.stage.made(prompt=WORDS)
    leaving.stage.refuse(*EDIT, status=500, code=0)
    await leaving.leave()
    assert not await leaving.is_done()
    assert leaving.stored() != []
    await leaving.look()
    assert leaving.shown(message).content == COVERED
    assert await leaving.is_done()


async def test_what_discord_does_not_take_for_a_week_is_given_up(leaving: Leaving) -> None:
    await leaving.stage.made(prompt=WORDS)
    leaving.stage.refuse(*EDIT, status=500, code=0, times=None)
    await leaving.leave()
    leaving.stage.clock.move(WEEK_S)
    await leaving.look()
    assert await leaving.is_done()
    assert await leaving.left(leaving.user, WORDS) == []


@pytest.mark.parametrize("step", STEPS)
async def test_whoever_is_cut_off_goes_on_where_that_was(leaving: Leaving, step: str) -> None:
    messages = [await leaving.stage.made(prompt=f"{WORDS} {number}") for number in range(2)]
    await leaving.ask()
    with pytest.raises(OSError, match="does not answer"):
        await leaving.eraser(leaving.without(step), holder="killed").look(asyncio.Event())
    leaving.stage.services.redis.delete("{jamgram}:lease:erasing")
    await leaving.look()
    assert await leaving.is_done()
    assert [leaving.shown(message).content for message in messages] == [COVERED] * 2
    assert await leaving.left(leaving.user, WORDS) == []
    assert leaving.stored() == []


async def test_only_one_process_does_it(leaving: Leaving) -> None:
    await leaving.stage.made()
    await leaving.ask()
    assert leaving.stage.services.redis.set("{jamgram}:lease:erasing", "another")
    await leaving.look()
    assert not await leaving.is_done()


async def test_it_stops_between_two_messages_when_asked_to(leaving: Leaving) -> None:
    await leaving.stage.made()
    await leaving.ask()
    stop = asyncio.Event()
    stop.set()
    await leaving.eraser().erase(stop)
    await leaving.eraser().look(stop)
    assert not await leaving.is_done()


async def test_more_cards_than_are_read_at_once_all_go(leaving: Leaving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.privacy.erasing.AT_ONCE", 1)
    messages = [await leaving.stage.made() for _ in range(3)]
    await leaving.leave()
    assert await leaving.is_done()
    assert {leaving.shown(message).content for message in messages} == {COVERED}


async def test_who_comes_back_is_still_blocked(leaving: Leaving) -> None:
    stage, server = leaving.stage, str(leaving.stage.guild.id)
    await stage.services.records.block(Block(server, leaving.user, by="1", reason="spam", since_s=stage.clock()))
    await leaving.leave()
    stage.clock.move(2.0)
    assert "block" in sentence(await stage.riff())
    assert await stage.services.records.open_cards() == []


async def test_that_block_can_be_lifted(leaving: Leaving) -> None:
    stage, server = leaving.stage, str(leaving.stage.guild.id)
    await stage.services.records.block(Block(server, leaving.user, by="1", reason="spam", since_s=stage.clock()))
    await leaving.leave()
    await unblock(stage.services, stage.bot, server=server, user=leaving.user, by=str(stage.mod.id))
    stage.clock.move(2.0)
    await stage.made()
    assert await stage.services.records.blocks(server) == []


@pytest.mark.parametrize("is_asker", [True, False])
async def test_questions_that_wait_are_closed_and_lose_their_words(
    kin: Kin, leaving: Leaving, *, is_asker: bool
) -> None:
    """Whoever asks and whoever is asked may leave."""
    question = await kin.asked(prompt=WORDS)
    assert WORDS in question.content
    gone = Leaving(leaving.stage, leaving.stage.ben if is_asker else leaving.stage.ana)
    await gone.leave()
    assert await gone.is_done()
    (now,) = [one for one in kin.thread_messages() if one.id == question.id]
    assert (WORDS in now.content, now.components) == (False, [])
    assert await gone.left(gone.user) == []


async def test_a_question_that_was_being_closed_when_somebody_was_killed_is_closed(kin: Kin, leaving: Leaving) -> None:
    question = await kin.asked(prompt=WORDS)
    await leaving.ask()
    with pytest.raises(OSError, match="does not answer"):
        await leaving.eraser(leaving.without("settle_ask")).look(asyncio.Event())
    await leaving.look()
    assert await leaving.is_done()
    (now,) = [one for one in kin.thread_messages() if one.id == question.id]
    assert (WORDS in now.content, now.components) == (False, [])


async def test_it_does_no_harm_if_two_do_it_at_once(leaving: Leaving) -> None:
    """One of them may have stood still for longer than its lease."""
    messages = [await leaving.stage.made(prompt=WORDS) for _ in range(3)]
    await leaving.ask()
    both = [leaving.eraser(holder=name, name=f"{{jamgram}}:lease:{name}") for name in ("one", "other")]
    await asyncio.gather(*(eraser.look(asyncio.Event()) for eraser in both))
    assert await leaving.is_done()
    assert {leaving.shown(message).content for message in messages} == {COVERED}
    assert await leaving.left(leaving.user, WORDS) == []
    channel = await leaving.stage.bot.create_dm(discord.Object(leaving.stage.ana.id))
    assert [one.content async for one in channel.history()] == [DONE]


async def test_what_is_frozen_goes_too(leaving: Leaving) -> None:
    stage, records = leaving.stage, leaving.stage.services.records
    await stage.riff(prompt=WORDS)
    card_id = (await stage.only_card()).card.id
    freeze = Freeze(str(stage.guild.id), "channel", str(stage.channel.id), by="1", reason="", since_s=stage.clock())
    await records.freeze(freeze)
    await records.freeze_cards(freeze)
    assert (await stage.record(card_id)).card.state == "frozen"
    await leaving.leave()
    await stage.deliver()
    await leaving.look()
    assert await leaving.is_done()
    assert await leaving.left(leaving.user, WORDS) == []


async def test_what_is_held_goes_too_and_moderators_are_asked_no_more(leaving: Leaving) -> None:
    stage, records = leaving.stage, leaving.stage.services.records
    card = Card(
        id="1400000000000000000", origin=Origin(server=str(stage.guild.id), channel="2", author=leaving.user),
        reach="token", private=False, upload_limit=1, created_s=stage.clock(),
    )  # fmt: skip
    request = Request(id=f"{card.id}-0", recipe=Riff(prompt=WORDS, seed=1), origin=card.origin)
    new = NewCase("held", str(stage.guild.id), leaving.user, card.id, family="artist", matched=WORDS)
    case = await records.open_held(card, [request], new)
    assert case is not None
    await leaving.leave()
    await leaving.look()
    assert await leaving.is_done()
    assert await leaving.left(leaving.user, WORDS) == []
    assert (await records.open_cases(str(stage.guild.id))).cases == ()
