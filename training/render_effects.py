"""Production: filters, distortion, echoes, rooms, tape, records."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft
from scipy.signal import butter, sosfilt

from training.compose_piece import SAMPLE_RATE, Effect

if TYPE_CHECKING:
    from collections.abc import Callable

Wave = NDArray[np.float32]


def _filtered(wave: Wave, kind: Literal["low", "high"], hz: float, order: int = 2) -> Wave:
    return np.asarray(
        sosfilt(butter(order, hz, kind, fs=SAMPLE_RATE, output="sos").astype(np.float32), wave), np.float32
    )


def lowpass(wave: Wave, effect: Effect, _beat_s: float) -> Wave:
    """Cut above `rate` Hz."""
    return _filtered(wave, "low", effect.rate, 3)


def highpass(wave: Wave, effect: Effect, _beat_s: float) -> Wave:
    """Cut below `rate` Hz."""
    return _filtered(wave, "high", effect.rate)


def _level(wave: Wave) -> float:
    return float(np.sqrt(np.mean(np.square(wave)))) + 1e-9


def drive(wave: Wave, effect: Effect, _beat_s: float) -> Wave:
    """Overdrive: `amount` 0 to 1 of saturation, a cabinet's low-pass at `rate` Hz."""
    pushed = wave / _level(wave) * (0.3 + 6.0 * effect.amount)
    bent = np.tanh(pushed + 0.15)
    return _filtered(bent - np.mean(bent), "low", effect.rate or 6000)


def crush(wave: Wave, effect: Effect, _beat_s: float) -> Wave:
    """Fewer bits and, at `rate` Hz, fewer samples."""
    peak = float(np.abs(wave).max()) + 1e-9
    steps = 2.0 ** (8 - 5 * effect.amount)
    hold = max(1, int(SAMPLE_RATE / (effect.rate or 11025)))
    held = np.repeat(wave[::hold], hold)[: wave.size]
    return np.asarray(np.round(held / peak * steps) / steps * peak, np.float32)


def echo(wave: Wave, effect: Effect, beat_s: float) -> Wave:
    """Repeats every `rate` beats, each darker and `amount` as loud."""
    delay, out, copy = int(effect.rate * beat_s * SAMPLE_RATE), wave.copy(), wave
    for turn in range(1, 6):
        copy = _filtered(copy * effect.amount, "low", 5000)
        if turn * delay >= wave.size or effect.amount**turn < 0.04:
            break
        out[turn * delay :] += copy[: -turn * delay]
    return out


@lru_cache(maxsize=32)
def _room(tenths: int, size: int) -> NDArray[np.complex64]:
    """The spectrum of a room's response: `tenths` of a second to fall by 60 dB."""
    length = int(min(tenths / 10, 4.5) * SAMPLE_RATE)
    rng, time = np.random.default_rng(tenths), np.arange(length) / SAMPLE_RATE
    noise = rng.standard_normal(length).astype(np.float32)
    dark = _filtered(noise, "low", 4500, 1) * 0.8 + 0.2 * noise
    tail = dark * np.exp(-6.9 * time / (tenths / 10))
    tail[: int(0.012 * SAMPLE_RATE)] *= 0.1
    return np.asarray(rfft((tail / np.sqrt(np.sum(tail**2))).astype(np.float32), size), np.complex64)


def reverb(wave: Wave, effect: Effect, _beat_s: float) -> Wave:
    """A room of `rate` seconds, `amount` as loud as the dry sound."""
    tenths = max(2, round(effect.rate * 10))
    size = next_fast_len(wave.size + int(4.5 * SAMPLE_RATE), real=True)
    wet = irfft(rfft(wave, size) * _room(tenths, size), size)[: wave.size]
    return np.asarray(wave + effect.amount * wet, np.float32)


def wow(wave: Wave, effect: Effect, _beat_s: float) -> Wave:
    """A tape's slow pitch wobble; it starts without delay, so the downbeat stays."""
    time = np.arange(wave.size)
    cycle = 2 * np.pi * (effect.rate or 0.9) / SAMPLE_RATE
    delay = effect.amount * 90 * (1 - np.cos(cycle * time)) + effect.amount * 5 * (1 - np.cos(cycle * 6.7 * time))
    return np.asarray(np.interp(time - delay, time, wave), np.float32)


