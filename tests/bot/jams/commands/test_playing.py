"""Coming, going, voting, and leading in a host's place."""

from dataclasses import replace

import pytest

from bot.card import Button
from bot.jams.commands.finding import NO_JAM_HERE, OVER
from bot.jams.commands.playing import LEFT, LEFT_ALONE, NO_VOICE, NO_VOTE, NONE_LEFT, SAVED, vote_view
from bot.jams.machine import Plan
from bot.jams.machine.acts import End, Kick, Leave, Painted, Pause, Tick
from bot.jams.machine.votes import LISTENED_S
from bot.jams.moving import created
from bot.records.jam import Jam, JamRules, Vote
from bot.records.oversight import Block
from core.errors import UserError
from tests.bot.gallery.reading import answer, labels
from tests.bot.jams.sessions import Session
from tests.bot.jams.sketches import ANA, BEN, CAT, entry_of, jam_of, seated
from tests.bot.stage import sentence, told_alone


def voting(jam: Jam | None = None) -> Jam:
    """A vote about what ana and ben entered."""
    jam = jam or jam_of("voting")
    jam = replace(jam, phase="voting", phase_s=jam.created_s + 60)
    return jam.with_entry(entry_of(ANA, state="painted")).with_entry(entry_of(BEN, place=2, state="painted"))


async def test_who_joins_plays_or_waits_for_a_seat(session: Session) -> None:
    await session.begin(JamRules("battle", rounds=4, players_most=2), starts=False)
    stage = session.stage
    assert sentence(await stage.mod.slash(session.thread, "jam join")).startswith("🕐")
    assert sentence(await stage.ben.slash(session.thread, "jam leave")) == LEFT
    assert (await session.now()).player(str(stage.mod.id)).seat == "playing"  # type: ignore[union-attr]
    assert sentence(await stage.ben.slash(session.thread, "jam join")).startswith("🕐")


async def test_who_listens_votes_if_they_came_in_time(session: Session) -> None:
    await session.begin()
    stage = session.stage
    assert sentence(await stage.mod.slash(session.thread, "jam listen")).startswith("👂 You listen")
    first, second = [await session.enter(one) for one in (stage.ana, stage.ben)]
    stage.clock.move(LISTENED_S)
    await session.do(*(Painted(one.id, f"{one.id}-0") for one in (first, second)))
    shown = answer(await stage.mod.slash(session.thread, "jam vote"))
    assert labels(shown) == ["A", "B"]
    await stage.mod.click(shown, label="B")
    assert (await session.now()).votes == (Vote(1, str(stage.mod.id), second.id),)


async def test_who_is_blocked_does_not_listen(session: Session) -> None:
    await session.begin()
    stage = session.stage
    await stage.services.records.block(Block(str(stage.guild.id), str(stage.mod.id), "1", "", 0.0))
    assert "have blocked you here" in sentence(await stage.mod.slash(session.thread, "jam listen"))
    assert (await session.now()).player(str(stage.mod.id)) is None


async def test_who_joins_from_the_channel_is_told_where_it_is(session: Session) -> None:
    await session.begin(starts=False)
    said = sentence(await session.stage.mod.slash(session.stage.channel, "jam join"))
    assert said == f"🙋 You play. It is here: https://discord.com/channels/{session.stage.guild.id}/{session.thread.id}"


async def test_who_takes_a_seat_in_a_planned_one_is_told_what_comes(session: Session) -> None:
    stage = session.stage
    plan = Plan(str(stage.guild.id), str(stage.channel.id), "Friday", "", JamRules("battle", 4), stage.clock() + 3600)
    jam = await created(stage.services, plan, host=str(stage.ana.id))
    assert sentence(await stage.ben.slash(stage.channel, "jam join", jam=jam.id)) == SAVED


async def test_whoever_leaves_is_told_what_that_means(session: Session) -> None:
    await session.begin(starts=False)
    stage = session.stage
    assert sentence(await stage.ben.slash(session.thread, "jam leave")) == LEFT
    assert sentence(await stage.ana.slash(session.thread, "jam leave")) == LEFT_ALONE


async def test_who_was_kept_out_does_not_come_back(session: Session) -> None:
    await session.begin()
    stage = session.stage
    await session.do(Kick(str(stage.ana.id), user=str(stage.ben.id)))
    assert "E-JAM" in told_alone(await stage.ben.slash(session.thread, "jam join"))


async def test_who_is_blocked_takes_nobodys_seat(session: Session) -> None:
    await session.begin(starts=False)
    stage = session.stage
    block = Block(str(stage.guild.id), str(stage.ben.id), "1", "", 0.0)
    await stage.services.records.block(block)
    await session.do(Leave(str(stage.ben.id)))
    assert "have blocked you here" in sentence(await stage.ben.slash(session.thread, "jam join"))
    player = (await session.now()).player(str(stage.ben.id))
    assert player is not None
    assert player.seat == "left"


