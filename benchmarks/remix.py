"""What a remix keeps of its source, by strength, and how far a variation goes from its clip, by amount.

    python -m benchmarks.remix [--sources 4] [--threads 2]

Clips of the built-in model, each of another style, are painted over with the words of the next. Survival is the
correlation with the source, of the chroma (which notes sound when) and of the onsets (when something is struck), on a
scale on which 0 is what a clip from the words alone has in common with the source by chance, and 1 the source itself
brought through the model's pictures (strength 0.05). `words` is how much of the way it has come from the source's
timbre, the bands' mean levels, to that of the words alone. The last line is one JSON object.
"""

import argparse
import json
import statistics
from collections.abc import Callable, Sequence
from typing import Final

import librosa
import numpy as np
import scipy.ndimage
import torch
from numpy.typing import NDArray
from torch import Tensor

from benchmarks.extend import KEY, painted
from core.contract import Remix, Riff, SecondSeed
from core.limits import KEEP, STEPS_DEFAULT, VARY
from worker.codecs import encode_png
from worker.painter import Painter, load_painter
from worker.sound.format import SAMPLE_RATE_HZ
from worker.sound.frames import powers
from worker.sound.playing import sound_of
from worker.sound.rhythm import onset_strengths

STYLES: Final = ("lo-fi beats with piano", "funk with guitar and drums", "solo piano", "techno")
STRENGTHS: Final = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95)
AMOUNTS: Final = (0.1, 0.2, 0.35, 0.5, 0.75)
CHROMA_SPAN: Final = 10
BLUR: Final = 2.0
"""Columns: strokes 20 ms apart are the same stroke."""

Heard = Callable[[Tensor], NDArray[np.float64]]


def chroma_of(pixels: Tensor) -> NDArray[np.float64]:
    """How loud each of the 12 notes is in every tenth of a second, above what it is on average."""
    waveform = sound_of(pixels, loop=False).numpy()
    chroma = librosa.feature.chroma_stft(y=waveform, sr=SAMPLE_RATE_HZ, n_fft=8192, hop_length=4410, tuning=0.0)
    return np.asarray(chroma - chroma.mean(axis=0), dtype=np.float64)


def onsets_of(pixels: Tensor) -> NDArray[np.float64]:
    """How strongly something begins in every column."""
    strengths = scipy.ndimage.gaussian_filter1d(onset_strengths(powers(sound_of(pixels, loop=False))), BLUR)
    return np.asarray(strengths - strengths.mean())


def timbre_of(pixels: Tensor) -> NDArray[np.float64]:
    """The rows' mean levels and how much they change."""
    levels = 255 - pixels.double()
    return np.concatenate([levels.mean(1).numpy(), levels.std(1).numpy()])


def correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """How alike two centred measurements are."""
    return float((one * other).sum() / np.sqrt((one**2).sum() * (other**2).sum()))


def way(start: Tensor, end: Tensor, pixels: Tensor) -> float:
    """How far a picture has come from one timbre to another."""
    course = timbre_of(end) - timbre_of(start)
    return float((timbre_of(pixels) - timbre_of(start)) @ course / (course @ course))


def survival(source: Tensor, words: Tensor, remixes: Sequence[Tensor], heard: Heard) -> list[float]:
    """How much of a source is heard in each of its remixes, the first of which counts as all of it."""
    there = heard(source)
    chance = correlation(there, heard(words))
    found = [correlation(there, heard(remix)) for remix in remixes]
    return [(one - chance) / (found[0] - chance) for one in found]


def remixes(painter: Painter, styles: Sequence[str], *, steps: int) -> dict[str, list[float]]:
    """Paint every source over with other words at every strength; survivals by strength, averaged over the sources."""
    clips = [painted(painter, Riff(prompt=style, seed=number, steps=steps)) for number, style in enumerate(styles)]
    tables = []
    for number, source in enumerate(clips):
        prompt, png = styles[(number + 1) % len(styles)], encode_png(source)
        words = painted(painter, Riff(prompt=prompt, seed=100 + number, steps=steps))
        made = [
            painted(painter, Remix(prompt=prompt, seed=100 + number, steps=steps, source=KEY, strength=strength), png)
            for strength in STRENGTHS
        ]
        table = {
            "chroma": survival(source, words, made, chroma_of),
            "onsets": survival(source, words, made, onsets_of),
            "words": [way(source, words, one) for one in made],
        }
        for name, values in table.items():
            print(f"{styles[number][:20]:20} → {prompt[:20]:20} {name:7}", *(f"{value:5.2f}" for value in values))
        tables.append(table)
    return {
        name: [statistics.mean(column) for column in zip(*(table[name] for table in tables), strict=True)]
        for name in tables[0]
    }


def variations(painter: Painter, styles: Sequence[str], *, steps: int) -> list[float]:
    """How far each amount of a second seed goes, beside how far apart the clips of the two seeds are."""
    shares = []
    for number, style in enumerate(styles):
        recipe = Riff(prompt=style, seed=number, steps=steps)
        clip, other = painted(painter, recipe), painted(painter, recipe.model_copy(update={"seed": 50 + number}))
        apart = distance(clip, other)
        varied = [
            painted(painter, recipe.model_copy(update={"second": SecondSeed(seed=50 + number, amount=amount)}))
            for amount in AMOUNTS
        ]
        shares.append([distance(clip, one) / apart for one in varied])
        print(f"{style[:20]:20} varied  ", *(f"{value:5.2f}" for value in shares[-1]), flush=True)
    return [statistics.mean(column) for column in zip(*shares, strict=True)]


def distance(one: Tensor, other: Tensor) -> float:
    """Root mean square of the difference of two pictures."""
    return float((one.float() - other.float()).square().mean().sqrt())


def rounded(values: Sequence[float]) -> list[float]:
    """To two digits."""
    return [round(value, 2) for value in values]


def main() -> None:
    """Measure, print, and end with one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=len(STYLES))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=STEPS_DEFAULT)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    painter = load_painter()
    styles = STYLES[: arguments.sources]
    kept = remixes(painter, styles, steps=arguments.steps)
    varied = variations(painter, styles, steps=arguments.steps)
    figures = {
        "strengths": STRENGTHS,
        **{name: rounded(values) for name, values in kept.items()},
        "amounts": AMOUNTS,
        "varied": rounded(varied),
        "keep": KEEP,
        "vary": VARY,
    }
    for name, value in figures.items():
        print(f"{name:10} {value}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
