"""Which jam is meant, and who may know of it."""

import pytest
from simcord.actors import MemberActor

from bot.jams.commands.finding import NO_JAM_HERE, UNKNOWN, choices_of, is_in
from bot.jams.commands.telling import NONE_ON, ON
from bot.jams.machine.acts import Leave
from bot.judging.shown import VEILED, showing_through
from bot.records.jam import JamRules
from tests.bot.jams.sessions import NAME, THEME, WORDS, Session
from tests.bot.jams.sketches import ANA, CAT, jam_of, seated
from tests.bot.stage import sentence

PRIVATE = JamRules("battle", rounds=4, is_private=True)


async def told(session: Session, who: MemberActor, **options: object) -> str:
    return sentence(await who.slash(session.stage.channel, "jam status", **options))


async def offered(session: Session, who: MemberActor, typed: str = "") -> list[str]:
    choices = await who.autocomplete(session.stage.channel, "jam join", "jam", typed)
    return [str(one["value"]) for one in choices]


async def test_in_its_thread_its_board_is_shown(session: Session) -> None:
    await session.begin()
    said = sentence(await session.stage.mod.slash(session.thread, "jam status"))
    assert said.startswith(f"## 🎶 {NAME}")


async def test_elsewhere_all_that_are_on_are_named(session: Session) -> None:
    await session.begin()
    other = session.stage.guild.create_text_channel("other")
    said = sentence(await session.stage.mod.slash(other, "jam status"))
    assert said.startswith(ON)
    assert NAME in said
    assert str(session.thread.id) in said


async def test_in_a_channel_with_several_all_of_them_are_named(session: Session) -> None:
    stage = session.stage
    await session.begin()
    await stage.ben.slash(stage.channel, "jam start", name="Saturday")
    said = await told(session, stage.mod)
    assert said.startswith(ON)
    assert all(name in said for name in (NAME, "Saturday"))


async def test_where_none_is_on_that_is_said(session: Session) -> None:
    assert await told(session, session.stage.mod) == NONE_ON


async def test_of_a_private_one_only_who_is_in_it_hears(session: Session) -> None:
    await session.begin(PRIVATE)
    stage, stranger = session.stage, session.stage.guild.add_member(session.stage.env.create_user("cat"))
    await session.enter(stage.ana)
    assert await told(session, stranger) == NONE_ON
    assert await told(session, stranger, jam=session.id) == UNKNOWN
    assert await offered(session, stranger) == []
    for verb in ("join", "leave", "vote", "settings", "pause", "export", "revive"):
        said = sentence(await stranger.slash(stage.channel, f"jam {verb}", jam=session.id))
        assert said == UNKNOWN
        assert not any(word in said for word in (NAME, THEME, WORDS))


async def test_who_is_in_a_private_one_knows_it_everywhere(session: Session) -> None:
    await session.begin(PRIVATE)
    assert NAME in await told(session, session.stage.ben)
    assert await offered(session, session.stage.ben) == [session.id]
    assert NAME in await told(session, session.stage.mod, jam=session.id)


async def test_who_left_a_private_one_knows_it_no_more(session: Session) -> None:
    await session.begin(PRIVATE)
    await session.do(Leave(str(session.stage.ben.id)))
    assert await told(session, session.stage.ben, jam=session.id) == UNKNOWN
    assert await offered(session, session.stage.ben) == []


async def test_of_another_server_nobody_hears(session: Session) -> None:
    await session.begin()
    guild = session.stage.env.create_guild()
    channel = guild.create_text_channel("elsewhere")
    stranger = guild.add_member(session.stage.env.create_user("cat"))
    assert sentence(await stranger.slash(channel, "jam status", jam=session.id)) == UNKNOWN
    assert sentence(await stranger.slash(channel, "jam join")) == NO_JAM_HERE


@pytest.mark.parametrize(("typed", "found"), [("fri", True), ("J7F", True), ("sat", False)])
async def test_jams_are_offered_by_name_and_id(typed: str, found: bool) -> None:  # noqa: FBT001 - a parameter
    assert bool(choices_of([jam_of()], typed)) == found


def test_names_that_rules_refuse_by_now_are_not_offered_as_they_are() -> None:
    with showing_through(lambda words: words.replace("Friday", VEILED)):
        (choice,) = choices_of([jam_of()], "")
    assert choice.name == f"{VEILED} · J7F3K9Q"


def test_who_is_in_a_jam() -> None:
    assert is_in(jam_of(), ANA)
    assert not is_in(jam_of(), CAT)
    assert is_in(seated(jam_of(), CAT, "benched"), CAT)
    assert not is_in(seated(jam_of(), CAT, "left"), CAT)
