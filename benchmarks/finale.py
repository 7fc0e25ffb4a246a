"""How sections come together in a jam's track: in loudness, at the joins, and in tempo.

    python -m benchmarks.finale [--sections 8] [--bpm 96] [--steps 25] [--threads 2] [--keep FOLDER]

Sections of the built-in model, one of them without drums, are joined and taken through the pipeline to an MP3, which is
decoded again: all is measured in what is heard. A click would be a spectral distance, between the 40 ms before and
after a join, that no beat within a section has: a stroke falls on most joins, so beats are what to compare with. The
tempo is the likeliest one of the whole track; how far each section's strokes are from the track's eighths says whether
it was held. The last line is one JSON object.
"""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.contract import Beat, Join
from core.limits import MODEL_DEFAULT, STEPS_DEFAULT
from core.sections import SECTIONS_MOST, beat_columns
from worker.codecs import decode_audio, encode_png, read_tags
from worker.painter import Painter, load_painter
from worker.pipeline import finish, paint
from worker.sketch import sketch_of
from worker.sound.conversion import magnitudes_from_waveform
from worker.sound.format import COLUMNS_PER_SECOND, SAMPLES_PER_COLUMN
from worker.sound.frames import powers
from worker.sound.rhythm import likeliest_tempo, onset_strengths
from worker.sound.track import levels_of

STYLES: Final = ("lo-fi hip hop", "techno", "funk", "disco", "drum and bass", "solo piano", "reggae", "house")
FLOOR_DB: Final = -60.0
SPAN: Final = 4
"""Columns on either side of a join that are compared: 40 ms tell a click."""
LOUDNESS_BAR_LU: Final = 1.0
CLEAR: Final = 0.1
"""How much of what strikes must strike at once for a section to have a beat."""
TEMPO_BAR: Final = 0.01


@dataclass(frozen=True)
class Measured:
    """A track as it is heard."""

    levels_lufs: tuple[float, ...]
    joins: tuple[float, ...]
    """How hard the sound changes at each join, beside the hardest beat within a section."""
    bpm: float | None
    off_grid_ms: tuple[float | None, ...]
    peak: float


def painted(painter: Painter, *, sections: int, bpm: int, steps: int) -> list[bytes]:
    """Paint sections of many styles at one tempo."""
    words = [STYLES[number % len(STYLES)] for number in range(sections)]
    recipes = [Beat(prompt=one, seed=number, bpm=bpm, steps=steps) for number, one in enumerate(words)]
    sketches = [sketch_of(recipe, fetch=lambda key: key.encode()) for recipe in recipes]
    return [encode_png(pixels) for pixels in paint(painter, sketches, on_step=lambda *_: None)]


def distances(waveform: Tensor) -> Tensor:
    """How far apart the sound before and after each moment is, in dB; entry k belongs to column k + SPAN."""
    magnitudes = magnitudes_from_waveform(waveform[None])[0]
    levels = (20 * (magnitudes / magnitudes.max()).clamp_min(1e-9).log10()).clamp_min(FLOOR_DB)
    means = levels.unfold(-1, SPAN, 1).mean(-1)
    return (means[:, SPAN:] - means[:, :-SPAN]).square().mean(0).sqrt()


def around(apart: Tensor, column: int) -> float:
    """The greatest distance at a moment or within a few columns of it."""
    return float(apart[max(0, column - SPAN - 3) : column - SPAN + 4].max())


