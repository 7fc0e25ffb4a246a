"""How well an extension goes on: across its seams, in level and in tempo, beside what happens within the clip.

    python -m benchmarks.extend [--clips 6] [--threads 2] [--steps 25]

Clips of the built-in model, over beats of known tempi and without, are extended to 15 and to 30 s. All is measured in
the sound, as it is heard. A seam's spectral distance is that between the mean levels of the bands just before and just
after it; beside it stand the same distances at every moment of what was kept, as quantiles. A seam that nobody hears
has any quantile with equal chance, 0.5 on average. The last line is one JSON object.
"""

import argparse
import json
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from core.contract import Beat, Extend, Painted, Riff
from core.limits import NATIVE_COLUMNS, NATIVE_LENGTH_S, STEPS_DEFAULT, LengthS
from core.work import windows_of
from worker.codecs import encode_png
from worker.painter import Painter, load_painter
from worker.pipeline import paint
from worker.sketch import sketch_of
from worker.sound.conversion import magnitudes_from_waveform
from worker.sound.format import COLUMNS_PER_SECOND, SAMPLES_PER_COLUMN
from worker.sound.frames import powers
from worker.sound.playing import sound_of
from worker.sound.rhythm import onset_strengths, tempo

CLIPS: Final = (
    Beat(prompt="lo-fi hip hop", seed=1, bpm=82),
    Beat(prompt="techno", seed=2, bpm=128),
    Beat(prompt="funk", seed=3, bpm=104),
    Beat(prompt="reggae", seed=4, bpm=72),
    Riff(prompt="string quartet", seed=5),
    Riff(prompt="solo piano", seed=6),
)
LENGTHS_S: Final[tuple[LengthS, ...]] = (15, 30)
FLOOR_DB: Final = -60.0
SPANS: Final = (4, 20)
"""Columns on either side of a moment that are compared: 40 ms tell a click, 200 ms another sound."""
LEVEL_SPAN: Final = 100
KEY: Final = "0" * 64
QUANTILE_BAR: Final = 0.95
TEMPO_BAR: Final = 0.02


@dataclass(frozen=True)
class Seam:
    """What happens where one part meets the next, for each span: quantiles among the moments of what was kept.

    `ratios` are the distances over the mean of those within what was kept.
    """

    quantiles: tuple[float, ...]
    ratios: tuple[float, ...]
    level_db: float
    level_quantile: float


@dataclass(frozen=True)
class Result:
    """One extension: its seams, the first of which is beside what was kept, and the tempi of both parts, if any."""

    prompt: str
    length_s: int
    seams: tuple[Seam, ...]
    kept_bpm: float | None
    added_bpm: float | None

    @property
    def off(self) -> float | None:
        """How far apart the tempi are, as a share; half and double are the same beat."""
        if self.kept_bpm is None or self.added_bpm is None:
            return None
        return min(abs(self.added_bpm * factor / self.kept_bpm - 1) for factor in (0.5, 1.0, 2.0))

    def told(self) -> str:
        """One line of the table."""
        first, others = self.seams[0], self.seams[1:]
        return "  ".join(
            [
                f"{self.prompt[:14]:14} {self.length_s} s",
                "first seam " + " ".join(f"{quantile:.2f}" for quantile in first.quantiles),
                f"level {first.level_db:+5.1f} dB ({first.level_quantile:.2f})",
                "others " + " ".join(f"{quantile:.2f}" for seam in others for quantile in seam.quantiles[:1]),
                f"{bpm_told(self.kept_bpm)} and {bpm_told(self.added_bpm)} BPM",
            ]
        )


def bpm_told(bpm: float | None) -> str:
    """A tempo, or none."""
    return "no" if bpm is None else f"{bpm:.1f}"


def levels_of(waveform: Tensor) -> Tensor:
    """The levels of a sound's bands, in dB below the loudest, [bands, columns]."""
    magnitudes = magnitudes_from_waveform(waveform[None])[0]
    return (20 * (magnitudes / magnitudes.max()).clamp_min(1e-9).log10()).clamp_min(FLOOR_DB)


def distances(levels: Tensor, *, span: int) -> Tensor:
    """How far apart the sound before and after each moment is, in dB; entry k belongs to column k + span."""
    means = levels.unfold(-1, span, 1).mean(-1)
    return (means[:, span:] - means[:, :-span]).square().mean(0).sqrt()


def level_steps(levels: Tensor) -> Tensor:
    """By how much it gets louder from the second before to the second after each moment, in dB."""
    loudness = 10 * (10 ** (levels / 10)).sum(0).unfold(-1, LEVEL_SPAN, 1).mean(-1).log10()
    return loudness[LEVEL_SPAN:] - loudness[:-LEVEL_SPAN]


