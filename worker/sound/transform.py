"""The short-time Fourier transform between working samples and columns, on a line of time or a circle of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import scipy.fft
import torch

from worker.sound.format import PictureFormat


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
    before, after : int >= 0 [samples]

    Returns
    -------
    torch.Tensor [shape=(..., before + samples + after), float32]
    """
    length = waveforms.shape[-1]
    index = torch.arange(-before, length + after, device=waveforms.device)
    return waveforms[..., index % length if loop else _reflected(index, length)]


def resampled(waveforms: torch.Tensor, *, length: int) -> torch.Tensor:
    """Stretch waveforms, as one period of a circle, to another number of samples with a brick-wall filter.

    Parameters
    ----------
    waveforms : torch.Tensor [shape=(..., samples), float32]
    length : int > 0 [samples]

    Returns
    -------
    torch.Tensor [shape=(..., length), float32]
    """
    spectrum = torch.fft.rfft(waveforms)
    kept = spectrum[..., : min(waveforms.shape[-1], length) // 2 + 1]
    return torch.fft.irfft(kept, n=length) * (length / waveforms.shape[-1])


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
    window : torch.Tensor [shape=(span,), float32, 0..1]
    """

    hop: int
    span: int
    size: int
    window: torch.Tensor

    @property
    def reach(self) -> int:
        """Columns on either side of a column that its window touches."""
        return self.span // (2 * self.hop)

    def spectra(self, waveforms: torch.Tensor, *, loop: bool = False) -> torch.Tensor:
        """Analyse waveforms of columns · hop working samples.

        Returns
        -------
        torch.Tensor [shape=(..., columns, size // 2 + 1), complex64]
            Phases count from each frame's start.
        """
        half = self.span // 2
        line = extended(waveforms, before=half, after=half - self.hop, loop=loop)
        return self.spectra_of_line(line)

    def spectra_of_line(self, line: torch.Tensor) -> torch.Tensor:
        """Analyse waveforms that already reach half a span past the outer columns."""
        frames = line.unfold(-1, self.span, self.hop) * self.window
        return torch.fft.rfft(frames, n=self.size)

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
        added = self._overlapped(frames, loop=loop) / self._overlapped(weights, loop=loop)
        return added.flatten(-2)

    def _overlapped(self, frames: torch.Tensor, *, loop: bool) -> torch.Tensor:
        """Add frames up where they overlap: (..., columns, span) to (..., columns, hop)."""
        columns = frames.shape[-2]
        slices = frames.unflatten(-1, (-1, self.hop))
        if loop:
            rolled = [slices[..., j, :].roll(j - self.reach, -2) for j in range(2 * self.reach)]
            return torch.stack(rolled).sum(0)
        line = slices.new_zeros(*frames.shape[:-2], columns + 2 * self.reach, self.hop)
        for j in range(2 * self.reach):
            line[..., j : j + columns, :] += slices[..., j, :]
        return line[..., self.reach : self.reach + columns, :]


@lru_cache(maxsize=8)
def transform(picture_format: PictureFormat, *, size: int, device: torch.device) -> Transform:
    """Build the transform of a picture format with a Fourier transform of at least `size` working samples."""
    reach = -(-picture_format.window // (2 * picture_format.hop))
    span = 2 * reach * picture_format.hop
    outside = span - picture_format.window
    hann = torch.hann_window(picture_format.window, dtype=torch.float64)
    window = torch.nn.functional.pad(hann, (outside // 2, outside - outside // 2))
    return Transform(picture_format.hop, span, max(size, span), window.float().to(device))


def analysis_line(waveforms: torch.Tensor, *, picture_format: PictureFormat, reach: int, loop: bool) -> torch.Tensor:
    """Bring waveforms of whole columns to the working rate, `reach` columns longer on either side.

    A line is mirrored at its ends and tapered far outside, so that the circular resampling has no jump to ring on.

    Parameters
    ----------
    waveforms : torch.Tensor [shape=(..., columns · 441), float32]

    Returns
    -------
    torch.Tensor [shape=(..., (columns + 2 · reach) · hop), float32]
    """
    columns, hop = picture_format.columns(waveforms.shape[-1]), picture_format.hop
    if loop:
        circle = resampled(waveforms, length=columns * hop)
        return extended(circle, before=reach * hop, after=reach * hop, loop=True)
    margin = 2 * reach + 2
    total = scipy.fft.next_fast_len(columns + 2 * margin, real=True)
    before = picture_format.samples(margin)
    after = picture_format.samples(total) - waveforms.shape[-1] - before
    fade = torch.linspace(0, 1, picture_format.samples(reach), device=waveforms.device)
    line = extended(waveforms, before=before, after=after)
    line[..., : len(fade)] *= fade
    line[..., -len(fade) :] *= fade.flip(0)
    inside = slice((margin - reach) * hop, (margin + columns + reach) * hop)
    return resampled(line, length=total * hop)[..., inside]