def measured(waveform: Tensor, starts: list[int], *, bpm: int) -> Measured:
    """Measure a track, float32 [samples], whose sections begin in these columns."""
    apart, beat = distances(waveform), beat_columns(bpm)
    beats = {round(number * beat) for number in range(2, int(len(apart) / beat) - 1)}
    hardest = max(around(apart, one) for one in beats - set(starts))
    strengths = onset_strengths(powers(waveform))
    found = likeliest_tempo(strengths)
    edges = [*starts, waveform.shape[-1] // SAMPLES_PER_COLUMN]
    return Measured(
        levels_lufs=tuple(levels_of(waveform, edges).tolist()),
        joins=tuple(around(apart, one) / hardest for one in starts[1:]),
        bpm=None if found is None else found.bpm,
        off_grid_ms=tuple(off_grid_ms(strengths, begin, end, beat=beat) for begin, end in pairwise(edges)),
        peak=float(waveform.abs().max()),
    )


def off_grid_ms(strengths: NDArray[np.float64], begin: int, end: int, *, beat: float) -> float | None:
    """How far a section's strokes are from the track's eighths, in milliseconds; none where hardly anything strikes."""
    part = strengths[begin:end]
    turns = np.exp(2j * np.pi * np.arange(begin, end) / (beat / 2))
    mean = (part * turns).sum() / max(float(part.sum()), 1e-9)
    return float(np.angle(mean) / (2 * np.pi) * beat / 2 * 10) if abs(mean) >= CLEAR else None


def track(painter: Painter, pictures: Sequence[bytes], *, bpm: int) -> tuple[bytes, list[int], float]:
    """Join sections and write the MP3, as a worker does; where each begins, in columns, and how long it took."""
    keys = {f"{number:064x}": picture for number, picture in enumerate(pictures)}
    chapters = tuple(f"player {number}: {STYLES[number % len(STYLES)]}" for number in range(len(keys)))
    begun_s = time.perf_counter()
    recipe = Join(sources=tuple(keys), chapters=chapters, title="A finale", bpm=bpm)
    sketch = sketch_of(recipe, fetch=keys.__getitem__)
    assert sketch.picture is not None
    clip = finish(painter, sketch, sketch.picture.pixels)
    took_s = time.perf_counter() - begun_s
    return clip.mp3, [round(one.begin_s * COLUMNS_PER_SECOND) for one in read_tags(clip.mp3).chapters], took_s


def told(found: Measured, *, bpm: int, took_s: float) -> dict[str, object]:
    """What the last line says."""
    spread = max(found.levels_lufs) - min(found.levels_lufs)
    tempo_off = None if found.bpm is None else min(abs(found.bpm * factor / bpm - 1) for factor in (0.5, 1.0, 2.0))
    return {
        "sections": len(found.levels_lufs),
        "loudness_spread_lu": round(spread, 2),
        "joins_within": f"{sum(one <= 1 for one in found.joins)} of {len(found.joins)}",
        "hardest_join_over_hardest_beat": round(max(found.joins, default=0.0), 2),
        "tempo_off": None if tempo_off is None else round(tempo_off, 4),
        "worst_off_grid_ms": round(max((abs(one) for one in found.off_grid_ms if one is not None), default=0.0), 1),
        "peak": round(found.peak, 3),
        "took_s": round(took_s, 1),
        "bars_held": spread <= LOUDNESS_BAR_LU
        and all(one <= 1 for one in found.joins)
        and tempo_off is not None
        and tempo_off <= TEMPO_BAR,
    }


def main() -> None:
    """Paint, join, measure and tell."""
    asked = options()
    torch.set_num_threads(asked.threads)
    painter = load_painter(MODEL_DEFAULT, device="cpu")
    pictures = painted(painter, sections=asked.sections, bpm=asked.bpm, steps=asked.steps)
    mp3, starts, took_s = track(painter, pictures, bpm=asked.bpm)
    if asked.keep is not None:
        asked.keep.mkdir(parents=True, exist_ok=True)
        (asked.keep / "finale.mp3").write_bytes(mp3)
    found = measured(decode_audio(mp3)[0], starts, bpm=asked.bpm)
    for number, (level, off) in enumerate(zip(found.levels_lufs, found.off_grid_ms, strict=True)):
        beat = "no clear beat" if off is None else f"{off:+5.1f} ms off the grid"
        print(f"{STYLES[number % len(STYLES)]:14} {level:6.2f} LUFS  {beat}")
    print(json.dumps(told(found, bpm=asked.bpm, took_s=took_s)))


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sections", type=int, default=8, choices=range(2, SECTIONS_MOST + 1))
    parser.add_argument("--bpm", type=int, default=96)
    parser.add_argument("--steps", type=int, default=STEPS_DEFAULT)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
