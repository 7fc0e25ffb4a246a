"""The tables. A change here needs a new file in migrations/versions; a test compares the two."""

from typing import Final

from sqlalchemy import BigInteger, Double, ForeignKey, Index, MetaData, String, Text, false, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.records.values import CardState, Operation, Reach, Remixes, RequestState, Visibility

NAME: Final = String(64)
WORD: Final = String(16)
KEY: Final = String(64)

HAS_BYTES: Final = text("png IS NOT NULL")
WAITS_TO_BE_SWEPT: Final = text("png IS NOT NULL AND deleted_s IS NOT NULL")
HAS_SOURCE: Final = text("source IS NOT NULL")
HAS_OTHER_SOURCE: Final = text("other_source IS NOT NULL")
HAS_FILE: Final = text("file IS NOT NULL")

OPEN: Final = ("unplaced", "placed")
"""The states of requests that have not ended."""

NAMING: Final = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class Table(DeclarativeBase):
    """What all tables share. Times are seconds since 1970."""

    metadata = MetaData(naming_convention=NAMING)


class CardRow(Table):
    """An answer to an interaction."""

    __tablename__ = "cards"

    id: Mapped[str] = mapped_column(NAME, primary_key=True)
    server: Mapped[str | None] = mapped_column(NAME)
    channel: Mapped[str] = mapped_column(NAME)
    author: Mapped[str] = mapped_column(NAME)
    origin_message: Mapped[str | None] = mapped_column(NAME)
    reach: Mapped[Reach] = mapped_column(WORD)
    private: Mapped[bool]
    upload_limit: Mapped[int] = mapped_column(BigInteger)
    created_s: Mapped[float] = mapped_column(Double)
    token: Mapped[str | None] = mapped_column(Text)
    message: Mapped[str | None] = mapped_column(NAME)
    state: Mapped[CardState] = mapped_column(WORD)
    reply_to: Mapped[str | None] = mapped_column(NAME)
    home: Mapped[str | None] = mapped_column(NAME)
    secluded: Mapped[bool] = mapped_column(server_default=false())
    area: Mapped[str | None] = mapped_column(NAME)
    veiled: Mapped[bool] = mapped_column(server_default=false())
    jam: Mapped[str | None] = mapped_column(NAME)

    __table_args__ = (
        Index(None, "state", "created_s"),
        Index(None, "author", "created_s"),
        Index(None, "channel", "message"),
        Index(None, "jam"),
    )


class RequestRow(Table):
    """One of a card's requests. Its recipe and origin are JSON; what is searched for in them stands beside them."""

    __tablename__ = "requests"

    id: Mapped[str] = mapped_column(NAME, primary_key=True)
    card_id: Mapped[str] = mapped_column(ForeignKey("cards.id", ondelete="CASCADE"))
    place: Mapped[int]
    recipe: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(Text)
    upload_limit: Mapped[int] = mapped_column(BigInteger)
    prompt: Mapped[str | None] = mapped_column(Text)
    prompt_folded: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(KEY)
    state: Mapped[RequestState] = mapped_column(WORD)
    sentence: Mapped[str | None] = mapped_column(Text)
    error_id: Mapped[str | None] = mapped_column(NAME)
    """By what a failure is looked up, as `bot.records.failures.tag_of` writes it."""
    recipe_hash: Mapped[str | None] = mapped_column(KEY)
    operation: Mapped[Operation] = mapped_column(WORD, server_default="riff")
    parent: Mapped[str | None] = mapped_column(NAME)
    other_parent: Mapped[str | None] = mapped_column(NAME)
    other_source: Mapped[str | None] = mapped_column(KEY)
    file: Mapped[str | None] = mapped_column(KEY)
    exported_s: Mapped[float | None] = mapped_column(Double)
    cleared: Mapped[bool] = mapped_column(server_default=false())

    __table_args__ = (
        Index(None, "card_id", "place", unique=True),
        Index(None, "source", sqlite_where=HAS_SOURCE, postgresql_where=HAS_SOURCE),
        Index(None, "other_source", sqlite_where=HAS_OTHER_SOURCE, postgresql_where=HAS_OTHER_SOURCE),
        Index(None, "file", sqlite_where=HAS_FILE, postgresql_where=HAS_FILE),
    )


