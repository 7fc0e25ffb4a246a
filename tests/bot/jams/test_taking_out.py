"""What is deleted leaves its jam, and so does who is: the jam goes on, and shows it no more."""

import discord
import pytest

from bot.jams.machine.acts import CastVote, End, HandOver, Kick
from bot.jams.showing.finale import CREDITS
from bot.jams.taking_out import left_by, taken_out
from bot.privacy.pseudonym import pseudonym
from bot.records.jam import FINALE, VIDEO, Entry, Jam
from tests.bot.choices.choosing import choose
from tests.bot.jams.conducting.concert import Concert, concert
from tests.bot.privacy.leaving import Leaving
from tests.bot.privacy.test_untagging import SECRET, SOUND, tagged
from tests.bot.stage import Stage, sentence

ANAS, BENS = "zither in the rain", "a bass that walks"


@pytest.fixture
async def playing(stage: Stage) -> Concert:
    """A jam in which ana's entry and ben's are voted on."""
    playing = await concert(stage, rounds=2)
    await playing.begin(stage.ben)
    await playing.enter(stage.ana, ANAS)
    await playing.enter(stage.ben, BENS)
    assert (await playing.painted()).phase == "voting"
    return playing


async def revealed(playing: Concert) -> Jam:
    """Let ana's entry become the section: it was the first."""
    return await playing.until("reveal")


async def archived(playing: Concert) -> Jam:
    """Let ana win and all of it be over."""
    await playing.do(CastVote(str(playing.stage.ben.id), entry_of(await playing.jam(), ANAS).id))
    await playing.until("finale")
    await playing.painted()
    await playing.painted()
    await playing.until("archived")
    return await playing.later(15)


def entry_of(jam: Jam, words: str) -> Entry:
    (found,) = (one for one in jam.entries if one.prompt == words)
    return found


async def posted(stage: Stage, jam: Jam) -> dict[str, discord.Message]:
    """What shows the jam: name → message."""
    found: dict[str, discord.Message] = {}
    for what, post in jam.posts.items():
        try:
            found[what] = await stage.bot.get_partial_messageable(int(post.channel)).fetch_message(int(post.message))
        except discord.NotFound:
            continue
    return found


async def shown(stage: Stage, jam: Jam) -> str:
    return "\n".join(message.content for message in (await posted(stage, jam)).values())


async def remove(stage: Stage, entry: Entry, **options: object) -> str:
    clip = await stage.services.records.clip(entry.clip or "")
    assert clip is not None
    return sentence(await stage.mod.slash(stage.channel, "riff-mod remove", riff=clip.recipe.recipe_id, **options))


async def test_a_clip_that_moderators_remove_leaves_the_vote(stage: Stage, playing: Concert) -> None:
    entry = entry_of(await playing.jam(), ANAS)
    await playing.do(CastVote(str(stage.ben.id), entry.id))
    assert "is removed" in await remove(stage, entry)
    jam = await playing.look()
    after = jam.entry(entry.id)
    assert after is not None
    assert (after.state, jam.votes) == ("removed", ())
    assert ANAS not in await shown(stage, jam)
    assert BENS in await shown(stage, jam)


async def test_a_section_that_is_removed_is_none_any_more(stage: Stage, playing: Concert) -> None:
    jam = await revealed(playing)
    await remove(stage, jam.sections[0])
    after = await playing.look()
    assert after.sections == ()
    assert ANAS not in await shown(stage, after)


async def test_nor_is_one_whose_message_somebody_deletes(stage: Stage, playing: Concert) -> None:
    jam = await revealed(playing)
    messages = await posted(stage, jam)
    await messages["reveal-1"].delete()
    await stage.env.settle()
    assert (await playing.jam()).sections == ()


async def test_moderators_take_an_entry_out_of_one_that_is_over(stage: Stage, playing: Concert) -> None:
    jam = await archived(playing)
    said = sentence(await stage.mod.slash(stage.channel, "riff-mod jam remove-entry", jam=jam.id, user=stage.ana))
    track = await stage.services.records.clip(jam.track or "")
    assert track is not None
    assert f"Its track `{track.recipe.recipe_id}` was made with it" in said
    assert ANAS not in await shown(stage, await playing.jam())


async def test_to_take_it_out_twice_changes_nothing(stage: Stage, playing: Concert) -> None:
    entry = entry_of(await playing.jam(), ANAS)
    record = await stage.record(entry.id)
    await taken_out(stage.services, stage.bot, record)
    version = (await playing.jam()).version
    await taken_out(stage.services, stage.bot, record)
    assert (await playing.jam()).version == version


