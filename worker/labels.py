"""What files say of how they were made, as `core.contract.Label`, and what kind of file bytes are."""

from typing import Final

from pydantic import ValidationError

from core.contract import Label

PICTURE_SIGNATURES: Final = (b"\x89PNG", b"\xff\xd8\xff")


def label_in(comment: str) -> Label | None:
    """Read a label out of a file's comment, if it holds one that this version understands."""
    try:
        return Label.model_validate_json(comment)
    except ValidationError:
        return None


def is_picture(content: bytes) -> bool:
    """Tell a picture from a sound by its first bytes; both can begin as RIFF."""
    return content.startswith(PICTURE_SIGNATURES) or content[8:12] == b"WEBP"
