"""How often cards may be edited: token buckets, one a message and one a channel."""

from dataclasses import dataclass, field
from typing import Final

MESSAGE_EVERY_S: Final = 3.0
CHANNEL_EVERY_S: Final = 1.25
"""Discord lets about 5 edits through in 5 seconds of a channel; the ends of cards need some of them."""

REMEMBERED: Final = 1000
"""Names kept before those that may edit again are forgotten."""


@dataclass(slots=True)
class Pace:
    """One edit every so many seconds for each name, none saved up."""

    every_s: float
    _free_s: dict[str, float] = field(default_factory=dict)

    def allows(self, name: str, *, now_s: float) -> bool:
        """Say whether this name may edit now."""
        return self._free_s.get(name, now_s) <= now_s

    def took(self, name: str, *, now_s: float) -> None:
        """Count an edit."""
        if len(self._free_s) > REMEMBERED:
            self._free_s = {other: free_s for other, free_s in self._free_s.items() if free_s > now_s}
        self._free_s[name] = now_s + self.every_s

    def take(self, name: str, *, now_s: float) -> bool:
        """Take one edit, if this name may have one."""
        is_allowed = self.allows(name, now_s=now_s)
        if is_allowed:
            self.took(name, now_s=now_s)
        return is_allowed


@dataclass(slots=True)
class Paces:
    """Both bounds of a card's edits."""

    messages: Pace = field(default_factory=lambda: Pace(MESSAGE_EVERY_S))
    channels: Pace = field(default_factory=lambda: Pace(CHANNEL_EVERY_S))

    def take(self, *, card: str, channel: str, now_s: float) -> bool:
        """Take one edit of this card in this channel, if both may have one."""
        is_allowed = self.allow(card=card, channel=channel, now_s=now_s)
        if is_allowed:
            self.messages.took(card, now_s=now_s)
            self.channels.took(channel, now_s=now_s)
        return is_allowed

    def allow(self, *, card: str, channel: str, now_s: float) -> bool:
        """Say whether this card may be edited in this channel now."""
        return self.messages.allows(card, now_s=now_s) and self.channels.allows(channel, now_s=now_s)