class SourceRow(Table):
    """One of the many artefacts that a request begins with which joins them."""

    __tablename__ = "sources"

    request_id: Mapped[str] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(KEY)

    __table_args__ = (Index(None, "source"),)


class ClipRow(Table):
    """A finished clip. Its keys stay until its bytes are gone, so that a sweep that was cut off is done again."""

    __tablename__ = "clips"

    id: Mapped[str] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), primary_key=True)
    card_id: Mapped[str] = mapped_column(ForeignKey("cards.id", ondelete="CASCADE"))
    author: Mapped[str] = mapped_column(NAME)
    server: Mapped[str | None] = mapped_column(NAME)
    recipe: Mapped[str] = mapped_column(Text)
    receipt: Mapped[str | None] = mapped_column(Text)
    png: Mapped[str | None] = mapped_column(KEY)
    mp3: Mapped[str | None] = mapped_column(KEY)
    duration_s: Mapped[float] = mapped_column(Double)
    notes: Mapped[str] = mapped_column(Text)
    created_s: Mapped[float] = mapped_column(Double)
    deleted_s: Mapped[float | None] = mapped_column(Double)
    operation: Mapped[Operation] = mapped_column(WORD, server_default="riff")
    parent: Mapped[str | None] = mapped_column(NAME)
    other_parent: Mapped[str | None] = mapped_column(NAME)
    root: Mapped[str | None] = mapped_column(NAME)
    generation: Mapped[int] = mapped_column(server_default="1")
    visibility: Mapped[Visibility] = mapped_column(WORD, server_default="server")
    secluded: Mapped[bool] = mapped_column(server_default=false())
    remixes: Mapped[Remixes] = mapped_column(WORD, server_default="all")
    features: Mapped[str | None] = mapped_column(Text)
    recipe_hash: Mapped[str | None] = mapped_column(KEY)
    recipe_id: Mapped[str | None] = mapped_column(WORD)
    prompt_folded: Mapped[str | None] = mapped_column(Text)
    hidden_s: Mapped[float | None] = mapped_column(Double)

    __table_args__ = (
        Index(None, "card_id"),
        Index(None, "author", "created_s"),
        Index(None, "server", "created_s"),
        Index(None, "visibility", "created_s"),
        Index(None, "recipe_hash"),
        Index(None, "recipe_id"),
        Index("ix_clips_old", "created_s", sqlite_where=HAS_BYTES, postgresql_where=HAS_BYTES),
        Index("ix_clips_deleted", "deleted_s", sqlite_where=WAITS_TO_BE_SWEPT, postgresql_where=WAITS_TO_BE_SWEPT),
        Index(None, "png"),
        Index(None, "mp3"),
    )


class DeliveryRow(Table):
    """A row of the outbox. Whoever is named in `owner` has it until `until_s`."""

    __tablename__ = "deliveries"

    card_id: Mapped[str] = mapped_column(ForeignKey("cards.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str] = mapped_column(WORD)
    attempts: Mapped[int]
    created_s: Mapped[float] = mapped_column(Double)
    due_s: Mapped[float] = mapped_column(Double)
    owner: Mapped[str | None] = mapped_column(Text)
    until_s: Mapped[float] = mapped_column(Double)
    delivered_s: Mapped[float | None] = mapped_column(Double)
    error: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (Index(None, "state", "due_s"),)


class PresetRow(Table):
    """Words that a server offers to those who ask for a clip there."""

    __tablename__ = "presets"

    server: Mapped[str] = mapped_column(NAME, primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    prompt: Mapped[str] = mapped_column(Text)
