"""A card while its requests wait or are painted."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from bot.card.credits import credit_line
from bot.card.title import asked_by, title_of
from bot.card.values import Button, CardFile, CardView, Stored
from bot.records.values import CardRecord
from bot.words import bar, fit, moment, ordinal
from core.contract import Export
from core.lanes import Forecast

ETA_STEP_S: Final = 5
"""Times are rounded up to this, so that a forecast that trembles changes no card."""

JOINING: Final = "⏳ Joining the line …"
FETCHING: Final = "📥 Fetching it …"
MAKING: Final = "⬇️ Making the file"
CANCELLING: Final = "🛑 Cancelling …"
RESTING: Final = (
    "💤 The queue is resting: it can't be reached just now. Yours is kept and joins the line as soon as it is back. "
    "Nothing was used up."
)
FROZEN: Final = "❄️ Frozen for now: it goes on when that is lifted"
QUIET: Final = "🎧 Yours is made: it is shown here when it is done"
NO_WORKER: Final = "no painter is awake just now: it begins when one is"
PREVIEW_ALT: Final = "The spectrogram, half painted."


def received_view(record: CardRecord) -> CardView:
    """Show a card that was just asked for."""
    return _view(record, JOINING if record.requests else FETCHING)


def frozen_view(record: CardRecord) -> CardView:
    """Show a card that moderators have stopped."""
    return _view(record, FROZEN)


def quiet_view(record: CardRecord) -> CardView:
    """Show a card whose author wants it to stand still until it ends."""
    return _view(record, QUIET)


def working_view(
    record: CardRecord, forecasts: Mapping[str, Forecast], *, resting: bool, cancelling: bool, now_s: float
) -> CardView:
    """Show a card whose requests wait or are painted.

    `resting`: Redis can't be reached. `cancelling`: its author called it off and that is not true yet.
    """
    if cancelling:
        return CardView(fit([title_of(record), f"{CANCELLING} · {asked_by(record)}", *credit_line(record)]))
    if resting and record.requests:
        return _view(record, RESTING)
    return _view(record, status_of(record, forecasts, now_s=now_s), _preview(record, _found(record, forecasts)))


def status_of(record: CardRecord, forecasts: Mapping[str, Forecast], *, now_s: float) -> str:
    """Say in one line how far a card's requests are."""
    found, asked = _found(record, forecasts), len(record.requests)
    if not found:
        return JOINING if asked else FETCHING
    running = [one for one in found if one.running]
    parts = [_working(record, running[0]) if running else _waiting(found), _ready(found, now_s)]
    if len(found) < asked:
        parts.append(f"{asked - len(found)} of {asked} done")
    return " · ".join(parts)


def _found(record: CardRecord, forecasts: Mapping[str, Forecast]) -> list[Forecast]:
    return [forecasts[one.request.id] for one in record.requests if one.request.id in forecasts]


def _view(record: CardRecord, status: str, files: tuple[CardFile, ...] = ()) -> CardView:
    cancel = Button("cancel", record.card.id, "✖️", "Cancel")
    lines = [title_of(record), f"{status} · {asked_by(record)}", *credit_line(record)]
    return CardView(fit(lines), files, ((cancel,),))


def _working(record: CardRecord, one: Forecast) -> str:
    """Say how far a worker is; a file of another form takes a moment and has no steps."""
    return MAKING if isinstance(record.requests[0].request.recipe, Export) else _painting(one)


def _painting(one: Forecast) -> str:
    return f"🎨 Painting {bar(one.done, one.total)} {one.done}/{one.total}" if one.total else "🎨 Painting"


def _waiting(found: Sequence[Forecast]) -> str:
    first = min(found, key=lambda one: one.place)
    return f"⏳ {ordinal(first.place)} in line"


def _ready(found: Sequence[Forecast], now_s: float) -> str:
    """Say when the last of them is ready, without a number where nobody paints."""
    ends = [one.ends_s for one in found if one.ends_s is not None]
    if len(ends) < len(found):
        return NO_WORKER
    at_s = math.ceil(max(ends) / ETA_STEP_S) * ETA_STEP_S
    return f"ready {moment(at_s)}" if at_s > now_s else "ready any moment"


def _preview(record: CardRecord, found: Sequence[Forecast]) -> tuple[CardFile, ...]:
    key = next((one.preview for one in found if one.preview), None)
    return (CardFile("preview.png", PREVIEW_ALT, Stored(key), veiled=record.card.veiled),) if key else ()
