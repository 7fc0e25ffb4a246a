"""/riff-mod, as moderators use it; what each tool does in depth is tested with the tool."""

import pytest
from simcord.results import InteractionResult

from bot.card import Button
from bot.cases.deciding import UNKNOWN as NO_CASE
from bot.moderators.blocking import NOT_BLOCKED
from bot.moderators.desk import NOTHING as NO_CASES
from bot.moderators.freezes import FROZEN_BEFORE, NONE
from bot.moderators.log import NOTHING as NO_LINES
from bot.moderators.naming import UNKNOWN
from bot.moderators.people import A_BOT, YOURSELF
from bot.records.oversight import EVERYWHERE, Freeze, NewCase
from tests.bot.gallery.reading import answer, words
from tests.bot.stage import Stage, sentence


async def mod(stage: Stage, command: str, **options: object) -> InteractionResult:
    return await stage.mod.slash(stage.channel, f"riff-mod {command}", **options)


def direct(stage: Stage) -> list[str]:
    """What Ana has from the bot in private."""
    return [message.content for message in stage.ana.user.dm_channel.history()]


async def logged(stage: Stage) -> list[tuple[str, str, str]]:
    page = await stage.services.records.audit(str(stage.guild.id))
    return [(entry.action, entry.actor, entry.target) for entry in page.entries]


async def held(stage: Stage) -> int:
    """A case about a card of Ana's."""
    await stage.riff()
    card = (await stage.only_card()).card
    new = NewCase("held", str(stage.guild.id), str(stage.ana.id), card.id, family="artist", matched="Somebody")
    return (await stage.services.records.open_case(new, stage.clock())).number


async def test_only_moderators_have_the_command(stage: Stage) -> None:
    with pytest.raises(Exception, match="permission"):
        await stage.ana.slash(stage.channel, "riff-mod thaw")


async def test_a_freeze_stops_what_waits_and_a_thaw_goes_on_with_it(stage: Stage) -> None:
    await stage.riff()
    said = sentence(await mod(stage, "freeze user", user=stage.ana, reason="a break"))
    assert "stops now (1)" in said
    listed = await mod(stage, "thaw")
    assert "a break" in sentence(listed)
    assert listed.response is not None
    assert "goes on (1)" in sentence(await stage.mod.click(listed.response, label="Thaw 1"))
    assert (await stage.only_card()).card.state == "open"


async def test_a_freeze_of_the_server_stops_everybody(stage: Stage) -> None:
    await stage.riff()
    await stage.riff(stage.ben)
    assert "stops now (2)" in sentence(await mod(stage, "freeze server"))


async def test_a_freeze_of_a_channel_is_of_this_one_if_none_is_named(stage: Stage) -> None:
    await stage.riff()
    other = stage.guild.create_text_channel("other")
    assert "stops now" not in sentence(await mod(stage, "freeze channel", channel=other))
    assert "stops now (1)" in sentence(await mod(stage, "freeze channel"))


async def test_what_is_frozen_already_is_said_to_be(stage: Stage) -> None:
    await mod(stage, "freeze server")
    assert sentence(await mod(stage, "freeze server")) == FROZEN_BEFORE.format(what="This server")


async def test_whoever_is_frozen_may_ask_for_nothing(stage: Stage) -> None:
    await mod(stage, "freeze user", user=stage.ana, reason="a break")
    assert "a break" in sentence(await stage.riff())
    assert await stage.services.records.open_cards() == []


async def test_nothing_frozen_is_said_to_be_so(stage: Stage) -> None:
    assert sentence(await mod(stage, "thaw")) == NONE


async def test_what_the_operator_stopped_is_not_for_moderators_to_thaw(stage: Stage) -> None:
    await stage.services.records.freeze(Freeze(EVERYWHERE, "everything", EVERYWHERE, "operator", "", stage.clock()))
    assert sentence(await mod(stage, "thaw")) == NONE


async def test_somebody_who_is_blocked_waits_for_nothing_and_hears_why(stage: Stage) -> None:
    await stage.riff()
    said = sentence(await mod(stage, "block", user=stage.ana, duration="a day", reason="spam, again"))
    assert "is called off (1)" in said
    assert await stage.services.records.open_cards() == []
    (told,) = direct(stage)
    assert "spam, again" in told
    assert f"<t:{round(stage.clock()) + 86_400}:f>" in told
    assert "blocked you here" in sentence(await stage.riff())


async def test_a_block_that_is_lifted_is_over(stage: Stage) -> None:
    await mod(stage, "block", user=stage.ana)
    await mod(stage, "unblock", user=stage.ana)
    await stage.riff()
    assert (await stage.only_card()).card.origin.author == str(stage.ana.id)
    assert [action for action, *_ in await logged(stage)] == ["unblock", "block"]


async def test_who_is_not_blocked_is_said_not_to_be(stage: Stage) -> None:
    said = sentence(await mod(stage, "unblock", user=stage.ana))
    assert said == NOT_BLOCKED.format(who=f"<@{stage.ana.id}>")


async def test_nobody_does_this_to_themselves(stage: Stage) -> None:
    assert sentence(await mod(stage, "block", user=stage.mod)) == YOURSELF


async def test_nobody_does_this_to_a_bot(stage: Stage) -> None:
    robot = stage.guild.add_member(stage.env.create_user("robot", bot=True))
    assert sentence(await mod(stage, "strike", user=robot, reason="noise")) == A_BOT


