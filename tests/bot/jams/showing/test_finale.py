"""The finale of a jam."""

from dataclasses import replace

from bot.jams.showing import filming, finale, gallery
from bot.records.jam import CLOSED, FINALE, GALLERY, VIDEO
from tests.bot.choices.choosing import choose
from tests.bot.jams.showing.scenes import WORDS, at_the_finale, faults, finished, shown
from tests.bot.stage import SORRY, Stage, custom_ids
from tests.discord.description import Description


async def test_the_track_is_shown_with_its_cover_and_its_film(stage: Stage, description: Description) -> None:
    playing = await finished(stage)
    jam, message = await playing.jam(), await shown(playing, FINALE)
    lines = message.content.split("\n")
    assert lines[0] == "🏁 **Night Shift** · battle · 1 of 1 section · 5.1 s · 96 BPM"
    assert lines[1:3] == ["> rain on glass", f"**1** <@{stage.ana.id}>: {WORDS[0]}"]
    assert [one.filename for one in message.attachments] == [f"{jam.id}.png", f"{jam.id}.mp3"]
    assert "all its sections from left to right" in (message.attachments[0].description or "")
    film = await shown(playing, VIDEO)
    assert [one.filename for one in film.attachments] == [f"{jam.id}.mp4"]
    assert faults(stage, description) == []


async def test_it_is_a_clip_as_any_other_and_all_are_credited(stage: Stage) -> None:
    playing = await at_the_finale(stage)
    message = await shown(playing, FINALE)
    assert {"Remix", "Extend", "Morph", "Star", "Export", "Delete"} <= set(custom_ids(message))
    (record,) = await stage.services.records.cards_of_messages(str(message.channel.id), [str(message.id)])
    clip = record.requests[0].clip
    assert clip is not None
    assert (clip.id, clip.author, clip.ancestry.operation) == ((await playing.jam()).track, str(stage.ana.id), "jam")
    told = await shown(playing, "credits")
    assert told.content.split("\n")[1] == f"<@{stage.ana.id}>: 1 turn · 1 section · 4 words · 2 votes got"
    words = (await stage.bot.http.get_from_cdn(told.attachments[0].url)).decode()
    assert f"1. ana: {WORDS[0]} (2 votes)" in words
    assert f"Round 1, ben: {WORDS[1]}" in words


async def test_why_there_is_no_film_is_told(stage: Stage) -> None:
    playing = await at_the_finale(stage)
    batch = await playing.take()
    assert batch is not None
    stage.services.lanes.finish(batch.id, took_s=1.0, ends={f"{playing.id}-video-0": SORRY})
    await stage.hear()
    await playing.look()
    assert "ran out of memory" in (await shown(playing, VIDEO)).content


async def test_a_film_that_takes_too_long_is_not_waited_for(stage: Stage) -> None:
    playing = await at_the_finale(stage)
    jam = await playing.jam()
    stage.clock.move(310)
    await filming.tend(stage.services, stage.bot, jam)
    assert "takes too long" in (await shown(playing, VIDEO)).content


async def test_a_server_with_a_gallery_has_it_there_too(stage: Stage) -> None:
    hall = stage.guild.create_text_channel("gallery")
    await choose(stage.services.records, "server", stage.guild.id, gallery=hall.id)
    playing = await finished(stage)
    jam = await playing.jam()
    (message,) = hall.history(viewer=stage.ben)
    where = jam.posts[FINALE]
    assert message.content.startswith("🎶 **Night Shift**")
    assert f"{stage.guild.id}/{where.channel}/{where.message}" in message.content
    assert [one.filename[-3:] for one in message.attachments] == ["png", "mp3"]
    await stage.press("Delete", await shown(playing, FINALE), stage.ana)
    assert hall.history(viewer=stage.ben) == []


async def test_a_gallery_that_is_closed_to_us_is_told_and_not_tried_again(stage: Stage) -> None:
    hall = stage.guild.create_text_channel("gallery")
    await choose(stage.services.records, "server", stage.guild.id, gallery=hall.id)
    stage.refuse("POST", f"/channels/{hall.id}/messages", status=403, code=50013, times=None)
    jam = await (await finished(stage)).jam()
    assert {GALLERY, "no-gallery", CLOSED} <= set(jam.posts)
    tried = [one for one in stage.env.http_requests if one.path == f"/channels/{hall.id}/messages"]
    assert len([one for one in tried if one.method == "POST"]) == 2  # with its files, and without


async def test_a_private_jam_is_in_no_gallery(stage: Stage) -> None:
    await choose(stage.services.records, "server", stage.guild.id, gallery=stage.channel.id)
    playing = await at_the_finale(stage)
    jam = await playing.jam()
    clip = await stage.services.records.clip(jam.track or "")
    assert clip is not None
    private = replace(jam, rules=replace(jam.rules, is_private=True))
    await gallery.tend(stage.services, stage.bot, private, clip)
    await gallery.tend(stage.services, stage.bot, jam, replace(clip, secluded=True))
    assert GALLERY not in (await playing.jam()).posts


async def test_a_track_that_is_reported_before_it_is_shown_is_not(stage: Stage) -> None:
    playing = await at_the_finale(stage)
    await stage.services.records.drop_jam_post(playing.id, FINALE)
    await stage.services.records.hide_clip(f"{playing.id}-track-0", stage.clock())
    await finale.tend(stage.services, stage.bot, await playing.jam())
    assert FINALE not in (await playing.jam()).posts
    assert (await playing.jam()).phase == "archived"
