"""The synthesiser's knobs."""

from __future__ import annotations

from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class Patch:
    """One sound. Times in seconds, frequencies in Hz, detune in cents, filter amounts in octaves, LFO in cycles a beat.

    `wave`: 0 saw, 1 pulse, 2 triangle, 3 sine, 4 two-operator FM, 5 noise. A negative `env_decay` opens the filter instead.
    """

    wave: float = 0
    voices: float = 1
    detune: float = 0
    width: float = 0.5
    sub: float = 0
    ratio: float = 1
    index: float = 0
    index_decay: float = 0
    attack: float = 0.003
    decay: float = 0.3
    sustain: float = 0.8
    release: float = 0.06
    cutoff: float = 8000
    env: float = 0
    env_decay: float = 0.3
    resonance: float = 0.1
    lfo: float = 0
    lfo_depth: float = 0
    drive: float = 0
    vibrato: float = 0
    drop: float = 0
    glide: float = 0

    @property
    def knobs(self) -> tuple[float, ...]:
        """All knobs in order, as floats."""
        return tuple(float(value) for value in astuple(self))
