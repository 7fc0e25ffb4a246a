"""Clips that people report."""

from datetime import timedelta

import discord
import pytest
from simcord.actors import MemberActor

from bot.buttons import buttons_of
from bot.card import Button, CardView
from bot.card.ended import HIDDEN
from bot.cases.reporting import AN_HOUR_MOST, HOUR_S, TOO_MANY, YOUNG_S, YOURS
from bot.found import HIDDEN as NOBODY_USES_IT
from bot.records.statements import Report
from bot.records.values import ClipRecord
from core.artefacts import ArtefactGoneError
from tests.bot.cases.docket import Docket
from tests.bot.gallery.clips import put
from tests.bot.gallery.reading import answer, labels, words
from tests.bot.stage import Stage, custom_ids, filled_in, sentence

MENU = "Report riff"


@pytest.fixture(autouse=True)
def _old_accounts(stage: Stage) -> None:
    """The simulation's people came to Discord in 2026; let it be long ago."""
    stage.clock.now_s = discord.utils.snowflake_time(stage.ben.id).timestamp() + 2 * YOUNG_S


async def made(docket: Docket) -> tuple[discord.Message, ClipRecord]:
    message = await docket.stage.made()
    return message, await docket.stage.clip(message)


async def report(
    docket: Docket,
    message: discord.Message,
    who: MemberActor,
    *,
    reason: str = "hate",
    text: str = "",
    shun: bool = False,
) -> str:
    modal = await who.context_menu(docket.stage.channel, MENU, message)
    assert modal.modal is not None
    return sentence(await who.submit_modal(modal, {"reason": reason, "text": text, "shun": shun}))


def people(docket: Docket, count: int) -> list[MemberActor]:
    return [docket.stage.guild.add_member(docket.stage.env.create_user(f"p{number}")) for number in range(count)]


async def test_a_report_asks_the_moderators_and_thanks(docket: Docket) -> None:
    message, clip = await made(docket)
    told = await report(docket, message, docket.stage.ben, text="it says bad things")
    case = await docket.only_case("report")
    assert told == f"🚩 Thank you: the moderators look at it, as **#{case.number}**."
    card = await docket.shown(case)
    assert "🚩 1 person: hate" in words(card)
    assert "💬 “it says bad things”" in words(card)
    assert labels(card)[-1] == "Go to it"
    assert (case.clip_id, case.author) == (clip.id, str(docket.stage.ana.id))


async def test_more_reports_are_shown_on_the_same_card(docket: Docket) -> None:
    message, _ = await made(docket)
    await report(docket, message, docket.stage.ben)
    await docket.shown(await docket.only_case("report"))
    await report(docket, message, docket.eve, reason="spam")
    card = await docket.shown(await docket.only_case("report"))
    assert "🚩 2 people: hate · spam" in words(card)


async def test_with_enough_reports_a_clip_is_hidden_and_its_author_told(docket: Docket) -> None:
    stage = docket.stage
    message, clip = await made(docket)
    for one in people(docket, 3):
        told = await report(docket, message, one)
    assert told.endswith("It is hidden until then.")
    await stage.deliver()
    hidden = stage.message(message.id)
    assert hidden.content == HIDDEN
    assert hidden.attachments == []
    assert list(custom_ids(hidden)) == ["Delete"]
    assert "several people reported" in docket.told()[0]
    assert sentence(await stage.press_on(Button("remix", clip.id, "🎛️", "Remix"), stage.ben)) == NOBODY_USES_IT
    assert sentence(await stage.press_on(Button("details", clip.id, "🔎", "Details"), stage.ben)) == NOBODY_USES_IT


async def test_the_server_says_how_many_are_enough(docket: Docket) -> None:
    await docket.choose("reports_to_hide", "1")
    message, clip = await made(docket)
    await report(docket, message, docket.stage.ben)
    now = await docket.stage.services.records.clip(clip.id)
    assert now is not None
    assert now.hidden_s is not None


