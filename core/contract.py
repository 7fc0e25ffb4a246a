"""What a clip is made from and what comes out: the values that every part of Jamgram passes on."""

import hashlib
import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final, Literal, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

COLUMNS_PER_SECOND: Final = 100
"""One column of a picture lasts 10 ms."""

NATIVE_COLUMNS: Final = 512
NATIVE_LENGTH_S: Final = 5
"""Models are trained on pictures of 512 columns: 5.12 s, called 5 s. Longer clips are whole multiples."""

PROMPT_MAX: Final = 300
NEGATIVE_MAX: Final = 200
MODEL_NAME_MAX: Final = 300
VERSION_MAX: Final = 100
SEED_MAX: Final = 2**32 - 1
STEPS_MIN: Final = 1
STEPS_MAX: Final = 100
GUIDANCE_MIN: Final = 1.0
GUIDANCE_MAX: Final = 15.0
STRENGTH_MIN: Final = 0.05
STRENGTH_MAX: Final = 0.95
STRENGTH_DEFAULT: Final = 0.55
VARIATIONS_MAX: Final = 4

STEPS_DEFAULT: Final = 25
GUIDANCE_DEFAULT: Final = 3.0
MODEL_DEFAULT: Final = "mini"

CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 without the letters that a person mistakes for digits or for each other."""

RECIPE_ID_DIGITS: Final = 6


def tidy(words: str) -> str:
    """Bring words that look equal to one spelling: NFC, single spaces, none around them."""
    return unicodedata.normalize("NFC", " ".join(words.split()))


def refuse_unprintable(words: str) -> str:
    """Refuse control characters and broken Unicode: no file name, tag or terminal is safe with them."""
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in words):
        raise ValueError("holds a control character or broken Unicode")
    return words


def require_visible(words: str) -> str:
    """Refuse words of which nothing can be seen, such as spaces or a lone zero-width joiner."""
    if not any(sign.isprintable() and not sign.isspace() for sign in words):
        raise ValueError("is empty")
    return words


def at_most(characters: int) -> Callable[[str], str]:
    """Make a validator that refuses longer words."""

    def refuse_longer(words: str) -> str:
        if len(words) > characters:
            raise ValueError(f"is {len(words)} characters long; {characters} is the most")
        return words

    return refuse_longer


Words = Annotated[str, AfterValidator(tidy), AfterValidator(refuse_unprintable)]
Prompt = Annotated[Words, AfterValidator(require_visible), AfterValidator(at_most(PROMPT_MAX))]
Negative = Annotated[Words, AfterValidator(at_most(NEGATIVE_MAX))]
ModelName = Annotated[Words, AfterValidator(require_visible), AfterValidator(at_most(MODEL_NAME_MAX))]
Key = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""The SHA-256 of an artefact's bytes: its name wherever it is stored."""
ModelHash = Annotated[str, Field(pattern=r"^[0-9a-f]{1,64}$")]
Version = Annotated[Words, AfterValidator(at_most(VERSION_MAX))]
Seed = Annotated[int, Field(ge=0, le=SEED_MAX)]
Steps = Annotated[int, Field(ge=STEPS_MIN, le=STEPS_MAX)]
Guidance = Annotated[float, Field(ge=GUIDANCE_MIN, le=GUIDANCE_MAX, allow_inf_nan=False)]
Strength = Annotated[float, Field(ge=STRENGTH_MIN, le=STRENGTH_MAX, allow_inf_nan=False)]
LengthS = Literal[5, 10, 15, 20, 30, 60]
Scheduler = Literal["dpm++"]

LENGTHS_S: Final[tuple[LengthS, ...]] = get_args(LengthS)


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def canonical_json(self) -> str:
        """Write equal values as equal text: sorted keys, no spaces."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Painted(Value):
    """What every recipe that a model paints has."""

    prompt: Prompt
    negative: Negative = ""
    seed: Seed
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


class Remix(Painted):
    """The recipe of a clip painted over another sound or spectrogram: a `strength` near 1 leaves little of it."""

    kind: Literal["remix"] = "remix"
    source: Key
    strength: Strength = STRENGTH_DEFAULT


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


Converted = Play | See
"""Recipes that need no model."""

Recipe = Annotated[Riff | Remix | Play | See, Field(discriminator="kind")]
"""Each further kind is one more class here, told apart by its `kind`."""


AnyPainted = TypeVar("AnyPainted", bound=Painted)


def seeds_from(recipe: AnyPainted, *, count: int) -> list[AnyPainted]:
    """Repeat a recipe with its own seed and those that follow."""
    return [recipe.model_copy(update={"seed": (recipe.seed + step) % (SEED_MAX + 1)}) for step in range(count)]


def recipe_id_of(recipe: Value) -> str:
    """Spell 30 bits of a recipe's SHA-256 for people: equal recipes have equal names."""
    number = int.from_bytes(hashlib.sha256(recipe.canonical_json().encode()).digest(), "big")
    return "R-" + "".join(CROCKFORD[number >> 5 * digit & 31] for digit in range(RECIPE_ID_DIGITS))


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
