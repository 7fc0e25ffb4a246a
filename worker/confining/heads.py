"""What a reader apart may say of a file before it sends what is in it; it is not trusted either."""

from typing import Annotated

from pydantic import Field

from core.contract import Value
from worker.reading.duration import MAX_DURATION_S
from worker.reading.pictures import COMMENT_MAX, MAX_PIXELS
from worker.reading.sounds import MAX_SAMPLES, RATES_HZ, Opened
from worker.sound.format import PictureFormat

FLOAT_BYTES = 4


class PictureHead(Value):
    """A picture's size and tags."""

    channels: Annotated[int, Field(ge=1, le=2)]
    rows: Annotated[int, Field(ge=1, le=4_096)]
    columns: Annotated[int, Field(ge=1, le=MAX_PIXELS)]
    picture_format: PictureFormat
    comment: Annotated[str, Field(max_length=COMMENT_MAX)]

    @property
    def shape(self) -> tuple[int, int, int]:
        """As numpy has it."""
        return self.channels, self.rows, self.columns

    @property
    def size(self) -> int:
        """How many bytes follow.

        Raises
        ------
        ValueError
            If they are more than any picture has.
        """
        if self.rows * self.columns > MAX_PIXELS:
            raise ValueError(f"{self.rows} × {self.columns} pixels are announced")
        return self.channels * self.rows * self.columns


class SoundHead(Value):
    """How fast a sound is, how long all of it lasts, and how much of it follows."""

    rate_hz: Annotated[int, Field(ge=RATES_HZ[0], le=RATES_HZ[-1])]
    duration_s: Annotated[float, Field(gt=0, le=MAX_DURATION_S, allow_inf_nan=False)]
    channels: Annotated[int, Field(ge=1, le=2)]
    frames: Annotated[int, Field(ge=1, le=MAX_SAMPLES)]

    @property
    def opened(self) -> Opened:
        """As whoever reads here has it."""
        return Opened(self.rate_hz, self.duration_s, self.channels, self.frames)
