"""All that a jam posted, shown as it may be shown now."""

from bot.jams.conducting.clearing import Clearer
from bot.jams.showing.again import show_again
from bot.jams.taking_out import left_by, taken_out
from tests.bot.jams.showing.scenes import WORDS, at_the_finale, finished, shown
from tests.bot.stage import Stage


async def test_what_is_hidden_later_is_heard_nowhere_any_more(stage: Stage) -> None:
    playing = await finished(stage)
    entry = (await playing.jam()).entries[1]
    assert entry.clip is not None
    await stage.services.records.hide_clip(entry.clip, stage.clock())
    await stage.services.records.redeliver(entry.id)
    await stage.deliver()
    vote, reveal = await shown(playing, "vote-1"), await shown(playing, "reveal-1")
    assert "**B** was taken out." in vote.content
    assert WORDS[1] not in vote.content + reveal.content
    assert len(vote.attachments) == 3
    (thread,) = stage.channel.threads
    known = stage.env.backend.get_channel(thread.id).thread_metadata
    assert known is not None
    assert known.archived


async def test_a_section_that_its_author_deletes_is_heard_nowhere_and_a_hidden_track_neither(stage: Stage) -> None:
    playing = await finished(stage)
    jam = await playing.jam()
    await stage.services.records.remove_card(jam.sections[0].id, stage.clock())
    await stage.deliver()
    reveal = await shown(playing, "reveal-1")
    assert WORDS[0] not in reveal.content
    assert reveal.attachments == []
    assert len((await shown(playing, "finale")).attachments) == 2
    assert jam.track is not None
    await stage.services.records.hide_clip(jam.track, stage.clock())
    await show_again(stage.services, stage.bot, jam)
    track = await shown(playing, "finale")
    assert track.content.startswith("🙈 Hidden")
    assert track.attachments == []


async def test_a_track_of_which_no_section_is_left_is_shown_no_more(stage: Stage) -> None:
    playing = await at_the_finale(stage)
    jam = await playing.jam()
    record = await stage.record(jam.sections[0].id)
    await taken_out(stage.services, stage.bot, record)
    assert (await playing.look()).phase == "archived"
    track = await shown(playing, "finale")
    assert track.attachments == []
    assert WORDS[0] not in track.content + (await shown(playing, "credits")).content
    await Clearer().tend(stage.services, stage.bot, await playing.jam())
    old = await stage.services.records.clip(jam.track or "")
    assert old is not None
    assert old.deleted_s is not None, "nobody waits for it"


async def test_whoever_is_forgotten_is_named_in_no_message_any_more(stage: Stage) -> None:
    playing = await finished(stage)
    names = ["vote-1", "reveal-1", "finale", "credits", "announced", "board"]
    assert str(stage.ana.id) in (await shown(playing, "finale")).content
    await left_by(stage.services, stage.bot, str(stage.ana.id))
    after = "\n".join([(await shown(playing, what)).content for what in names])
    assert str(stage.ana.id) not in after
    assert WORDS[0] not in after
    assert "Night Shift" not in after


async def test_what_was_shown_stays_as_it_is_where_nothing_changed(stage: Stage) -> None:
    playing = await finished(stage)
    jam = await playing.jam()
    names = [what for what in jam.posts if what in {"vote-1", "reveal-1", "finale", "credits", "announced", "board"}]
    before = {what: (await shown(playing, what)).content for what in names}
    await show_again(stage.services, stage.bot, jam)
    after = {what: (await shown(playing, what)).content for what in names}
    assert after.keys() == before.keys()
    assert {what for what in names if after[what].split("\n")[0] != before[what].split("\n")[0]} == set()
