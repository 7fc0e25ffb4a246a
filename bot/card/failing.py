"""Why there is no clip, as cards say it."""

from bot.words import escape
from core.ending import SENTENCE_MAX, Failure


def why(failure: Failure, *, most: int = SENTENCE_MAX) -> str:
    """Say why, and by what it is looked up: our log has more under the id, if it is our fault."""
    tags = "".join(f" `{one}`" for one in (failure.error_id, failure.code) if one)
    return f"{escape(failure.sentence, most=most)}{tags}"
