"""`python -m bot --check`: looks whether everything is there that the bot needs, and says what is to be done."""

from bot.doctor.report import report

__all__ = ["report"]
