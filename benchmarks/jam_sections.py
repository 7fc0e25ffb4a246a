"""Whether the sections and layers of a jam keep together: their tempo, what they have of their source, and their key.

    python -m benchmarks.jam_sections [--jams 6] [--steps 25] [--length 5] [--threads 2] [--keep FOLDER]

Every jam of sections is one section, and three more with other words, each leading on from the one before it. Beside
each stands a stranger: the same words and seed without a source. `like` is the correlation of its rows' mean levels
(timbre), or of its mean chroma, with those of its source; `words` how much of the way it has come from the source's
timbre to the stranger's. A tempo is off by so many percent, halves and doubles being the same beat.

Every jam of layers is drums, and on them a bass, chords and a lead. `key` is how much of what was added, by power from
60 Hz to 5 kHz, lies nearer to a note of the scale than to any other; chance would be 0.58. `within` and `beside` is how
much louder the mix became in the part's register and outside of it; `level` how loud the part is beside the mix. The
last line is one JSON object.
"""

import argparse
import json
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, get_args

import numpy as np
import scipy.signal
import torch
from numpy.typing import NDArray
from torch import Tensor

from benchmarks.extend import KEY, bpm_of, painted
from benchmarks.remix import chroma_of, correlation, timbre_of, way
from core.contract import Layer, Section
from core.limits import NATIVE_LENGTH_S, STEPS_DEFAULT, LengthS
from core.sections import LayerPart, Scale, Tonic
from worker.codecs import encode_png
from worker.layering import loudness_of, register_of
from worker.painter import Painter, load_painter
from worker.sound.conversion import waveform_from_magnitudes
from worker.sound.format import SAMPLE_RATE_HZ
from worker.sound.grid import SEMITONES
from worker.sound.levels import magnitudes_from_picture
from worker.sound.playing import sound_of

Words = tuple[str, str, str, str]

SECTIONS: Final[tuple[tuple[int, Words], ...]] = (
    (90, ("lo-fi hip hop", "funk guitar", "jazz piano trio", "boom bap with brass")),
    (128, ("techno", "synthwave with arpeggios", "house", "acid bass line")),
    (74, ("reggae", "dub with deep bass", "soul with organ", "slow blues guitar")),
    (140, ("rock drums and guitar", "heavy metal guitars", "drum and bass", "punk rock")),
    (104, ("jazz piano trio", "bossa nova", "funk with guitar and drums", "latin percussion")),
    (118, ("house", "lo-fi beats with piano", "disco", "techno")),
)
LAYERS: Final[tuple[tuple[int, Tonic, Scale, Words], ...]] = (
    (92, "A", "minor", ("boom bap drums", "deep funk bass", "warm synth pads", "saxophone solo")),
    (126, "D", "major", ("techno drums", "acid bass", "house piano chords", "electric guitar solo")),
    (110, "F", "minor", ("disco drums", "slap bass", "string section", "flute melody")),
    (75, "G", "major", ("reggae drums", "dub bass", "organ chords", "trumpet")),
    (140, "C#", "minor", ("rock drums", "distorted bass guitar", "distorted guitar chords", "synth lead")),
    (100, "A#", "major", ("latin percussion", "upright bass", "jazz piano chords", "vibraphone")),
)
TEMPO_BAR: Final = 1.0
KEY_BAR: Final = 0.8
KEY_WINDOW: Final = 32_768
KEY_HZ: Final = (60, 5000)


@dataclass(frozen=True)
class Quality:
    """How all of it is painted."""

    steps: int
    length_s: LengthS


@dataclass(frozen=True)
class Sounded:
    """One section beside its source and a stranger."""

    bpm: int
    off: float | None
    timbre: tuple[float, float]
    chroma: tuple[float, float]
    words: float

    def told(self) -> str:
        """One line of the table."""
        off = "no tempo" if self.off is None else f"tempo off by {self.off:.1f} %"
        timbre, chroma = ("{:.2f} ({:.2f})".format(*pair) for pair in (self.timbre, self.chroma))
        return f"  {self.bpm} BPM  {off:18}  timbre {timbre}  chroma {chroma}  words {self.words:.2f}"


