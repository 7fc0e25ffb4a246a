"""What a card that is still open shows next, if it should be edited at all: decisions without effects."""

from dataclasses import dataclass
from typing import Final

from bot.card import CardFile, CardView, Stored
from bot.delivery.attempts import token_lives
from bot.records.values import TOKEN_LIFE_S, Card
from bot.words import fit

EDITED_FOR_S: Final = 50 * 60.0
"""Older messages may be edited three times in 6 seconds for all of a channel; that is kept for their ends."""

FAREWELL_S: Final = TOKEN_LIFE_S - 90.0
"""So old, a card that only its token reaches is edited for the last time."""

FAREWELL: Final = "Still painting: I will send it to you as a direct message."
PREVIEWS_MOST: Final = 3
MEND_S: Final = 60.0
"""So old, an edit is repeated: somebody else may have shown something in between, or it was lost."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card shows, as far as we know."""

    content: str
    at_s: float
    preview: str | None = None
    previews: int = 0
    has_farewell: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """What a card should show; `preview` is set if its picture has to be attached anew."""

    view: CardView
    preview: CardFile | None
    shown: Shown


def edit_of(card: Card, view: CardView, shown: Shown | None, *, now_s: float) -> Edit | None:
    """Say how to edit a card so that it shows a view; None if it shows that already, or can't be edited."""
    if not may_be_edited(card, shown, now_s=now_s):
        return None
    has_farewell = card.reach == "token" and now_s >= card.created_s + FAREWELL_S
    if has_farewell:
        view = CardView(fit([view.content, FAREWELL]), view.files, view.buttons)
    preview = _new_preview(view, shown)
    is_old = shown is not None and now_s - shown.at_s >= MEND_S
    if shown is not None and shown.content == view.content and preview is None and not is_old:
        return None
    return Edit(view, preview, _after(view, preview, shown, has_farewell=has_farewell, now_s=now_s))


def may_be_edited(card: Card, shown: Shown | None, *, now_s: float) -> bool:
    """Say whether there is a message, and it may still be edited to show progress."""
    if card.reach == "channel":
        return card.message is not None and now_s < card.created_s + EDITED_FOR_S
    return token_lives(card, now_s=now_s) and not (shown and shown.has_farewell)


def _new_preview(view: CardView, shown: Shown | None) -> CardFile | None:
    key = _key_of(view)
    if key is None or (shown and (shown.preview == key or shown.previews >= PREVIEWS_MOST)):
        return None
    return view.files[0]


def _key_of(view: CardView) -> str | None:
    source = view.files[0].source if view.files else None
    return source.key if isinstance(source, Stored) else None


def _after(view: CardView, preview: CardFile | None, shown: Shown | None, *, has_farewell: bool, now_s: float) -> Shown:
    key, number = (shown.preview, shown.previews) if shown else (None, 0)
    if preview is not None:
        key, number = _key_of(view), number + 1
    return Shown(view.content, now_s, key, number, has_farewell)
