"""What somebody wants to play passes the gate like everything else."""

import pytest

from bot.card import Button
from bot.cases.appealing import IN_A_JAM
from bot.jams.entering import NEEDS_MODERATORS, NOBODY_TO_ASK, entered_by, require_moderators, words_to_begin_with
from bot.jams.machine.acts import Mute, Next
from bot.records.jam import JamRules
from bot.records.oversight import Access, Block, Filter, Freeze
from core.errors import UserError
from tests.bot.cases.docket import Docket
from tests.bot.jams.sessions import WORDS, Session, of
from tests.bot.stage import Stage, sentence

FIRST = JamRules("battle", rounds=4, pre_moderated=True)
HELD, REFUSED, REPLACED = "theremin solo", "kazoo solo", "banjo solo"
FILTERS = (
    Filter("no kazoos", "block", ("kazoo",)),
    Filter("theremins", "hold", ("theremin",)),
    Filter("strings", "replace", ("banjo",), replacement="guitar"),
)


@pytest.fixture(autouse=True)
async def filters(stage: Stage) -> None:
    """A server that refuses, holds and replaces something."""
    for one in FILTERS:
        await stage.services.records.add_filter(str(stage.guild.id), one, by="1", now_s=stage.clock())


async def trust(stage: Stage) -> None:
    access = Access("user", str(stage.ben.id), "trusted")
    await stage.services.records.set_access(str(stage.guild.id), access, by="1", now_s=stage.clock())


async def test_words_that_nobody_minds_enter_the_round(stage: Stage, session: Session) -> None:
    await session.begin()
    said = sentence(await session.contribute(stage.ben))
    entry = of(await session.now(), stage.ben)
    assert (entry.prompt, entry.state) == (WORDS, "ready")
    assert WORDS in said
    assert "<t:" in said


async def test_words_that_a_rule_replaces_enter_as_it_has_them(stage: Stage, session: Session) -> None:
    await session.begin()
    assert "guitar solo" in sentence(await session.contribute(stage.ben, REPLACED))
    assert of(await session.now(), stage.ben).prompt == "guitar solo"


async def test_words_that_a_rule_refuses_enter_nothing(stage: Stage, session: Session) -> None:
    await session.begin()
    result = await session.contribute(stage.ben, REFUSED)
    assert "Nothing was used up" in sentence(result)
    assert not sentence_buttons(result)
    assert (await session.now()).entries == ()


async def test_nor_is_there_an_appeal_whoever_writes_a_button_for_it(
    stage: Stage, session: Session, docket: Docket
) -> None:
    await session.begin()
    arrived = stage.watch()
    await session.contribute(stage.ben, REFUSED)
    forged = Button("appeal", str(arrived[-1].id), "✋", "Appeal")
    assert sentence(await stage.press_on(forged, stage.ben)) == IN_A_JAM
    assert docket.posted() == []


async def test_who_is_refused_too_often_cools_down(stage: Stage, session: Session) -> None:
    await session.begin()
    for _ in range(2):
        await session.contribute(stage.ben, REFUSED)
    assert "third time" in sentence(await session.contribute(stage.ben, REFUSED))
    assert "ask again" in sentence(await session.contribute(stage.ben))
    assert (await session.now()).entries == ()


async def test_words_that_a_rule_holds_wait_for_the_moderators(stage: Stage, session: Session, docket: Docket) -> None:
    await session.begin()
    said = sentence(await session.contribute(stage.ben, HELD))
    case = await docket.only_case("entry")
    entry = of(await session.now(), stage.ben)
    assert f"#{case.number}" in said
    assert entry.state == "held"
    assert (case.card_id, case.author, case.text) == (entry.id, str(stage.ben.id), HELD)
    assert "theremin" in case.matched


async def test_where_nobody_can_be_asked_what_would_be_held_is_refused(stage: Stage, session: Session) -> None:
    await session.begin()
    assert "Nothing was used up" in sentence(await session.contribute(stage.ben, HELD))
    assert (await session.now()).entries == ()


async def test_in_a_pre_moderated_jam_everything_is_held(stage: Stage, session: Session, docket: Docket) -> None:
    await session.begin(FIRST)
    await session.contribute(stage.ben)
    assert (await docket.only_case("entry")).text == WORDS
    assert of(await session.now(), stage.ben).state == "held"


