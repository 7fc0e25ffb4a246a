"""What came of a round."""

from bot.jams.machine.acts import JAMGRAM, RemoveEntry
from bot.jams.showing import reveals
from tests.bot.jams.conducting.concert import concert
from tests.bot.jams.showing.scenes import WORDS, faults, names, revealed, shown, voting
from tests.bot.stage import Stage, custom_ids
from tests.discord.description import Description


async def test_the_winner_is_heard_and_all_are_named_with_their_votes(stage: Stage, description: Description) -> None:
    message = await shown(await revealed(stage), "reveal-1")
    ana, ben, mod = (one.id for one in (stage.ana, stage.ben, stage.mod))
    lines = message.content.split("\n")
    assert lines[:2] == [f"🏆 **Round 1** · <@{ana}> wins with 2 votes: section 1 of 1", f"**{WORDS[0]}**"]
    assert lines[3:] == [
        "Also entered:",
        f"**B** <@{ben}> · 0 votes: {WORDS[1]}",
        f"**C** <@{mod}> · 0 votes: {WORDS[2]}",
    ]
    assert names(message) == ["1-A.png", "1-A.mp3"]
    assert faults(stage, description) == []


async def test_it_can_be_used_as_any_clip_and_the_others_be_had(stage: Stage) -> None:
    playing = await revealed(stage)
    jam, message = await playing.jam(), await shown(playing, "reveal-1")
    assert list(custom_ids(message)) == ["Remix", "Star", "Export", "Details", "Report", "Export B", "Export C"]
    (record,) = await stage.services.records.cards_of_messages(str(message.channel.id), [str(message.id)])
    assert record.card.id == jam.sections[0].id
    told = await stage.press("Star", message, stage.ben)
    assert told.followups[-1].content.startswith("⭐")


async def test_it_calls_nobody_and_leaves_time_to_listen(stage: Stage) -> None:
    jam = await (await revealed(stage)).jam()
    (sent,) = [one.json for one in stage.env.http_requests if "🏆" in str(one.json) and one.method == "POST"]
    assert isinstance(sent, dict)
    assert sent["allowed_mentions"] == {"parse": []}
    assert jam.now is not None
    assert jam.now.ended_s is not None
    assert jam.deadline_s == jam.now.ended_s + 5 + 15


async def test_its_board_has_the_clock_of_the_time_to_listen(stage: Stage) -> None:
    playing = await voting(stage)
    await playing.next()
    stage.clock.move(9)
    jam = await playing.look()
    assert f"🎧 Listen. It goes on <t:{jam.deadline_s:.0f}:R>." in (await shown(playing, "board")).content


async def test_it_is_said_why_the_earliest_wins(stage: Stage) -> None:
    playing = await voting(stage)
    await playing.next()
    await playing.look()
    assert reveals.FEW.format(quorum=2) in (await shown(playing, "reveal-1")).content.split("\n")


async def test_so_it_is_where_several_have_as_many_votes(stage: Stage) -> None:
    playing = await voting(stage)
    first, second, _ = (await playing.jam()).entries
    await playing.vote(stage.ben, first)
    await playing.vote(stage.mod, second)
    await playing.next()
    await playing.look()
    assert reveals.TIE in (await shown(playing, "reveal-1")).content.split("\n")


async def test_one_who_entered_alone_wins_without_votes(stage: Stage) -> None:
    playing = await concert(stage)
    await playing.begin(stage.ben)
    await playing.enter(stage.ana, "drums")
    await playing.later(95)
    await playing.painted()
    await playing.look()
    message = await shown(playing, "reveal-1")
    assert message.content.startswith(f"🏆 **Round 1** · <@{stage.ana.id}> entered alone")


async def test_in_layers_it_is_said_which_part_was_won(stage: Stage) -> None:
    playing = await concert(stage, "layers", rounds=4)
    await playing.begin(stage.ben)
    await playing.enter(stage.ana, "brushes")
    await playing.next()
    await playing.painted()
    await playing.look()
    first = (await shown(playing, "reveal-1")).content.split("\n")[0]
    assert first.endswith("entered alone and wins: 🥁 Drums, part 1 of 4")


async def test_a_relay_just_says_whose_it_is(stage: Stage) -> None:
    playing = await concert(stage, "relay", rounds=2)
    jam = await playing.begin(stage.ben)
    assert jam.now is not None
    await playing.enter(str(jam.now.player), "drums")
    await playing.painted()
    await playing.look()
    message = await shown(playing, "reveal-1")
    assert message.content.startswith(f"🎧 **Round 1** · section 1 of 2, by <@{jam.now.player}>\n**drums**")


async def test_a_section_that_is_taken_out_is_heard_no_more(stage: Stage) -> None:
    playing = await revealed(stage)
    await playing.do(RemoveEntry(JAMGRAM, (await playing.jam()).entries[0].id, as_moderator=True))
    await playing.look(2)
    message = await shown(playing, "reveal-1")
    assert message.content.startswith("🧹 **Round 1** · what was heard here was taken out.")
    assert message.attachments == []
    assert WORDS[1] in message.content


async def test_what_is_hidden_before_it_is_revealed_is_not_shown(stage: Stage) -> None:
    playing = await voting(stage)
    other = (await playing.jam()).entries[2]
    assert other.clip is not None
    await stage.services.records.hide_clip(other.clip, stage.clock())
    await playing.until("reveal")
    await playing.look()
    assert WORDS[2] not in (await shown(playing, "reveal-1")).content
