"""The synthesiser's knobs."""

from __future__ import annotations

from typing import NamedTuple


class Patch(NamedTuple):
    """One sound; times in seconds, frequencies in Hz, detune in cents, filter amounts in octaves, LFO in cycles a beat.

    `wave`: 0 saw, 1 pulse, 2 triangle, 3 sine, 4 two-operator FM, 5 noise. A negative `env_decay` opens the filter
    instead. A named tuple, since compiled code reads its fields by name.
    """

    wave: float = 0.0
    voices: float = 1.0
    detune: float = 0.0
    width: float = 0.5
    sub: float = 0.0
    ratio: float = 1.0
    fm_depth: float = 0.0
    fm_decay: float = 0.0
    attack: float = 0.003
    decay: float = 0.3
    sustain: float = 0.8
    release: float = 0.06
    cutoff: float = 8000.0
    env: float = 0.0
    env_decay: float = 0.3
    resonance: float = 0.1
    lfo: float = 0.0
    lfo_depth: float = 0.0
    drive: float = 0.0
    vibrato: float = 0.0
    drop: float = 0.0
    glide: float = 0.0
