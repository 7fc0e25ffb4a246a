"""A clip that many like, shown where its family began."""

from dataclasses import replace

from bot.card.ended import ended_view
from bot.card.values import CardView
from bot.records.values import CardRecord, ClipRecord
from bot.words import fit


def promoted_view(record: CardRecord, clip: ClipRecord, *, stars: int, link: str) -> CardView:
    """Show one clip of a card with its credit, and where it is. Without buttons: those are under its own card."""
    alone = tuple(one for one in record.requests if one.request.id == clip.id)
    shown = ended_view(replace(record, requests=alone))
    beginning = f"⭐ **{stars} star{'s' * (stars != 1)}** in the thread: {link}"
    return CardView(fit([beginning, *shown.content.split("\n")]), shown.files)