async def test_a_server_may_hide_nothing_by_reports(docket: Docket) -> None:
    await docket.choose("reports_to_hide", "0")
    message, clip = await made(docket)
    for one in people(docket, 4):
        await report(docket, message, one)
    now = await docket.stage.services.records.clip(clip.id)
    assert now is not None
    assert now.hidden_s is None


async def test_new_accounts_are_heard_but_hide_nothing(docket: Docket) -> None:
    await docket.choose("reports_to_hide", "1")
    message, clip = await made(docket)
    docket.stage.clock.now_s -= timedelta(seconds=YOUNG_S + 10).total_seconds()
    await report(docket, message, docket.stage.ben)
    now = await docket.stage.services.records.clip(clip.id)
    assert now is not None
    assert now.hidden_s is None
    assert "1 person" in words(await docket.shown(await docket.only_case("report")))


async def test_what_moderators_approve_is_shown_again_and_the_reporters_word_counts_less(docket: Docket) -> None:
    await docket.choose("reports_to_hide", "1")
    stage = docket.stage
    message, _ = await made(docket)
    await report(docket, message, stage.ben)
    await stage.deliver()
    await docket.decide("Approve", await docket.only_case("report"))
    await stage.deliver()
    assert len(stage.message(message.id).attachments) == 2
    assert await stage.services.records.reporter_weight(str(stage.ben.id), docket.server) == 0.5


async def test_who_was_told_that_it_is_hidden_is_told_that_it_is_shown_again(docket: Docket) -> None:
    await docket.choose("reports_to_hide", "1")
    message, clip = await made(docket)
    await report(docket, message, docket.stage.ben)
    await docket.decide("Approve", await docket.only_case("report"))
    hidden, shown = docket.told()
    assert "you hear what they decide" in hidden
    assert f"the moderators looked at `{clip.recipe.recipe_id}`, which was reported, and it is shown again." in shown


async def test_who_never_heard_of_a_report_is_not_told_that_it_was_wrong(docket: Docket) -> None:
    message, _ = await made(docket)
    await report(docket, message, docket.stage.ben)
    await docket.decide("Approve", await docket.only_case("report"))
    assert docket.told() == []


async def test_what_moderators_remove_goes_with_its_files_and_its_author_is_told_why(docket: Docket) -> None:
    stage = docket.stage
    message, clip = await made(docket)
    await report(docket, message, stage.ben)
    case = await docket.only_case("report")
    await docket.decide("Remove", case, reason="hateful words")
    gone = stage.message(message.id)
    assert gone.content == "🗑️ Removed by the moderators."
    assert gone.attachments == []
    (told,) = docket.told()
    assert told.startswith(f"🗑️ **#{case.number}**: the moderators removed `{clip.recipe.recipe_id}`.")
    assert "hateful words" in told
    assert clip.png is not None
    with pytest.raises(ArtefactGoneError):
        stage.services.artefacts.get(clip.png)
    assert len(docket.posted()) == 1


async def test_of_several_variations_only_the_reported_one_goes(docket: Docket) -> None:
    stage = docket.stage
    message = await stage.made(variations=2)
    clip = await stage.clip(message, "A")
    modal = await stage.ben.click(answer(await stage.ben.context_menu(stage.channel, MENU, message)), label="Report A")
    await stage.ben.submit_modal(modal, {"reason": "hate", "text": "", "shun": False})
    await docket.decide("Remove", await docket.only_case("report"))
    await stage.deliver()
    left = stage.message(message.id)
    assert "🗑️ Removed." in left.content
    assert sum(one.filename.endswith(".mp3") for one in left.attachments) == 1
    now = await stage.services.records.clip(clip.id)
    assert now is not None
    assert now.deleted_s is not None


