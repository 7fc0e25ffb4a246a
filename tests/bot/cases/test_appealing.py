"""What was refused, put before the moderators."""

from dataclasses import replace

from bot.card import Button
from bot.cases.appealing import NO_MODERATORS, NOT_YOURS, TOO_LATE
from bot.records.statements import Refusal
from bot.records.values import Card
from tests.bot.cases.docket import DAY_S, WORDS, Docket
from tests.bot.gallery.reading import words
from tests.bot.stage import sentence


async def appeal(docket: Docket, card: Card, text: str = "it is a hymn") -> str:
    button = Button("appeal", card.id, "✋", "Appeal")
    modal = await docket.stage.press_on(button)
    if modal.modal is None:
        return sentence(modal)
    return sentence(await docket.stage.ana.submit_modal(modal, {"text": text}))


async def test_moderators_see_what_was_refused_why_and_what_its_author_says(docket: Docket) -> None:
    card = await docket.refused()
    told = await appeal(docket, card)
    case = await docket.only_case("appeal")
    assert told.startswith(f"✋ Your appeal is **#{case.number}**.")
    shown = words(await docket.shown(case))
    assert f"#{case.number} · An appeal" in shown
    assert "a hymn like Taylor Swift" in shown
    assert "hate (rule `slurs`)" in shown
    assert f"{docket.stage.ana.mention} says: “it is a hymn”" in shown


async def test_what_is_granted_is_made(docket: Docket) -> None:
    card = await docket.refused()
    await appeal(docket, card)
    await docket.decide("Approve", await docket.only_case("appeal"))
    record = await docket.stage.only_card()
    assert record.card.id == card.id
    assert record.requests[0].request.cleared
    posted = await docket.stage.shown(card.id)
    assert posted.content.startswith(f"**{WORDS}**")
    assert docket.stage.ana.mention in posted.content


async def test_what_is_not_granted_stays_refused_and_its_author_is_told(docket: Docket) -> None:
    card = await docket.refused()
    await appeal(docket, card)
    await docket.decide("Remove", await docket.only_case("appeal"), reason="still no")
    (told,) = docket.told()
    assert "the moderators stay with it: this is not made" in told
    assert "still no" in told
    assert (await docket.stage.record(card.id)).card.state == "refused"


async def test_it_can_be_appealed_once(docket: Docket) -> None:
    card = await docket.refused()
    await appeal(docket, card)
    case = await docket.only_case("appeal")
    assert (await appeal(docket, card)).startswith(f"You have appealed already: it is **#{case.number}**.")
    await docket.decide("Remove", case)
    assert (await appeal(docket, card)).startswith(f"You have appealed already: it is **#{case.number}**.")


async def test_what_nobody_may_allow_can_not_be_appealed(docket: Docket) -> None:
    assert (await appeal(docket, await docket.refused(family="minors"))).startswith(TOO_LATE)


async def test_after_a_day_it_is_too_late(docket: Docket) -> None:
    card = await docket.refused()
    docket.stage.clock.move(DAY_S + 1)
    assert (await appeal(docket, card)).startswith(TOO_LATE)


async def test_only_who_asked_for_it_can_appeal(docket: Docket) -> None:
    card = await docket.refused()
    pressed = await docket.stage.press_on(Button("appeal", card.id, "✋", "Appeal"), docket.stage.ben)
    assert sentence(pressed) == NOT_YOURS


async def test_where_nobody_moderates_there_is_nobody_to_appeal_to(docket: Docket) -> None:
    card = await docket.card()
    direct = replace(card, origin=card.origin.model_copy(update={"server": None}))
    assert await docket.stage.services.records.open_refused(direct, [], Refusal("hate"))
    assert await appeal(docket, direct) == NO_MODERATORS
