"""The short-time Fourier transform between working samples and columns, on a line of time or a circle of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import scipy.fft
import torch

if TYPE_CHECKING:
    from worker.sound.format import PictureFormat

FADE_MS: Final = 60


def _reflected(index: torch.Tensor, length: int) -> torch.Tensor:
    """Fold indices into a mirrored signal, over and over where the signal is short."""
    if length == 1:
        return torch.zeros_like(index)
    period = 2 * (length - 1)
    folded = index % period
    return torch.where(folded < length, folded, period - folded)


def extended(waveforms: torch.Tensor, *, before: int, after: int, loop: bool = False) -> torch.Tensor:
    """Continue waveforms past both ends: mirrored, or around the circle.

    Parameters
    ----------
    waveforms : torch.Tensor [shape=(..., samples), float32]
    before : int >= 0 [samples]
    after : int [samples]
        Below 0, so much is cut off.

    Returns
    -------
    torch.Tensor [shape=(..., before + samples + after), float32]
    """
    length = waveforms.shape[-1]
    beyond = torch.arange(length, length + max(after, 0), device=waveforms.device)
    index = torch.cat([torch.arange(-before, 0, device=waveforms.device), beyond])
    ends = waveforms[..., index % length if loop else _reflected(index, length)]
    inside = waveforms[..., : length + min(after, 0)]
    return torch.cat([ends[..., :before], inside, ends[..., before:]], dim=-1)


def resampled(waveforms: torch.Tensor, *, rates_hz: tuple[int, int], length: int, loop: bool = False) -> torch.Tensor:
    """Bring waveforms from one sample rate to another through one long Fourier transform, a brick-wall filter.

    A line is mirrored at its ends and faded far outside, so that the filter has no jump to ring on.

    Parameters
    ----------
    waveforms : torch.Tensor [shape=(..., samples), float32]
    rates_hz : pair of int [Hz]
        From, to.
    length : int > 0 [samples]
        How many to return; the line goes on mirrored where that is more than there is.

    Returns
    -------
    torch.Tensor [shape=(..., length), float32]
    """
    if loop:
        return _stretched(waveforms, length=length)
    common = math.gcd(*rates_hz)
    unit, unit_out = rates_hz[0] // common, rates_hz[1] // common
    margin = -(-rates_hz[0] * FADE_MS // 1000 // unit)
    units = scipy.fft.next_fast_len(-(-waveforms.shape[-1] // unit) + 2 * margin, real=True)
    before = margin * unit
    line = extended(waveforms, before=before, after=units * unit - waveforms.shape[-1] - before)
    fade = torch.linspace(0, 1, before // 2, device=waveforms.device)
    line[..., : len(fade)] *= fade
    line[..., -len(fade) :] *= fade.flip(0)
    return _stretched(line, length=units * unit_out)[..., margin * unit_out : margin * unit_out + length]


def _stretched(circle: torch.Tensor, *, length: int) -> torch.Tensor:
    """Resample one period of a periodic waveform."""
    spectrum = torch.fft.rfft(circle)[..., : min(circle.shape[-1], length) // 2 + 1]
    stretched: torch.Tensor = torch.fft.irfft(spectrum, n=length)
    return stretched * (length / circle.shape[-1])


@dataclass(frozen=True)
class Transform:
    """Frames of a Hann window, one a column, column k centred on working sample k · hop.

    Attributes
    ----------
    hop : int [working samples]
    span : int [working samples]
        The window's length rounded up to an even number of hops; the window lies in its middle.
    size : int [working samples]
        The Fourier transform's length; what exceeds `span` is zeros.
    window_length : int [working samples]
        Of the Hann window alone.
    window : torch.Tensor [shape=(span,), float32, 0..1]
    """

    hop: int
    span: int
    size: int
    window_length: int
    window: torch.Tensor

    @property
    def reach(self) -> int:
        """Columns on either side of a column that its window touches."""
        return self.span // (2 * self.hop)

    def line(self, waveforms: torch.Tensor, *, columns: int, loop: bool = False) -> torch.Tensor:
        """Continue waveforms of at least columns · hop working samples as far as the outer columns' windows reach."""
        half = self.span // 2
        after = half + (columns - 1) * self.hop - waveforms.shape[-1]
        return extended(waveforms, before=half, after=after, loop=loop)

    def spectra(self, line: torch.Tensor) -> torch.Tensor:
        """Analyse a line.

        Returns
        -------
        torch.Tensor [shape=(..., columns, size // 2 + 1), complex64]
            Phases count from each frame's start.
        """
        frames = line.unfold(-1, self.span, self.hop) * self.window
        spectra: torch.Tensor = torch.fft.rfft(frames, n=self.size)
        return spectra

    def waveforms(self, spectra: torch.Tensor, *, loop: bool = False) -> torch.Tensor:
        """Find the waveforms whose spectra come nearest to these, in the least-squares sense.

        Parameters
        ----------
        spectra : torch.Tensor [shape=(..., columns, size // 2 + 1), complex64]

        Returns
        -------
        torch.Tensor [shape=(..., columns · hop), float32]

        References
        ----------
        Griffin, Lim, "Signal estimation from modified short-time Fourier transform", TASSP 1984, equation 6.
        """
        frames = torch.fft.irfft(spectra, n=self.size)[..., : self.span] * self.window
        weights = self.window.square().expand(spectra.shape[-2], self.span)
        return (self._overlapped(frames, loop=loop) / self._overlapped(weights, loop=loop)).flatten(-2)

    def _overlapped(self, frames: torch.Tensor, *, loop: bool) -> torch.Tensor:
        """Add frames up where they overlap: (..., columns, span) to (..., columns, hop)."""
        columns = frames.shape[-2]
        slices = frames.reshape(*frames.shape[:-1], -1, self.hop)
        if loop:
            rolled = [slices[..., j, :].roll(j - self.reach, -2) for j in range(2 * self.reach)]
            return torch.stack(rolled).sum(0)
        line = slices.new_zeros(*frames.shape[:-2], columns + 2 * self.reach, self.hop)
        for j in range(2 * self.reach):
            line[..., j : j + columns, :] += slices[..., j, :]
        return line[..., self.reach : self.reach + columns, :]


@lru_cache(maxsize=8)
def transform(picture_format: PictureFormat, *, size: int, device: torch.device) -> Transform:
    """Build the transform of a picture format with Fourier transforms of `size` working samples."""
    outside = picture_format.span - picture_format.window
    hann = torch.hann_window(picture_format.window, dtype=torch.float64)
    window = torch.nn.functional.pad(hann, (outside // 2, outside - outside // 2)).float().to(device)
    return Transform(picture_format.hop, picture_format.span, size, picture_format.window, window)