async def test_nobody_reports_twice(docket: Docket) -> None:
    message, _ = await made(docket)
    await report(docket, message, docket.stage.ben)
    case = await docket.only_case("report")
    assert await report(docket, message, docket.stage.ben) == (
        f"You have reported this already, as **#{case.number}**. The moderators look at it."
    )
    await docket.decide("Approve", case)
    assert "the moderators have decided" in await report(docket, message, docket.stage.ben)


async def test_nobody_reports_their_own(docket: Docket) -> None:
    message, _ = await made(docket)
    assert sentence(await docket.stage.ana.context_menu(docket.stage.channel, MENU, message)) == YOURS


async def test_who_reports_may_hide_the_person_from_themselves(docket: Docket) -> None:
    message, _ = await made(docket)
    told = await report(docket, message, docket.stage.ben, shun=True)
    assert "You don't see this person's riffs any more" in told
    assert await docket.stage.services.records.shunned(str(docket.stage.ben.id)) == {str(docket.stage.ana.id)}


async def test_a_panel_offers_it_to_all_but_the_author(docket: Docket) -> None:
    clip = await put(docket.stage)
    for who, offered in ((docket.stage.ana, False), (docket.stage.ben, True)):
        panel = answer(await who.slash(docket.stage.channel, "riffs show", riff=clip.id))
        assert ("Report" in labels(panel)) == offered
    panel = answer(await docket.stage.ben.slash(docket.stage.channel, "riffs show", riff=clip.id))
    modal = await docket.stage.ben.click(panel, label="Report")
    assert modal.modal is not None


async def test_nobody_reports_without_end(docket: Docket) -> None:
    stage, user = docket.stage, str(docket.stage.ben.id)
    for number in range(AN_HOUR_MOST):
        given = Report(f"{number}-0", user, "spam", "", 1.0, stage.clock())
        await stage.services.records.report(given)
    message, _ = await made(docket)
    assert (await report(docket, message, stage.ben)).startswith(TOO_MANY)
    stage.clock.move(HOUR_S + 1)
    assert (await report(docket, message, stage.ben)).startswith("🚩 Thank you")


async def test_what_was_made_in_direct_messages_is_hidden_by_reports_though_nobody_moderates(docket: Docket) -> None:
    stage = docket.stage
    clip = await put(stage, server=None)
    await stage.services.records.set_visibility(clip.id, "public")
    for one in people(docket, 3):
        modal = await one.click(await posted(stage, Button("report", clip.id, "🚩", "Report")), label="Report")
        told = sentence(await one.submit_modal(modal, {"reason": "hate", "text": "", "shun": False}))
    assert told.startswith("🚩 Thank you. It was made where nobody moderates")
    assert told.endswith("It is hidden until then.")
    await docket.desk.look()
    assert docket.posted() == []


async def posted(stage: Stage, button: Button) -> discord.Message:
    channel = stage.bot.get_channel(stage.channel.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send("a message", view=buttons_of(CardView("", buttons=((button,),))))


@pytest.mark.parametrize("who", ["ana", "ben"])
async def test_nobody_makes_others_of_what_is_hidden_its_author_too(docket: Docket, who: str) -> None:
    await docket.choose("reports_to_hide", "1")
    stage, actor = docket.stage, getattr(docket.stage, who)
    message, clip = await made(docket)
    await report(docket, message, docket.eve)
    await stage.deliver()
    modal = await stage.press_on(Button("vary", clip.id, "✨", "Vary"), actor)
    if modal.modal is not None:
        modal = await actor.submit_modal(modal, filled_in(modal))
    assert sentence(modal).startswith(NOBODY_USES_IT)
    for verb in ("reroll", "again"):
        assert sentence(await stage.press_on(Button(verb, clip.card_id, "🔁", "Reroll"), actor)) == NOBODY_USES_IT
    assert stage.bot.user is not None
    await actor.send(stage.channel, f"{stage.bot.user.mention} darker", reply_to=message)
    assert NOBODY_USES_IT in stage.messages()[-1].content
    assert await stage.services.records.open_cards() == []
