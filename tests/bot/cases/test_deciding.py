"""Moderators decide, one at a time."""

import asyncio

from bot.cases.deciding import CLAIM_S, OTHERS_FIRST_S, Verdict, decide
from bot.cases.moderators import NOT_YOURS
from bot.records.oversight import Access
from core.errors import UserError
from tests.bot.cases.docket import MATCHED, Docket
from tests.bot.gallery.reading import labels, words
from tests.bot.stage import owner_of, sentence


async def test_what_is_approved_is_posted_where_it_was_asked_and_placed(docket: Docket) -> None:
    stage, case = docket.stage, await docket.held()
    await docket.decide("Approve", case)
    record = await stage.only_card()
    assert record.requests[0].state == "placed"
    assert record.requests[0].request.cleared
    posted = await stage.shown(case.card_id)
    assert posted.content.startswith(f"**a hymn like {MATCHED}**")
    assert posted.channel.id == stage.channel.id
    batch = stage.worker.take()
    assert batch.requests[0].cleared
    stage.worker.finish()
    await stage.deliver()
    assert len((await stage.shown(case.card_id)).attachments) == 2


async def test_its_author_is_told_where_they_were_told_that_it_is_held(docket: Docket) -> None:
    case = await docket.held()
    await docket.decide("Approve", case)
    (answer,) = (one for one in docket.stage.messages(docket.stage.ana) if one.flags.ephemeral)
    assert answer.content.startswith(f"✅ **#{case.number}**: the moderators let it through.")
    assert str((await docket.stage.shown(case.card_id)).id) in answer.content
    assert docket.told() == []


async def test_what_is_removed_is_told_in_private_with_the_reason_and_nothing_is_posted(docket: Docket) -> None:
    stage, case = docket.stage, await docket.held()
    result = await docket.decide("Remove", case, reason="no living artists, please")
    assert "Removed" in sentence(result)
    (answer,) = stage.messages(stage.ana)
    assert answer.flags.ephemeral
    assert "this is not made. Nothing was used up." in answer.content
    assert "no living artists, please" in answer.content
    assert stage.messages(stage.ben) == []
    record = await stage.record(case.card_id)
    assert (record.card.state, record.card.token) == ("refused", None)


async def test_who_can_no_longer_be_told_there_gets_a_direct_message(docket: Docket) -> None:
    case = await docket.held()
    docket.stage.clock.move(15 * 60)
    await docket.decide("Remove", case)
    (told,) = docket.told()
    assert f"#{case.number}" in told


async def test_who_can_no_longer_be_told_there_hears_directly_that_it_is_made_and_where(docket: Docket) -> None:
    case = await docket.held()
    docket.stage.clock.move(15 * 60)
    await docket.decide("Approve", case)
    (told,) = docket.told()
    assert told.startswith(f"✅ **#{case.number}**: the moderators let it through.")
    assert "It is being made now." in told
    assert str((await docket.stage.shown(case.card_id)).id) in told


async def test_a_reason_that_is_not_for_the_user_stays_with_the_moderators(docket: Docket) -> None:
    case = await docket.held()
    await docket.decide("Remove", case, reason="the third time today", tell=False)
    (answer,) = docket.stage.messages(docket.stage.ana)
    assert "third time" not in answer.content
    assert "this is not made" in answer.content
    log = await docket.stage.services.records.audit(docket.server)
    assert [one.after for one in log.entries if one.after == "the third time today"] == ["the third time today"]


async def test_the_card_then_says_who_decided_what_and_offers_nothing(docket: Docket) -> None:
    case = await docket.held()
    await docket.decide("Remove", case, reason="not here")
    card = await docket.shown(case)
    assert f"🗑️ **Removed** by {docket.stage.mod.mention}: “not here”" in words(card)
    assert labels(card) == []


async def test_a_strike_warns_and_the_second_blocks(docket: Docket) -> None:
    first = await docket.held()
    await docket.decide("Strike", first)
    assert any("gave you a strike" in one.content for one in docket.stage.messages(docket.stage.ana))
    second = await docket.held()
    await docket.decide("Strike", second, docket.eve)
    assert any(
        "your 2nd strike: you can make nothing" in one.content for one in docket.stage.messages(docket.stage.ana)
    )
    (block,) = await docket.stage.services.records.blocks_of(str(docket.stage.ana.id))
    assert block.until_s == docket.stage.clock() + 24 * 3600


async def test_a_block_is_for_a_day_unless_another_is_chosen(docket: Docket) -> None:
    await docket.decide("Block", await docket.held())
    (block,) = await docket.stage.services.records.blocks_of(str(docket.stage.ana.id))
    assert block.until_s == docket.stage.clock() + 24 * 3600
    await docket.decide("Block", await docket.held(), decision="block")
    (block,) = await docket.stage.services.records.blocks_of(str(docket.stage.ana.id))
    assert block.until_s is None


async def test_who_presses_has_the_case_for_two_minutes(docket: Docket) -> None:
    case = await docket.held()
    await docket.press("Remove", case)
    told = sentence(await docket.press("Approve", case, docket.eve))
    assert told.startswith(f"{docket.stage.mod.mention} is looking at **#{case.number}**")
    docket.stage.clock.move(CLAIM_S)
    assert (await docket.press("Approve", case, docket.eve)).modal is not None


