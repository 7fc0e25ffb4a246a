"""A picture's bytes to a sound's and back, without a painter."""

from dataclasses import replace

from torch import Tensor

from core.contract import Painted
from core.errors import UserError
from core.formats import PNG
from worker.codecs import decode_audio, decode_picture, encode_mp3, encode_png
from worker.labels import label_in
from worker.sound.conversion import magnitudes_from_waveform, waveform_from_picture
from worker.sound.format import RIFFUSION
from worker.sound.levels import picture_from_magnitudes
from worker.sound.mix import master
from worker.sources import CANCELLED


def played(content: bytes, *, title: str, loop: bool) -> tuple[bytes, float]:
    """Turn a spectrogram into an MP3 and its duration in seconds; Jamgram's own sounds as it did when it was made."""
    picture = decode_picture(content)
    label = label_in(picture.comment)
    recipe = label.recipe if label and isinstance(label.recipe, Painted) else None
    circular = loop or (recipe is not None and recipe.loop)
    waveform = waveform_from_picture(picture.pixels[None], picture_format=picture.picture_format, loop=circular)
    mp3 = encode_mp3(
        master(waveform, loop=circular)[0],
        title=recipe.prompt if recipe else title,
        comment=label.canonical_json() if label else "",
        cover=content if content.startswith(PNG) else encode_png(picture.pixels),
    )
    return mp3, waveform.shape[-1] / RIFFUSION.sample_rate_hz


def seen(content: bytes, *, stereo: bool, columns: int | None = None) -> list[bytes]:
    """Turn a sound into spectrograms as PNG: one, or some of so many columns, of which the last may be narrower.

    A grey level means the same loudness in every piece.
    """
    waveform = decode_audio(content)
    channels = waveform if stereo else mixed_down(waveform)
    magnitudes = magnitudes_from_waveform(channels[None])
    loudest = replace(RIFFUSION, max_value=max(float(magnitudes.max()), 1.0))
    pixels = picture_from_magnitudes(magnitudes)[0]
    return [encode_png(piece, picture_format=loudest) for piece in pixels.split(columns or pixels.shape[-1], dim=-1)]


def mixed_down(waveform: Tensor) -> Tensor:
    """Make one channel of both, unless next to nothing would be left."""
    mixed = waveform.mean(0, keepdim=True)
    if mixed.abs().max() < CANCELLED * waveform.abs().max():
        raise UserError("The two sides of this sound cancel each other out; keep them apart with --stereo.")
    return mixed
