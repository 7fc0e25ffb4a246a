"""Waveforms as MP3, WAV, FLAC and OGG files, and whatever libsndfile reads as waveforms."""

from __future__ import annotations

import math
from io import BytesIO
from typing import Final

import soundfile
import torch

from core.errors import UserError
from worker.codecs.tags import Chapter, Tags, with_id3
from worker.reading.duration import MAX_DURATION_S
from worker.reading.sounds import PIECE_FRAMES, Opened, Samples, gathered, opened
from worker.sound.format import SAMPLE_RATE_HZ
from worker.sound.transform import resampled

ARTIST: Final = "Jamgram"
SILENCE_PEAK: Final = 1e-5
BEST_KBPS: Final = 192
LOWEST_KBPS: Final = 32
HIGHEST_KBPS: Final = 320


def encode_mp3(
    waveform: torch.Tensor,
    *,
    title: str = "",
    comment: str = "",
    cover: bytes = b"",
    chapters: tuple[Chapter, ...] = (),
    kbps: int = BEST_KBPS,
) -> bytes:
    """Write a waveform, float32 [samples] or [channels, samples] within ±1, at a constant bit rate.

    The encoder notes how much silence it added at either end, and `decode_audio` cuts it off: the same number of
    samples comes back, in the same place.

    Raises
    ------
    ValueError
        If a sample is no finite number.
    """
    mp3 = _written(
        waveform,
        "MP3",
        "MPEG_LAYER_III",
        tags=Tags(),
        bitrate_mode="CONSTANT",
        compression_level=(HIGHEST_KBPS - kbps) / (HIGHEST_KBPS - LOWEST_KBPS),  # libsndfile's scale from 0 to 1
    )
    return with_id3(mp3, Tags(title, ARTIST, comment, cover, chapters))


def encode_wav(waveform: torch.Tensor, *, title: str = "", comment: str = "") -> bytes:
    """Write a waveform, float32 [samples] or [channels, samples] within ±1, as 16-bit WAV."""
    return _written(waveform, "WAV", "PCM_16", tags=Tags(title, ARTIST, comment))


def encode_flac(waveform: torch.Tensor, *, title: str = "", comment: str = "") -> bytes:
    """Write a waveform, float32 [samples] or [channels, samples] within ±1, as 16-bit FLAC."""
    return _written(waveform, "FLAC", "PCM_16", tags=Tags(title, ARTIST, comment))


def encode_ogg(waveform: torch.Tensor, *, title: str = "", comment: str = "") -> bytes:
    """Write a waveform, float32 [samples] or [channels, samples] within ±1, as Ogg Vorbis."""
    return _written(waveform, "OGG", "VORBIS", tags=Tags(title, ARTIST, comment))


def _written(
    waveform: torch.Tensor,
    container: str,
    subtype: str,
    *,
    tags: Tags,
    bitrate_mode: str | None = None,
    compression_level: float | None = None,
) -> bytes:
    if not bool(waveform.isfinite().all()):
        raise ValueError("a waveform holds samples that are no finite numbers")
    samples = waveform.reshape(-1, waveform.shape[-1]).T.cpu().numpy()
    written = BytesIO()
    with soundfile.SoundFile(
        written,
        "w",
        samplerate=SAMPLE_RATE_HZ,
        channels=samples.shape[1],
        format=container,
        subtype=subtype,
        bitrate_mode=bitrate_mode,
        compression_level=compression_level,
    ) as sound:
        for name, words in tags.words().items():
            setattr(sound, name, words)
        for start in range(0, len(samples), PIECE_FRAMES):  # Vorbis needs stack for all that it is given at once
            sound.write(samples[start : start + PIECE_FRAMES])
    return written.getvalue()


def decode_audio(content: bytes) -> torch.Tensor:
    """Read a sound as float32 [1 or 2, samples] at 44.1 kHz; more than two channels become one.

    Raises
    ------
    UserError
        If it is no sound, a damaged one, silence, longer than 10 minutes, or more samples than music needs.
    """
    return decode_beginning(content, most_s=MAX_DURATION_S)[0]


def decode_beginning(content: bytes, *, most_s: float) -> tuple[torch.Tensor, float]:
    """Read the first `most_s` of a sound, here and now, as `decode_audio` does, and say how long all of it lasts.

    Raises
    ------
    UserError
        As of `decode_audio`; of what comes later, only the header is looked at.
    """
    with opened(content, most_s=most_s) as (sound, pieces):
        samples = gathered(sound, pieces)
    return waveform_of(sound, samples, most_s=most_s), sound.duration_s


def waveform_of(sound: Opened, samples: Samples, *, most_s: float) -> torch.Tensor:
    """Bring samples that were read, [channels, frames], to float32 [channels, samples] at 44.1 kHz.

    Raises
    ------
    UserError
        If there is nothing to hear in them.
    """
    channels = torch.from_numpy(samples)
    _require_sound(channels, most_s=most_s if most_s < sound.duration_s else None)
    if sound.rate_hz == SAMPLE_RATE_HZ:
        return channels
    length = max(1, round(channels.shape[1] * SAMPLE_RATE_HZ / sound.rate_hz))
    rates_hz = (sound.rate_hz, SAMPLE_RATE_HZ)
    return torch.stack([resampled(one, rates_hz=rates_hz, length=length) for one in channels])


def _require_sound(samples: torch.Tensor, *, most_s: float | None) -> None:
    """Refuse what can't be heard; `most_s` says how much was read if that is not all."""
    lowest, highest = map(float, samples.aminmax())
    if not (math.isfinite(lowest) and math.isfinite(highest)):
        raise UserError(
            "The sound holds values that are no numbers. Export it again as a 16-bit WAV or an MP3.",
            code="E-UPLOAD-DECODE",
        )
    if max(highest, -lowest) < SILENCE_PEAK:
        where = "from beginning to end" if most_s is None else f"for its first {most_s:.0f} s, and no more is used"
        raise UserError(f"The sound is silent {where}. Use one with something to hear.", code="E-SILENT")
