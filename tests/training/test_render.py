from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from training.compose import KINDS, compose, style_names
from training.compose_piece import CLIP_SAMPLES, SAMPLE_RATE, Effect, Note, Part, Piece
from training.compose_voices import VOICES
from training.render import Sampler, render
from training.render_effects import EFFECTS, produce
from training.render_soundfont import load_soundfont, with_open_filters

Wave = NDArray[np.float32]
BEAT_S = 0.5


def level_db(wave: Wave) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(np.square(wave, dtype=np.float64))) + 1e-12))


def onsets(wave: Wave, *, hop: int = 441) -> NDArray[np.float64]:
    """Rises of energy, a column of 10 ms each."""
    frames = np.abs(wave[: wave.size // hop * hop].reshape(-1, hop)).mean(axis=1).astype(np.float64)
    return np.asarray(np.maximum(0, np.diff(frames, prepend=0)))


def periodicity(rises: NDArray[np.float64], lag: float) -> float:
    """How alike the onsets are to themselves `lag` columns later."""
    centred = rises - rises.mean()
    around = range(round(lag) - 1, round(lag) + 2)
    return max(float(np.dot(centred[:-step], centred[step:])) for step in around)


def note_part(voice: str, *, pitch: int = 69) -> Piece:
    piece = compose("ambient", np.random.default_rng(0))
    return replace(piece, tempo_bpm=120.0, effects=(), parts=(Part("melody", voice, (Note(0, 8, pitch, 0.9),)),))


@pytest.mark.parametrize("style", style_names())
def test_a_clip_has_its_length_and_neither_clips_nor_falls_silent(style: str, sampler: Sampler) -> None:
    wave = render(compose(style, np.random.default_rng(2)), sampler)
    assert wave.shape == (CLIP_SAMPLES,)
    assert wave.dtype == np.float32
    assert np.abs(wave).max() < 0.95
    assert -32 < level_db(wave) < -2


@pytest.mark.parametrize("kind", KINDS)
def test_music_sounds_from_the_first_tenth_of_a_second(kind: str, sampler: Sampler) -> None:
    for style in ("techno", "trance", "reggae", "salsa"):
        wave = render(compose(style, np.random.default_rng(4), kind=kind), sampler)
        assert level_db(wave[: SAMPLE_RATE // 10]) > -50, style


@pytest.mark.parametrize("style", ["lo-fi hip hop", "techno", "chiptune", "bossa nova", "ambient"])
def test_the_same_piece_sounds_the_same(style: str, sampler: Sampler) -> None:
    piece = compose(style, np.random.default_rng(9))
    first = render(piece, sampler)
    render(compose("house", np.random.default_rng(1)), sampler)
    np.testing.assert_array_equal(first, render(piece, sampler))


@pytest.mark.parametrize("style", ["house", "techno", "trance", "hardstyle", "disco"])
def test_the_measured_tempo_is_the_stated_one(style: str, sampler: Sampler) -> None:
    piece = compose(style, np.random.default_rng(6), kind="full")
    drums = replace(piece, parts=tuple(part for part in piece.parts if part.role == "drums"), effects=())
    rises, beat = onsets(render(drums, sampler)), 6000 / piece.tempo_bpm
    off = [periodicity(rises, beat * ratio) for ratio in (0.8, 0.87, 1.13, 1.2)]
    assert periodicity(rises, beat) > 2 * max(off)


@pytest.mark.parametrize("voice", [name for name, voice in VOICES.items() if voice.patch and "bass" not in name])
def test_every_synthesiser_voice_sounds(voice: str, sampler: Sampler) -> None:
    assert level_db(render(note_part(voice), sampler)) > -30


@pytest.mark.parametrize("pitch", [57, 69, 81])
def test_the_synthesiser_is_in_tune(pitch: int, sampler: Sampler) -> None:
    wave = render(note_part("chip square", pitch=pitch), sampler)[: SAMPLE_RATE * 2]
    spectrum = np.abs(np.fft.rfft(wave * np.hanning(wave.size)))
    assert spectrum.argmax() / 2 == pytest.approx(440 * 2 ** ((pitch - 69) / 12), abs=1)


def test_a_synthesiser_plays_on_the_downbeat(sampler: Sampler) -> None:
    assert np.abs(render(note_part("chip square"), sampler)[:441]).max() > 0.1


@pytest.mark.parametrize("kind", EFFECTS)
def test_every_effect_keeps_the_length_and_stays_finite(kind: str) -> None:
    wave = np.sin(np.arange(CLIP_SAMPLES) / 20).astype(np.float32)
    rate = {"lowpass": 2000.0, "highpass": 300.0, "sweep": 6000.0, "crush": 8000.0}.get(kind, 0.75)
    changed = produce(wave, (Effect(kind, 0.5, rate),), BEAT_S)
    assert changed.shape == wave.shape
    assert changed.dtype == np.float32
    assert np.isfinite(changed).all()
    assert not np.array_equal(changed, wave)


def test_an_echo_returns_after_its_beats() -> None:
    click = np.zeros(CLIP_SAMPLES, np.float32)
    click[0] = 1.0
    after = produce(click, (Effect("echo", 0.5, 1.0),), BEAT_S)[1000:]
    assert abs(int(np.abs(after).argmax()) + 1000 - SAMPLE_RATE // 2) < 20


def test_side_chain_pumping_ducks_a_pad_at_every_kick(sampler: Sampler) -> None:
    pad = Part("pad", "chip square", (Note(0, 12, 69, 0.9),), pump=0.9)
    wave = render(replace(note_part("chip square"), parts=(pad,)), sampler)
    beat = round(BEAT_S * SAMPLE_RATE)
    assert level_db(wave[beat : beat + 1000]) < level_db(wave[beat - 2000 : beat - 1000]) - 6


def test_dark_zones_of_a_soundfont_are_opened_and_others_kept() -> None:
    generators = np.array([[8, 6237], [8, 12000], [48, 100]], "<i2").tobytes()
    soundfont = b"sdta...pdta" + b"igen" + len(generators).to_bytes(4, "little") + generators + b"end."
    opened = with_open_filters(soundfont)
    assert len(opened) == len(soundfont)
    kept = np.frombuffer(opened[19 : 19 + len(generators)], "<i2").reshape(-1, 2)
    assert kept.tolist() == [[8, 13500], [8, 12000], [48, 100]]


def test_a_missing_soundfont_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.sf2"):
        load_soundfont(tmp_path / "none.sf2")