async def test_who_fills_in_slowly_is_told_that_somebody_else_has_it_and_gets_their_words_back(docket: Docket) -> None:
    case = await docket.held()
    modal = await docket.press("Remove", case)
    docket.stage.clock.move(CLAIM_S)
    await docket.press("Approve", case, docket.eve)
    told = sentence(await docket.submit(modal, reason="a long story"))
    assert told.startswith(f"{docket.eve.mention} is looking at")
    assert "a long story" in told
    assert (await docket.now(case)).state == "open"


async def test_what_is_decided_is_not_decided_again(docket: Docket) -> None:
    case = await docket.held()
    modal = await docket.press("Remove", case)
    docket.stage.clock.move(CLAIM_S)
    await docket.decide("Approve", case, docket.eve)
    told = sentence(await docket.submit(modal))
    assert told.startswith(f"This is decided already. ✅ **Approved** by {docket.eve.mention}")
    assert (await docket.now(case)).state == "approved"


async def test_a_card_that_could_not_be_changed_is_changed_when_somebody_presses_on_it(docket: Docket) -> None:
    case = await docket.held()
    card = await docket.shown(case)
    docket.stage.refuse("PATCH", f"/channels/{docket.room.id}/messages/{card.id}", status=403, code=50001)
    await docket.decide("Approve", case)
    assert "Remove" in labels(await docket.shown(case))
    assert sentence(await docket.press("Remove", case, docket.eve)).startswith("This is decided already. ✅")
    await docket.stage.env.settle()
    assert labels(await docket.shown(case)) == ["Go to it"]


async def test_of_two_who_decide_at_once_one_does(docket: Docket) -> None:
    case, stage = await docket.held(), docket.stage
    await docket.desk.look()
    verdicts = [Verdict("approve", str(stage.mod.id)), Verdict("remove", str(docket.eve.id))]
    trying = (decide(stage.services, stage.bot, case, verdict) for verdict in verdicts)
    one, other = await asyncio.gather(*trying, return_exceptions=True)
    (refused,) = (answer for answer in (one, other) if isinstance(answer, UserError))
    assert "decided already" in str(refused)
    now = await docket.now(case)
    card = (await stage.record(case.card_id)).card
    assert card.state == ("open" if now.decision == "approve" else "refused")


async def test_of_two_who_press_at_once_one_gets_to_decide(docket: Docket) -> None:
    case, records = await docket.held(), docket.stage.services.records
    both = [records.claim(case.number, str(one.id), now_s=1.0, for_s=9.0) for one in (docket.stage.mod, docket.eve)]
    first, second = await asyncio.gather(*both)
    assert first is not None
    assert second is not None
    assert first.claimed_by == second.claimed_by


async def test_only_moderators_decide(docket: Docket) -> None:
    case = await docket.held()
    for label in ("Approve", "Remove", "Strike", "Block", "Open"):
        assert sentence(await docket.press(label, case, docket.stage.ben)) == NOT_YOURS


async def test_a_role_that_the_server_named_decides_too(docket: Docket) -> None:
    role = docket.stage.guild.create_role("ears")
    ear = docket.stage.guild.add_member(docket.stage.env.create_user("ear"), roles=[role])
    case = await docket.held()
    assert sentence(await docket.press("Approve", case, ear)) == NOT_YOURS
    access = Access("role", str(role.id), "moderator")
    await docket.stage.services.records.set_access(docket.server, access, by="1", now_s=docket.stage.clock())
    assert (await docket.press("Approve", case, ear)).modal is not None


async def test_an_appeal_against_a_moderator_is_left_to_others_for_a_day(docket: Docket) -> None:
    stage, case = docket.stage, await docket.held()
    await docket.decide("Remove", case)
    (answer,) = stage.messages(stage.ana)
    await stage.fill("Appeal", answer, text="It is a hymn of my own")
    appeal = await docket.only_case("appeal")
    assert "is an appeal against what you decided" in sentence(await docket.press("Approve", appeal))
    assert (await docket.press("Approve", appeal, docket.eve)).modal is not None
    stage.clock.move(OTHERS_FIRST_S)
    assert (await docket.press("Approve", appeal)).modal is not None


async def test_what_a_moderator_asked_for_is_left_to_others_for_a_day(docket: Docket) -> None:
    stage = docket.stage
    case = await docket.held(card=await docket.card(stage.mod))
    for label in ("Approve", "Open"):
        assert "is about what you asked for" in sentence(await docket.press(label, case))
    assert (await docket.now(case)).claimed_by is None
    assert (await docket.press("Approve", case, docket.eve)).modal is not None
    stage.clock.move(OTHERS_FIRST_S)
    assert (await docket.press("Approve", case)).modal is not None


async def test_whose_server_it_is_decides_about_what_they_asked_for(docket: Docket) -> None:
    stage = docket.stage
    owner = owner_of(stage)
    case = await docket.held(card=await docket.card(owner))
    assert (await docket.press("Approve", case, owner)).modal is not None


async def test_what_is_approved_while_its_author_has_no_room_waits_for_room(docket: Docket) -> None:
    stage, case = docket.stage, await docket.held()
    limit = stage.services.settings.limits.user_waiting
    for _ in range(limit):
        await stage.riff()
    await docket.decide("Approve", case)
    record = await stage.record(case.card_id)
    assert (record.card.state, record.requests[0].state) == ("open", "unplaced")
    assert record.card.message is not None
