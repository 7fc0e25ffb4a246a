"""What servers, channels and users choose, and which choice holds."""

from bot.choices.cascade import Chosen, Layer, chosen
from bot.choices.keys import SETTINGS, Artists, Moderation, Setting, setting_of
from bot.choices.settled import Choices, Settled

__all__ = [
    "SETTINGS",
    "Artists",
    "Choices",
    "Chosen",
    "Layer",
    "Moderation",
    "Setting",
    "Settled",
    "chosen",
    "setting_of",
]
