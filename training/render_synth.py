"""A subtractive and FM synthesiser, a note at a time."""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from training.compose_piece import CLIP_SAMPLES, SAMPLE_RATE, Part
from training.render_patch import Patch


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
def _sample(wave: int, phase: float, step: float, width: float, index: float, ratio: float) -> float:
    if wave == 0:
        return 2.0 * phase - 1.0 - _blep(phase, step)
    if wave == 1:
        fall = (phase + 1.0 - width) % 1.0
        return (1.0 if phase < width else -1.0) + _blep(phase, step) - _blep(fall, step)
    if wave == 2:
        return 4.0 * abs(phase - 0.5) - 1.0
    if wave == 3:
        return math.sin(2.0 * math.pi * phase)
    if wave == 4:
        return math.sin(2.0 * math.pi * phase + index * math.sin(2.0 * math.pi * phase * ratio))
    return np.random.random() * 2.0 - 1.0


@njit(cache=True, fastmath=True)
def _oscillate(out, pitch_hz, previous_hz, knobs, phases):  # type: ignore[no-untyped-def]
    """Fill `out` with the raw wave of all unison voices and the sub oscillator."""
    wave, voices, detune, width, sub = int(knobs[0]), int(knobs[1]), knobs[2], knobs[3], knobs[4]
    for voice in range(voices):
        spread = 0.0 if voices == 1 else 2.0 * voice / (voices - 1) - 1.0
        tuned = pitch_hz * 2.0 ** (spread * detune / 1200.0)
        phase = phases[voice]
        cycles = phases[voice] * 3.0 if wave == 4 else 0.0
        for index in range(out.size):
            seconds = index / 44100.0
            bend = 1.0
            if knobs[20] > 0:
                bend *= 2.0 ** (knobs[20] * math.exp(-seconds / 0.03))
            if knobs[19] > 0:
                bend *= 2.0 ** (knobs[19] / 12.0 * min(1.0, seconds * 3) * math.sin(2 * math.pi * 5.5 * seconds))
            if knobs[21] > 0:
                bend *= (previous_hz / pitch_hz) ** math.exp(-seconds / knobs[21])
            step = tuned * bend / 44100.0
            depth = knobs[6] * (math.exp(-seconds / knobs[7]) if knobs[7] > 0 else 1.0)
            if wave == 4:
                cycles += step
                value = math.sin(2 * math.pi * cycles + depth * math.sin(2 * math.pi * cycles * knobs[5]))
            else:
                phase += step
                phase -= math.floor(phase)
                value = _sample(wave, phase, step, width, depth, knobs[5])
            out[index] += value / math.sqrt(voices)
    if sub > 0:
        for index in range(out.size):
            out[index] += sub * math.sin(2 * math.pi * pitch_hz * (0.5 if pitch_hz > 90 else 1.0) * index / 44100.0)


@njit(cache=True, fastmath=True)
def _shape(out, held, knobs, beat_s, offset_s, velocity):  # type: ignore[no-untyped-def]
    """Filter (state variable, two poles) and envelope, in place."""
    low = band = 0.0
    damping = 2.0 - 1.9 * knobs[15]
    attack, decay, sustain, release = knobs[8], knobs[9], knobs[10], knobs[11]
    level_at_release = 0.0
    for index in range(out.size):
        seconds = index / 44100.0
        if index < held:
            if seconds < attack:
                level = seconds / attack
            else:
                level = sustain + (1.0 - sustain) * math.exp(-(seconds - attack) / decay * 3.0)
            level_at_release = level
        else:
            level = level_at_release * math.exp(-(index - held) / 44100.0 / release * 4.0)
        if index % 16 == 0:
            if knobs[14] < 0:
                opened = knobs[13] * min(1.0, seconds / -knobs[14])
            else:
                opened = knobs[13] * math.exp(-seconds / knobs[14]) * (0.5 + 0.5 * velocity)
            if knobs[16] > 0:
                opened += knobs[17] * (0.5 - 0.5 * math.cos(2 * math.pi * knobs[16] * (seconds + offset_s) / beat_s))
            cutoff = min(12000.0, knobs[12] * 2.0**opened)
            gain = math.tan(math.pi * cutoff / 44100.0)
            normal = 1.0 / (1.0 + gain * (gain + damping))
        high = (out[index] - (damping + gain) * band - low) * normal
        middle = gain * high + band
        band = gain * high + middle
        bottom = gain * middle + low
        low = gain * middle + bottom
        value = bottom
        if knobs[18] > 0:
            value = math.tanh(value * knobs[18]) / math.tanh(knobs[18])
        out[index] = value * level * velocity


@njit(cache=True)
def _seed(value: int) -> None:
    np.random.seed(value)


def _note(patch: Patch, hz: float, previous_hz: float, held: int, beat: tuple[float, float, float], phases: NDArray[np.float64]) -> NDArray[np.float32]:
    knobs = np.array(patch.knobs)
    out = np.zeros(held + int(patch.release * 1.5 * SAMPLE_RATE), np.float32)
    _oscillate(out, hz, previous_hz, knobs, phases)
    _shape(out, held, knobs, *beat)
    return out


def synthesise(part: Part, patch: Patch, *, tempo: float, seed: int) -> NDArray[np.float32]:
    """The waveform of a part, one clip long, at no particular loudness."""
    rng, beat_s = np.random.default_rng(seed), 60.0 / tempo
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
        sound = _note(patch, hz, previous_hz or hz, held, (beat_s, note.beat * beat_s, note.velocity), phases)
        stop = min(CLIP_SAMPLES, start + sound.size)
        out[start:stop] += sound[: stop - start]
        previous_hz = hz
    return out
