"""A piece becomes sound: parts through soundfont or synthesiser, effects, and the mix."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from training.compose_piece import SAMPLE_RATE, Part, Piece
from training.compose_voices import VOICES, Voice
from training.render_effects import produce
from training.render_machines import strike_all
from training.render_soundfont import load_soundfont
from training.render_synth import synthesise

__all__ = ["Sampler", "load_soundfont", "loudness", "render"]

Wave = NDArray[np.float32]
ROLE_DB = {"drums": 0.0, "bass": -2.0, "chords": -2.0, "pad": -4.0, "arpeggio": -2.0, "melody": 0.0, "texture": -9.0}
PEAK = 0.89
_EAR = butter(1, 180, "high", fs=SAMPLE_RATE, output="sos").astype(np.float32)


class Sampler(Protocol):
    """Whoever plays the sampled instruments."""

    def play(self, part: Part, voice: Voice, *, tempo_bpm: float) -> Wave:
        """The waveform of a part, one clip long, at no particular loudness."""


def _sound(part: Part, soundfont: Sampler, *, tempo_bpm: float, seed: int) -> Wave:
    voice = VOICES[part.voice]
    if voice.patch is not None:
        return synthesise(part, voice.patch, tempo_bpm=tempo_bpm, seed=seed)
    if voice.kit:
        return strike_all(part, voice.kit, tempo_bpm=tempo_bpm, seed=seed)
    return soundfont.play(part, voice, tempo_bpm=tempo_bpm)


def loudness(wave: Wave) -> float:
    """The level of the louder half of a part, bass counted for less, as the ear does."""
    bright = sosfilt(_EAR, wave)
    frames = np.square(bright[: bright.size // 2048 * 2048]).reshape(-1, 2048).mean(axis=1)
    return float(np.sqrt(np.sort(frames)[frames.size // 2 :].mean()))


def _ducked(wave: Wave, part: Part, kicks: tuple[float, ...], beat_s: float) -> Wave:
    """Side-chain pumping: down at every kick, back within half a beat."""
    if not part.pump:
        return wave
    gain, recovery = np.ones(wave.size, np.float32), int(0.55 * beat_s * SAMPLE_RATE)
    curve = 1 - part.pump * (1 - np.linspace(0, 1, recovery, dtype=np.float32) ** 0.8)
    for kick in kicks:
        start = round(kick * beat_s * SAMPLE_RATE)
        room = gain[start : start + recovery]
        np.minimum(room, curve[: room.size], out=room)
    return wave * gain


def _kicks(piece: Piece) -> tuple[float, ...]:
    struck = tuple(note.beat for part in piece.parts if part.role == "drums" for note in part.notes if note.pitch == 36)
    return struck or tuple(float(beat) for beat in range(64))


def _track(piece: Piece, index: int, soundfont: Sampler) -> Wave:
    part, beat_s = piece.parts[index], 60 / piece.tempo_bpm
    wave = produce(_sound(part, soundfont, tempo_bpm=piece.tempo_bpm, seed=piece.seed + index), part.effects, beat_s)
    level = loudness(wave)
    if level < 1e-7:
        return np.zeros_like(wave)
    gain = 10 ** ((ROLE_DB[part.role] + part.level_db) / 20) / level * 0.05
    return _ducked(wave * np.float32(gain), part, _kicks(piece), beat_s)


def render(piece: Piece, soundfont: Sampler) -> Wave:
    """The clip: mono float32 at 44.1 kHz, 5.12 s, peak just below full scale."""
    tracks = [_track(piece, index, soundfont) for index in range(len(piece.parts))]
    mixed: Wave = np.stack(tracks).sum(axis=0, dtype=np.float32)
    mastered = produce(mixed, piece.effects, 60 / piece.tempo_bpm)
    soft = np.tanh(mastered / (np.percentile(np.abs(mastered), 99.5) * 1.6 + 1e-9))
    return np.asarray(soft * (PEAK / (np.abs(soft).max() + 1e-9)), np.float32)
