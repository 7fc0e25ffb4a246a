"""A subtractive and FM synthesiser, a note at a time."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from training.compose_piece import CLIP_SAMPLES, SAMPLE_RATE, Part
from training.render_patch import Patch

Wave = NDArray[np.float32]
TURN = 2.0 * math.pi


class Stroke(NamedTuple):
    """How a note is struck: for how many samples it is held, the beat's length, when, how hard."""

    held: float
    beat_s: float
    offset_s: float
    velocity: float


@njit(cache=True, fastmath=True)
def _blep(phase: float, step: float) -> float:
    """The polynomial that rounds off a saw's corner, against aliasing."""
    if phase < step:
        ratio = phase / step
        return ratio + ratio - ratio * ratio - 1.0
    if phase > 1.0 - step:
        ratio = (phase - 1.0) / step
        return ratio * ratio + ratio + ratio + 1.0
    return 0.0


@njit(cache=True, fastmath=True)
def _sample(patch: Patch, phase: float, step: float) -> float:
    """A wave's value at a phase from 0 to 1."""
    if patch.wave == 0:
        return float(2.0 * phase - 1.0 - _blep(phase, step))
    if patch.wave == 1:
        fall = (phase + 1.0 - patch.width) % 1.0
        return float((1.0 if phase < patch.width else -1.0) + _blep(phase, step) - _blep(fall, step))
    if patch.wave == 2:
        return 4.0 * abs(phase - 0.5) - 1.0
    if patch.wave == 3:
        return math.sin(TURN * phase)
    return np.random.random() * 2.0 - 1.0  # noqa: NPY002  (numba has no other generator)


@njit(cache=True, fastmath=True)
def _bend(patch: Patch, seconds: float, glide_from: float) -> float:
    """What drop, vibrato and glide multiply the pitch by."""
    bend = 1.0
    if patch.drop > 0:
        bend *= 2.0 ** (patch.drop * math.exp(-seconds / 0.03))
    if patch.vibrato > 0:
        bend *= 2.0 ** (patch.vibrato / 12.0 * min(1.0, seconds * 3) * math.sin(TURN * 5.5 * seconds))
    if patch.glide > 0:
        bend *= glide_from ** math.exp(-seconds / patch.glide)
    return float(bend)


@njit(cache=True, fastmath=True)
def _add_voice(out: Wave, patch: Patch, hz: float, glide_from: float, phase: float) -> None:
    """Add one unison voice to `out`."""
    cycles = phase * 3.0
    for index in range(out.size):
        seconds = index / 44100.0
        step = hz * _bend(patch, seconds, glide_from) / 44100.0
        if patch.wave == 4:
            cycles += step
            depth = patch.fm_depth * (math.exp(-seconds / patch.fm_decay) if patch.fm_decay > 0 else 1.0)
            value = math.sin(TURN * cycles + depth * math.sin(TURN * cycles * patch.ratio))
        else:
            phase += step
            phase -= math.floor(phase)
            value = _sample(patch, phase, step)
        out[index] += value / math.sqrt(patch.voices)


@njit(cache=True, fastmath=True)
def _add_sub(out: Wave, patch: Patch, hz: float) -> None:
    """Add the sine an octave below, or at the pitch itself where that is low enough."""
    octave = 0.5 if hz > 90 else 1.0
    for index in range(out.size):
        out[index] += patch.sub * math.sin(TURN * hz * octave * index / 44100.0)


@njit(cache=True, fastmath=True)
def _level(patch: Patch, seconds: float) -> float:
    """The envelope while the key is down."""
    if seconds < patch.attack:
        return seconds / patch.attack
    return float(patch.sustain + (1.0 - patch.sustain) * math.exp(-(seconds - patch.attack) / patch.decay * 3.0))


@njit(cache=True, fastmath=True)
def _cutoff(patch: Patch, seconds: float, beats: float, velocity: float) -> float:
    """Where the filter stands: its envelope and its LFO."""
    if patch.env_decay < 0:
        opened = patch.env * min(1.0, seconds / -patch.env_decay)
    else:
        opened = patch.env * math.exp(-seconds / patch.env_decay) * (0.5 + 0.5 * velocity)
    if patch.lfo > 0:
        opened += patch.lfo_depth * (0.5 - 0.5 * math.cos(TURN * patch.lfo * beats))
    return float(min(12000.0, patch.cutoff * 2.0**opened))


@njit(cache=True, fastmath=True)
def _shape(out: Wave, patch: Patch, stroke: Stroke) -> None:
    """Filter (state variable, two poles; Simper 2013), drive and envelope, in place."""
    low = band = level = level_at_release = 0.0
    damping = 2.0 - 1.9 * patch.resonance
    for index in range(out.size):
        seconds = index / 44100.0
        if index < stroke.held:
            level = level_at_release = _level(patch, seconds)
        else:
            level = level_at_release * math.exp(-(index - stroke.held) / 44100.0 / patch.release * 4.0)
        if index % 16 == 0:
            beats = (seconds + stroke.offset_s) / stroke.beat_s
            gain = math.tan(math.pi * _cutoff(patch, seconds, beats, stroke.velocity) / 44100.0)
            normal = 1.0 / (1.0 + gain * (gain + damping))
        high = (out[index] - (damping + gain) * band - low) * normal
        middle = gain * high + band
        band = gain * high + middle
        value = gain * middle + low
        low = gain * middle + value
        if patch.drive > 0:
            value = math.tanh(value * patch.drive) / math.tanh(patch.drive)
        out[index] = value * level * stroke.velocity


@njit(cache=True)
def _seed(value: int) -> None:
    np.random.seed(value)  # noqa: NPY002  (numba has no other generator)


def _note(patch: Patch, hz: float, glide_from: float, stroke: Stroke, phases: NDArray[np.float64]) -> Wave:
    out = np.zeros(int(stroke.held) + int(patch.release * 1.5 * SAMPLE_RATE), np.float32)
    voices = int(patch.voices)
    for voice in range(voices):
        spread = 0.0 if voices == 1 else 2.0 * voice / (voices - 1) - 1.0
        _add_voice(out, patch, hz * 2.0 ** (spread * patch.detune / 1200.0), glide_from, phases[voice])
    if patch.sub > 0:
        _add_sub(out, patch, hz)
    _shape(out, patch, stroke)
    return out


def synthesise(part: Part, patch: Patch, *, tempo_bpm: float, seed: int) -> NDArray[np.float32]:
    """The waveform of a part, one clip long, at no particular loudness."""
    rng, beat_s, floats = np.random.default_rng(seed), 60.0 / tempo_bpm, Patch(*map(float, patch))
    _seed(seed % 2**31)
    out = np.zeros(CLIP_SAMPLES, np.float32)
    previous_hz = 0.0
    for note in part.notes:
        start = round(note.beat * beat_s * SAMPLE_RATE)
        if start >= CLIP_SAMPLES:
            continue
        held = min(int(note.beats * beat_s * SAMPLE_RATE), CLIP_SAMPLES - start)
        hz = 440.0 * 2.0 ** ((note.pitch - 69) / 12)
        phases = rng.random(8) if patch.voices > 1 else np.zeros(8)
        stroke = Stroke(float(held), beat_s, note.beat * beat_s, note.velocity)
        sound = _note(floats, hz, (previous_hz or hz) / hz, stroke, phases)
        stop = min(CLIP_SAMPLES, start + sound.size)
        out[start:stop] += sound[: stop - start]
        previous_hz = hz
    return out
