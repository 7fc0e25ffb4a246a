"""What the pixels of a spectrogram picture mean: Riffusion's format and its EXIF tags. Nothing here needs torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SAMPLE_RATE_HZ: Final = 44_100
STEP_SIZE_MS: Final = 10
COLUMNS_PER_SECOND: Final = 1000 // STEP_SIZE_MS
SAMPLES_PER_COLUMN: Final = SAMPLE_RATE_HZ // COLUMNS_PER_SECOND
ROWS: Final = 512
WHITE: Final = 255

TRANSFORM_MAX: Final = 64_000
"""Samples: 2 s at the 32 kHz that carry 16 kHz; Riffusion's 8000 are an eighth."""

WEIGHTS_MAX: Final = 1 << 24
"""Weights of every bin for every band; Riffusion's format has an eighth."""

EXIF_TAGS: Final[Mapping[str, int]] = {
    "sample_rate_hz": 11000,
    "stereo": 11005,
    "step_size_ms": 11010,
    "window_duration_ms": 11020,
    "padded_duration_ms": 11030,
    "num_frequencies": 11040,
    "min_frequency_hz": 11050,
    "max_frequency_hz": 11060,
    "power_for_image": 11070,
    "max_value": 11080,
}


class PictureFormatError(ValueError):
    """A picture format that no spectrogram can have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFormat:
    """How time, frequency and loudness became columns, rows and grey levels; the defaults are Riffusion's.

    The transform works at `work_rate_hz`, the lowest rate that carries `max_frequency_hz` and cuts every whole
    millisecond into whole samples. Its bins fall on the very frequencies that Riffusion's fall on.

    Attributes
    ----------
    sample_rate_hz : int
        Rate of the sound that was painted; it decides no pixel.
    stereo : bool
        Whether green is the left and blue the right channel.
    max_value : float > 0
        Mel magnitude of a black pixel, for samples within ±32768 as Riffusion counts them. Only a gain.

    Raises
    ------
    PictureFormatError
        If the values contradict each other or are far from anything that was ever painted.
    """

    sample_rate_hz: int = SAMPLE_RATE_HZ
    stereo: bool = False
    step_size_ms: int = STEP_SIZE_MS
    window_duration_ms: int = 100
    padded_duration_ms: int = 400
    num_frequencies: int = ROWS
    min_frequency_hz: int = 0
    max_frequency_hz: int = 10_000
    power_for_image: float = 0.25
    max_value: float = 30e6

    def __post_init__(self) -> None:
        self._require("sample_rate_hz", 1_000, 384_000)
        self._require("step_size_ms", 1, 100)
        self._require("max_frequency_hz", 500, 48_000)
        self._require("min_frequency_hz", 0, self.max_frequency_hz - 1)
        self._require("window_duration_ms", 2 * self.step_size_ms, 1_000)
        self._require("padded_duration_ms", self.span * 1000 // self.work_rate_hz, 4_000)
        self._require("num_frequencies", 1, 4_096)
        self._require("power_for_image", 0.05, 2.0)
        self._require("max_value", 1e-12, 1e18)
        self._require_bounded()

    def _require(self, name: str, lowest: float, highest: float) -> None:
        if not lowest <= getattr(self, name) <= highest:
            raise PictureFormatError(f"{name} is {getattr(self, name)}, not within {lowest}..{highest}")

    def _require_bounded(self) -> None:
        """Refuse tags that are possible one by one and together need more memory than there is."""
        if self.padded > TRANSFORM_MAX or self.bins * self.num_frequencies > WEIGHTS_MAX:
            raise PictureFormatError(
                f"{self.num_frequencies} bands of a transform of {self.padded} samples "
                f"({self.padded_duration_ms} ms up to {self.max_frequency_hz} Hz) are more than any spectrogram needs"
            )

    @property
    def work_rate_hz(self) -> int:
        """Sample rate of the transform (20 000 for Riffusion's 10 kHz)."""
        return -(-2 * self.max_frequency_hz // 1000) * 1000

    @property
    def hop(self) -> int:
        """Working samples in a column."""
        return self.work_rate_hz * self.step_size_ms // 1000

    @property
    def window(self) -> int:
        """Working samples under the Hann window."""
        return self.work_rate_hz * self.window_duration_ms // 1000

    @property
    def span(self) -> int:
        """Working samples of the window rounded up to an even number of hops."""
        return -(-self.window // (2 * self.hop)) * 2 * self.hop

    @property
    def padded(self) -> int:
        """Working samples in a transform, zeros included."""
        return self.work_rate_hz * self.padded_duration_ms // 1000

    @property
    def bins(self) -> int:
        """Frequencies that the transform tells apart, 0 Hz included."""
        return self.padded // 2 + 1

    def samples(self, columns: int) -> int:
        """Length in samples at 44.1 kHz of a picture of so many columns (441 a column at 10 ms)."""
        return round(columns * self.step_size_ms * SAMPLE_RATE_HZ / 1000)

    def columns(self, samples: int) -> int:
        """Columns that hold so many samples at 44.1 kHz; a begun column counts."""
        return -(-samples * 1000 // (SAMPLE_RATE_HZ * self.step_size_ms))

    def exif(self) -> dict[int, int | float]:
        """The format as EXIF tags, complete, as Riffusion reads them."""
        return {tag: getattr(self, name) for name, tag in EXIF_TAGS.items()}

    @classmethod
    def from_exif(cls, tags: Mapping[int, object]) -> PictureFormat:
        """Read the format from EXIF tags; what is missing has Riffusion's default.

        Raises
        ------
        PictureFormatError
            If a tag holds no number or no sense.
        """
        found = {name: tags[tag] for name, tag in EXIF_TAGS.items() if tag in tags}
        try:
            return cls(**{name: _like(getattr(RIFFUSION, name), value) for name, value in found.items()})
        except (TypeError, ValueError, OverflowError, ZeroDivisionError) as error:
            raise PictureFormatError(f"unreadable spectrogram tags: {error}") from error


def _like(example: float, value: object) -> Any:  # noqa: ANN401 - int, float or bool, as the field is
    """Read a tag, whose type depends on who wrote it, as the type of an example."""
    number = value if isinstance(value, int | float) else float(str(value))
    return type(example)(number)


RIFFUSION: Final = PictureFormat()
