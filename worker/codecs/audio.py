"""Waveforms as MP3, WAV, FLAC and OGG files, and whatever libsndfile reads as waveforms."""

from __future__ import annotations

import math
from io import BytesIO
from typing import Final

import soundfile
import torch

from core.errors import UserError
from worker.codecs.duration import MAX_DURATION_S, in_minutes
from worker.codecs.tags import NO_SOUND, Tags, with_id3
from worker.sound.format import SAMPLE_RATE_HZ
from worker.sound.transform import resampled

ARTIST: Final = "Jamgram"
MAX_SAMPLES: Final = MAX_DURATION_S * 96_000 * 2
RATES_HZ: Final = range(1_000, 384_000 + 1)
PIECE_FRAMES: Final = 1 << 15
SILENCE_PEAK: Final = 1e-5
BEST_KBPS: Final = 192
LOWEST_KBPS: Final = 32
HIGHEST_KBPS: Final = 320


def encode_mp3(
    waveform: torch.Tensor, *, title: str = "", comment: str = "", cover: bytes = b"", kbps: int = BEST_KBPS
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
    return with_id3(mp3, Tags(title, ARTIST, comment, cover))


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
    """Read the first `most_s` of a sound as `decode_audio` does, and say how many seconds all of it lasts.

    Raises
    ------
    UserError
        As of `decode_audio`; of what comes later, only the header is looked at.
    """
    try:
        with soundfile.SoundFile(BytesIO(content)) as sound:
            _require_bounded(sound)
            rate_hz, duration_s = sound.samplerate, sound.frames / sound.samplerate
            channels = _read(sound, frames=min(sound.frames, math.ceil(most_s * rate_hz)))
    except soundfile.LibsndfileError as error:
        raise UserError(NO_SOUND) from error
    _require_sound(channels, most_s=most_s if most_s < duration_s else None)
    if rate_hz == SAMPLE_RATE_HZ:
        return channels, duration_s
    length = max(1, round(channels.shape[1] * SAMPLE_RATE_HZ / rate_hz))
    rates_hz = (rate_hz, SAMPLE_RATE_HZ)
    return torch.stack([resampled(one, rates_hz=rates_hz, length=length) for one in channels]), duration_s


def _read(sound: soundfile.SoundFile, *, frames: int) -> torch.Tensor:
    """Read float32 [1 or 2, frames] in pieces, so that many channels are never in memory together."""
    kept = sound.channels if sound.channels <= 2 else 1
    channels = torch.empty(kept, frames)
    start = 0
    while start < frames:
        piece = sound.read(min(PIECE_FRAMES, frames - start), dtype="float32", always_2d=True)
        if not len(piece):
            raise UserError("The sound is damaged or not complete. Send the original file again.")
        samples = torch.from_numpy(piece).T
        channels[:, start : start + len(piece)] = samples if kept == len(samples) else samples.mean(0, keepdim=True)
        start += len(piece)
    return channels


def _require_bounded(sound: soundfile.SoundFile) -> None:
    """Refuse by the header, before anything is decoded."""
    if sound.samplerate not in RATES_HZ:
        raise UserError(
            f"The sound has a sample rate of {sound.samplerate} Hz; {RATES_HZ[0]} to {RATES_HZ[-1]} can be used. "
            "Convert it to 44.1 kHz first."
        )
    duration_s = sound.frames / sound.samplerate
    if duration_s > MAX_DURATION_S:
        raise UserError(f"The sound lasts {in_minutes(duration_s)}; {MAX_DURATION_S // 60} is the most. Cut it first.")
    if sound.frames * sound.channels > MAX_SAMPLES:
        raise UserError(
            f"{in_minutes(duration_s)} of {sound.channels} channels at {sound.samplerate} Hz are more samples than can "
            "be used. Convert it to 44.1 kHz stereo first."
        )
    if sound.frames == 0:
        raise UserError("The sound lasts 0 seconds. Use one with something in it.")


def _require_sound(samples: torch.Tensor, *, most_s: float | None) -> None:
    """Refuse what can't be heard; `most_s` says how much was read if that is not all."""
    lowest, highest = map(float, samples.aminmax())
    if not (math.isfinite(lowest) and math.isfinite(highest)):
        raise UserError("The sound holds values that are no numbers. Export it again as a 16-bit WAV or an MP3.")
    if max(highest, -lowest) < SILENCE_PEAK:
        where = "from beginning to end" if most_s is None else f"for its first {most_s:.0f} s, and no more is used"
        raise UserError(f"The sound is silent {where}. Use one with something to hear.")
