"""What a jam answers where something can't be done: one sentence, with what to do instead."""

from typing import Final, Literal

from core.errors import UserError

JamCode = Literal["E-JAM-PHASE", "E-JAM-HOST", "E-JAM-FULL"]

DONE: Final = "That was done already."
ORPHANED: Final = "Nobody leads this jam any more: who was in it brings it back with /jam revive."
FROZEN: Final = "Moderators stopped this jam. It goes on when they let it."


class JamError(UserError):
    """Something can't be done in this jam, or not now, or not by them."""

    def __init__(self, sentence: str, code: JamCode = "E-JAM-PHASE") -> None:
        super().__init__(sentence, code=code)


def not_theirs(sentence: str) -> JamError:
    """Refuse what others may do."""
    return JamError(sentence, "E-JAM-HOST")
