"""What files say of how they were made, as `core.clip.Label`."""

from pydantic import ValidationError

from core.clip import Label
from core.contract import Join, Painted, Recipe


def label_in(comment: str) -> Label | None:
    """Read a label out of a file's comment, if it holds one that this version understands."""
    try:
        return Label.model_validate_json(comment)
    except ValidationError:
        return None


def title_of(recipe: Recipe) -> str:
    """Say what a player shows."""
    if isinstance(recipe, Join):
        return recipe.title
    return recipe.prompt if isinstance(recipe, Painted) else "Spectrogram"
