"""What files say of how they were made, as `core.clip.Label`."""

from pydantic import ValidationError

from core.clip import Label


def label_in(comment: str) -> Label | None:
    """Read a label out of a file's comment, if it holds one that this version understands."""
    try:
        return Label.model_validate_json(comment)
    except ValidationError:
        return None
