"""A reply that calls the bot is a remix."""

import pytest

from bot.answers import DATABASE_DOWN
from bot.card import LETTERS
from bot.family.meant import GONE, NEVER, NO_CLIP, NO_RIFF, NOT_DONE, YOURS_ALONE
from bot.family.replies import HINT_EVERY_S, NO_WORDS, REFUSAL_EVERY_S
from bot.found import PRIVATE
from core.contract import Remix
from core.limits import KEEP
from tests.bot.delivery.away import gone_before
from tests.bot.family.kin import Kin, replied_to
from tests.bot.stage import uncoded

DARKER = "**lo-fi beats, darker, add piano**"


async def reply(kin: Kin, words: str, *, to: object = None, where: object = None) -> None:
    """Let ben reply."""
    await kin.stage.ben.send(where or kin.stage.channel, words, reply_to=to)  # type: ignore[arg-type]


def call(kin: Kin) -> str:
    assert kin.stage.bot.user is not None
    return kin.stage.bot.user.mention


def said(kin: Kin) -> str:
    """The last thing that the bot said in the channel, without a code."""
    return uncoded(kin.stage.messages()[-1].content)


async def test_a_reply_that_calls_the_bot_is_a_remix_in_the_thread(kin: Kin) -> None:
    root = await kin.root()
    await reply(kin, f"{call(kin)} darker, add piano", to=root)
    (card,) = kin.thread_messages()
    assert card.content.splitlines()[0] == DARKER
    assert f"by <@{kin.stage.ben.id}>" in card.content


async def test_it_keeps_the_groove_of_the_clip(kin: Kin) -> None:
    root = await kin.root()
    await reply(kin, f"{call(kin)} darker", to=root)
    recipe = (await kin.stage.only_card()).requests[0].request.recipe
    assert isinstance(recipe, Remix)
    assert (recipe.strength, recipe.source) == (KEEP["groove"], (await kin.clip_of(root)).png)


async def test_a_reply_within_the_thread_goes_on_there(kin: Kin) -> None:
    first = await kin.remixed(await kin.root())
    await reply(kin, f"{call(kin)} louder", to=first, where=kin.thread)
    card = kin.thread_messages()[-1]
    assert replied_to(card) == first.id
    assert "3rd generation" in card.content


async def test_a_letter_chooses_one_of_several(kin: Kin) -> None:
    root = await kin.root(variations=3)
    await reply(kin, f"{call(kin)} B darker", to=root)
    recipe = (await kin.stage.only_card()).requests[0].request.recipe
    assert isinstance(recipe, Remix)
    assert recipe.source == (await kin.clip_of(root, LETTERS.index("B"))).png
    assert recipe.prompt == "lo-fi beats, darker"


async def test_without_a_letter_it_is_the_first(kin: Kin) -> None:
    root = await kin.root(variations=3)
    await reply(kin, f"{call(kin)} darker", to=root)
    recipe = (await kin.stage.only_card()).requests[0].request.recipe
    assert isinstance(recipe, Remix)
    assert recipe.source == (await kin.clip_of(root)).png


async def test_a_call_without_a_reply_gets_a_hint_once_a_minute(kin: Kin) -> None:
    await reply(kin, f"{call(kin)} hello")
    assert "Reply to one of my clips" in said(kin)
    await reply(kin, f"{call(kin)} hello again")
    assert said(kin).endswith("hello again")
    kin.stage.clock.move(HINT_EVERY_S)
    await reply(kin, f"{call(kin)} hello")
    assert "Reply to one of my clips" in said(kin)


async def test_a_reply_to_somebody_else_gets_the_hint(kin: Kin) -> None:
    theirs = await kin.stage.ana.send(kin.stage.channel, "hello")
    await reply(kin, f"{call(kin)} darker", to=theirs)
    assert "Reply to one of my clips" in said(kin)


async def test_who_only_replies_may_be_talking_to_others(kin: Kin) -> None:
    root = await kin.root()
    await reply(kin, "nice!", to=root)
    assert said(kin) == "nice!"
    assert await kin.stage.services.records.open_cards() == []


async def test_bots_and_webhooks_are_not_heard(kin: Kin) -> None:
    root = await kin.root()
    hook = kin.stage.guild.create_webhook(kin.stage.channel)
    await hook.send(f"{call(kin)} darker")
    robot = kin.stage.guild.add_member(kin.stage.env.create_user("robot", bot=True))
    await robot.send(kin.stage.channel, f"{call(kin)} darker", reply_to=root)
    assert said(kin).endswith("darker")
    assert await kin.stage.services.records.open_cards() == []


