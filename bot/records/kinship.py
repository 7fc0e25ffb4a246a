"""The tables of what clips are to each other and to people: families, stars, threads, and who was asked."""

from sqlalchemy import BigInteger, Double, ForeignKey, Index, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.models import KEY, NAME, WORD, Table
from bot.records.values import Operation, Visibility


class LineageRow(Table):
    """A clip's place in its family. It outlives the clip and its card."""

    __tablename__ = "lineage"

    clip_id: Mapped[str] = mapped_column(NAME, primary_key=True)
    root: Mapped[str] = mapped_column(NAME)
    parent: Mapped[str | None] = mapped_column(NAME)
    other_parent: Mapped[str | None] = mapped_column(NAME)
    operation: Mapped[Operation] = mapped_column(WORD)
    generation: Mapped[int]
    author: Mapped[str] = mapped_column(NAME)
    server: Mapped[str | None] = mapped_column(NAME)
    visibility: Mapped[Visibility] = mapped_column(WORD)
    secluded: Mapped[bool] = mapped_column(server_default=false())
    recipe_id: Mapped[str] = mapped_column(WORD)
    created_s: Mapped[float] = mapped_column(Double)
    promoted_s: Mapped[float | None] = mapped_column(Double)
    promoted_in: Mapped[str | None] = mapped_column(NAME)

    __table_args__ = (
        Index(None, "root", "created_s"),
        Index(None, "parent"),
        Index(None, "other_parent"),
        Index(None, "author"),
    )


class StarRow(Table):
    """Somebody likes a clip."""

    __tablename__ = "stars"

    clip_id: Mapped[str] = mapped_column(ForeignKey("clips.id", ondelete="CASCADE"), primary_key=True)
    author: Mapped[str] = mapped_column(NAME, primary_key=True)
    starred_s: Mapped[float] = mapped_column(Double)

    __table_args__ = (Index(None, "author", "starred_s"), Index(None, "starred_s"))


class ThreadRow(Table):
    """The thread of a family, which is named by its root."""

    __tablename__ = "threads"

    root: Mapped[str] = mapped_column(NAME, primary_key=True)
    channel: Mapped[str] = mapped_column(NAME)
    thread: Mapped[str] = mapped_column(NAME)
    state: Mapped[str] = mapped_column(WORD)

    __table_args__ = (Index(None, "thread"),)


class AskRow(Table):
    """Somebody wants to make something of a clip, and its author is asked. Recipes and origin are JSON."""

    __tablename__ = "asks"

    id: Mapped[str] = mapped_column(NAME, primary_key=True)
    clip: Mapped[str] = mapped_column(NAME)
    owner: Mapped[str] = mapped_column(NAME)
    origin: Mapped[str] = mapped_column(Text)
    recipes: Mapped[str] = mapped_column(Text)
    operation: Mapped[Operation] = mapped_column(WORD)
    parent: Mapped[str | None] = mapped_column(NAME)
    other_parent: Mapped[str | None] = mapped_column(NAME)
    source: Mapped[str | None] = mapped_column(KEY)
    other_source: Mapped[str | None] = mapped_column(KEY)
    private: Mapped[bool]
    upload_limit: Mapped[int] = mapped_column(BigInteger)
    created_s: Mapped[float] = mapped_column(Double)
    until_s: Mapped[float] = mapped_column(Double)
    state: Mapped[str] = mapped_column(WORD)
    answered_s: Mapped[float | None] = mapped_column(Double)
    channel: Mapped[str | None] = mapped_column(NAME)
    message: Mapped[str | None] = mapped_column(NAME)

    __table_args__ = (
        Index(None, "state", "until_s"),
        Index(None, "clip"),
        Index(None, "source"),
        Index(None, "other_source"),
    )
