"""What moderators decide and are asked, an audit log that nobody can change, and every setting in one table."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"

NAME: Final = sa.String(64)
WORD: Final = sa.String(16)


def upgrade() -> None:
    """Add what is new, and move what users and servers chose."""
    _widen()
    _make_cases()
    _make_sanctions()
    _make_policies()
    _make_people()
    _make_audit()
    _move_settings()


def _widen() -> None:
    op.add_column("cards", sa.Column("area", NAME, nullable=True))
    op.add_column("cards", sa.Column("veiled", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("requests", sa.Column("cleared", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("clips", sa.Column("hidden_s", sa.Double(), nullable=True))
    op.add_column("lineage", sa.Column("promoted_in", NAME, nullable=True))
    _index("lineage", ["parent"], ["other_parent"], ["author"])


def _make_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in (("kind", WORD), ("server", NAME), ("author", NAME))),
        sa.Column("card_id", NAME, nullable=False),
        sa.Column("clip_id", NAME, nullable=True),
        sa.Column("subject", NAME, nullable=False),
        sa.Column("family", NAME, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("rule", "matched", "text")),
        sa.Column("state", WORD, nullable=False),
        sa.Column("opened_s", sa.Double(), nullable=False),
        sa.Column("claimed_by", NAME, nullable=True),
        sa.Column("claimed_until_s", sa.Double(), nullable=False),
        *(sa.Column(name, NAME, nullable=True) for name in ("channel", "message", "decided_by")),
        sa.Column("decided_s", sa.Double(), nullable=True),
        sa.Column("decision", WORD, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_s", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_cases"),
        sqlite_autoincrement=True,
    )
    _index_some("open", ["kind", "subject"], "decided_s IS NULL", unique=True)
    _index_some("unposted", ["number"], "decided_s IS NULL AND message IS NULL")
    _index_some("unsettled", ["decided_s"], "decided_s IS NOT NULL AND settled_s IS NULL")
    _index("cases", ["server", "state", "number"], ["card_id"], ["author", "number"], ["state", "opened_s"])


def _make_sanctions() -> None:
    op.create_table(
        "refusals",
        sa.Column("card_id", NAME, nullable=False),
        *(sa.Column(name, NAME, nullable=False) for name in ("server", "author", "family")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("rule", "matched")),
        sa.Column("refused_s", sa.Double(), nullable=False),
        sa.Column("appealed_s", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name="fk_refusals_card_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("card_id", name="pk_refusals"),
    )
    _index("refusals", ["author", "refused_s"], ["refused_s"])
    op.create_table(
        "strikes",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        *(sa.Column(name, NAME, nullable=False) for name in ("server", "author", "moderator")),
        sa.Column("reason", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=False) for name in ("given_s", "until_s")),
        sa.PrimaryKeyConstraint("number", name="pk_strikes"),
    )
    _index("strikes", ["author", "until_s"])
    op.create_table(
        "blocks",
        *(sa.Column(name, NAME, nullable=False) for name in ("server", "author", "moderator")),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since_s", sa.Double(), nullable=False),
        sa.Column("until_s", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("server", "author", name="pk_blocks"),
    )
    _index("blocks", ["author"])
    op.create_table(
        "freezes",
        *(sa.Column(name, kind, nullable=False) for name, kind in (("server", NAME), ("kind", WORD), ("target", NAME))),
        sa.Column("moderator", NAME, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since_s", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("server", "kind", "target", name="pk_freezes"),
    )


def _make_policies() -> None:
    op.create_table(
        "access",
        *(sa.Column(name, kind, nullable=False) for name, kind in (("server", NAME), ("kind", WORD), ("target", NAME))),
        sa.Column("verdict", WORD, nullable=False),
        sa.PrimaryKeyConstraint("server", "kind", "target", name="pk_access"),
    )
    op.create_table(
        "filters",
        *(
            sa.Column(name, kind, nullable=False)
            for name, kind in (("server", NAME), ("name", sa.Text()), ("action", WORD), ("words", sa.Text()))
        ),
        sa.Column("pattern", sa.Text(), nullable=True),
        sa.Column("replacement", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("server", "name", name="pk_filters"),
    )
    op.create_table(
        "choices",
        *(sa.Column(name, kind, nullable=False) for name, kind in (("scope", WORD), ("holder", NAME), ("key", NAME))),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("server", NAME, nullable=True),
        sa.PrimaryKeyConstraint("scope", "holder", "key", name="pk_choices"),
    )
    _index("choices", ["server"], ["key"])
    op.create_table(
        "versions",
        sa.Column("name", NAME, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_versions"),
    )


def _make_people() -> None:
    op.create_table(
        "reports",
        *(sa.Column(name, NAME, nullable=False) for name in ("clip_id", "reporter", "server")),
        sa.Column("reason", WORD, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=False) for name in ("weight", "reported_s")),
        sa.Column("state", WORD, nullable=False),
        sa.PrimaryKeyConstraint("clip_id", "reporter", name="pk_reports"),
    )
    _index("reports", ["reporter", "server"])
    op.create_table(
        "erasures",
        sa.Column("author", NAME, nullable=False),
        *(sa.Column(name, sa.Double(), nullable=False) for name in ("asked_s", "due_s")),
        sa.PrimaryKeyConstraint("author", name="pk_erasures"),
    )
    _index("erasures", ["due_s"])
    op.create_table(
        "shunned",
        *(sa.Column(name, NAME, nullable=False) for name in ("author", "other")),
        sa.Column("since_s", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("author", "other", name="pk_shunned"),
    )
    _index("shunned", ["other"])


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("server", NAME, nullable=False),
        sa.Column("at_s", sa.Double(), nullable=False),
        *(
            sa.Column(name, kind, nullable=False)
            for name, kind in (("actor", NAME), ("action", WORD), ("target", NAME))
        ),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("rule", "before", "after")),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    _index("audit", ["server", "number"], ["actor"], ["target"])
    statements = POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE
    for statement in statements:
        op.execute(sa.text(statement))


def _move_settings() -> None:
    """Every setting is a choice now; what was what holds anyway need not be one."""
    user = "INSERT INTO choices (scope, holder, key, value) SELECT 'user', author,"
    op.execute(f"{user} 'ping', ping FROM user_settings WHERE ping <> 'ping'")
    op.execute(f"{user} 'remixes', remixes FROM user_settings WHERE remixes IS NOT NULL")
    server = "INSERT INTO choices (scope, holder, key, value, server) SELECT 'server', server,"
    op.execute(f"{server} 'promotion', CAST(promotion AS TEXT), server FROM server_settings WHERE promotion <> 3")
    op.execute(f"{server} 'remixes', remixes, server FROM server_settings WHERE remixes <> 'all'")
    op.drop_table("user_settings")
    op.drop_table("server_settings")


def _index(table: str, *indexes: list[str]) -> None:
    for columns in indexes:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)


def _index_some(name: str, columns: list[str], which: str, *, unique: bool = False) -> None:
    some = sa.text(which)
    op.create_index(f"ix_cases_{name}", "cases", columns, unique=unique, sqlite_where=some, postgresql_where=some)


KEPT: Final = "The audit log is only ever added to."
SAME: Final = " AND ".join(
    f"NEW.{column} = OLD.{column}" for column in ("number", "server", "at_s", "action", "rule", "before", "after")
)
ALIASED: Final = " AND ".join(
    f"(NEW.{column} = OLD.{column} OR NEW.{column} LIKE 'gone-%')" for column in ("actor", "target")
)
"""The one change: a hash takes the place of a user who had all of theirs deleted."""

SQLITE: Final = (
    f"CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit WHEN NOT ({SAME} AND {ALIASED}) "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
)
POSTGRESQL: Final = (
    f"CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{KEPT}'; END $$",
    "CREATE TRIGGER audit_kept BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_truncated BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit FOR EACH ROW "
    f"WHEN (NOT ({SAME} AND {ALIASED})) EXECUTE FUNCTION audit_refuse()",
)
