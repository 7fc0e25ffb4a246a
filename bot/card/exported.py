"""A card of a clip in another form, when it is over."""

from typing import Final

from bot.card.failing import why
from bot.card.forms import form_name, form_title
from bot.card.title import asked_by
from bot.card.values import Button, CardFile, CardView, Stored
from bot.records.values import CardRecord, RequestRecord
from bot.words import fit
from core.contract import Export

HERE: Final = "Here it is"
CLEARED: Final = "🧹 The file was cleared away: export it again"
CANCELLED: Final = "🛑 Cancelled."
ALT: Final = "The file."


def exported_view(record: CardRecord, recipe: Export) -> CardView:
    """Show the file, or why there is none."""
    one = record.requests[0]
    lines = [form_title(record, recipe), f"{_end(one)} · {asked_by(record)}"]
    if one.file is not None:
        return CardView(fit(lines), (CardFile(form_name(record, recipe), ALT, Stored(one.file)),))
    again = Button("again", record.card.id, "🔁", "Ask again" if one.state == "cancelled" else "Try again")
    return CardView(fit(lines), buttons=() if one.state == "done" else ((again,),))


def _end(one: RequestRecord) -> str:
    if one.state == "done":
        return HERE if one.file is not None else CLEARED
    if one.state == "cancelled" or one.failure is None:
        return CANCELLED
    return f"⚠️ {why(one.failure)}"
