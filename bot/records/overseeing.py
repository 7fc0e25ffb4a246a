"""All that a server decided about who may make what, as one; who is let in, and its own rules of words."""

import json
import logging
from typing import Final, Literal, cast, get_args

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from bot.records.auditing import UNNUMBERED, enter
from bot.records.freezing import freeze_of
from bot.records.oversight import EVERYWHERE, Access, AccessKind, Entry, Filter, Freeze, Oversight, Scope, Verdict
from bot.records.part import Part, changed, reading, writing
from bot.records.reading import reason
from bot.records.sanctions import blocks_in
from bot.records.supervision import AccessRow, ChoiceRow, FilterRow, FreezeRow
from bot.records.versions import bump, lock, version
from core.errors import UserError

log = logging.getLogger(__name__)

FILTERS_MOST: Final = 100
WORDS: Final = TypeAdapter(tuple[str, ...])

FilterAction = Literal["block", "hold", "replace", "allow"]


class Overseeing(Part):
    """The part that knows who may make what."""

    @reading
    def oversight(self, session: Session, server: str | None) -> Oversight:
        """Read all that holds in a server, or in direct messages."""
        return Oversight(
            choices=_choices(session, server),
            access=_access(session, server),
            filters=_filters(session, server),
            blocks=tuple(blocks_in(session, server)),
            freezes=_freezes(session, server),
        )

    @reading
    def oversight_version(self, session: Session) -> int:
        """Count the changes of any server's oversight: as long as that stands still, what was read of one holds."""
        return version(session)

    @writing
    def set_access(self, session: Session, server: str, access: Access, *, by: str, now_s: float) -> None:
        """Say of a channel, role or user how it is treated, in place of what was said before."""
        lock(session)
        found = session.get(AccessRow, (server, access.kind, access.target))
        before = "" if found is None else found.verdict
        row = AccessRow(server=server, kind=access.kind, target=access.target, verdict=access.verdict)
        session.merge(row)
        session.flush()
        told = Entry(UNNUMBERED, server, now_s, by, "access", access.target, access.kind, before, access.verdict)
        enter(session, told)
        bump(session)

    @writing
    def remove_access(
        self, session: Session, server: str, kind: AccessKind, target: str, *, by: str, now_s: float
    ) -> bool:
        """Treat a channel, role or user like all others again; False if it was."""
        lock(session)
        found = session.get(AccessRow, (server, kind, target))
        if found is None:
            return False
        session.delete(found)
        session.flush()
        enter(session, Entry(UNNUMBERED, server, now_s, by, "access", target, kind, before=found.verdict))
        bump(session)
        return True

    @writing
    def add_filter(self, session: Session, server: str, rule: Filter, *, by: str, now_s: float) -> None:
        """Remember a rule of words, in place of the one that has its name.

        Raises
        ------
        UserError
            If the server has too many.
        """
        lock(session)
        others = select(func.count()).where(FilterRow.server == server, FilterRow.name != rule.name)
        if session.scalars(others).one() >= FILTERS_MOST:
            raise UserError(
                f"This server has {FILTERS_MOST} filters, which is the most: remove one first.", code="E-RATE"
            )
        found = session.get(FilterRow, (server, rule.name))
        before = "" if found is None else _told(found)
        row = session.merge(_filter_row(server, rule))
        session.flush()
        enter(session, Entry(UNNUMBERED, server, now_s, by, "filter", server, rule.name, before, _told(row)))
        bump(session)

    @writing
    def remove_filter(self, session: Session, server: str, name: str, *, by: str, now_s: float) -> bool:
        """Forget a rule of words; False if there is none of that name."""
        lock(session)
        found = session.get(FilterRow, (server, name))
        if found is None:
            return False
        before = _told(found)
        changed(session, delete(FilterRow).where(FilterRow.server == server, FilterRow.name == name))
        enter(session, Entry(UNNUMBERED, server, now_s, by, "filter", server, name, before=before))
        bump(session)
        return True


def _choices(session: Session, server: str | None) -> dict[tuple[Scope, str], dict[str, str]]:
    found: dict[tuple[Scope, str], dict[str, str]] = {}
    if server is not None:
        for row in session.scalars(select(ChoiceRow).where(ChoiceRow.server == server)):
            found.setdefault((row.scope, row.holder), {})[row.key] = row.value
    return found


def _access(session: Session, server: str | None) -> tuple[Access, ...]:
    asked = select(AccessRow).where(AccessRow.server == (server or "")).order_by(AccessRow.kind, AccessRow.target)
    rows = [row for row in session.scalars(asked) if row.verdict in get_args(Verdict)]
    return tuple(Access(cast("AccessKind", row.kind), row.target, row.verdict) for row in rows)


def _filters(session: Session, server: str | None) -> tuple[Filter, ...]:
    asked = select(FilterRow).where(FilterRow.server == (server or "")).order_by(FilterRow.name)
    found = (_filter_of(row) for row in session.scalars(asked))
    return tuple(rule for rule in found if rule is not None)


def _freezes(session: Session, server: str | None) -> tuple[Freeze, ...]:
    here = or_(FreezeRow.server == (server or ""), FreezeRow.server == EVERYWHERE)
    return tuple(freeze_of(row) for row in session.scalars(select(FreezeRow).where(here)))


def _filter_of(row: FilterRow) -> Filter | None:
    try:
        words = WORDS.validate_json(row.words)
    except ValidationError as error:
        log.warning("filter %s of server %s can't be read: %s", row.name, row.server, reason(error))
        return None
    return Filter(row.name, cast("FilterAction", row.action), words, row.pattern, row.replacement)


def _filter_row(server: str, rule: Filter) -> FilterRow:
    return FilterRow(
        server=server,
        name=rule.name,
        action=rule.action,
        words=json.dumps(rule.words, ensure_ascii=False),
        pattern=rule.pattern,
        replacement=rule.replacement,
    )


def _told(row: FilterRow) -> str:
    """Write a rule for the audit log, in which servers look up who changed what."""
    return f"{row.action}: {row.pattern or row.words}" + (f" → {row.replacement}" if row.replacement else "")
