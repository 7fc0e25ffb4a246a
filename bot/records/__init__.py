"""What the bot remembers, in a relational database."""

from bot.records.asks import Ask
from bot.records.database import DatabaseDownError
from bot.records.lineage import Family, Member
from bot.records.listed import Cut, Listed, Page
from bot.records.presets import Preset
from bot.records.records import Records
from bot.records.stars import StarCount
from bot.records.threads import Thread

__all__ = [
    "Ask",
    "Cut",
    "DatabaseDownError",
    "Family",
    "Listed",
    "Member",
    "Page",
    "Preset",
    "Records",
    "StarCount",
    "Thread",
]