@dataclass(frozen=True)
class Laid:
    """One part beside the mix that it was added to."""

    part: LayerPart
    key: float
    within_db: float
    beside_db: float
    level_db: float
    off: float | None

    def told(self) -> str:
        """One line of the table."""
        off = "no tempo" if self.off is None else f"tempo off by {self.off:.1f} %"
        changes = f"within {self.within_db:+.1f} dB  beside {self.beside_db:+.2f} dB  level {self.level_db:+.1f} dB"
        return f"  {self.part:6}  key {self.key:.2f}  {changes}  {off}"


def off_by(pixels: Tensor, bpm: int) -> float | None:
    """By how many percent the tempo is another; none if there is none."""
    found = bpm_of(sound_of(pixels, loop=False))
    return None if found is None else 100 * min(abs(found * factor / bpm - 1) for factor in (0.5, 1.0, 2.0))


def sections(
    painter: Painter, jam: tuple[int, Words], *, number: int, quality: Quality
) -> Iterator[tuple[Sounded, Tensor]]:
    """Paint a jam's sections; tell of each but the first."""
    bpm, words = jam
    source: Tensor | None = None
    for turn, prompt in enumerate(words):
        fields = {"prompt": prompt, "seed": 10 * number + turn, "bpm": bpm, **asdict(quality)}
        recipe = Section.model_validate(fields)
        stranger = painted(painter, recipe)
        section = stranger
        if source is not None:
            section = painted(painter, recipe.model_copy(update={"source": KEY}), encode_png(source))
        yield sounded(section, stranger, section if source is None else source, bpm=bpm), section
        source = section


def sounded(section: Tensor, stranger: Tensor, source: Tensor, *, bpm: int) -> Sounded:
    """Measure a section."""
    timbre = tuple(correlation(rows_of(source), rows_of(one)) for one in (section, stranger))
    chroma = tuple(correlation(notes_of(source), notes_of(one)) for one in (section, stranger))
    came = 1.0 if stranger is section else way(source, stranger, section)
    return Sounded(bpm, off_by(section, bpm), (timbre[0], timbre[1]), (chroma[0], chroma[1]), came)


def rows_of(pixels: Tensor) -> NDArray[np.float64]:
    """The rows' mean levels, centred."""
    levels = timbre_of(pixels)[: len(pixels)]
    return np.asarray(levels - levels.mean())


def notes_of(pixels: Tensor) -> NDArray[np.float64]:
    """How loud each of the 12 notes is on average, centred."""
    return np.asarray(chroma_of(pixels).mean(axis=1))


def layers(
    painter: Painter, jam: tuple[int, Tonic, Scale, Words], *, number: int, quality: Quality
) -> Iterator[tuple[Laid | None, Tensor]]:
    """Paint a jam's layers; tell of each but the drums."""
    bpm, tonic, scale, words = jam
    mix: Tensor | None = None
    for part, prompt in zip(get_args(LayerPart), words, strict=True):
        fields = {"prompt": prompt, "seed": 10 * number, "source": None if mix is None else KEY}
        recipe = Layer.model_validate(
            {**fields, **asdict(quality), "part": part, "bpm": bpm, "tonic": tonic, "scale": scale}
        )
        made = painted(painter, recipe, b"" if mix is None else encode_png(mix))
        yield None if mix is None else laid(mix, made, recipe), made
        mix = made


def laid(mix: Tensor, made: Tensor, recipe: Layer) -> Laid:
    """Measure what was added to a mix."""
    before, after = (magnitudes_from_picture(pixels[None])[0] for pixels in (mix, made))
    new = (after.square() - before.square()).clamp(min=0).sqrt()
    inside = register_of(recipe.part).flip(0) > 0
    return Laid(
        recipe.part,
        in_key(waveform_from_magnitudes(new[None])[0], tonic=recipe.tonic, scale=recipe.scale),
        decibels(after[inside], before[inside]),
        decibels(after[~inside], before[~inside]),
        10 * float(np.log10(loudness_of(new) / loudness_of(before))),
        off_by(made, recipe.bpm),
    )


def decibels(one: Tensor, other: Tensor) -> float:
    """By how much one is louder."""
    return 10 * float((one.square().sum() / other.square().sum()).log10())


