"""Entries that moderators look at first: each is decided once, in time or not at all, and whose it is hears of it."""

import pytest
from simcord.actors import MemberActor

from bot.cases.entries import AGAIN, TOO_LATE
from bot.cases.outcomes import carry_out
from bot.jams.held import CUT_OFF_S
from bot.jams.machine.acts import Enter, Next, Stop, Withdraw
from bot.records.jam import Entry, JamRules
from bot.records.oversight import Case
from tests.bot.cases.docket import WORDS as HELD
from tests.bot.cases.docket import Docket
from tests.bot.gallery.reading import words
from tests.bot.jams.conducting.concert import concert
from tests.bot.jams.sessions import WORDS, Session, of
from tests.bot.stage import Stage
from tests.discord.description import Description

FIRST = JamRules("battle", rounds=4, pre_moderated=True)


@pytest.fixture
async def case(stage: Stage, session: Session, docket: Docket) -> Case:
    """What ben entered, which waits for the moderators."""
    await session.begin(FIRST)
    await session.contribute(stage.ben)
    return await docket.only_case("entry")


async def bens(session: Session, stage: Stage) -> Entry:
    return of(await session.now(), stage.ben)


async def ring(session: Session) -> None:
    jam = await session.now()
    await session.do(Next(jam.host, jam.round, jam.phase))


async def test_moderators_see_words_jam_round_and_bell(session: Session, docket: Docket, case: Case) -> None:
    shown = words(await docket.shown(case))
    assert f"#{case.number}" in shown
    assert WORDS in shown
    assert "**Friday**, round 1" in shown
    assert "rain on a tin roof" in shown
    assert f"<#{session.thread.id}>" in shown
    assert f"<t:{round((await session.now()).deadline_s or 0)}:R>" in shown
    assert "says" not in shown


async def test_discord_would_take_its_card(stage: Stage, docket: Docket, case: Case, description: Description) -> None:
    await docket.press("Open", case)
    await docket.decide("Remove", case, reason="no")
    sent = [one for one in stage.env.http_requests if one.json and one.path.startswith(f"/channels/{docket.room.id}/")]
    kinds = {"POST": ("post", "/channels/1/messages"), "PATCH": ("patch", "/channels/1/messages/2")}
    faults = [description.faults_of(*kinds[one.method], one.json) for one in sent if one.method in kinds]
    assert len(faults) >= 2
    assert [fault for fault in faults if fault] == []


async def test_what_they_approve_is_played(stage: Stage, session: Session, docket: Docket, case: Case) -> None:
    await docket.decide("Approve", case)
    assert (await bens(session, stage)).state == "ready"
    (told,) = docket.told(stage.ben)
    assert "let what you entered in **Friday**" in told
    assert WORDS in told
    assert (await docket.now(case)).settled_s is not None


@pytest.mark.parametrize("label", ["Remove", "Strike", "Block"])
async def test_what_they_don_t_want_is_taken_out(
    stage: Stage, session: Session, docket: Docket, case: Case, label: str
) -> None:
    await docket.decide(label, case, reason="not for us")
    assert (await bens(session, stage)).state == "removed"
    (told,) = docket.told(stage.ben)
    assert "is not played" in told
    assert "not for us" in told
    assert ("strike" in told) == (label == "Strike")
    assert ("you can make nothing" in told.lower()) == (label == "Block")
    assert ("you can enter something else" in told) == (label != "Block")


async def test_who_had_something_taken_out_enters_something_else(
    stage: Stage, session: Session, docket: Docket, case: Case
) -> None:
    await docket.decide("Remove", case)
    await session.contribute(stage.ben, "harp solo")
    assert (await docket.only_case("entry")).text == "harp solo"


async def test_when_the_bell_rings_first_it_misses_the_round_and_stays(
    stage: Stage, session: Session, docket: Docket, case: Case
) -> None:
    await docket.shown(case)
    await ring(session)
    await session.oversee()
    assert (await docket.now(case)).state == "lapsed"
    assert (await bens(session, stage)).state == "held"
    (told,) = docket.told(stage.ben)
    assert "before the moderators decided" in told
    assert AGAIN in told
    assert "Nobody has to decide this" in words(docket.posted()[0])


async def test_nobody_is_told_to_enter_it_again_in_a_jam_that_is_over(
    stage: Stage, session: Session, docket: Docket, case: Case
) -> None:
    await docket.shown(case)
    await session.do(Stop(str(stage.mod.id), as_moderator=True))
    await session.oversee()
    (told,) = docket.told(stage.ben)
    assert "before the moderators decided" in told
    assert AGAIN not in told


async def test_while_others_are_painted_it_is_still_in_time(
    stage: Stage, session: Session, docket: Docket, case: Case
) -> None:
    await session.enter(stage.ana)
    await ring(session)
    await session.oversee()
    assert (await session.now()).phase == "rendering"
    await docket.decide("Approve", case)
    assert (await bens(session, stage)).state == "ready"


async def test_who_takes_it_back_is_told_nothing(stage: Stage, session: Session, docket: Docket, case: Case) -> None:
    await session.do(Withdraw(str(stage.ben.id)))
    await session.oversee()
    assert (await docket.now(case)).state == "lapsed"
    assert docket.told(stage.ben) == []


async def test_what_is_approved_just_too_late_says_so(
    stage: Stage, session: Session, docket: Docket, case: Case
) -> None:
    modal = await docket.press("Approve", case)
    await ring(session)
    await docket.submit(modal)
    (told,) = docket.told(stage.ben)
    assert TOO_LATE in told
    assert (await bens(session, stage)).state == "held"


async def test_what_was_decided_and_cut_off_is_carried_out_later(
    stage: Stage, session: Session, docket: Docket, case: Case
) -> None:
    decide = stage.services.records.decide
    assert await decide(case.number, "approve", by=str(stage.mod.id), reason="", now_s=stage.clock())
    stage.clock.move(61)
    await docket.desk.look()
    assert (await bens(session, stage)).state == "ready"
    assert len(docket.told(stage.ben)) == 1


async def test_to_carry_it_out_twice_does_nothing_more(
    stage: Stage, session: Session, docket: Docket, case: Case
) -> None:
    await docket.decide("Approve", case)
    version = (await session.now()).version
    await carry_out(stage.services, stage.bot, await docket.now(case))
    assert (await session.now()).version == version


async def test_an_entry_that_nobody_was_asked_about_is_asked_about(
    stage: Stage, session: Session, docket: Docket
) -> None:
    await session.begin(FIRST)
    entry = await held(session, stage.ben)
    await session.oversee()
    assert (await stage.services.records.open_cases(docket.server)).total == 0
    stage.clock.move(CUT_OFF_S)
    await session.oversee()
    await session.oversee()
    asked = await docket.only_case("entry")
    assert (asked.card_id, asked.text) == (entry.id, WORDS)


async def held(session: Session, who: MemberActor) -> Entry:
    """An entry whose process died before it asked anybody."""
    return of(await session.do(Enter(str(who.id), WORDS, is_held=True)), who)


async def test_what_they_approve_is_painted_by_a_worker_that_asks_its_rules_again(stage: Stage, docket: Docket) -> None:
    playing = await concert(stage)
    await playing.begin(stage.ben)
    await stage.ben.slash(stage.channel, "jam contribute", prompt=HELD, jam=playing.id)
    await docket.decide("Approve", await docket.only_case("entry"))
    await playing.next()
    jam = await playing.painted()
    (entry,) = jam.sections
    (asked,) = (await stage.record(entry.id)).requests
    assert (entry.prompt, asked.request.cleared) == (HELD, True)
