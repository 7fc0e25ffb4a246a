"""What comes out: a clip, and what its files say of how it was made."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from core.contract import Recipe, Value
from core.limits import ModelHash, ModelName, Share, Version


class Receipt(Value):
    """By what a clip was made; on the same kind of CPU its recipe and these give every byte of it again.

    Strangers' files hold receipts too, so every word in it must be safe to print.
    """

    model: ModelName
    model_hash: ModelHash
    scheduler: Version
    device: Version
    versions: tuple[tuple[Version, Version], ...] = ()


class Label(Value):
    """What a clip's files say of themselves; its JSON is in the PNG's text and the MP3's comment."""

    recipe: Recipe
    receipt: Receipt | None = None


class Features(Value):
    """What can be heard in a clip, measured: for those who can't see its picture, and for whoever searches."""

    tempo_bpm: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    """None where there is no steady beat."""
    onsets_per_s: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    low: Share
    middle: Share
    high: Share
    """Shares of the loudness below 250 Hz, up to 2 kHz, and above."""
    course: Literal["even", "rising", "falling"] = "even"
    """How the level of its second half compares with that of its first."""


@dataclass(frozen=True, slots=True)
class Clip:
    """The finished piece. `notes` tell the user what they should know, such as a truncated prompt.

    A conversion has no receipt: no model took part.
    """

    recipe: Recipe
    receipt: Receipt | None
    png: bytes
    mp3: bytes
    duration_s: float
    notes: tuple[str, ...] = ()
    features: Features | None = None
