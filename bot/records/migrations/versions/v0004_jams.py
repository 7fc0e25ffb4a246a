"""Jam sessions, with a history that nobody can change; tracks that are made of many clips."""

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"

NAME: Final = sa.String(64)
WORD: Final = sa.String(16)


def upgrade() -> None:
    """Add what is new."""
    op.add_column("cards", sa.Column("jam", NAME, nullable=True))
    _index("cards", ["jam"])
    _make_sources()
    _make_jams()
    _make_players()
    _make_rounds()
    _make_shown()
    _make_history()


def _make_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("request_id", NAME, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", NAME, nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name="fk_sources_request_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("request_id", "place", name="pk_sources"),
    )
    _index("sources", ["source"])


def _make_jams() -> None:
    op.create_table(
        "jams",
        *(_needed(name, NAME) for name in ("id", "server", "channel", "host")),
        *(_needed(name, sa.Text()) for name in ("name", "theme", "rules")),
        _needed("phase", WORD),
        *(_needed(name, sa.Double()) for name in ("created_s", "phase_s", "running_s")),
        _needed("is_last_call", sa.Boolean()),
        sa.Column("deadline_s", sa.Double(), nullable=True),
        _needed("halts", NAME),
        *(sa.Column(name, sa.Double(), nullable=True) for name in ("left_s", "halted_s")),
        sa.Column("thread", NAME, nullable=True),
        _needed("round", sa.Integer()),
        sa.Column("offered_to", NAME, nullable=True),
        *(
            sa.Column(name, sa.Double(), nullable=True)
            for name in ("offered_alone_until_s", "offered_until_s", "opens_s")
        ),
        *(sa.Column(name, NAME, nullable=True) for name in ("event", "track", "ended_by")),
        sa.Column("ended_s", sa.Double(), nullable=True),
        _needed("version", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_jams"),
    )
    some = sa.text("phase <> 'archived'")
    op.create_index("ix_jams_on", "jams", ["server", "created_s"], sqlite_where=some, postgresql_where=some)
    _index("jams", ["server", "created_s"], ["ended_s"], ["host"], ["thread"], ["channel"], ["event"], ["track"])
    _index("jams", ["offered_to"], ["ended_by"])


def _make_players() -> None:
    op.create_table(
        "jam_players",
        *(_needed(name, NAME) for name in ("jam", "player")),
        _needed("place", sa.Integer()),
        _needed("joined_s", sa.Double()),
        _needed("seat", WORD),
        *(_needed(name, sa.Integer()) for name in ("turn", "heard_round", "missed", "wins")),
        _needed("is_muted", sa.Boolean()),
        _needed("seen_s", sa.Double()),
        _of_jam("jam_players"),
        sa.PrimaryKeyConstraint("jam", "player", name="pk_jam_players"),
    )
    _index("jam_players", ["player"])


def _make_rounds() -> None:
    op.create_table(
        "jam_rounds",
        _needed("jam", NAME),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        _needed("begun_s", sa.Double()),
        sa.Column("player", NAME, nullable=True),
        sa.Column("part", WORD, nullable=True),
        sa.Column("winner", NAME, nullable=True),
        _needed("is_draft", sa.Boolean()),
        sa.Column("ended_s", sa.Double(), nullable=True),
        _of_jam("jam_rounds"),
        sa.PrimaryKeyConstraint("jam", "number", name="pk_jam_rounds"),
    )
    op.create_table(
        "jam_entries",
        *(_needed(name, NAME) for name in ("id", "jam")),
        *(_needed(name, sa.Integer()) for name in ("place", "round")),
        _needed("author", NAME),
        _needed("prompt", sa.Text()),
        _needed("state", WORD),
        _needed("entered_s", sa.Double()),
        sa.Column("clip", NAME, nullable=True),
        _of_jam("jam_entries"),
        sa.PrimaryKeyConstraint("id", name="pk_jam_entries"),
    )
    op.create_table(
        "jam_votes",
        _needed("jam", NAME),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        *(_needed(name, NAME) for name in ("voter", "entry")),
        _of_jam("jam_votes"),
        sa.PrimaryKeyConstraint("jam", "round", "voter", name="pk_jam_votes"),
    )
    _index("jam_rounds", ["player"])
    _index("jam_entries", ["jam", "place"], ["author"], ["clip"])
    _index("jam_votes", ["voter"])


def _make_shown() -> None:
    op.create_table(
        "jam_posts",
        *(_needed(name, NAME) for name in ("jam", "what", "channel", "message")),
        _needed("posted_s", sa.Double()),
        _of_jam("jam_posts"),
        sa.PrimaryKeyConstraint("jam", "what", name="pk_jam_posts"),
    )
    op.create_table(
        "looks",
        _needed("name", NAME),
        _needed("at_s", sa.Double()),
        sa.PrimaryKeyConstraint("name", name="pk_looks"),
    )


def _make_history() -> None:
    op.create_table(
        "jam_events",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        _needed("jam", NAME),
        _needed("at_s", sa.Double()),
        *(_needed(name, NAME) for name in ("actor", "action", "target")),
        sa.PrimaryKeyConstraint("number", name="pk_jam_events"),
        sqlite_autoincrement=True,
    )
    _index("jam_events", ["jam", "number"], ["actor"], ["target"])
    statements = POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE
    for statement in statements:
        op.execute(sa.text(statement))


def _needed(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _of_jam(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["jam"], ["jams.id"], name=f"fk_{table}_jam", ondelete="CASCADE")


def _index(table: str, *indexes: list[str]) -> None:
    for columns in indexes:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)


KEPT: Final = "The history of a jam is only ever added to."
IS_THERE: Final = "EXISTS (SELECT 1 FROM jams WHERE jams.id = OLD.jam)"
SAME: Final = " AND ".join(f"NEW.{column} = OLD.{column}" for column in ("number", "jam", "at_s", "action"))
ALIASED: Final = " AND ".join(
    f"(NEW.{column} = OLD.{column} OR NEW.{column} LIKE 'gone-%')" for column in ("actor", "target")
)
"""The one change: a hash takes the place of a user who had all of theirs deleted."""

SQLITE: Final = (
    f"CREATE TRIGGER jam_events_kept BEFORE DELETE ON jam_events WHEN {IS_THERE} "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER jam_events_unchanged BEFORE UPDATE ON jam_events WHEN NOT ({SAME} AND {ALIASED}) "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
)
POSTGRESQL: Final = (
    "CREATE FUNCTION jam_events_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{KEPT}'; END $$",
    "CREATE FUNCTION jam_events_keep() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF {IS_THERE} THEN RAISE EXCEPTION '{KEPT}'; END IF; RETURN OLD; END $$",
    "CREATE TRIGGER jam_events_kept BEFORE DELETE ON jam_events FOR EACH ROW EXECUTE FUNCTION jam_events_keep()",
    "CREATE TRIGGER jam_events_truncated BEFORE TRUNCATE ON jam_events "
    "FOR EACH STATEMENT EXECUTE FUNCTION jam_events_refuse()",
    "CREATE TRIGGER jam_events_unchanged BEFORE UPDATE ON jam_events FOR EACH ROW "
    f"WHEN (NOT ({SAME} AND {ALIASED})) EXECUTE FUNCTION jam_events_refuse()",
)
