"""A picture played: its sound, as it is heard in every file of a clip."""

from torch import Tensor

from worker.sound.conversion import waveform_from_picture
from worker.sound.format import RIFFUSION, PictureFormat
from worker.sound.mix import master


def sound_of(pixels: Tensor, *, loop: bool, picture_format: PictureFormat = RIFFUSION) -> Tensor:
    """The mastered waveform of a picture, float32 [samples] or [2, samples] on the CPU."""
    return master(waveform_from_picture(pixels[None], picture_format=picture_format, loop=loop), loop=loop)[0].cpu()
