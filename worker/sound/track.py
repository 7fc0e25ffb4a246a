"""Sections that keep one tempo, joined to a track: on the beat, at equal power, each as loud as the others."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import torch

from worker.sound.format import COLUMNS_PER_SECOND, SAMPLES_PER_COLUMN
from worker.sound.loudness import ABSOLUTE_GATE_LUFS, loudness_lufs
from worker.sound.mix import equal_power_rise, master

if TYPE_CHECKING:
    from collections.abc import Sequence

FADE_BEATS: Final = 0.25
"""How long before its first beat a section is faded in: the last quarter of a beat of its own, so that every attack is
whole where it falls."""

END_BEATS: Final = 1.0
"""How long the end of the last section takes to fade out."""

ROUNDS: Final = 6
EVEN_LU: Final = 0.1
"""So close to each other sections are brought as they are after the limiter, which takes most of those with strokes."""

MOST_DB: Final = 24.0
"""No section is changed by more: what is next to silent stays quiet."""


def starts_of(beats: Sequence[int], *, bpm: float) -> tuple[int, ...]:
    """Say in which column each of some sections begins that have so many whole beats, and where the last of those ends.

    Beats seldom last whole columns: each is where it falls, within half a column, however many come before it.
    """
    column = 60 * COLUMNS_PER_SECOND / bpm
    return tuple(round(column * sum(beats[:count])) for count in range(len(beats) + 1))


def joined(sections: Sequence[torch.Tensor], starts: Sequence[int], *, bpm: float) -> torch.Tensor:
    """Lay sections one after the other. The last one is played to its end and fades out.

    Parameters
    ----------
    sections : of torch.Tensor [shape=(bands, columns), float32, non-negative]
        Magnitudes; each begins on a beat.
    starts : [columns]
        As of `starts_of`.

    Returns
    -------
    torch.Tensor [shape=(bands, columns), float32, non-negative]
    """
    last = sections[-1]
    track = torch.zeros(last.shape[0], starts[-2] + max(last.shape[1], starts[-1] - starts[-2]))
    for section, begin, end in zip(sections, starts[:-1], [*starts[1:-1], track.shape[1]], strict=True):
        track[:, begin:end] = _round(section, torch.arange(end - begin))
    for section, begin, end in zip(sections[1:], starts[1:], starts[2:], strict=False):
        _fade_in(track, section, begin, length=end - begin, fade=round(FADE_BEATS * 60 * COLUMNS_PER_SECOND / bpm))
    fade_out = min(round(END_BEATS * 60 * COLUMNS_PER_SECOND / bpm), last.shape[1])
    track[:, -fade_out:] *= equal_power_rise(fade_out).flip(0)
    return track


def _fade_in(track: torch.Tensor, section: torch.Tensor, begin: int, *, length: int, fade: int) -> None:
    """Mix what comes before a section's first beat, which is the end of its last bar, over what ends there."""
    rise = equal_power_rise(fade)
    before = track[:, begin - fade : begin]
    upbeat = _round(section, torch.arange(length - fade, length))
    before.copy_(((before * rise.flip(0)).square() + (upbeat * rise).square()).sqrt())


def _round(section: torch.Tensor, columns: torch.Tensor) -> torch.Tensor:
    """Give columns of a section; one that is a column too short goes round."""
    return section[:, columns % section.shape[1]]


def of_one_power(sections: Sequence[torch.Tensor]) -> list[torch.Tensor]:
    """Bring magnitudes to one mean power, roughly as loud as each other; silence stays silence."""
    powers = [section.square().mean().sqrt() for section in sections]
    return [section / power if power > 0 else section for section, power in zip(sections, powers, strict=True)]


def even_gains(waveform: torch.Tensor, starts: Sequence[int]) -> torch.Tensor:
    """Find the gain for each section by which all are as loud as each other once the track is mastered.

    Parameters
    ----------
    waveform : torch.Tensor [shape=(samples,), float32]
        The track, not mastered, its sections roughly as loud: what is mixed before a join counts with the one before.
    starts : [columns]
        Where each section begins, and where the last one's beats end.

    Returns
    -------
    torch.Tensor [shape=(sections,), float64, linear]
        1 for a section that is silent.
    """
    gains_db = torch.zeros(len(starts) - 1, dtype=torch.float64)
    for _ in range(ROUNDS):
        levels = levels_of(master(waveform[None] * envelope(gains_db, starts, length=len(waveform)))[0], starts)
        heard = levels > ABSOLUTE_GATE_LUFS
        if not heard.any() or levels[heard].max() - levels[heard].min() < EVEN_LU:
            break
        gains_db += torch.where(heard, levels[heard].mean() - levels, 0.0)
        gains_db.clamp_(-MOST_DB, MOST_DB)
    return torch.pow(10.0, gains_db / 20)


def levels_of(waveform: torch.Tensor, starts: Sequence[int]) -> torch.Tensor:
    """Measure how loud each section of a track is, float64 [sections] in LUFS."""
    spans = pairwise(starts)
    cuts = (waveform[begin * SAMPLES_PER_COLUMN : end * SAMPLES_PER_COLUMN] for begin, end in spans)
    levels = [loudness_lufs(cut[None].numpy()) for cut in cuts]
    return torch.tensor([max(level, -math.inf) for level in levels], dtype=torch.float64)


def envelope(gains_db: torch.Tensor, starts: Sequence[int], *, length: int) -> torch.Tensor:
    """Spell out gains for every sample: each section's until the next one begins."""
    columns = torch.tensor([*starts[1:-1], -(-length // SAMPLES_PER_COLUMN)]) - torch.tensor(starts[:-1])
    spelled = torch.pow(10.0, gains_db / 20).repeat_interleave(columns * SAMPLES_PER_COLUMN)
    return spelled[:length].float()
