"""Rounds that reconcile a waveform with the magnitudes that it ought to have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import torch

from worker.sound.mel import missing

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.sound.format import PictureFormat
    from worker.sound.transform import Transform

ACCELERATION: Final = 0.99


def alternated(
    waveforms: torch.Tensor,
    *,
    frames: Transform,
    magnitudes: Callable[[torch.Tensor], torch.Tensor],
    rounds: int,
    loop: bool = False,
) -> torch.Tensor:
    """Analyse, keep the phases, correct the magnitudes, synthesise; each round runs ahead in its own direction.

    Parameters
    ----------
    waveforms : torch.Tensor [shape=(..., columns · hop), float32]
    magnitudes : function of spectra [shape=(..., columns, bins), complex64] to magnitudes [same shape, float32]
        What the magnitudes ought to be, given what they are.
    rounds : int >= 0

    Returns
    -------
    torch.Tensor [shape as given, float32]

    References
    ----------
    Perraudin, Balazs, Søndergaard, "A fast Griffin-Lim algorithm", WASPAA 2013.
    """
    columns = waveforms.shape[-1] // frames.hop
    last = None
    for _ in range(rounds):
        spectra = frames.spectra(frames.line(waveforms, columns=columns, loop=loop))
        ahead = spectra if last is None else spectra + ACCELERATION * (spectra - last)
        last = spectra
        waveforms = frames.waveforms(magnitudes(spectra) * torch.sgn(ahead), loop=loop)
    return waveforms


def refined(
    waveforms: torch.Tensor, magnitudes: torch.Tensor, *, frames: Transform, rounds: int, loop: bool = False
) -> torch.Tensor:
    """Bring waveforms nearer to fixed magnitudes, bin by bin: Griffin and Lim's way.

    Parameters
    ----------
    waveforms : torch.Tensor [shape=(..., columns · hop), float32]
    magnitudes : torch.Tensor [shape=(..., columns, bins), float32, non-negative]
    """
    return alternated(waveforms, frames=frames, magnitudes=lambda _: magnitudes, rounds=rounds, loop=loop)


def guided(
    waveforms: torch.Tensor,
    mel: torch.Tensor,
    *,
    picture_format: PictureFormat,
    frames: Transform,
    rounds: int,
    loop: bool = False,
) -> torch.Tensor:
    """Bring waveforms nearer to the mel bands of a picture, whose bins nobody knows.

    The picture fixes each band's sum alone. So each bin is scaled by what its bands miss, and how a band's energy lies
    within it is left to the waveform, where a fixed guess would have to be wrong.

    Parameters
    ----------
    waveforms : torch.Tensor [shape=(..., columns · hop), float32]
    mel : torch.Tensor [shape=(..., columns, bands), float32, non-negative]
    frames : Transform
        Of the padded size, whose bins the bands are sums of.
    """

    def corrected(spectra: torch.Tensor) -> torch.Tensor:
        heard = (spectra.real.square() + spectra.imag.square()).sqrt()
        return heard * missing(mel, heard, picture_format=picture_format)

    return alternated(waveforms, frames=frames, magnitudes=corrected, rounds=rounds, loop=loop)
