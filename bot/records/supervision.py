"""The tables of what moderators decide, of what servers and users chose, and of what is remembered of both."""

from typing import Final

from sqlalchemy import Double, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.models import NAME, WORD, Table
from bot.records.oversight import Action, CaseKind, CaseState, Decision, FreezeKind, ReportReason, Scope, Verdict

IS_OPEN: Final = text("decided_s IS NULL")
IS_UNPOSTED: Final = text("decided_s IS NULL AND message IS NULL")
IS_UNSETTLED: Final = text("decided_s IS NOT NULL AND settled_s IS NULL")
"""As queries have to say it too, so that these indexes are used."""


class CaseRow(Table):
    """Something for moderators to decide. `subject` is its clip or else its card: one open case of a kind each."""

    __tablename__ = "cases"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[CaseKind] = mapped_column(WORD)
    server: Mapped[str] = mapped_column(NAME)
    author: Mapped[str] = mapped_column(NAME)
    card_id: Mapped[str] = mapped_column(NAME)
    clip_id: Mapped[str | None] = mapped_column(NAME)
    subject: Mapped[str] = mapped_column(NAME)
    family: Mapped[str] = mapped_column(NAME)
    rule: Mapped[str] = mapped_column(Text)
    matched: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[CaseState] = mapped_column(WORD)
    opened_s: Mapped[float] = mapped_column(Double)
    claimed_by: Mapped[str | None] = mapped_column(NAME)
    claimed_until_s: Mapped[float] = mapped_column(Double)
    channel: Mapped[str | None] = mapped_column(NAME)
    message: Mapped[str | None] = mapped_column(NAME)
    decided_by: Mapped[str | None] = mapped_column(NAME)
    decided_s: Mapped[float | None] = mapped_column(Double)
    decision: Mapped[Decision | None] = mapped_column(WORD)
    reason: Mapped[str] = mapped_column(Text)
    settled_s: Mapped[float | None] = mapped_column(Double)

    __table_args__ = (
        Index("ix_cases_open", "kind", "subject", unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
        Index("ix_cases_unposted", "number", sqlite_where=IS_UNPOSTED, postgresql_where=IS_UNPOSTED),
        Index("ix_cases_unsettled", "decided_s", sqlite_where=IS_UNSETTLED, postgresql_where=IS_UNSETTLED),
        Index(None, "server", "state", "number"),
        Index(None, "card_id"),
        Index(None, "author", "number"),
        Index(None, "state", "opened_s"),
        {"sqlite_autoincrement": True},
    )


class RefusalRow(Table):
    """Why a card was refused, as long as its author may ask moderators to think again."""

    __tablename__ = "refusals"

    card_id: Mapped[str] = mapped_column(ForeignKey("cards.id", ondelete="CASCADE"), primary_key=True)
    server: Mapped[str] = mapped_column(NAME)
    author: Mapped[str] = mapped_column(NAME)
    family: Mapped[str] = mapped_column(NAME)
    rule: Mapped[str] = mapped_column(Text)
    matched: Mapped[str] = mapped_column(Text)
    refused_s: Mapped[float] = mapped_column(Double)
    appealed_s: Mapped[float | None] = mapped_column(Double)

    __table_args__ = (Index(None, "author", "refused_s"), Index(None, "refused_s"))


class StrikeRow(Table):
    """A moderator's warning."""

    __tablename__ = "strikes"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    server: Mapped[str] = mapped_column(NAME)
    author: Mapped[str] = mapped_column(NAME)
    moderator: Mapped[str] = mapped_column(NAME)
    reason: Mapped[str] = mapped_column(Text)
    given_s: Mapped[float] = mapped_column(Double)
    until_s: Mapped[float] = mapped_column(Double)

    __table_args__ = (Index(None, "author", "until_s"),)


class BlockRow(Table):
    """Who may make nothing in a server, or anywhere."""

    __tablename__ = "blocks"

    server: Mapped[str] = mapped_column(NAME, primary_key=True)
    author: Mapped[str] = mapped_column(NAME, primary_key=True)
    moderator: Mapped[str] = mapped_column(NAME)
    reason: Mapped[str] = mapped_column(Text)
    since_s: Mapped[float] = mapped_column(Double)
    until_s: Mapped[float | None] = mapped_column(Double)

    __table_args__ = (Index(None, "author"),)


class FreezeRow(Table):
    """Where, or for whom, nothing is made until somebody thaws it."""

    __tablename__ = "freezes"

    server: Mapped[str] = mapped_column(NAME, primary_key=True)
    kind: Mapped[FreezeKind] = mapped_column(WORD, primary_key=True)
    target: Mapped[str] = mapped_column(NAME, primary_key=True)
    moderator: Mapped[str] = mapped_column(NAME)
    reason: Mapped[str] = mapped_column(Text)
    since_s: Mapped[float] = mapped_column(Double)


class AccessRow(Table):
    """What a server says of a channel, role or user."""

    __tablename__ = "access"

    server: Mapped[str] = mapped_column(NAME, primary_key=True)
    kind: Mapped[str] = mapped_column(WORD, primary_key=True)
    target: Mapped[str] = mapped_column(NAME, primary_key=True)
    verdict: Mapped[Verdict] = mapped_column(WORD)


class FilterRow(Table):
    """A rule of a server's own. Its words are JSON."""

    __tablename__ = "filters"

    server: Mapped[str] = mapped_column(NAME, primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    action: Mapped[str] = mapped_column(WORD)
    words: Mapped[str] = mapped_column(Text)
    pattern: Mapped[str | None] = mapped_column(Text)
    replacement: Mapped[str] = mapped_column(Text)


class ChoiceRow(Table):
    """A setting that a server, channel or user chose, as written. A user's is of no server."""

    __tablename__ = "choices"

    scope: Mapped[Scope] = mapped_column(WORD, primary_key=True)
    holder: Mapped[str] = mapped_column(NAME, primary_key=True)
    key: Mapped[str] = mapped_column(NAME, primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    server: Mapped[str | None] = mapped_column(NAME)

    __table_args__ = (Index(None, "server"), Index(None, "key"))


class ReportRow(Table):
    """What somebody says is wrong with a clip. `state` is open, upheld or false."""

    __tablename__ = "reports"

    clip_id: Mapped[str] = mapped_column(NAME, primary_key=True)
    reporter: Mapped[str] = mapped_column(NAME, primary_key=True)
    server: Mapped[str] = mapped_column(NAME)
    reason: Mapped[ReportReason] = mapped_column(WORD)
    text: Mapped[str] = mapped_column(Text)
    weight: Mapped[float] = mapped_column(Double)
    reported_s: Mapped[float] = mapped_column(Double)
    state: Mapped[str] = mapped_column(WORD)

    __table_args__ = (Index(None, "reporter", "server"),)


class AuditRow(Table):
    """A line of the audit log. Triggers refuse to delete it, and to change more of it than whom it names."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    server: Mapped[str] = mapped_column(NAME)
    at_s: Mapped[float] = mapped_column(Double)
    actor: Mapped[str] = mapped_column(NAME)
    action: Mapped[Action] = mapped_column(WORD)
    target: Mapped[str] = mapped_column(NAME)
    rule: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index(None, "server", "number"),
        Index(None, "actor"),
        Index(None, "target"),
        {"sqlite_autoincrement": True},
    )


class ErasureRow(Table):
    """Somebody wants all of theirs deleted."""

    __tablename__ = "erasures"

    author: Mapped[str] = mapped_column(NAME, primary_key=True)
    asked_s: Mapped[float] = mapped_column(Double)
    due_s: Mapped[float] = mapped_column(Double)

    __table_args__ = (Index(None, "due_s"),)


class ShunRow(Table):
    """Somebody wants nothing to do with somebody else."""

    __tablename__ = "shunned"

    author: Mapped[str] = mapped_column(NAME, primary_key=True)
    other: Mapped[str] = mapped_column(NAME, primary_key=True)
    since_s: Mapped[float] = mapped_column(Double)

    __table_args__ = (Index(None, "other"),)


class VersionRow(Table):
    """Counts the changes of what is remembered elsewhere, so that whoever remembers it looks again."""

    __tablename__ = "versions"

    name: Mapped[str] = mapped_column(NAME, primary_key=True)
    number: Mapped[int]