async def test_strikes_add_up_to_a_block_that_calls_off_what_waits(stage: Stage) -> None:
    assert "1st strike" in sentence(await mod(stage, "strike", user=stage.ana, reason="once"))
    await stage.riff()
    assert "2nd strike" in sentence(await mod(stage, "strike", user=stage.ana, reason="twice"))
    assert await stage.services.records.open_cards() == []
    assert len(direct(stage)) == 2


async def test_a_riff_is_removed_with_its_files(stage: Stage) -> None:
    message = await stage.made()
    clip = await stage.clip(message)
    said = sentence(await mod(stage, "remove", riff=clip.recipe.recipe_id, reason="too loud"))
    assert f"`{clip.recipe.recipe_id}` is removed" in said
    assert stage.message(message.id).attachments == []
    assert "too loud" in direct(stage)[0]
    assert ("remove", str(stage.mod.id), str(stage.ana.id)) in await logged(stage)


async def test_a_riff_is_removed_without_a_word_to_its_author(stage: Stage) -> None:
    clip = await stage.clip(await stage.made())
    await mod(stage, "remove", riff=clip.id, tell=False)
    assert direct(stage) == []


@pytest.mark.parametrize("name", ["R-7F3K9Q", "no name at all"])
async def test_a_riff_that_is_not_here_is_not_removed(stage: Stage, name: str) -> None:
    assert sentence(await mod(stage, "remove", riff=name)) == UNKNOWN


async def test_a_private_riff_is_its_authors_alone(stage: Stage) -> None:
    await stage.riff(private=True)
    record = await stage.only_card()
    stage.worker.finish()
    await stage.deliver()
    assert sentence(await mod(stage, "remove", riff=record.requests[0].request.id)) == UNKNOWN


async def test_the_last_riffs_of_somebody_are_removed_with_what_waits(stage: Stage) -> None:
    messages = [await stage.made(prompt=words) for words in ("one", "two")]
    await stage.riff()
    said = sentence(await mod(stage, "purge", user=stage.ana, number=2, reason="spam"))
    assert said == f"🧹 Removed: 2 riffs of <@{stage.ana.id}>."
    assert [len(stage.message(one.id).attachments) for one in messages] == [2, 0]
    assert stage.services.lanes.counts(now_s=stage.clock()).waiting == 0
    assert "2 riffs of yours" in direct(stage)[0]


async def test_there_may_be_nothing_to_purge(stage: Stage) -> None:
    assert "nothing here that could be removed" in sentence(await mod(stage, "purge", user=stage.ben, number=5))


async def test_the_log_is_shown_and_sent_as_a_file(stage: Stage) -> None:
    await mod(stage, "strike", user=stage.ana, reason="=1+1")
    result = await mod(stage, "audit", user=stage.ana, days=1)
    assert "**strike**" in words(answer(result))
    (file,) = [message for message in result.followups if message.attachments]
    content = (await file.attachments[0].read()).decode("utf-8-sig")
    assert f"id:{stage.mod.id},strike,id:{stage.ana.id}" in content
    assert ",=1+1" not in content


async def test_the_log_turns_its_pages(stage: Stage) -> None:
    for number in range(25):
        await mod(stage, "freeze user", user=stage.ana, reason=f"time {number}")
        await stage.services.records.thaw(
            str(stage.guild.id), "user", str(stage.ana.id), by=str(stage.mod.id), now_s=stage.clock()
        )
    first = await mod(stage, "audit")
    assert "page 1 of 3" in words(answer(first))
    second = await stage.mod.click(answer(first), label="Next")
    assert "page 2 of 3" in words(answer(second))


async def test_an_empty_log_says_so_and_sends_no_file(stage: Stage) -> None:
    result = await mod(stage, "audit")
    assert words(answer(result)) == NO_LINES.format(whom="")
    assert result.followups == []


async def test_what_waits_for_a_decision_is_listed(stage: Stage) -> None:
    number = await held(stage)
    result = await mod(stage, "queue")
    assert f"**#{number}**" in words(answer(result))
    assert "artist · Somebody" in words(answer(result))


async def test_nothing_to_decide_is_said_to_be_so(stage: Stage) -> None:
    assert words(answer(await mod(stage, "queue"))) == NO_CASES


async def test_a_case_is_taken_up_by_its_number(stage: Stage) -> None:
    number = await held(stage)
    await mod(stage, "review", number=number)
    case = await stage.services.records.case(number, str(stage.guild.id))
    assert case is not None
    assert case.claimed_by == str(stage.mod.id)


async def test_a_case_that_is_not_here_is_unknown(stage: Stage) -> None:
    assert sentence(await mod(stage, "review", number=77)) == NO_CASE


async def test_the_buttons_are_for_moderators_alone(stage: Stage) -> None:
    await mod(stage, "freeze user", user=stage.ana)
    for target, verb in ((f"user-{stage.ana.id}", "thaw"), ("1", "cases"), ("1-0-0", "audit"), ("block-1", "person")):
        button = Button(verb, target, "🌤️", f"press {verb}")  # type: ignore[arg-type]
        assert "Only moderators" in sentence(await stage.press_on(button, stage.ana))


async def test_who_takes_no_direct_messages_is_blocked_all_the_same(stage: Stage) -> None:
    await stage.riff()
    stage.refuse("POST", "/users/@me/channels", status=403, code=50007)
    assert "can make nothing here" in sentence(await mod(stage, "block", user=stage.ana))
    assert await stage.services.records.open_cards() == []
    assert direct(stage) == []
