import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.worker.sound.signals import chords, drums, hiss
from worker.sound.conversion import magnitudes_from_waveform, waveform_from_magnitudes
from worker.sound.format import SAMPLES_PER_COLUMN
from worker.sound.mix import master
from worker.sound.track import even_gains, joined, levels_of, of_one_power, starts_of

BPM = 120.0
BEAT = 50


def even(level: float, *, columns: int = 220) -> torch.Tensor:
    return torch.full((3, columns), level)


@given(beats=st.lists(st.integers(1, 32), min_size=1, max_size=16), bpm=st.integers(60, 180))
def test_every_section_begins_within_half_a_column_of_its_beat(beats: list[int], bpm: int) -> None:
    starts = starts_of(beats, bpm=bpm)
    for count, start in enumerate(starts):
        assert abs(start - sum(beats[:count]) * 6000 / bpm) <= 0.5


def test_a_track_is_as_long_as_its_beats_and_the_end_of_its_last_section() -> None:
    sections = [even(1.0), even(1.0)]
    assert joined(sections, starts_of([4, 4], bpm=BPM), bpm=BPM).shape == (3, 200 + 220)


def test_up_to_a_quarter_of_a_beat_before_the_join_nothing_is_mixed() -> None:
    track = joined([even(1.0), even(2.0)], (0, 200, 400), bpm=BPM)
    assert (track[:, : 200 - BEAT // 4] == 1.0).all()
    assert (track[:, 200:370] == 2.0).all()


def test_what_is_mixed_keeps_its_power() -> None:
    track = joined([even(1.0), even(1.0)], (0, 200, 400), bpm=BPM)
    torch.testing.assert_close(track[:, :370], torch.ones(3, 370))


def test_the_upbeat_is_the_end_of_the_next_section_s_own_last_bar() -> None:
    section = even(0.0)
    section[:, 199] = 1.0
    track = joined([even(0.0), section], (0, 200, 400), bpm=BPM)
    assert track[0, 199] == pytest.approx(1.0)
    assert (track[:, :199] == 0).all()


def test_a_first_beat_is_heard_whole() -> None:
    section = even(0.0)
    section[:, 0] = 1.0
    track = joined([even(0.0), section], (0, 200, 400), bpm=BPM)
    assert (track[:, 200] == 1.0).all()


def test_the_track_fades_out() -> None:
    track = joined([even(1.0), even(1.0)], (0, 200, 400), bpm=BPM)
    assert track[0, -1] == 0
    assert (track[0, -BEAT:].diff() < 0).all()


def test_a_section_that_is_a_column_short_goes_round() -> None:
    track = joined([even(1.0, columns=199), even(1.0)], (0, 200, 400), bpm=BPM)
    assert (track[:, :370] > 0.99).all()


def test_one_section_is_a_track() -> None:
    assert joined([even(1.0)], (0, 200), bpm=BPM).shape == (3, 220)


def test_sections_of_very_different_levels_are_heard_as_equally_loud() -> None:
    sections = [magnitudes_from_waveform(sound(columns=220)[None])[0] for sound in (drums, chords, hiss)]
    alike = of_one_power([sections[0], 0.003 * sections[1], 800 * sections[2]])
    starts = starts_of([4, 4, 4], bpm=BPM)
    waveform = waveform_from_magnitudes(joined(alike, starts, bpm=BPM)[None])[0]
    gains = even_gains(waveform, starts)
    evened = [section * gain for section, gain in zip(alike, gains.tolist(), strict=True)]
    track = waveform_from_magnitudes(joined(evened, starts, bpm=BPM)[None])
    levels = levels_of(master(track)[0], starts)
    assert levels.max() - levels.min() < 1.0


def test_silence_has_no_power_to_be_brought_to() -> None:
    silent, loud = of_one_power([even(0.0), even(4.0)])
    assert (silent == 0).all()
    assert (loud == 1).all()


def test_a_silent_section_stays_silent_and_harms_no_other() -> None:
    sound = torch.cat([drums(columns=200), torch.zeros(200 * SAMPLES_PER_COLUMN)])
    assert even_gains(sound, (0, 200, 400)).tolist() == [1.0, 1.0]


def test_silence_has_no_level() -> None:
    assert levels_of(torch.zeros(400 * SAMPLES_PER_COLUMN), (0, 200, 400)).tolist() == [-torch.inf, -torch.inf]