def in_key(waveform: Tensor, *, tonic: Tonic, scale: Scale) -> float:
    """How much of a sound's power is nearer to a note of the scale than to one beside it."""
    hertz, _, spectra = scipy.signal.stft(
        waveform.numpy(), SAMPLE_RATE_HZ, nperseg=KEY_WINDOW, noverlap=KEY_WINDOW * 3 // 4
    )
    heard = (hertz >= KEY_HZ[0]) & (hertz < KEY_HZ[1])
    notes = np.round(69 + 12 * np.log2(hertz[heard] / 440)).astype(int) % 12
    chroma = np.bincount(notes, (np.abs(spectra[heard]) ** 2).sum(axis=1), 12)
    scale_notes = [(get_args(Tonic).index(tonic) + semitones) % 12 for semitones in SEMITONES[scale]]
    return float(chroma[scale_notes].sum() / chroma.sum())


def of_sections(found: Sequence[Sounded]) -> dict[str, object]:
    """What all sections come to."""
    offs = [one.off for one in found if one.off is not None]
    return {
        "sections": len(found),
        "with_tempo": len(offs),
        "tempi_within": sum(off <= TEMPO_BAR for off in offs),
        "timbre_like": mean([one.timbre[0] for one in found]),
        "timbre_strangers": mean([one.timbre[1] for one in found]),
        "nearer_in_timbre": sum(one.timbre[0] > one.timbre[1] for one in found),
        "chroma_like": mean([one.chroma[0] for one in found]),
        "chroma_strangers": mean([one.chroma[1] for one in found]),
        "words": mean([one.words for one in found]),
    }


def of_layers(found: Sequence[Laid]) -> dict[str, object]:
    """What all layers come to."""
    offs = [one.off for one in found if one.off is not None]
    keys = {part: [one.key for one in found if one.part == part] for part in get_args(LayerPart)[1:]}
    return {
        "layers": len(found),
        "key": {part: mean(values) for part, values in keys.items()},
        "key_least": round(min(one.key for one in found), 2),
        "in_key": sum(one.key >= KEY_BAR for one in found),
        "within_least_db": round(min(one.within_db for one in found), 1),
        "beside_most_db": round(max(abs(one.beside_db) for one in found), 2),
        "levels_db": {part: mean([one.level_db for one in found if one.part == part]) for part in keys},
        "with_tempo": len(offs),
        "tempi_within": sum(off <= TEMPO_BAR for off in offs),
    }


def mean(values: Sequence[float]) -> float:
    """To two digits."""
    return round(statistics.mean(values), 2)


def keep(folder: Path | None, name: str, pixels: Tensor) -> None:
    """Leave a picture in a folder, to be looked at and played."""
    if folder is not None:
        (folder / f"{name}.png").write_bytes(encode_png(pixels))


def main() -> None:
    """Measure, print, and end with one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jams", type=int, default=len(SECTIONS))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=STEPS_DEFAULT)
    parser.add_argument("--length", type=int, default=NATIVE_LENGTH_S, choices=(5, 10))
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    quality = Quality(arguments.steps, arguments.length)
    torch.set_num_threads(arguments.threads)
    painter, parts, mixes = load_painter(), [], []
    for number, jam in enumerate(SECTIONS[: arguments.jams]):
        for turn, (one, pixels) in enumerate(sections(painter, jam, number=number, quality=quality)):
            keep(arguments.keep, f"sections-{number}-{turn}", pixels)
            print(f"{jam[1][turn][:24]:24}", one.told(), flush=True)
            parts += [one] if turn else []
    for number, mixed in enumerate(LAYERS[: arguments.jams]):
        for turn, (added, pixels) in enumerate(layers(painter, mixed, number=number, quality=quality)):
            keep(arguments.keep, f"layers-{number}-{turn}", pixels)
            print(f"{mixed[3][turn][:24]:24}", added.told() if added else "", flush=True)
            mixes += [added] if added else []
    figures = {**of_sections(parts), **{f"mix_{name}": value for name, value in of_layers(mixes).items()}}
    for name, value in figures.items():
        print(f"{name:22} {value}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