def chorus(wave: Wave, effect: Effect, _beat_s: float) -> Wave:
    """Two detuned copies."""
    time, out = np.arange(wave.size), wave.copy()
    for turn in (0.7, 1.1):
        delay = 500 + 180 * effect.amount * (1 - np.cos(2 * np.pi * turn * time / SAMPLE_RATE))
        out += 0.6 * np.interp(time - delay, time, wave).astype(np.float32)
    return out


def tremolo(wave: Wave, effect: Effect, beat_s: float) -> Wave:
    """Loud and soft every `rate` beats."""
    cycle = 2 * np.pi / (effect.rate * beat_s * SAMPLE_RATE)
    return np.asarray(wave * (1 - effect.amount * (0.5 - 0.5 * np.cos(cycle * np.arange(wave.size)))), np.float32)


def gate(wave: Wave, effect: Effect, beat_s: float) -> Wave:
    """Chopped: open for the first `amount` of every `rate` beats."""
    phase = (np.arange(wave.size) / (effect.rate * beat_s * SAMPLE_RATE)) % 1.0
    edge = np.clip((effect.amount - phase) * 30, 0, 1) * np.clip(phase * 60, 0, 1)
    return np.asarray(wave * (0.04 + 0.96 * edge), np.float32)


def sweep(wave: Wave, effect: Effect, _beat_s: float) -> Wave:
    """A low-pass that opens over the clip, up to `rate` Hz (crossfaded from dark to bright)."""
    ramp = np.linspace(0, 1, wave.size, dtype=np.float32) ** 1.5
    middle = _filtered(wave, "low", effect.rate / 3)
    return np.asarray(
        _filtered(wave, "low", 350) * (1 - ramp) ** 2
        + middle * 2 * ramp * (1 - ramp)
        + _filtered(wave, "low", effect.rate) * ramp**2,
        np.float32,
    )


def swell(wave: Wave, effect: Effect, _beat_s: float) -> Wave:
    """A crescendo from `amount`."""
    return np.asarray(wave * np.linspace(effect.amount, 1, wave.size), np.float32)


def crackle(wave: Wave, effect: Effect, _beat_s: float) -> Wave:
    """A dusty record: clicks and hiss below the music. `rate` seeds it."""
    rng = np.random.default_rng(int(effect.rate * 1e6))
    dust = rng.standard_normal(wave.size).astype(np.float32) * 0.05
    count = int(30 + 110 * effect.amount)
    dust[rng.integers(0, wave.size - 40, count)] += (rng.standard_normal(count) ** 3 * 2.5).astype(np.float32)
    colour = _filtered(_filtered(dust, "high", 900), "low", 7500)
    return np.asarray(wave + colour * _level(wave) * (0.25 + 0.6 * effect.amount), np.float32)


def hiss(wave: Wave, effect: Effect, _beat_s: float) -> Wave:
    """Tape noise below the music."""
    rng = np.random.default_rng(int(effect.rate * 1e6))
    noise = _filtered(rng.standard_normal(wave.size).astype(np.float32), "high", 2500, 1)
    return np.asarray(wave + noise * _level(wave) * 0.05 * (0.3 + effect.amount), np.float32)


def squash(wave: Wave, effect: Effect, _beat_s: float) -> Wave:
    """A loud master: soft saturation of the sum."""
    return np.asarray(np.tanh(wave / _level(wave) * 0.35 * (1 + 2 * effect.amount)), np.float32)


EFFECTS: dict[str, Callable[[Wave, Effect, float], Wave]] = {
    step.__name__: step
    for step in (
        lowpass,
        highpass,
        drive,
        crush,
        echo,
        reverb,
        wow,
        chorus,
        tremolo,
        gate,
        sweep,
        swell,
        crackle,
        hiss,
        squash,
    )
}


def produce(wave: Wave, effects: tuple[Effect, ...], beat_s: float) -> Wave:
    """The wave after each effect in turn."""
    for effect in effects:
        wave = EFFECTS[effect.kind](wave, effect, beat_s)
    return wave
