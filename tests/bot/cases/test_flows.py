"""From what somebody types to what moderators make of it."""

import discord
import pytest
from simcord.results import InteractionResult

from bot.card import Button
from bot.presses.calling_off import OVER
from bot.records.oversight import Freeze
from tests.bot.cases.docket import Docket
from tests.bot.gallery.reading import labels, words
from tests.bot.stage import Stage, attached, png, sentence

ARTIST = "a ballad like Taylor Swift"


@pytest.fixture(autouse=True)
def _cdn(stage: Stage) -> None:
    stage.change(fetch=attached(stage))


async def asked(docket: Docket, prompt: str = ARTIST) -> discord.Message:
    """Ask for something that is held, and find what its author was told."""
    result = await docket.stage.riff(prompt=prompt)
    assert result.ephemeral
    assert result.response is not None
    return docket.stage.message(result.response.id)


async def cancel(docket: Docket, message: discord.Message) -> InteractionResult:
    return await docket.stage.press("Cancel", message)


async def test_what_is_held_is_approved_and_painted(docket: Docket) -> None:
    stage, answer = docket.stage, await asked(docket)
    case = await docket.only_case("held")
    assert f"Held: **#{case.number}**" in answer.content
    assert stage.messages(stage.ben) == []
    assert "__**Taylor Swift**__" in words(await docket.shown(case))
    await docket.decide("Approve", case)
    assert stage.message(answer.id).content.startswith(f"✅ **#{case.number}**")
    stage.worker.finish()
    await stage.deliver()
    (clip,) = stage.messages(stage.ben)
    assert len(clip.attachments) == 2


async def test_nothing_was_used_up_by_what_is_held(docket: Docket) -> None:
    await asked(docket)
    counts = docket.stage.services.lanes.counts(now_s=docket.stage.clock())
    assert (counts.waiting, counts.taken) == (0, 0)


async def test_an_author_takes_back_what_is_held(docket: Docket) -> None:
    stage, answer = docket.stage, await asked(docket)
    case = await docket.only_case("held")
    await docket.shown(case)
    await cancel(docket, answer)
    assert stage.message(answer.id).content.startswith("**a ballad like Taylor Swift**\n🛑 Cancelled.")
    assert (await docket.now(case)).state == "lapsed"
    assert labels(await docket.shown(case)) == []
    assert stage.messages(stage.ben) == []


async def test_a_moderator_who_had_it_in_hand_is_told_that_it_was_taken_back(docket: Docket) -> None:
    answer = await asked(docket)
    case = await docket.only_case("held")
    modal = await docket.press("Approve", case)
    await cancel(docket, answer)
    told = sentence(await docket.submit(modal))
    assert "Nobody has to decide this any more" in told
    assert (await docket.stage.record(case.card_id)).card.state == "refused"
    assert docket.stage.messages(docket.stage.ben) == []


async def test_who_cancels_after_it_was_let_through_calls_it_off_where_it_is(docket: Docket) -> None:
    stage, answer = docket.stage, await asked(docket)
    case = await docket.only_case("held")
    await docket.decide("Approve", case)
    card = await stage.shown(case.card_id)
    await stage.press("Cancel", card)
    await stage.deliver()
    assert "🛑 Cancelled." in (await stage.shown(case.card_id)).content
    assert sentence(await stage.press_on(button_of(case.card_id))) == OVER
    assert stage.message(answer.id).content.startswith("✅")


def button_of(card_id: str) -> Button:
    return Button("cancel", card_id, "✖️", "Cancel")


async def test_a_held_upload_is_approved_and_posted_anew(docket: Docket) -> None:
    stage = docket.stage
    await docket.choose("moderation", "strict")
    await docket.choose("veil_uploads", "on")
    await stage.ana.slash(stage.channel, "play", file=("riff.png", png()))
    case = await docket.only_case("held")
    assert stage.messages(stage.ben) == []
    await docket.decide("Approve", case)
    stage.worker.finish()
    await stage.deliver()
    (clip,) = stage.messages(stage.ben)
    assert [one.is_spoiler() for one in clip.attachments] == [True, False]


async def test_what_is_refused_is_appealed_by_its_button(docket: Docket) -> None:
    stage = docket.stage
    await docket.choose("artists", "refuse")
    answer = await asked(docket)
    await stage.fill("Appeal", answer, text="I mean a bird, the swift")
    await docket.decide("Approve", await docket.only_case("appeal"))
    (card,) = stage.messages(stage.ben)
    assert card.content.startswith(f"**{ARTIST}**")


async def test_a_held_upload_that_is_not_allowed_is_told_in_a_direct_message(docket: Docket) -> None:
    stage = docket.stage
    await docket.choose("moderation", "strict")
    await stage.ana.slash(stage.channel, "play", file=("riff.png", png()))
    await docket.decide("Remove", await docket.only_case("held"), reason="no uploads today")
    (told,) = docket.told()
    assert "this is not made. Nothing was used up." in told
    assert "no uploads today" in told
    assert stage.messages(stage.ben) == []


async def test_a_card_that_is_deleted_while_a_moderator_looks_at_it_needs_no_decision(docket: Docket) -> None:
    stage = docket.stage
    message = await stage.made()
    modal = await stage.ben.context_menu(stage.channel, "Report riff", message)
    await stage.ben.submit_modal(modal, {"reason": "hate", "text": "", "shun": False})
    case = await docket.only_case("report")
    deciding = await docket.press("Remove", case)
    await stage.press("Delete", message)
    told = sentence(await docket.submit(deciding, reason="too late"))
    assert "Nobody has to decide this any more" in told
    assert "too late" in told
    assert labels(await docket.shown(case)) in ([], ["Go to it"])
    assert docket.told() == []


async def test_what_is_approved_while_all_is_frozen_goes_on_after_the_thaw(docket: Docket) -> None:
    stage, answer = docket.stage, await asked(docket)
    frozen = Freeze(docket.server, "server", docket.server, str(stage.mod.id), "", stage.clock())
    await stage.services.records.freeze(frozen)
    case = await docket.only_case("held")
    await docket.decide("Approve", case)
    told = stage.message(answer.id).content
    assert "waits until that is thawed" in told
    assert "being made now" not in told
    assert (await stage.record(case.card_id)).card.state == "frozen"
    await stage.services.records.thaw(docket.server, "server", docket.server, by=str(stage.mod.id), now_s=stage.clock())
    assert await stage.services.records.thaw_cards(stage.clock()) == [case.card_id]
    assert (await stage.record(case.card_id)).card.state == "open"