async def test_where_no_jam_is_there_is_nothing_to_join(session: Session) -> None:
    assert sentence(await session.stage.ben.slash(session.stage.channel, "jam join")) == NO_JAM_HERE


async def test_one_that_is_over_is_not_joined(session: Session) -> None:
    await session.begin()
    await session.do(End(str(session.stage.ana.id)))
    assert sentence(await session.stage.ben.slash(session.thread, "jam join")) == OVER


async def test_a_vote_is_given_and_shown_to_nobody_else(session: Session) -> None:
    await session.begin()
    stage = session.stage
    first, second = [await session.enter(one) for one in (stage.ana, stage.ben)]
    await session.do(*(Painted(one.id, f"{one.id}-0") for one in (first, second)))
    shown = answer(await stage.ben.slash(session.thread, "jam vote"))
    assert labels(shown) == ["A"]
    await stage.ben.click(shown, label="A")
    assert (await session.now()).votes == (Vote(1, str(stage.ben.id), first.id),)
    again = answer(await stage.ben.slash(session.thread, "jam vote"))
    assert (labels(again), again.content.split("\n")[1:]) == (["A ✓"], ["✅ Your vote: **A**", "-# B is your own."])


async def test_nobody_votes_for_their_own_with_a_forged_button(session: Session) -> None:
    await session.begin()
    stage = session.stage
    first, second = [await session.enter(one) for one in (stage.ana, stage.ben)]
    await session.do(*(Painted(one.id, f"{one.id}-0") for one in (first, second)))
    said = sentence(await stage.press_on(Button("jampick", first.id, "⭐", "A"), stage.ana))
    assert "Nobody votes for what they entered themselves" in said
    assert (await session.now()).votes == ()


async def test_there_is_nothing_to_vote_on_before(session: Session) -> None:
    await session.begin()
    assert sentence(await session.stage.ben.slash(session.thread, "jam vote")) == NO_VOTE


async def test_who_is_blocked_leads_nothing_that_nobody_leads(session: Session) -> None:
    await session.begin()
    stage = session.stage
    await session.do(Leave(str(stage.ana.id)), Leave(str(stage.ben.id)))
    assert (await session.now()).halts == {"orphaned"}
    await stage.services.records.block(Block(str(stage.guild.id), str(stage.ben.id), "1", "", 0.0))
    assert "have blocked you here" in sentence(await stage.ben.slash(session.thread, "jam revive"))
    seat = await stage.press_on(Button("jamseat", session.id, "🪑", "Lead it"), stage.ben)
    assert "have blocked you here" in sentence(seat)
    assert (await session.now()).halts == {"orphaned"}


async def test_nobody_takes_a_seat_that_is_not_offered(session: Session) -> None:
    await session.begin()
    stage = session.stage
    assert "E-JAM" in told_alone(await stage.press_on(Button("jamseat", session.id, "🪑", "Lead it"), stage.ben))
    assert (await session.now()).host == str(stage.ana.id)


async def test_whoever_plays_leads_a_jam_that_nobody_leads(session: Session) -> None:
    await session.begin()
    stage = session.stage
    await session.do(Pause(str(stage.ana.id)))
    stage.clock.move(25 * 3600)
    await session.do(Tick())
    said = sentence(await stage.press_on(Button("jamseat", session.id, "🪑", "Lead it"), stage.ben))
    assert said.startswith("▶️ It goes on, and you lead it")
    assert (await session.now()).host == str(stage.ben.id)


def test_ones_own_is_not_offered_and_said_to_be_ones_own() -> None:
    view = vote_view(voting(), ANA)
    assert [[one.label for one in row] for row in view.buttons] == [["B"]]
    assert view.content.endswith("-# A is your own.")


def test_what_one_voted_for_is_marked_without_colour_alone() -> None:
    jam = seated(voting(), CAT, "playing")
    view = vote_view(replace(jam, votes=(Vote(1, CAT, "J7F3K9Q-1-2"),)), CAT)
    assert [(one.label, one.style) for row in view.buttons for one in row] == [("A", "secondary"), ("B ✓", "primary")]


def test_sixteen_entries_fit_under_one_message() -> None:
    jam = seated(voting(), CAT, "playing")
    for place in range(3, 17):
        jam = jam.with_entry(entry_of(str(place), place=place, state="painted"))
    rows = vote_view(jam, CAT).buttons
    assert [len(row) for row in rows] == [5, 5, 5, 1]
    assert rows[3][0].label == "P"


def test_whoever_came_later_has_no_vote() -> None:
    jam = voting()
    jam = jam.with_player(replace(jam.players[0], user=CAT, joined_s=jam.phase_s + 1))
    with pytest.raises(UserError) as caught:
        vote_view(jam, CAT)
    assert str(caught.value) == NO_VOICE


def test_there_is_no_vote_among_ones_own() -> None:
    jam = replace(voting(), entries=(entry_of(ANA, state="painted"),))
    with pytest.raises(UserError) as caught:
        vote_view(jam, ANA)
    assert str(caught.value) == NONE_LEFT
