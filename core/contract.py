"""What a clip is made from: recipes, and the values that they are made of."""

import hashlib
import json
from typing import Annotated, Final, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.limits import (
    BEAT_STRENGTH,
    COLUMNS_PER_SECOND,
    GUIDANCE_DEFAULT,
    HIGHEST_HZ,
    LONGEST_S,
    MODEL_DEFAULT,
    NATIVE_COLUMNS,
    NATIVE_LENGTH_S,
    SEED_MAX,
    STAGES_DEFAULT,
    STEPS_DEFAULT,
    STRENGTH_DEFAULT,
    VARIED_MOST,
    Bpm,
    Curve,
    ExportFormat,
    Guidance,
    Key,
    LengthS,
    ModelName,
    Negative,
    Prompt,
    Scheduler,
    Seed,
    Share,
    Side,
    Stages,
    Steps,
    Strength,
)

CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 without the letters that a person mistakes for digits or for each other."""

RECIPE_ID_DIGITS: Final = 6


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def canonical_json(self) -> str:
        """Write equal values as equal text: sorted keys, no spaces, nothing of what is None."""
        fields = self.model_dump(mode="json", exclude_none=True)
        return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class SecondSeed(Value):
    """Another beginning, mixed into the first: at an amount of 0 the first one's clip comes out, at 1 its own.

    What was varied and is varied again has one more mixed in, as `then`.
    """

    seed: Seed
    amount: Share
    then: "SecondSeed | None" = None

    @property
    def chain(self) -> "tuple[SecondSeed, ...]":
        """Itself and those after it, in the order in which they are mixed in."""
        return (self, *(self.then.chain if self.then else ()))

    @model_validator(mode="after")
    def _require_few(self) -> Self:
        if len(self.chain) > VARIED_MOST:
            raise ValueError(f"was varied more than {VARIED_MOST} times")
        return self


class Painted(Value):
    """What every recipe that a model paints has."""

    prompt: Prompt
    negative: Negative = ""
    seed: Seed
    second: SecondSeed | None = None
    steps: Steps = STEPS_DEFAULT
    guidance: Guidance = GUIDANCE_DEFAULT
    length_s: LengthS = NATIVE_LENGTH_S
    loop: bool = False
    model: ModelName = MODEL_DEFAULT
    scheduler: Scheduler = "dpm++"

    @property
    def columns(self) -> int:
        """Width of the picture."""
        return self.length_s // NATIVE_LENGTH_S * NATIVE_COLUMNS

    @property
    def duration_s(self) -> float:
        """How long the clip really lasts: a "5 s" one 5.12 s."""
        return self.columns / COLUMNS_PER_SECOND

    @property
    def recipe_id(self) -> str:
        """Name the recipe, always with the same name, such as `R-7F3K9Q`."""
        return recipe_id_of(self)


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


Converted = Play | See | Export
"""Recipes that need no model."""

AnyPaint = Riff | Beat | Remix | Extend | Morph
"""Recipes that a model paints."""

Recipe = Annotated[AnyPaint | Converted, Field(discriminator="kind")]
"""Each further kind is one more class here, told apart by its `kind`."""


AnyPainted = TypeVar("AnyPainted", bound=Painted)


def seeds_from(recipe: AnyPainted, *, count: int) -> list[AnyPainted]:
    """Repeat a recipe with its own seed and those that follow."""
    return [recipe.model_copy(update={"seed": (recipe.seed + step) % (SEED_MAX + 1)}) for step in range(count)]


def recipe_id_of(recipe: Value) -> str:
    """Spell 30 bits of a recipe's SHA-256 for people: equal recipes have equal names."""
    number = int.from_bytes(hashlib.sha256(recipe.canonical_json().encode()).digest(), "big")
    return "R-" + "".join(CROCKFORD[number >> 5 * digit & 31] for digit in range(RECIPE_ID_DIGITS))
