"""The frames of a film in which a spectrogram runs past a playhead."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from worker.codecs import Picture
from worker.sound.format import COLUMNS_PER_SECOND, ROWS, WHITE

FRAMES_PER_SECOND: Final = 25
COLUMNS_PER_FRAME: Final = COLUMNS_PER_SECOND // FRAMES_PER_SECOND
"""Whole and even, so that every frame is the last one, moved: sharp, and quick to pack."""

WIDTH: Final = 768
PLAYHEAD: Final = 256
"""Columns to the left of what is heard: what was just heard stays in sight, what comes is seen for five seconds."""

DARKEST, BRIGHTEST = 16, 235
"""What film calls black and white."""

GREY: Final = 128
RED: Final = (81, 90, 240)
"""Brightness and both colours."""

EDGE: Final = 2
"""Columns of white on either side of the playhead, and half of its own: it is seen on black too."""


def frames(picture: Picture) -> Iterator[NDArray[np.uint8]]:
    """Draw every frame, uint8 [rows · 3 / 2, columns], as planes of brightness and of two colours at half the size."""
    seen = plainly(picture)
    strip = np.full((ROWS, PLAYHEAD + seen.shape[1] + WIDTH), WHITE, np.uint8)
    strip[:, PLAYHEAD : PLAYHEAD + seen.shape[1]] = seen
    brightness = (DARKEST + strip * ((BRIGHTEST - DARKEST) / WHITE)).round().astype(np.uint8)
    for start in range(0, seen.shape[1], COLUMNS_PER_FRAME):
        yield _frame(brightness[:, start : start + WIDTH])


def plainly(picture: Picture) -> NDArray[np.uint8]:
    """Show any picture as one of ours: both sides as one, a column every hundredth of a second, 512 rows."""
    pixels = picture.pixels.float().mean(0)
    columns = max(1, round(pixels.shape[1] * picture.picture_format.step_size_ms * COLUMNS_PER_SECOND / 1000))
    if pixels.shape != (ROWS, columns):
        pixels = torch.nn.functional.interpolate(pixels[None, None], (ROWS, columns), mode="area")[0, 0]
    return np.asarray(pixels.round().to(torch.uint8).cpu().numpy())


def _frame(brightness: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Lay the playhead over a part of the strip."""
    drawn = brightness.copy()
    drawn[:, PLAYHEAD - 2 * EDGE : PLAYHEAD + 2 * EDGE] = BRIGHTEST
    drawn[:, PLAYHEAD - EDGE : PLAYHEAD + EDGE] = RED[0]
    colours = np.full((2, ROWS // 2, WIDTH // 2), GREY, np.uint8)
    for colour, value in zip(colours, RED[1:], strict=True):
        colour[:, (PLAYHEAD - EDGE) // 2 : (PLAYHEAD + EDGE) // 2] = value
    return np.concatenate([drawn, colours.reshape(-1, WIDTH)])
