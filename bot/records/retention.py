"""For how long servers want what was made in them to be kept."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.records.supervision import ChoiceRow

DAY_S: Final = 24 * 3600.0
RETENTION: Final = "retention_days"
"""The key of the choice for how many days a server wants to keep clips; 0: as long as the operator does."""

Moment = InstrumentedAttribute[float] | InstrumentedAttribute[float | None]


def too_old_for_servers(
    session: Session, server: InstrumentedAttribute[Any], made_s: Moment, *, now_s: float | None
) -> Iterator[ColumnElement[bool]]:
    """Keep what is older than its server wants it to be; one that says what isn't a number wants nothing."""
    if now_s is None:
        return
    asked = select(ChoiceRow.value, ChoiceRow.holder).where(ChoiceRow.scope == "server", ChoiceRow.key == RETENTION)
    by_days = groupby(sorted(tuple(row) for row in session.execute(asked)), key=itemgetter(0))
    for days, servers in by_days:
        if days.isascii() and days.isdigit() and int(days) > 0:
            here = server.in_([name for _, name in servers])
            yield and_(here, made_s < now_s - int(days) * DAY_S)
