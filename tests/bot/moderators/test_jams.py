"""What moderators do to a jam that is on: done, written down, and told."""

import pytest
from simcord.results import InteractionResult

from bot.jams.machine.acts import CastVote, Next, Pause
from bot.moderators.freezes import NOT_FROZEN
from bot.moderators.jam_words import NO_ENTRY, NO_THREAD, NONE_HERE, STILL, UNTOLD
from bot.moderators.people import NOT_YOUR_OWN, YOURSELF
from bot.records.oversight import Freeze
from tests.bot.jams.sessions import Session, of
from tests.bot.stage import Stage, sentence


@pytest.fixture
async def session(stage: Stage) -> Session:
    session = Session(stage)
    await session.begin()
    return session


async def mod(session: Session, command: str, **options: object) -> InteractionResult:
    return await session.stage.mod.slash(session.thread, f"riff-mod jam {command}", **options)


async def logged(stage: Stage) -> list[tuple[str, str, str, str]]:
    page = await stage.services.records.audit(str(stage.guild.id))
    return [(entry.action, entry.actor, entry.target, entry.after) for entry in page.entries]


def told(stage: Stage) -> list[str]:
    """What ben has from the bot in private."""
    return [message.content for message in stage.ben.user.dm_channel.history()]


async def test_a_pause_stops_the_clock_and_is_told_and_written_down(stage: Stage, session: Session) -> None:
    assert "is paused" in sentence(await mod(session, "pause", reason="dinner"))
    assert (await session.now()).halts == {"paused"}
    (said,) = session.said()
    assert said == "⏸️ The moderators paused this jam.\nThey say: “dinner”"
    assert ("jam", str(stage.mod.id), str(stage.ana.id), "pause · dinner") in await logged(stage)


async def test_moderators_let_it_go_on(session: Session) -> None:
    await session.do(Pause((await session.now()).host))
    assert "goes on" in sentence(await mod(session, "resume"))
    assert (await session.now()).halts == frozenset()


async def test_they_end_it_at_once(session: Session) -> None:
    await mod(session, "end", reason="late")
    jam = await session.now()
    assert (jam.phase, jam.ended_by) == ("archived", str(session.stage.mod.id))
    assert "ended this jam" in session.said()[0]


async def test_a_freeze_is_of_the_thread_and_holds_at_once(stage: Stage, session: Session) -> None:
    await mod(session, "freeze", reason="a fight")
    assert (await session.now()).halts == {"frozen"}
    (frozen,) = await stage.services.records.freezes(str(stage.guild.id))
    assert (frozen.kind, frozen.target) == ("channel", str(session.thread.id))
    assert "a fight" in session.said()[0]


async def test_a_thaw_lets_it_go_on_at_once(session: Session) -> None:
    await mod(session, "freeze")
    assert "is thawed" in sentence(await mod(session, "thaw"))
    assert (await session.now()).halts == frozenset()
    assert "thawed" in session.said()[-1]


async def test_what_else_is_frozen_keeps_it_standing(stage: Stage, session: Session) -> None:
    server = str(stage.guild.id)
    await stage.services.records.freeze(Freeze(server, "server", server, "1", "", stage.clock()))
    await mod(session, "freeze")
    assert STILL in sentence(await mod(session, "thaw"))
    assert (await session.now()).halts == {"frozen"}


async def test_what_is_not_frozen_can_t_be_thawed(session: Session) -> None:
    assert sentence(await mod(session, "thaw")) == NOT_FROZEN


async def test_who_is_muted_hears_why_and_can_be_unmuted(stage: Stage, session: Session) -> None:
    await mod(session, "mute", user=stage.ben, reason="spam")
    player = (await session.now()).player(str(stage.ben.id))
    assert player is not None
    assert player.is_muted
    assert "spam" in told(stage)[0]
    assert "spam" not in session.said()[0]
    await mod(session, "unmute", user=stage.ben)
    again = (await session.now()).player(str(stage.ben.id))
    assert again is not None
    assert not again.is_muted


async def test_nobody_mutes_or_unmutes_themselves(stage: Stage, session: Session) -> None:
    assert sentence(await mod(session, "mute", user=stage.mod)) == YOURSELF
    assert sentence(await mod(session, "unmute", user=stage.mod)) == NOT_YOUR_OWN


async def test_an_entry_that_waits_is_taken_out(stage: Stage, session: Session) -> None:
    await session.enter(stage.ben)
    await mod(session, "remove-entry", user=stage.ben, reason="rude")
    assert of(await session.now(), stage.ben).state == "removed"
    assert "rude" in told(stage)[0]
    assert session.said() == ["🗑️ The moderators took an entry of round 1 out."]
    assert ("jam", str(stage.mod.id), str(stage.ben.id), "remove-entry · rude") in await logged(stage)


async def test_one_that_is_voted_on_leaves_the_vote_and_is_hidden(stage: Stage, session: Session) -> None:
    anas, bens = await session.enter(stage.ana), await session.enter(stage.ben, "harp solo")
    await session.paint(anas, bens)
    jam = await session.now()
    if jam.phase == "rendering":
        await session.do(Next(jam.host, jam.round, jam.phase))
    await session.do(CastVote(str(stage.ana.id), bens.id))
    await mod(session, "remove-entry", user=stage.ben)
    after = await session.now()
    clip = await stage.services.records.clip(f"{bens.id}-0")
    assert after.votes == ()
    assert clip is not None
    assert clip.hidden_s is not None
    assert "can vote anew" in session.said()[-1]


async def test_who_entered_nothing_has_nothing_taken_out(stage: Stage, session: Session) -> None:
    assert sentence(await mod(session, "remove-entry", user=stage.ben)) == NO_ENTRY.format(who=f"<@{stage.ben.id}>")
    await session.enter(stage.ben)
    assert "has entered nothing" in sentence(await mod(session, "remove-entry", user=stage.ben, round=2))


async def test_a_jam_is_named_elsewhere(stage: Stage, session: Session) -> None:
    assert sentence(await stage.mod.slash(stage.guild.create_text_channel("x"), "riff-mod jam pause")) == NONE_HERE
    await stage.mod.slash(stage.guild.create_text_channel("y"), "riff-mod jam pause", jam=session.id)
    assert (await session.now()).halts == {"paused"}


async def test_jams_that_are_on_are_offered(stage: Stage, session: Session) -> None:
    offers = await stage.mod.autocomplete(session.thread, "riff-mod jam pause", "jam", "fri")
    assert [one["value"] for one in offers] == [session.id]


async def test_a_jam_without_a_thread_can_t_be_frozen(stage: Stage) -> None:
    plain = Session(stage)
    await plain.plan()
    said = await stage.mod.slash(stage.channel, "riff-mod jam freeze", jam=plain.id)
    assert sentence(said) == NO_THREAD


async def test_if_its_players_can_t_be_told_the_moderator_is(stage: Stage, session: Session) -> None:
    stage.refuse("POST", "/channels/*/messages", status=403, code=50013, times=None)
    assert UNTOLD in sentence(await mod(session, "pause"))
    assert (await session.now()).halts == {"paused"}


async def test_what_can_t_be_done_now_says_so(session: Session) -> None:
    await mod(session, "pause")
    assert "done already" in sentence(await mod(session, "pause"))
    assert len(session.said()) == 1


async def test_a_host_who_is_muted_is_followed_by_another_player(stage: Stage, session: Session) -> None:
    assert f"<@{stage.ben.id}> leads it now." in sentence(await mod(session, "mute", user=stage.ana))
    assert (await session.now()).host == str(stage.ben.id)
