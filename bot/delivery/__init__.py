"""From a request's end to a message that people see: each end once, whoever is killed in between."""

from bot.delivery.removing import messages_gone
from bot.delivery.running import run

__all__ = ["messages_gone", "run"]
