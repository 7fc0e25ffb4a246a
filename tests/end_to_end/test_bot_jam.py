"""Whole jams of as many people as can play, over the wire: everybody acts at once, and all of it counts."""

from pathlib import Path

import pytest

from bot.jams.machine import tally
from bot.records.jam import PLAYERS_MOST, Jam
from core.contract import Join
from tests.discord.rig import Rig
from tests.end_to_end.conftest import Report
from tests.end_to_end.jam_play import JamPlay, jam_of
from worker.codecs import decode_audio, read_tags
from worker.sound.format import SAMPLE_RATE_HZ
from worker.sound.loudness import loudness_lufs

LUFS, SECTION_S, SECTIONS = -14.0, 5.12, 4

pytestmark = pytest.mark.timeout(300)


async def test_sixteen_people_play_a_relay_that_the_built_in_model_paints(root: Path, report: Report) -> None:
    async with jam_of(root, PLAYERS_MOST, start=Rig.add_forked_worker) as play:
        jam = await play.play("relay", rounds=SECTIONS, is_draft=True)
        assert len({one.user for one in jam.sections}) == SECTIONS, "nobody had two turns"
        assert len(jam.players) == PLAYERS_MOST
        check_thread(play)
        await check_lineage(play, jam)
        report(check_track(play, jam))
        assert play.rig.discord.violations() == []
    report(f"a relay of {PLAYERS_MOST}: " + ", ".join(f"{phase} {took_s:.1f} s" for phase, took_s in play.laps))


def check_thread(play: JamPlay) -> None:
    assert play.thread.archived
    assert play.thread.name.startswith("✅ ")
    assert not play.thread.locked


async def check_lineage(play: JamPlay, jam: Jam) -> None:
    """The track is a clip of the last section's family."""
    track = await play.records.clip(jam.track or "")
    assert track is not None
    assert isinstance(track.recipe, Join)
    assert len(track.recipe.sources) == SECTIONS
    assert (track.ancestry.operation, track.ancestry.parent) == ("jam", jam.sections[-1].clip)


def check_track(play: JamPlay, jam: Jam) -> str:
    """It is heard as one piece, with a chapter for each section and its player."""
    mp3 = play.track.file(".mp3").content
    waveform = decode_audio(mp3).numpy()
    seconds, loudness, chapters = waveform.shape[-1] / SAMPLE_RATE_HZ, loudness_lufs(waveform), read_tags(mp3).chapters
    assert SECTIONS * SECTION_S * 0.8 < seconds <= SECTIONS * SECTION_S + 0.1
    assert LUFS - 8 < loudness < LUFS + 1, "single strokes stay quieter: their peaks are where the limit is"
    assert len(chapters) == SECTIONS
    assert all(entry.prompt in chapter.title for entry, chapter in zip(jam.sections, chapters, strict=True))
    return f"the track of {SECTIONS} sections: {seconds:.1f} s, {loudness:.1f} LUFS"


async def test_sixteen_people_enter_and_vote_at_once_and_the_winner_is_who_got_the_most(root: Path) -> None:
    async with jam_of(root, PLAYERS_MOST, start=Rig.add_quick_worker) as play:
        jam = await play.play("battle", rounds=1)
        assert sorted(one.user for one in jam.entries) == sorted(user.id for user in play.everybody)
        assert {one.state for one in jam.entries} == {"painted"}
        assert sorted(one.voter for one in jam.votes) == sorted(user.id for user in play.everybody)
        (section,) = jam.sections
        counted = tally(jam, 1)
        assert counted[section.id] == max(counted.values())
        shown = [file for message in play.titled("🗳️") for file in message.files if file.name.endswith(".mp3")]
        assert len(shown) == PLAYERS_MOST
        assert play.rig.discord.violations() == []
