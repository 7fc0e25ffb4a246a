"""What a clip is made from: recipes, and the values that they are made of."""

from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, model_validator

from core.limits import (
    BEAT_STRENGTH,
    HIGHEST_HZ,
    LONGEST_S,
    NATIVE_COLUMNS,
    NATIVE_LENGTH_S,
    SEED_MAX,
    STAGES_DEFAULT,
    STRENGTH_DEFAULT,
    Bpm,
    Curve,
    ExportFormat,
    Key,
    LengthS,
    Prompt,
    Seed,
    Side,
    Stages,
    Strength,
)
from core.painted import Painted, SecondSeed
from core.sections import Join, Layer, Section
from core.values import CROCKFORD, RECIPE_ID_DIGITS, Value, recipe_id_of

__all__ = [
    "CROCKFORD",
    "RECIPE_ID_DIGITS",
    "AnyPaint",
    "AnyPainted",
    "Beat",
    "Converted",
    "Export",
    "Extend",
    "Join",
    "Layer",
    "Morph",
    "Painted",
    "Play",
    "Recipe",
    "Region",
    "Remix",
    "Riff",
    "SecondSeed",
    "Section",
    "See",
    "Value",
    "recipe_id_of",
    "seeds_from",
]


class Riff(Painted):
    """The recipe of a clip made from words alone."""

    kind: Literal["riff"] = "riff"


class Beat(Painted):
    """The recipe of a clip painted over the project's own beat of so many beats a minute."""

    kind: Literal["beat"] = "beat"
    bpm: Bpm
    strength: Strength = BEAT_STRENGTH


class Region(Value):
    """A part of a picture, the whole of it if nothing is said: between two pitches and two moments."""

    low_hz: Annotated[int, Field(ge=0, lt=HIGHEST_HZ)] = 0
    high_hz: Annotated[int, Field(gt=0, le=HIGHEST_HZ)] = HIGHEST_HZ
    from_s: Annotated[float, Field(ge=0, le=LONGEST_S, allow_inf_nan=False)] = 0.0
    to_s: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None

    @model_validator(mode="after")
    def _require_some(self) -> Self:
        if self.low_hz >= self.high_hz or (self.to_s is not None and self.from_s >= self.to_s):
            raise ValueError("ends before it begins")
        return self


class Remix(Painted):
    """The recipe of a clip painted over another sound or spectrogram: a `strength` near 1 leaves little of it.

    With a `region` all else of it stays as it is.
    """

    kind: Literal["remix"] = "remix"
    source: Key
    strength: Strength = STRENGTH_DEFAULT
    region: Region | None = None


class Extend(Painted):
    """The recipe of a clip that goes on from another, or leads to it, or back from its end to its beginning.

    `length_s` is the whole, `added_s` what is painted of it.
    """

    kind: Literal["extend"] = "extend"
    source: Key
    side: Side = "after"
    added_s: LengthS

    @property
    def kept_columns(self) -> int:
        """Width of the part that is as it was."""
        return (self.length_s - self.added_s) // NATIVE_LENGTH_S * NATIVE_COLUMNS

    @model_validator(mode="after")
    def _require_both(self) -> Self:
        if self.added_s >= self.length_s:
            raise ValueError("leaves nothing of what is extended")
        if self.loop != (self.side == "loop"):
            raise ValueError("ends in its beginning just if that is the side")
        return self


class Morph(Painted):
    """The recipe of a clip that turns from one thing into another, in so many `stages`.

    Either end is words with a seed, or a clip's picture, which then stays as it is.
    """

    kind: Literal["morph"] = "morph"
    to_prompt: Prompt
    to_seed: Seed
    source: Key | None = None
    to_source: Key | None = None
    stages: Stages = STAGES_DEFAULT
    curve: Curve = "linear"


class Play(Value):
    """The recipe of a clip that is a picture's sound, for a picture that somebody posted."""

    kind: Literal["play"] = "play"
    source: Key

    @property
    def recipe_id(self) -> str:
        """Name the recipe, as `Painted.recipe_id` does."""
        return recipe_id_of(self)


class See(Value):
    """The recipe of a clip that is a sound's picture, for a sound that somebody posted."""

    kind: Literal["see"] = "see"
    source: Key

    @property
    def recipe_id(self) -> str:
        """Name the recipe, as `Painted.recipe_id` does."""
        return recipe_id_of(self)


class Export(Value):
    """The recipe of a file that is a clip in another form, made from its picture."""

    kind: Literal["export"] = "export"
    source: Key
    format: ExportFormat

    @property
    def recipe_id(self) -> str:
        """Name the recipe, as `Painted.recipe_id` does."""
        return recipe_id_of(self)


Converted = Play | See | Export | Join
"""Recipes that need no model."""

AnyPaint = Riff | Beat | Remix | Extend | Morph | Section | Layer
"""Recipes that a model paints."""

Recipe = Annotated[AnyPaint | Converted, Field(discriminator="kind")]
"""Each further kind is one more class here, told apart by its `kind`."""


AnyPainted = TypeVar("AnyPainted", bound=Painted)


def seeds_from(recipe: AnyPainted, *, count: int) -> list[AnyPainted]:
    """Repeat a recipe with its own seed and those that follow."""
    return [recipe.model_copy(update={"seed": (recipe.seed + step) % (SEED_MAX + 1)}) for step in range(count)]
