"""What somebody is called who had all their data deleted: always the same, and only the key tells who it is."""

import hashlib
import hmac
from typing import Final

from core.settings import Settings

PREFIX: Final = "gone-"
DIGITS: Final = 40


def pseudonym(settings: Settings, user: str) -> str:
    """Name a user for good. Ids are few enough to try them all, so a key goes into it."""
    secret = settings.pseudonym_key or settings.discord_token
    key = secret.get_secret_value() if secret else ""
    return PREFIX + hmac.new(key.encode(), user.encode(), hashlib.sha256).hexdigest()[:DIGITS]


def is_pseudonym(name: str) -> bool:
    """Tell it from a user's id."""
    return name.startswith(PREFIX)
