"""Drum machines: kicks, snares, hats and claps made of sines and noise."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from training.compose_piece import CLIP_SAMPLES, SAMPLE_RATE, Part

Wave = NDArray[np.float32]


def _seconds(length_s: float) -> NDArray[np.float64]:
    return np.arange(int(length_s * SAMPLE_RATE)) / SAMPLE_RATE


def _noise(length_s: float, rng: np.random.Generator) -> NDArray[np.float64]:
    return rng.standard_normal(int(length_s * SAMPLE_RATE)) * 0.5


def _band(wave: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    return np.asarray(sosfilt(butter(2, [low, high], "band", fs=SAMPLE_RATE, output="sos"), wave))


def _kick(low: float, high: float, fall_s: float, length_s: float, click: float, drive: float) -> NDArray[np.float64]:
    time = _seconds(length_s * 2.5)
    hz = low + (high - low) * np.exp(-time / fall_s)
    body = np.sin(2 * np.pi * np.cumsum(hz) / SAMPLE_RATE) * np.exp(-time / length_s * 1.8)
    body[:180] += click * np.linspace(1, 0, 180) * np.sign(np.sin(np.arange(180) * 0.6))
    return np.asarray(np.tanh(body * drive) / np.tanh(drive))


def _snare(tone: float, length_s: float, snap: float, rng: np.random.Generator) -> NDArray[np.float64]:
    time = _seconds(length_s * 2)
    drum = np.sin(2 * np.pi * tone * time) * np.exp(-time / 0.05) + 0.5 * np.sin(
        2 * np.pi * tone * 1.8 * time
    ) * np.exp(-time / 0.03)
    wires = _band(_noise(length_s * 2, rng), 900, 9500)[: time.size] * np.exp(-time / length_s * 2.2)
    return np.asarray(0.7 * drum + snap * 2.2 * wires)


def _hat(length_s: float, low: float, rng: np.random.Generator, metal: float) -> NDArray[np.float64]:
    time = _seconds(length_s * 3)
    ring = sum(np.sign(np.sin(2 * np.pi * hz * time)) for hz in (540, 800, 1175, 1470, 2020, 2650)) / 6
    mixed = metal * ring + (1 - metal) * _noise(length_s * 3, rng)[: time.size]
    return _band(np.asarray(mixed), low, 16000) * np.exp(-time / length_s * 2.0)


def _clap(length_s: float, rng: np.random.Generator) -> NDArray[np.float64]:
    time = _seconds(0.35)
    envelope = sum(np.where(time >= at, np.exp(-(time - at) / 0.009), 0) for at in (0, 0.011, 0.022))
    envelope = envelope + np.where(time >= 0.03, 0.8 * np.exp(-(time - 0.03) / length_s), 0)
    return np.asarray(_band(_noise(0.35, rng)[: time.size], 900, 4500) * envelope * 1.8)


def _tom(hz: float) -> NDArray[np.float64]:
    time = _seconds(0.5)
    return np.asarray(
        np.sin(2 * np.pi * np.cumsum(hz * (1 + 0.6 * np.exp(-time / 0.03))) / SAMPLE_RATE) * np.exp(-time / 0.14)
    )


def _bell() -> NDArray[np.float64]:
    time = _seconds(0.35)
    return np.asarray(
        _band(np.sign(np.sin(2 * np.pi * 540 * time)) + np.sign(np.sin(2 * np.pi * 800 * time)), 400, 5000)
        * np.exp(-time / 0.09)
    )


def _rim() -> NDArray[np.float64]:
    time = _seconds(0.08)
    return np.asarray((np.sin(2 * np.pi * 1700 * time) + np.sin(2 * np.pi * 480 * time)) * np.exp(-time / 0.012))


_KICKS = {
    "909 kit": (48, 260, 0.03, 0.28, 0.5, 2.0),
    "808 kit": (46, 150, 0.025, 0.55, 0.15, 1.5),
    "lo-fi kit": (58, 170, 0.03, 0.2, 0.2, 1.6),
    "industrial kit": (44, 420, 0.05, 0.35, 0.9, 6.0),
    "breakbeat kit": (62, 200, 0.02, 0.16, 0.4, 2.0),
    "chip kit": (60, 500, 0.03, 0.1, 0.6, 3.0),
}
_SNARES = {
    "909 kit": (195, 0.22, 0.8),
    "808 kit": (175, 0.16, 0.9),
    "lo-fi kit": (185, 0.14, 0.6),
    "industrial kit": (160, 0.3, 1.0),
    "breakbeat kit": (215, 0.17, 0.8),
    "chip kit": (230, 0.13, 1.2),
}


def _hat_for(kit: str, tune: float, rng: np.random.Generator, length_s: float) -> NDArray[np.float64]:
    lowest = {"lo-fi kit": 4200, "breakbeat kit": 5200, "chip kit": 3000}.get(kit, 6800)
    return _hat(length_s, lowest * tune, rng, 0.7 if kit in ("808 kit", "909 kit") else 0.15)


def _strike(kit: str, key: int, tune: float, rng: np.random.Generator) -> NDArray[np.float64]:
    if key == 36:
        low, high, *rest = _KICKS[kit]
        return _kick(low * tune, high * tune, *rest)
    if key in (38, 40):
        tone, length_s, snap = _SNARES[kit]
        return _snare(tone * tune, length_s, snap, rng)
    if key in (41, 45, 47, 50, 60, 61, 62, 63, 64):
        return _tom({41: 80, 45: 105, 47: 140, 50: 185, 64: 170, 63: 230, 62: 260, 60: 400, 61: 300}[key] * tune)
    lengths = {42: 0.05, 44: 0.04, 46: 0.3, 51: 0.5, 49: 1.1, 82: 0.09, 69: 0.07, 54: 0.12}
    if key in lengths:
        return _hat_for(kit, tune, rng, lengths[key])
    return {39: lambda: _clap(0.1, rng), 37: _rim, 75: _rim}.get(key, _bell)()


@lru_cache(maxsize=512)
def one_shot(kit: str, key: int, variation: int) -> Wave:
    """One strike of a drum; `variation` tunes the kit."""
    rng = np.random.default_rng([variation, key])
    tune = 0.86 + 0.28 * (variation % 8) / 7
    return _strike(kit, key, tune, rng).astype(np.float32)


def strike_all(part: Part, kit: str, *, tempo_bpm: float, seed: int) -> Wave:
    """The waveform of a drum machine's part, one clip long."""
    out = np.zeros(CLIP_SAMPLES + 4 * SAMPLE_RATE, np.float32)
    for note in part.notes:
        start = round(note.beat * 60 / tempo_bpm * SAMPLE_RATE)
        if start < CLIP_SAMPLES:
            sound = one_shot(kit, note.pitch, seed % 8)
            out[start : start + sound.size] += sound * note.velocity**1.5
    return out[:CLIP_SAMPLES]
