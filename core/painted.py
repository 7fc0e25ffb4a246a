"""What every recipe has that a model paints."""

from typing import Self

from pydantic import model_validator

from core.limits import (
    COLUMNS_PER_SECOND,
    GUIDANCE_DEFAULT,
    MODEL_DEFAULT,
    NATIVE_COLUMNS,
    NATIVE_LENGTH_S,
    STEPS_DEFAULT,
    VARIED_MOST,
    Guidance,
    LengthS,
    ModelName,
    Negative,
    Prompt,
    Scheduler,
    Seed,
    Share,
    Steps,
)
from core.values import Value, recipe_id_of


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
