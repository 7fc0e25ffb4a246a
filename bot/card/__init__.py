"""What a card shows in each state of its life: pure values, drawn from its record."""

from bot.card.ended import NO_STARS, cancelled_view, ended_view, removed_view
from bot.card.offering import remix_button
from bot.card.title import title_of
from bot.card.values import LETTERS, VERSION, Button, CardFile, CardView, Sheet, Stored, Verb
from bot.card.working import frozen_view, quiet_view, received_view, status_of, working_view

__all__ = [
    "LETTERS",
    "NO_STARS",
    "VERSION",
    "Button",
    "CardFile",
    "CardView",
    "Sheet",
    "Stored",
    "Verb",
    "cancelled_view",
    "ended_view",
    "frozen_view",
    "quiet_view",
    "received_view",
    "remix_button",
    "removed_view",
    "status_of",
    "title_of",
    "working_view",
]
