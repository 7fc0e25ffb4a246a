"""What users are told when a request ends without a clip and nobody but us is to blame."""

import secrets
from typing import Final

from core.codes import Code
from core.ending import Failure

GIVEN_UP: Final = (
    "Three times its worker stopped while making this. Nothing was used up: ask again, perhaps for something shorter."
)
LEFT_OUT: Final = "Its worker ended without a clip for this one. Nothing was used up: ask again."
UNREADABLE: Final = "This request cannot be read any more. Nothing was used up: ask again."
UNTOLD: Final = "This has ended, but what came of it cannot be read: ask again."


def new_error_id() -> str:
    """Make up an id that the user is told and under which the log has more, such as `E-7F3A9C2D`."""
    return f"E-{secrets.token_hex(4).upper()}"


def fault(sentence: str, code: Code = "E-INTERNAL") -> Failure:
    """Give a failure an id of its own."""
    return Failure(sentence=sentence, error_id=new_error_id(), code=code)
