"""Compose a short piece in a style: whole band, reduced, recombined, or one player alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from training.compose_harmony import KEYS, progression
from training.compose_piece import CLIP_SECONDS, Arrangement, Part, Piece
from training.compose_sketch import Sketch
from training.compose_solo import solo_arrangement
from training.compose_styles import STYLES, Style
from training.compose_variants import instruments_of, recombined, reduced, style_solo
from training.styles import ORDER

if TYPE_CHECKING:
    import numpy as np

KINDS = {"full": 0.66, "reduced": 0.13, "recombined": 0.08, "style solo": 0.05, "solo": 0.08}
_SCALE_NAMES = {
    "mixolydian": "major",
    "dorian": "minor",
    "phrygian": "minor",
    "blues": "minor",
    "pelog": "",
    "slendro": "",
}


def style_names() -> tuple[str, ...]:
    """Every style that can be composed, in the order of the data sets."""
    return ORDER


def sketch(style: Style, rng: np.random.Generator) -> Sketch:
    """Draw tempo, key, mode and chords from a style's ranges."""
    tempo = round(float(rng.uniform(*style.tempo)), 1)
    mode, words = style.modes[int(rng.integers(len(style.modes)))]
    tonic = int(rng.integers(12))
    bars = int(CLIP_SECONDS * tempo / 60 / style.bar) + 1
    chords = progression(
        str(rng.choice(list(words))), tonic=tonic, beats_each=style.chord_beats, total=bars * style.bar
    )
    swing = float(rng.uniform(*style.swing))
    return Sketch(rng, tempo, tonic, mode, style.bar, bars, chords, swing, style.swing_unit)


def compose(style: str, rng: np.random.Generator, *, kind: str | None = None) -> Piece:
    """Write a piece in `style`; `kind` is drawn where none of `KINDS` is asked for."""
    frame = STYLES[style]
    drawn = kind or str(rng.choice(list(KINDS), p=list(KINDS.values())))
    plan = sketch(frame, rng)
    if drawn == "solo":
        arrangement: Arrangement = solo_arrangement(plan)
        extras: tuple[str, ...] = ()
    else:
        arrangement = frame.write(plan)
        arrangement, extras, drawn = _varied(arrangement, plan, drawn)
    return _piece(frame, plan, arrangement, kind=drawn, extras=extras)


def _varied(arrangement: Arrangement, plan: Sketch, kind: str) -> tuple[Arrangement, tuple[str, ...], str]:
    if kind == "reduced":
        return reduced(arrangement, plan)
    if kind == "recombined":
        return recombined(arrangement, plan)
    if kind == "style solo":
        return style_solo(arrangement, plan)
    return arrangement, (), "full"


def _words(arrangement: Arrangement) -> tuple[str, ...]:
    effects = [effect for part in arrangement.parts for effect in part.effects] + list(arrangement.effects)
    pumped = ("side-chain pumping",) if any(part.pump >= 0.6 for part in arrangement.parts) else ()
    return tuple(dict.fromkeys([effect.word for effect in effects if effect.word])) + pumped


def _from_downbeat(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts, but whoever comes in first comes in on the downbeat, so that no clip starts with silence."""
    first = min(parts, key=lambda part: part.notes[0].beat)
    opening = first.notes[0]
    if opening.beat < 0.01:
        return parts
    struck = replace(opening, beat=0.0, beats=max(opening.beat * 0.95, 0.1))
    joined = replace(first, notes=(struck, *first.notes))
    return tuple(joined if part is first else part for part in parts)


def _piece(style: Style, plan: Sketch, arrangement: Arrangement, *, kind: str, extras: tuple[str, ...]) -> Piece:
    moods = () if kind == "solo" else tuple(str(mood) for mood in plan.rng.permutation(list(style.moods))[:2])
    parts = _from_downbeat(tuple(part for part in arrangement.parts if part.notes))
    pitched = any(part.role not in ("drums", "texture") for part in parts)
    mode = _SCALE_NAMES.get(plan.mode, plan.mode) if pitched else ""
    return Piece(
        style=style.name,
        tempo_bpm=plan.tempo,
        key=KEYS[plan.tonic] if mode else "",
        mode=mode,
        beats_per_bar=plan.bar,
        parts=parts,
        effects=arrangement.effects,
        moods=moods,
        production=_words(arrangement),
        instruments=instruments_of(parts),
        seed=int(plan.rng.integers(2**31)),
        kind=kind,
        extras=extras,
    )
