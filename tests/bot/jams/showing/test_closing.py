"""The end of a jam."""

from dataclasses import replace

from bot.jams.machine.acts import JAMGRAM, End, Stop
from bot.jams.showing.closing import UNSHOWN, last_word
from bot.records.jam import CLOSED
from tests.bot.jams.conducting.concert import concert
from tests.bot.jams.machine.game import BEN, HOST
from tests.bot.jams.showing.scenes import battle_of, finished, in_thread, lines, post, shown, thread_messages
from tests.bot.stage import Stage


async def test_a_finished_jam_leaves_everything_tidy(stage: Stage) -> None:
    playing = await finished(stage)
    board, announced = await shown(playing, "board"), await shown(playing, "announced")
    where = (await playing.jam()).posts["finale"]
    assert "✅ It is over." in board.content
    assert announced.content.startswith("✅ **Night Shift** · battle of 1 section")
    assert announced.content.endswith(f"/{where.channel}/{where.message}")
    assert board.components == announced.components == []
    (thread,) = stage.channel.threads
    known = stage.env.backend.get_channel(thread.id).thread_metadata
    assert known is not None
    assert (thread.name, known.archived, known.locked) == ("✅ Night Shift", True, False)
    assert CLOSED in (await playing.jam()).posts


async def test_a_jam_that_was_ended_in_its_lobby_says_by_whom(stage: Stage) -> None:
    playing = await concert(stage)
    await playing.do(End(str(stage.ana.id)))
    stage.clock.move(9)
    await playing.look()
    assert f"It was ended by <@{stage.ana.id}>." in (await shown(playing, "over")).content
    assert "was called off" in (await shown(playing, "announced")).content


async def test_a_thread_that_is_closed_to_us_has_its_host_told(stage: Stage) -> None:
    playing = await concert(stage)
    (thread,) = stage.channel.threads
    stage.refuse("POST", f"/channels/{thread.id}/messages", status=403, code=50013, times=None)
    await playing.do(Stop(JAMGRAM))
    stage.clock.move(9)
    await playing.look()
    (told,) = stage.ana.user.dm_channel.history()
    assert told.content.startswith("🏁 **Night Shift** is over")
    assert CLOSED in (await playing.jam()).posts


async def test_whoever_is_cut_off_puts_it_away_once(stage: Stage) -> None:
    playing = await concert(stage)
    await playing.do(Stop(JAMGRAM))
    stage.clock.move(9)
    await playing.look()
    before = len(thread_messages(stage))
    await stage.services.records.drop_jam_post(playing.id, CLOSED)
    await stage.services.records.drop_jam_post(playing.id, "over")
    await playing.look()
    assert len(thread_messages(stage)) == before


def test_sections_without_a_track_are_named() -> None:
    jam = battle_of(HOST, BEN).enter(HOST, BEN).paint().vote(ben=HOST).ring().do(Stop("9", as_moderator=True)).jam
    word = last_word(in_thread(jam, reveal_1=post("77")))
    assert word is not None
    assert lines(word)[1:] == [
        "It was ended by <@9>.",
        "There is no track. Its sections stay where they are:",
        "**1** <@1>: https://discord.com/channels/100/300/77",
    ]


def test_a_track_that_could_not_be_shown_in_time_is_not_said_to_be_none() -> None:
    jam = battle_of(HOST, BEN).enter(HOST, BEN).paint().vote(ben=HOST).ring().do(Stop("9", as_moderator=True)).jam
    word = last_word(replace(in_thread(jam, reveal_1=post("77")), track=f"{jam.id}-track-0"))
    assert word is not None
    assert lines(word)[2] == UNSHOWN


def test_a_jam_to_which_nobody_came_says_so() -> None:
    jam = in_thread(battle_of(HOST, BEN).do(Stop(JAMGRAM)).jam)
    word = last_word(replace(jam, round=0))
    assert word is not None
    assert "Nobody else came in time" in word.view.content


def test_a_jam_with_a_finale_needs_no_last_word() -> None:
    assert last_word(in_thread(battle_of(HOST, BEN).do(Stop(JAMGRAM)).jam, finale=post())) is None
