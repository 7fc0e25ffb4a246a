"""All that is kept of somebody, for themselves."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, inspect, select, tuple_
from sqlalchemy.orm import Session

from bot.records.jam_tables import JamEntryRow, JamEventRow, JamPlayerRow, JamRow, JamVoteRow
from bot.records.kinship import AskRow, StarRow
from bot.records.models import CardRow, ClipRow, RequestRow, Table
from bot.records.part import Part, reading
from bot.records.statements import Kept
from bot.records.supervision import (
    BlockRow,
    CaseRow,
    ChoiceRow,
    ErasureRow,
    RefusalRow,
    ReportRow,
    ShunRow,
    StrikeRow,
)

ROWS_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Source:
    """A table that has rows of somebody's: how these are known, and which of its columns are theirs to have."""

    kind: str
    table: type[Table]
    owner: str
    columns: str

    def where(self, user: str) -> Iterator[ColumnElement[bool]]:
        """Keep what is somebody's and still there."""
        owner = getattr(self.table, self.owner)
        if self.table is RequestRow:
            yield owner.in_(select(CardRow.id).where(CardRow.author == user))
        elif self.table is AskRow:
            yield owner.contains(f'"author":"{user}"', autoescape=True)
        else:
            yield owner == user
        yield from ONLY.get(self.kind, ())

    @property
    def names(self) -> list[str]:
        """The columns' names."""
        return self.columns.split()


SOURCES: Final = (
    Source("card", CardRow, "author", "id server channel message private state created_s"),
    Source(
        "request",
        RequestRow,
        "card_id",
        "id card_id recipe operation parent other_parent state sentence file",
    ),
    Source(
        "clip",
        ClipRow,
        "author",
        "id card_id server recipe_id recipe receipt png mp3 duration_s notes features created_s operation parent "
        "other_parent generation visibility remixes hidden_s",
    ),
    Source("star", StarRow, "author", "clip_id starred_s"),
    Source("setting", ChoiceRow, "holder", "key value"),
    Source("ask", AskRow, "origin", "clip recipes created_s state"),
    Source("report", ReportRow, "reporter", "clip_id reason text reported_s state"),
    Source("strike", StrikeRow, "author", "server reason given_s until_s"),
    Source("block", BlockRow, "author", "server reason since_s until_s"),
    Source(
        "case",
        CaseRow,
        "author",
        "number kind server card_id clip_id family matched state opened_s decided_s decision reason",
    ),
    Source("refusal", RefusalRow, "author", "card_id server family matched refused_s"),
    Source("shunned", ShunRow, "author", "other since_s"),
    Source("jam", JamRow, "host", "id server channel thread name theme rules phase created_s ended_s track"),
    Source("jam_seat", JamPlayerRow, "player", "jam joined_s seat heard_round missed wins is_muted seen_s"),
    Source("jam_entry", JamEntryRow, "author", "id jam round prompt state entered_s clip"),
    Source("jam_vote", JamVoteRow, "voter", "jam round entry"),
    Source("jam_event", JamEventRow, "actor", "jam at_s action target"),
    Source("erasure", ErasureRow, "author", "asked_s due_s"),
)
"""What others wrote, and who moderates, is not theirs to have."""

ONLY: Final = {"clip": (ClipRow.deleted_s.is_(None),), "setting": (ChoiceRow.scope == "user",)}


class Exporting(Part):
    """The part that gives people what is kept of them."""

    async def everything_of(self, user: str) -> AsyncIterator[Kept]:
        """Read all that is kept of somebody, some at a time."""
        for source in SOURCES:
            after: tuple[Any, ...] | None = None
            while rows := await self._some_of(source, user, after):
                for _, kept in rows:
                    yield kept
                after = rows[-1][0]

    @reading
    def _some_of(
        self, session: Session, source: Source, user: str, after: tuple[Any, ...] | None
    ) -> Sequence[tuple[tuple[Any, ...], Kept]]:
        """Read what comes after a key, each with its own."""
        key = list(inspect(source.table).primary_key)
        behind = () if after is None else (tuple_(*key) > after,)
        columns = [getattr(source.table, name) for name in source.names]
        asked = select(*key, *columns).where(*source.where(user), *behind).order_by(*key).limit(ROWS_AT_ONCE)
        return [(tuple(row[: len(key)]), _kept(source, row[len(key) :])) for row in session.execute(asked)]


def _kept(source: Source, values: Sequence[Any]) -> Kept:
    return Kept(source.kind, dict(zip(source.names, values, strict=True)))