async def test_who_goes_leaves_the_jam_to_others(stage: Stage, playing: Concert) -> None:
    await left_by(stage.services, stage.bot, str(stage.ana.id))
    jam = await playing.jam()
    assert jam.host == str(stage.ben.id)
    assert {one.state for one in jam.entries if one.user == str(stage.ana.id)} == {"removed"}


async def test_who_has_all_deleted_is_in_no_jam_any_more(stage: Stage, playing: Concert) -> None:
    leaving = Leaving(stage, stage.ana)
    await leaving.leave()
    await playing.look()
    await leaving.look(3)
    assert await leaving.is_done()
    jam = await playing.jam()
    assert ANAS not in await shown(stage, jam)
    assert pseudonym(stage.services.settings, leaving.user) in {one.user for one in jam.players}
    assert await leaving.left(ANAS) == []


async def test_nor_is_anything_of_theirs_shown_of_one_that_is_over(stage: Stage, playing: Concert) -> None:
    jam = await archived(playing)
    mp3 = stage.services.artefacts.put(tagged())
    await stage.services.records.change_files(jam.track or "", png=None, mp3=mp3)
    leaving = Leaving(stage, stage.ben)
    await leaving.leave()
    await leaving.look(3)
    assert await leaving.is_done()
    after = await playing.jam()
    assert BENS not in await shown(stage, after)
    assert ANAS in await shown(stage, after)
    messages = await posted(stage, after)
    files = b"".join([await one.read() for what in (CREDITS, FINALE) for one in messages[what].attachments])
    assert BENS.encode() not in files
    assert SECRET not in files
    assert SOUND in files
    assert VIDEO not in messages
    assert await leaving.left(BENS) == []
    assert jam.track == after.track


async def test_who_was_sent_out_leaves_no_words_in_a_track_either(stage: Stage, playing: Concert) -> None:
    await revealed(playing)
    await playing.do(HandOver(str(stage.ana.id), str(stage.ben.id)))
    await playing.do(Kick(str(stage.ben.id), str(stage.ana.id)))
    await playing.do(End(str(stage.ben.id)))
    await playing.painted()
    await playing.painted()
    await playing.until("archived")
    jam = await playing.later(15)
    await stage.services.records.change_files(jam.track or "", png=None, mp3=stage.services.artefacts.put(tagged()))
    leaving = Leaving(stage, stage.ana)
    await leaving.leave()
    await leaving.look(3)
    assert await leaving.is_done()
    after = await playing.jam()
    (sound,) = (await posted(stage, after))[FINALE].attachments
    assert SECRET not in await sound.read()
    assert str(stage.ana.id) not in (await posted(stage, after))[CREDITS].content


async def test_so_does_the_title_of_who_began_it_whoever_leads_it_then(stage: Stage, playing: Concert) -> None:
    leaving = Leaving(stage, stage.ana)
    await leaving.leave()
    await playing.look()
    await leaving.look(3)
    assert await leaving.is_done()
    jam = await playing.jam()
    assert (jam.host, jam.name, jam.theme) == (str(stage.ben.id), "[removed]", "")
    assert "Night Shift" not in await shown(stage, jam)


async def test_a_host_who_has_all_deleted_takes_the_track_out_of_the_gallery_too(stage: Stage) -> None:
    hall = stage.guild.create_text_channel("gallery")
    await choose(stage.services.records, "server", stage.guild.id, gallery=hall.id)
    playing = await concert(stage)
    await playing.begin(stage.ben)
    await playing.enter(stage.ana, ANAS)
    await playing.enter(stage.ben, BENS)
    await playing.painted()
    await archived(playing)
    assert len(hall.history(viewer=stage.ben)) == 1
    leaving = Leaving(stage, stage.ana)
    await leaving.leave()
    await leaving.look(3)
    assert await leaving.is_done()
    assert hall.history(viewer=stage.ben) == []


async def test_a_track_that_is_deleted_takes_its_film_along_and_what_can_t_be_edited_stops_nobody(
    stage: Stage, playing: Concert
) -> None:
    jam = await archived(playing)
    assert VIDEO in await posted(stage, jam)
    record = await stage.services.records.card(f"{jam.id}-track")
    assert record is not None
    clip = record.requests[0].clip
    assert clip is not None
    await stage.mod.slash(stage.channel, "riff-mod remove", riff=clip.recipe.recipe_id)
    left = await posted(stage, jam)
    assert VIDEO not in left
    assert left[FINALE].attachments == []
    stage.refuse("PATCH", "/channels/*/messages/*", status=403, code=50005, times=None)
    await left_by(stage.services, stage.bot, str(stage.ben.id))
    after = await playing.jam()
    assert {one.state for one in after.entries if one.user == str(stage.ben.id)} == {"removed"}