def seam_at(levels: Tensor, column: int, *, kept: slice) -> Seam:
    """Compare a seam with every moment of what was kept."""
    quantiles, ratios = [], []
    for span in SPANS:
        within = distances(levels[:, kept], span=span)
        across = distances(levels, span=span)[column - span]
        quantiles.append(float((within < across).float().mean()))
        ratios.append(float(across / within.mean()))
    steps = level_steps(levels[:, kept]).abs()
    step = float(level_steps(levels)[column - LEVEL_SPAN])
    return Seam(tuple(quantiles), tuple(ratios), step, float((steps < abs(step)).float().mean()))


def bpm_of(waveform: Tensor) -> float | None:
    """The tempo of a sound, if it has one."""
    found = tempo(onset_strengths(powers(waveform)))
    return None if found is None else found.bpm


def painted(painter: Painter, recipe: Painted, source: bytes = b"") -> Tensor:
    """A recipe's picture, uint8 [rows, columns]."""
    sketch = sketch_of(recipe, fetch=lambda _: source)  # type: ignore[arg-type]  # every painted kind is a recipe
    return paint(painter, [sketch], on_step=lambda *_: None)[0]


def measured(pixels: Tensor, recipe: Extend) -> Result:
    """What is told of one extension after what was kept."""
    waveform = sound_of(pixels, loop=False)
    levels, kept = levels_of(waveform), slice(0, recipe.kept_columns)
    seams = tuple(seam_at(levels, window.begin, kept=kept) for window in windows_of(recipe))
    edge = recipe.kept_columns * SAMPLES_PER_COLUMN
    tempi = bpm_of(waveform[..., :edge]), bpm_of(waveform[..., edge:])
    return Result(recipe.prompt, recipe.length_s, seams, *tempi)


def extended(painter: Painter, clip: Beat | Riff, lengths_s: Sequence[LengthS]) -> Iterator[Result]:
    """Extend one clip to every length."""
    pixels = painted(painter, clip)
    for length_s in lengths_s:
        lengths = {"added_s": length_s - NATIVE_LENGTH_S, "length_s": length_s}
        recipe = Extend(prompt=clip.prompt, seed=clip.seed + 100, source=KEY, steps=clip.steps, **lengths)
        longer = painted(painter, recipe, encode_png(pixels))
        if not longer[:, :NATIVE_COLUMNS].equal(pixels):
            raise ValueError("what is kept has changed")
        yield measured(longer, recipe)


def run(painter: Painter, clips: Sequence[Beat | Riff], lengths_s: Sequence[LengthS], *, steps: int) -> list[Result]:
    """Extend every clip, and tell of each extension."""
    results = []
    for clip in clips:
        for result in extended(painter, clip.model_copy(update={"steps": steps}), lengths_s):
            print(result.told(), flush=True)
            results.append(result)
    return results


def summary(results: Sequence[Result]) -> dict[str, object]:
    """Means over the extensions, and what of them meets the bars."""
    first = [result.seams[0] for result in results]
    others = [seam for result in results for seam in result.seams[1:]]
    offs = [result.off for result in results if result.off is not None]
    return {
        "extensions": len(results),
        "spans_ms": [span * 1000 // COLUMNS_PER_SECOND for span in SPANS],
        "first_seam_quantiles": means([seam.quantiles for seam in first]),
        "first_seam_ratios": means([seam.ratios for seam in first]),
        "first_seams_within": sum(max(seam.quantiles) <= QUANTILE_BAR for seam in first),
        "other_seams": len(others),
        "other_seam_quantiles": means([seam.quantiles for seam in others]),
        "other_seams_within": sum(max(seam.quantiles) <= QUANTILE_BAR for seam in others),
        "level_step_db": round(statistics.mean(abs(seam.level_db) for seam in first), 2),
        "level_quantile": round(statistics.mean(seam.level_quantile for seam in first), 2),
        "with_both_tempi": len(offs),
        "tempi_within": sum(off <= TEMPO_BAR for off in offs),
        "worst_tempo_off": round(max(offs, default=0.0), 4),
    }


def means(rows: Sequence[tuple[float, ...]]) -> list[float]:
    """The mean of each column."""
    return [round(statistics.mean(column), 2) for column in zip(*rows, strict=True)]


def main() -> None:
    """Measure, print, and end with one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clips", type=int, default=len(CLIPS))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=STEPS_DEFAULT)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    figures = summary(run(load_painter(), CLIPS[: arguments.clips], LENGTHS_S, steps=arguments.steps))
    for name, value in figures.items():
        print(f"{name:22} {value}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
