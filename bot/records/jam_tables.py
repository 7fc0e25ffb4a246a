"""The tables of jam sessions: each as it stands, who is in it, what was entered, and what happened."""

from typing import Final

from sqlalchemy import ColumnElement, Double, ForeignKey, Index, Text, exists, literal_column, text
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from bot.records.jam import EntryState, Phase, Seat
from bot.records.models import NAME, WORD, CardRow, Table
from core.sections import LayerPart

IS_ON: Final = text("phase <> 'archived'")
"""As queries have to say it too, by `goes_on`, so that this index is used."""


class JamRow(Table):
    """A jam session. Its rules are JSON; `version` counts how often it was saved."""

    __tablename__ = "jams"

    id: Mapped[str] = mapped_column(NAME, primary_key=True)
    server: Mapped[str] = mapped_column(NAME)
    channel: Mapped[str] = mapped_column(NAME)
    host: Mapped[str] = mapped_column(NAME)
    name: Mapped[str] = mapped_column(Text)
    theme: Mapped[str] = mapped_column(Text)
    rules: Mapped[str] = mapped_column(Text)
    phase: Mapped[Phase] = mapped_column(WORD)
    created_s: Mapped[float] = mapped_column(Double)
    phase_s: Mapped[float] = mapped_column(Double)
    running_s: Mapped[float] = mapped_column(Double)
    is_last_call: Mapped[bool]
    deadline_s: Mapped[float | None] = mapped_column(Double)
    halts: Mapped[str] = mapped_column(NAME)
    left_s: Mapped[float | None] = mapped_column(Double)
    halted_s: Mapped[float | None] = mapped_column(Double)
    thread: Mapped[str | None] = mapped_column(NAME)
    round: Mapped[int]
    offered_to: Mapped[str | None] = mapped_column(NAME)
    offered_alone_until_s: Mapped[float | None] = mapped_column(Double)
    offered_until_s: Mapped[float | None] = mapped_column(Double)
    opens_s: Mapped[float | None] = mapped_column(Double)
    event: Mapped[str | None] = mapped_column(NAME)
    track: Mapped[str | None] = mapped_column(NAME)
    ended_by: Mapped[str | None] = mapped_column(NAME)
    ended_s: Mapped[float | None] = mapped_column(Double)
    version: Mapped[int]

    __table_args__ = (
        Index("ix_jams_on", "server", "created_s", sqlite_where=IS_ON, postgresql_where=IS_ON),
        Index(None, "server", "created_s"),
        Index(None, "ended_s"),
        Index(None, "host"),
        Index(None, "thread"),
        Index(None, "channel"),
        Index(None, "event"),
        Index(None, "track"),
        Index(None, "offered_to"),
        Index(None, "ended_by"),
    )


def goes_on() -> ColumnElement[bool]:
    """Keep the jams that are not archived."""
    return JamRow.phase != literal_column("'archived'")


def is_played(card_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Tell of a card, or of what belongs to it, whether it is of a jam that goes on."""
    return exists().where(CardRow.id == card_id, CardRow.jam == JamRow.id, goes_on())


class JamPlayerRow(Table):
    """Somebody in a jam, in any seat. `place` is where they stand among the others, `turn` what was drawn."""

    __tablename__ = "jam_players"

    jam: Mapped[str] = mapped_column(ForeignKey("jams.id", ondelete="CASCADE"), primary_key=True)
    player: Mapped[str] = mapped_column(NAME, primary_key=True)
    place: Mapped[int]
    joined_s: Mapped[float] = mapped_column(Double)
    seat: Mapped[Seat] = mapped_column(WORD)
    turn: Mapped[int]
    heard_round: Mapped[int]
    missed: Mapped[int]
    wins: Mapped[int]
    is_muted: Mapped[bool]
    seen_s: Mapped[float] = mapped_column(Double)

    __table_args__ = (Index(None, "player"),)


class JamRoundRow(Table):
    """A round of a jam."""

    __tablename__ = "jam_rounds"

    jam: Mapped[str] = mapped_column(ForeignKey("jams.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    begun_s: Mapped[float] = mapped_column(Double)
    player: Mapped[str | None] = mapped_column(NAME)
    part: Mapped[LayerPart | None] = mapped_column(WORD)
    winner: Mapped[str | None] = mapped_column(NAME)
    is_draft: Mapped[bool]
    ended_s: Mapped[float | None] = mapped_column(Double)

    __table_args__ = (Index(None, "player"),)


class JamEntryRow(Table):
    """What somebody entered in a round. Its id is that of the card on which it is painted, too."""

    __tablename__ = "jam_entries"

    id: Mapped[str] = mapped_column(NAME, primary_key=True)
    jam: Mapped[str] = mapped_column(ForeignKey("jams.id", ondelete="CASCADE"))
    place: Mapped[int]
    round: Mapped[int]
    author: Mapped[str] = mapped_column(NAME)
    prompt: Mapped[str] = mapped_column(Text)
    state: Mapped[EntryState] = mapped_column(WORD)
    entered_s: Mapped[float] = mapped_column(Double)
    clip: Mapped[str | None] = mapped_column(NAME)

    __table_args__ = (Index(None, "jam", "place"), Index(None, "author"), Index(None, "clip"))


class JamVoteRow(Table):
    """Whom somebody voted for in a round."""

    __tablename__ = "jam_votes"

    jam: Mapped[str] = mapped_column(ForeignKey("jams.id", ondelete="CASCADE"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    voter: Mapped[str] = mapped_column(NAME, primary_key=True)
    entry: Mapped[str] = mapped_column(NAME)

    __table_args__ = (Index(None, "voter"),)


class JamPostRow(Table):
    """A message that shows something of a jam: `what` says what."""

    __tablename__ = "jam_posts"

    jam: Mapped[str] = mapped_column(ForeignKey("jams.id", ondelete="CASCADE"), primary_key=True)
    what: Mapped[str] = mapped_column(NAME, primary_key=True)
    channel: Mapped[str] = mapped_column(NAME)
    message: Mapped[str] = mapped_column(NAME)
    posted_s: Mapped[float] = mapped_column(Double)


class JamEventRow(Table):
    """A line of a jam's history. Triggers refuse to change it, or to delete it as long as its jam is there."""

    __tablename__ = "jam_events"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    jam: Mapped[str] = mapped_column(NAME)
    at_s: Mapped[float] = mapped_column(Double)
    actor: Mapped[str] = mapped_column(NAME)
    action: Mapped[str] = mapped_column(NAME)
    target: Mapped[str] = mapped_column(NAME)

    __table_args__ = (
        Index(None, "jam", "number"),
        Index(None, "actor"),
        Index(None, "target"),
        {"sqlite_autoincrement": True},
    )


class LookRow(Table):
    """When a loop looked last that has to know how long nobody did."""

    __tablename__ = "looks"

    name: Mapped[str] = mapped_column(NAME, primary_key=True)
    at_s: Mapped[float] = mapped_column(Double)
