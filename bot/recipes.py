"""Recipes, as commands and buttons ask for them."""

import secrets
from collections.abc import Mapping
from typing import Final, Literal, TypeVar

from pydantic import ValidationError

from core.contract import Painted, Play, Recipe, Remix, Riff, See
from core.errors import UserError, user_error_of
from core.formats import is_picture
from core.limits import SEED_MAX, STEPS_DEFAULT

Quality = Literal["draft", "standard", "fine"]

STEPS: Final[dict[Quality, int]] = {"draft": 15, "standard": STEPS_DEFAULT, "fine": 50}

VARY_STRENGTH: Final = 0.5
"""How far a variation goes from its clip: the rhythm stays, what plays it may change."""

Words = TypeVar("Words", bound=Painted)


def riff_of(fields: Mapping[str, object]) -> Riff:
    """Make a recipe from what somebody typed.

    Raises
    ------
    UserError
        If it can't be one; the sentence says which value is wrong.
    """
    try:
        return Riff.model_validate(fields)
    except ValidationError as error:
        raise user_error_of(error) from error


def over(recipe: Painted, *, source: str, strength: float) -> Remix:
    """Paint the same words over a source."""
    fields = {name: value for name, value in recipe.model_dump().items() if name in Painted.model_fields}
    return Remix(**fields, source=source, strength=strength)


def with_seed(recipe: Words, seed: int) -> Words:
    """Make the same recipe from another beginning."""
    return recipe.model_copy(update={"seed": seed})


def conversion(content: bytes, source: str) -> Play | See:
    """Play a picture, see a sound."""
    return Play(source=source) if is_picture(content) else See(source=source)


def new_seed() -> int:
    """Draw a seed."""
    return secrets.randbelow(SEED_MAX + 1)


def require_painted(recipe: Recipe) -> Riff | Remix:
    """Refuse what no model painted."""
    if not isinstance(recipe, Riff | Remix):
        raise UserError("This was converted, not painted: there are no words to paint it from.")
    return recipe
