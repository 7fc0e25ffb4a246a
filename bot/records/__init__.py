"""What the bot remembers, in a relational database."""

from bot.records.database import DatabaseDownError
from bot.records.preferences import Ping, Preset, UserSettings
from bot.records.records import Records

__all__ = ["DatabaseDownError", "Ping", "Preset", "Records", "UserSettings"]
