"""How good and how fast the way from picture to sound is, beside Riffusion's own way in the same run."""

from __future__ import annotations

import json
import math
import statistics
import time
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING

import torch

from worker.sound.conversion import picture_from_waveform, waveform_from_picture
from worker.sound.distance import log_spectral_distance_db, spectral_convergence
from worker.sound.format import RIFFUSION, SAMPLE_RATE_HZ
from worker.sound.mel import triangles
from worker.sound.synthesis import FAST, FINE

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS = 512
SAMPLES = RIFFUSION.samples(COLUMNS)
THREADS = 2
WARM_UP_COLUMNS = 64
REPEATS = 5

N_FFT, WINDOW, HOP = 17_640, 4_410, 441
ITERATIONS, MOMENTUM = 32, 0.99
HANN = torch.hann_window(WINDOW)
BANDS = torch.nn.functional.pad(
    torch.from_numpy(triangles(RIFFUSION)), (0, 0, 0, N_FFT // 2 + 1 - triangles(RIFFUSION).shape[0])
)


@dataclass(frozen=True)
class Score:
    """How one way played one clip."""

    convergence: float
    distance_db: float
    seconds: float


def reference_spectra(waveform: torch.Tensor) -> torch.Tensor:
    """Transform as the reference does, [bins, columns]."""
    return torch.stft(waveform, N_FFT, HOP, WINDOW, HANN, pad_mode="reflect", return_complex=True)


def reference_magnitudes(waveform: torch.Tensor) -> torch.Tensor:
    """Measure mel magnitudes as the reference does, [bands, columns]: the metric's own eyes for every way."""
    return (BANDS.float().T @ reference_spectra(waveform).abs())[:, :COLUMNS]


@cache
def least_squares() -> torch.Tensor:
    """Give the reference's way from bands to bins, [bins, bands]."""
    found: torch.Tensor = torch.linalg.pinv(BANDS.T)
    return found.float()


def reference_waveform(pixels: torch.Tensor) -> torch.Tensor:
    """Play a picture the reference's way: least-squares inverse mel, accelerated Griffin-Lim from random phases."""
    mel = ((255 - pixels.flip(-2).float()) / 255) ** 4
    magnitudes = torch.relu(least_squares() @ mel)
    phases = torch.rand(magnitudes.shape, dtype=torch.complex64, generator=torch.Generator().manual_seed(0))
    last = torch.zeros_like(phases)
    for _ in range(ITERATIONS):
        rebuilt = reference_spectra(torch.istft(magnitudes * phases, N_FFT, HOP, WINDOW, HANN))
        phases = torch.sgn(rebuilt - last * (MOMENTUM / (1 + MOMENTUM)))
        last = rebuilt
    return torch.istft(magnitudes * phases, N_FFT, HOP, WINDOW, HANN)


def struck(time_s: torch.Tensor, start_s: float, *, decay_s: float) -> torch.Tensor:
    """Draw the envelope of something that is struck."""
    since = time_s - start_s
    return torch.where(since >= 0, (since / 0.003).clamp(0, 1) * (-since.clamp_min(0) / decay_s).exp(), 0)


def percussive(time_s: torch.Tensor) -> torch.Tensor:
    """Bass drum, snare and hi-hat at 120 BPM."""
    noise = torch.randn(len(time_s), dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    bright = noise - noise.roll(1)
    sound = torch.zeros_like(time_s)
    for beat in range(11):
        start_s = 0.02 + beat * 0.5
        since = (time_s - start_s).clamp_min(0)
        pitch_turns = 50 * since + 1.5 * (1 - (-since / 0.03).exp())
        sound += 0.9 * struck(time_s, start_s, decay_s=0.12) * torch.sin(2 * math.pi * pitch_turns)
        sound += 0.4 * struck(time_s, start_s + 0.25, decay_s=0.08) * noise
        for eighth in range(4):
            sound += 0.15 * struck(time_s, start_s + eighth * 0.125, decay_s=0.02) * bright
    return sound


def tonal(time_s: torch.Tensor) -> torch.Tensor:
    """Four chords with slightly inharmonic partials, like a piano's."""
    sound = torch.zeros_like(time_s)
    for number, notes in enumerate([(57, 60, 64), (53, 57, 60), (48, 52, 55), (55, 59, 62)]):
        for note in notes:
            pitch_hz = 440 * 2 ** ((note - 69) / 12)
            for partial in range(1, 12):
                turns = pitch_hz * partial * (1 + 0.0003 * partial) * time_s
                swing = torch.sin(2 * math.pi * turns + partial) / partial
                sound += 0.2 * struck(time_s, number * 1.28, decay_s=0.9) * swing
    return sound


def noisy(time_s: torch.Tensor) -> torch.Tensor:
    """Wind: noise that falls with frequency and swells."""
    noise = torch.randn(len(time_s), dtype=torch.float64, generator=torch.Generator().manual_seed(2))
    spectrum = torch.fft.rfft(noise)
    bins_hz = torch.arange(len(spectrum)) * SAMPLE_RATE_HZ / len(time_s)
    shaped: torch.Tensor = torch.fft.irfft(spectrum / (1 + (bins_hz / 1500).square()), n=len(time_s))
    return 0.3 * shaped * (1 + 0.5 * torch.sin(2 * math.pi * 0.7 * time_s))


def sung(time_s: torch.Tensor) -> torch.Tensor:
    """Sing with one gliding voice: vibrato over nineteen harmonics."""
    pitch_hz = 220 * 2 ** (0.03 * torch.sin(2 * math.pi * 5 * time_s) + (2 * time_s).floor() / 12)
    turns = pitch_hz.cumsum(0) / SAMPLE_RATE_HZ
    voice = sum((torch.sin(2 * math.pi * harmonic * turns) / harmonic for harmonic in range(1, 20)), time_s * 0)
    return 0.5 * voice * (1 - 0.8 * (-20 * (2 * time_s % 1)).exp())


def mixed(time_s: torch.Tensor) -> torch.Tensor:
    """Everything at once, with a bass line."""
    sound = 0.6 * percussive(time_s) + 0.8 * tonal(time_s) + 0.02 * noisy(time_s)
    for number, step in enumerate([0, 0, 3, 5, 0, 0, 7, 3, 0, 0, 3, 5, 7, 5, 3, 0]):
        bass = torch.sin(2 * math.pi * 55 * 2 ** (step / 12) * time_s)
        sound += 0.5 * struck(time_s, number * 0.32, decay_s=0.3) * bass
    return sound


CLIPS = {clip.__name__: clip for clip in (percussive, tonal, noisy, sung, mixed)}


def timed(make: Callable[[], torch.Tensor], *, repeats: int) -> tuple[torch.Tensor, float]:
    """Give the last result and the median of the seconds taken."""
    seconds = []
    for _ in range(repeats):
        start_s = time.perf_counter()
        result = make()
        seconds.append(time.perf_counter() - start_s)
    return result, statistics.median(seconds)


def score(truth: torch.Tensor, play: Callable[[], torch.Tensor], *, repeats: int) -> Score:
    """Play and compare with the magnitudes of the true sound, over the columns that both have."""
    waveform, seconds = timed(play, repeats=repeats)
    found = reference_magnitudes(waveform)
    columns = min(found.shape[1], truth.shape[1])
    found, known = found[:, :columns], truth[:, :columns]
    return Score(spectral_convergence(found, known), log_spectral_distance_db(found, known), seconds)


def scores_of(waveform: torch.Tensor) -> dict[str, Score]:
    """Play one clip's picture in all three ways."""
    truth = reference_magnitudes(waveform)
    pixels = picture_from_waveform(waveform[None])
    return {
        "reference": score(truth, lambda: reference_waveform(pixels[0]), repeats=1),
        "fast": score(truth, lambda: waveform_from_picture(pixels, quality=FAST)[0], repeats=REPEATS),
        "fine": score(truth, lambda: waveform_from_picture(pixels, quality=FINE)[0], repeats=2),
    }


def mean_of(scores: list[Score]) -> Score:
    """Average over the clips; the time is their median, since other programs disturb single ones."""
    return Score(
        statistics.mean(one.convergence for one in scores),
        statistics.mean(one.distance_db for one in scores),
        statistics.median(one.seconds for one in scores),
    )


def bars(means: dict[str, Score], *, painting_s: float) -> dict[str, bool]:
    """Say which promises hold."""
    reference, fast, fine = means["reference"], means["fast"], means["fine"]
    return {
        "fast is 15 times faster": reference.seconds >= 15 * fast.seconds,
        "fast SC <= 1.2x": fast.convergence <= 1.2 * reference.convergence,
        "fast LSD <= 1.0x": fast.distance_db <= reference.distance_db,
        "fine is 3 times faster": reference.seconds >= 3 * fine.seconds,
        "fine SC <= 0.9x": fine.convergence <= 0.9 * reference.convergence,
        "fine LSD <= 0.85x": fine.distance_db <= 0.85 * reference.distance_db,
        "painting in 0.05 s": painting_s <= 0.05,
    }


def row(clip: str, way: str, one: Score) -> str:
    """Format one line of the table."""
    return f"{clip:12}{way:12}{one.convergence:8.4f}{one.distance_db:9.3f}{one.seconds:9.3f}"


def main() -> None:
    """Measure, print a table, and the result as JSON on the last line."""
    torch.set_num_threads(THREADS)
    time_s = torch.arange(SAMPLES, dtype=torch.float64) / SAMPLE_RATE_HZ
    print(f"{'clip':12}{'way':12}{'SC':>8}{'LSD dB':>9}{'s':>9}")
    scores_of(noisy(time_s[: RIFFUSION.samples(WARM_UP_COLUMNS)]).float())
    found: dict[str, dict[str, Score]] = {}
    for name, clip in CLIPS.items():
        waveform = clip(time_s)
        found[name] = scores_of((0.8 * waveform / waveform.abs().max()).float())
        for way, one in found[name].items():
            print(row(name, way, one))
    means = {way: mean_of([scores[way] for scores in found.values()]) for way in ("reference", "fast", "fine")}
    for way, one in means.items():
        print(row("all", way, one))
    hiss = torch.randn(1, SAMPLES, generator=torch.Generator().manual_seed(3)) * 0.1
    _, painting_s = timed(lambda: picture_from_waveform(hiss), repeats=4 * REPEATS)
    held = bars(means, painting_s=painting_s)
    print(f"sound to picture of {COLUMNS} columns: {painting_s:.3f} s")
    report = {way: asdict(one) for way, one in means.items()}
    print(
        json.dumps({"threads": THREADS, **report, "painting_s": painting_s, "bars": held, "holds": all(held.values())})
    )


if __name__ == "__main__":
    main()