async def test_but_not_of_those_who_are_trusted(stage: Stage, session: Session, docket: Docket) -> None:
    await trust(stage)
    await session.begin(FIRST)
    await session.contribute(stage.ben)
    assert of(await session.now(), stage.ben).state == "ready"
    assert docket.posted() == []


async def test_a_pre_moderated_jam_takes_nothing_once_nobody_can_be_asked(stage: Stage, session: Session) -> None:
    await session.begin(FIRST)
    assert sentence(await session.contribute(stage.ben)) == NOBODY_TO_ASK
    assert (await session.now()).entries == ()


async def test_no_jam_is_pre_moderated_without_moderators(stage: Stage) -> None:
    with pytest.raises(UserError, match="no channel for that") as refusal:
        await require_moderators(stage.services, str(stage.guild.id))
    assert str(refusal.value) == NEEDS_MODERATORS


async def test_with_their_channel_it_may_be(stage: Stage, docket: Docket) -> None:
    await require_moderators(stage.services, docket.server)


async def test_other_words_take_the_place_of_those_before(stage: Stage, session: Session) -> None:
    await session.begin()
    await session.contribute(stage.ben)
    await session.contribute(stage.ben, "harp solo")
    jam = await session.now()
    assert [one.prompt for one in jam.entries if one.state == "ready"] == ["harp solo"]


async def test_moderators_are_asked_about_the_words_that_stand(stage: Stage, session: Session, docket: Docket) -> None:
    await session.begin(FIRST)
    await session.contribute(stage.ben)
    first = await docket.only_case("entry")
    await session.contribute(stage.ben, "harp solo")
    await session.oversee()
    assert (await docket.only_case("entry")).text == "harp solo"
    assert (await docket.now(first)).state == "lapsed"
    assert docket.told(stage.ben) == []


async def test_the_last_entry_rings_the_bell(stage: Stage, session: Session) -> None:
    await session.begin()
    await session.contribute(stage.ana)
    assert "it is painted now" in sentence(await session.contribute(stage.ben))
    assert (await session.now()).phase == "rendering"


async def test_who_is_muted_enters_nothing(stage: Stage, session: Session) -> None:
    await session.begin()
    await session.do(Mute(str(stage.mod.id), str(stage.ben.id), as_moderator=True))
    assert "muted" in sentence(await session.contribute(stage.ben))


async def test_who_is_blocked_enters_nothing(stage: Stage, session: Session) -> None:
    await session.begin()
    block = Block(str(stage.guild.id), str(stage.ben.id), "1", "", stage.clock())
    await stage.services.records.block(block)
    assert "blocked" in sentence(await session.contribute(stage.ben))
    assert (await session.now()).entries == ()


async def test_in_a_frozen_thread_nobody_enters_anything(stage: Stage, session: Session) -> None:
    await session.begin()
    freeze = Freeze(str(stage.guild.id), "channel", str(session.thread.id), "1", "", stage.clock())
    await stage.services.records.freeze(freeze)
    assert "❄️" in sentence(await session.contribute(stage.ben))
    assert "❄️" in sentence(await stage.ben.slash(stage.channel, "jam contribute", prompt=WORDS, jam=session.id))
    assert (await session.now()).entries == ()


async def test_who_is_in_no_private_jam_does_not_learn_of_it(stage: Stage, session: Session) -> None:
    await session.begin(JamRules("battle", rounds=4, is_private=True))
    eve = stage.guild.add_member(stage.env.create_user("eve"))
    said = sentence(await eve.slash(stage.channel, "jam contribute", prompt=WORDS, jam=session.id))
    other = sentence(await eve.slash(stage.channel, "jam contribute", prompt=WORDS, jam="J000000"))
    assert said == other


async def test_what_missed_its_round_is_offered_in_the_next(stage: Stage, session: Session, docket: Docket) -> None:
    await session.begin(FIRST)
    await session.contribute(stage.ben)
    assert words_to_begin_with(await session.now(), str(stage.ben.id)) == WORDS
    jam = await session.now()
    await session.do(Next(jam.host, jam.round, jam.phase))
    jam = await session.now()
    assert (jam.round, entered_by(jam, str(stage.ben.id))) == (2, None)
    assert words_to_begin_with(jam, str(stage.ben.id)) == WORDS
    assert docket.posted() == []


def sentence_buttons(result: object) -> list[object]:
    """What can be pressed under it."""
    response = getattr(result, "response", None)
    return list(getattr(response, "components", ()))
