"""What files say of how they were made, as `core.clip.Label`."""

from pydantic import ValidationError

from core.clip import Label
from core.contract import Recipe
from core.recipes import heading_of


def label_in(comment: str) -> Label | None:
    """Read a label out of a file's comment, if it holds one that this version understands."""
    try:
        return Label.model_validate_json(comment)
    except ValidationError:
        return None


def title_of(recipe: Recipe) -> str:
    """Say what a player shows."""
    return heading_of(recipe) or "Spectrogram"