@pytest.mark.parametrize(("words", "answer"), [("", NO_WORDS), ("D darker", NO_CLIP.format(letter="D"))])
async def test_what_can_not_be_done_is_said_below_the_reply(kin: Kin, words: str, answer: str) -> None:
    root = await kin.root(variations=2)
    await reply(kin, f"{call(kin)} {words}", to=root)
    assert said(kin) == answer
    assert replied_to(kin.stage.messages()[-1]) == kin.stage.messages()[-2].id


async def test_of_a_single_clip_a_letter_is_a_key_or_a_word(kin: Kin) -> None:
    root = await kin.root()
    await reply(kin, f"{call(kin)} D minor", to=root)
    recipe = (await kin.stage.only_card()).requests[0].request.recipe
    assert isinstance(recipe, Remix)
    assert recipe.prompt == "lo-fi beats, D minor"


@pytest.mark.parametrize(("is_hers", "answer"), [(False, PRIVATE), (True, YOURS_ALONE)])
async def test_what_became_private_makes_nothing_that_all_see(kin: Kin, *, is_hers: bool, answer: str) -> None:
    root = await kin.root()
    await kin.stage.services.records.set_visibility((await kin.clip_of(root)).id, "private")
    who = kin.stage.ana if is_hers else kin.stage.ben
    await who.send(kin.stage.channel, f"{call(kin)} darker", reply_to=root)
    assert said(kin) == answer
    assert await kin.stage.services.records.open_cards() == []


async def test_a_card_that_is_still_painted_has_no_clip(kin: Kin) -> None:
    result = await kin.stage.riff()
    assert result.response is not None
    await reply(kin, f"{call(kin)} darker", to=kin.stage.message(result.response.id))
    assert said(kin) == NOT_DONE


async def test_a_card_of_which_nothing_came_never_has_a_clip(kin: Kin) -> None:
    result = await kin.stage.riff()
    assert result.response is not None
    shown = kin.stage.message(result.response.id)
    await kin.stage.press("Cancel", shown)
    await kin.stage.deliver()
    await reply(kin, f"{call(kin)} darker", to=shown)
    assert said(kin) == NEVER


async def test_a_clips_file_is_no_clip_and_never_will_be(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.root())
    await kin.stage.ben.slash(kin.stage.channel, "riffs export", riff=clip.id, format="wav")
    shown = await kin.stage.ben.send(kin.stage.channel, "stands for the file")
    await kin.stage.services.records.note_message((await kin.stage.only_card()).card.id, str(shown.id))
    await reply(kin, f"{call(kin)} darker", to=shown)
    assert said(kin) == NO_RIFF


async def test_nobody_makes_the_bot_repeat_itself(kin: Kin) -> None:
    root = await kin.root()
    await reply(kin, call(kin), to=root)
    assert said(kin) == NO_WORDS
    await reply(kin, f"{call(kin)} {'x' * 400}", to=root)
    assert said(kin).endswith("xxx")
    await kin.stage.mod.send(kin.stage.channel, call(kin), reply_to=root)
    assert said(kin) == NO_WORDS
    kin.stage.clock.move(REFUSAL_EVERY_S)
    await reply(kin, f"{call(kin)} {'x' * 400}", to=root)
    assert "300 is the most" in said(kin)


async def test_a_deleted_clip_is_gone(kin: Kin) -> None:
    root = await kin.root()
    await kin.stage.services.records.delete_clip((await kin.clip_of(root)).id, kin.stage.clock())
    await reply(kin, f"{call(kin)} darker", to=root)
    assert said(kin) == GONE


async def test_words_that_are_too_long_are_refused_in_a_sentence(kin: Kin) -> None:
    root = await kin.root()
    await reply(kin, f"{call(kin)} {'x' * 400}", to=root)
    assert "300 is the most" in said(kin)


async def test_the_same_limits_hold_as_for_commands(kin: Kin) -> None:
    root = await kin.root()
    for _ in range(4):
        await kin.stage.riff(kin.stage.ben)
    await reply(kin, f"{call(kin)} darker", to=root)
    assert "4 requests waiting" in said(kin)
    assert kin.stage.channel.threads == []


async def test_a_message_that_two_processes_hear_makes_one_card(kin: Kin) -> None:
    root = await kin.root()
    message = await kin.stage.ben.send(kin.stage.channel, f"{call(kin)} darker", reply_to=root)
    await kin.stage.bot.on_message(message)
    assert len(kin.thread_messages()) == 1


async def test_records_that_are_away_are_told_of(kin: Kin) -> None:
    root = await kin.root()
    kin.stage.change(records=gone_before(kin.stage.services.records, "cards_of_messages", times=1))
    await reply(kin, f"{call(kin)} darker", to=root)
    assert said(kin) == DATABASE_DOWN
