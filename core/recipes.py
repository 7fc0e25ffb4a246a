"""Recipes from what was typed: the words of a clip, the beat under it."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeVar

from pydantic import ValidationError

from core.contract import AnyPaint, Beat, Join, Painted, Play, Recipe, Remix, Riff, SecondSeed, See, Value
from core.errors import UserError, user_error_of
from core.formats import is_picture
from core.limits import SEED_MAX, STEPS_DEFAULT, Key

Quality = Literal["draft", "standard", "fine"]

STEPS: Final[dict[Quality, int]] = {"draft": 15, "standard": STEPS_DEFAULT, "fine": 50}

CONVERTED: Final = "This was converted, not painted: there are no words to paint it from."

Made = TypeVar("Made", bound=Painted)
Told = TypeVar("Told", bound=Value)


def made(kind: type[Told], fields: Mapping[str, object]) -> Told:
    """Make a recipe of a kind, or a part of one.

    Raises
    ------
    UserError
        If it can't be one; the sentence says which value is wrong.
    """
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise user_error_of(error) from error


def riff_of(fields: Mapping[str, object]) -> Riff:
    """Make a recipe from what somebody typed.

    Raises
    ------
    UserError
        If it can't be one; the sentence says which value is wrong.
    """
    return made(Riff, fields)


def beat_of(recipe: Riff, bpm: int) -> Beat:
    """Paint the same words over the project's own beat."""
    return made(Beat, {**painted_fields(recipe), "bpm": bpm})


def over(recipe: Painted, *, source: str, strength: float) -> Remix:
    """Paint the same words over a source."""
    return made(Remix, {**painted_fields(recipe), "source": source, "strength": strength})


def painted_fields(recipe: Painted) -> dict[str, object]:
    """List what a recipe of any painted kind has, whatever kind this one is."""
    return {name: getattr(recipe, name) for name in Painted.model_fields}


def with_seed(recipe: Made, seed: int) -> Made:
    """Make the same recipe from another beginning."""
    return recipe.model_copy(update={"seed": seed})


def conversion(content: bytes, source: str) -> Play | See:
    """Play a picture, see a sound."""
    return Play(source=source) if is_picture(content) else See(source=source)


def new_seed() -> int:
    """Draw a seed."""
    return secrets.randbelow(SEED_MAX + 1)


def require_painted(recipe: Recipe) -> AnyPaint:
    """Refuse what no model painted."""
    if not isinstance(recipe, AnyPaint):
        raise UserError(CONVERTED, code="E-VALUE")
    return recipe


def heading_of(recipe: Recipe) -> str | None:
    """Give the words that a clip goes by: what it was painted from, or a track's title; None if there are none."""
    if isinstance(recipe, Join):
        return recipe.title
    return recipe.prompt if isinstance(recipe, Painted) else None


def sources_of(recipe: Recipe) -> tuple[Key, ...]:
    """Name the artefacts that a recipe begins with."""
    if isinstance(recipe, Join):
        return recipe.sources
    keys = (getattr(recipe, name, None) for name in ("source", "to_source"))
    return tuple(key for key in keys if key is not None)


def chained(seconds: Sequence[SecondSeed]) -> SecondSeed | None:
    """Have seeds mixed in one after the other; none of them is none."""
    first: SecondSeed | None = None
    for one in reversed(seconds):
        first = SecondSeed(seed=one.seed, amount=one.amount, then=first)
    return first
