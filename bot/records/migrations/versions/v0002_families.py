"""Families of clips, stars, threads, questions to authors; who may see what; exported files; what servers chose."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"

AT_ONCE: Final = 1000
DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

CLIPS: Final = sa.table("clips", *map(sa.column, ("id", "recipe_hash", "recipe_id", "recipe", "deleted_s")))
REQUESTS: Final = sa.table(
    "requests", *map(sa.column, ("id", "recipe_hash", "recipe", "state", "prompt", "prompt_folded"))
)
SAME: Final = "requests WHERE requests.id = clips.id"


def upgrade() -> None:
    """Add what is new and fill it from what is there. SQLite would lose the clips of a table that is made anew.

    No old clip is secluded: nothing says which of the channels were, and else all would be lost to their servers'
    lists until each author shared each of them anew.
    """
    _widen_cards_and_requests()
    _widen_clips()
    _widen_settings()
    _make_tables()
    _fill()
    op.drop_column("clips", "private")


def _widen_cards_and_requests() -> None:
    op.add_column("cards", sa.Column("reply_to", sa.String(64), nullable=True))
    op.add_column("cards", sa.Column("home", sa.String(64), nullable=True))
    op.add_column("cards", sa.Column("secluded", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("requests", sa.Column("recipe_hash", sa.String(64), nullable=True))
    op.add_column("requests", sa.Column("operation", sa.String(16), nullable=False, server_default="riff"))
    op.add_column("requests", sa.Column("parent", sa.String(64), nullable=True))
    op.add_column("requests", sa.Column("other_parent", sa.String(64), nullable=True))
    op.add_column("requests", sa.Column("other_source", sa.String(64), nullable=True))
    op.add_column("requests", sa.Column("file", sa.String(64), nullable=True))
    op.add_column("requests", sa.Column("exported_s", sa.Double(), nullable=True))
    for column in ("other_source", "file"):
        there = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_requests_{column}", "requests", [column], sqlite_where=there, postgresql_where=there)


def _widen_clips() -> None:
    op.add_column("clips", sa.Column("operation", sa.String(16), nullable=False, server_default="riff"))
    op.add_column("clips", sa.Column("parent", sa.String(64), nullable=True))
    op.add_column("clips", sa.Column("other_parent", sa.String(64), nullable=True))
    op.add_column("clips", sa.Column("root", sa.String(64), nullable=True))
    op.add_column("clips", sa.Column("generation", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("clips", sa.Column("visibility", sa.String(16), nullable=False, server_default="server"))
    op.add_column("clips", sa.Column("secluded", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("clips", sa.Column("remixes", sa.String(16), nullable=False, server_default="all"))
    op.add_column("clips", sa.Column("features", sa.Text(), nullable=True))
    op.add_column("clips", sa.Column("recipe_hash", sa.String(64), nullable=True))
    op.add_column("clips", sa.Column("recipe_id", sa.String(16), nullable=True))
    op.add_column("clips", sa.Column("prompt_folded", sa.Text(), nullable=True))
    for columns in (["author", "created_s"], ["server", "created_s"], ["visibility", "created_s"]):
        op.create_index(f"ix_clips_{'_'.join(columns)}", "clips", columns)
    op.create_index("ix_clips_recipe_hash", "clips", ["recipe_hash"])
    op.create_index("ix_clips_recipe_id", "clips", ["recipe_id"])


def _widen_settings() -> None:
    op.add_column("user_settings", sa.Column("remixes", sa.String(16), nullable=True))
    op.create_table(
        "server_settings",
        sa.Column("server", sa.String(64), nullable=False),
        sa.Column("promotion", sa.Integer(), nullable=False),
        sa.Column("remixes", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("server", name="pk_server_settings"),
    )


def _make_tables() -> None:
    op.create_table(
        "lineage",
        sa.Column("clip_id", sa.String(64), nullable=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("parent", sa.String(64), nullable=True),
        sa.Column("other_parent", sa.String(64), nullable=True),
        sa.Column("operation", sa.String(16), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("server", sa.String(64), nullable=True),
        sa.Column("visibility", sa.String(16), nullable=False),
        sa.Column("secluded", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("recipe_id", sa.String(16), nullable=False),
        sa.Column("created_s", sa.Double(), nullable=False),
        sa.Column("promoted_s", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("clip_id", name="pk_lineage"),
    )
    op.create_index("ix_lineage_root_created_s", "lineage", ["root", "created_s"])
    op.create_table(
        "stars",
        sa.Column("clip_id", sa.String(64), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("starred_s", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["clip_id"], ["clips.id"], name="fk_stars_clip_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("clip_id", "author", name="pk_stars"),
    )
    op.create_index("ix_stars_author_starred_s", "stars", ["author", "starred_s"])
    op.create_index("ix_stars_starred_s", "stars", ["starred_s"])
    op.create_table(
        "threads",
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("thread", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("root", name="pk_threads"),
    )
    op.create_index("ix_threads_thread", "threads", ["thread"])
    _make_asks()


def _make_asks() -> None:
    op.create_table(
        "asks",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("clip", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("recipes", sa.Text(), nullable=False),
        sa.Column("operation", sa.String(16), nullable=False),
        sa.Column("parent", sa.String(64), nullable=True),
        sa.Column("other_parent", sa.String(64), nullable=True),
        sa.Column("source", sa.String(64), nullable=True),
        sa.Column("other_source", sa.String(64), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("upload_limit", sa.BigInteger(), nullable=False),
        sa.Column("created_s", sa.Double(), nullable=False),
        sa.Column("until_s", sa.Double(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("answered_s", sa.Double(), nullable=True),
        sa.Column("channel", sa.String(64), nullable=True),
        sa.Column("message", sa.String(64), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_asks"),
    )
    op.create_index("ix_asks_state_until_s", "asks", ["state", "until_s"])
    for column in ("clip", "source", "other_source"):
        op.create_index(f"ix_asks_{column}", "asks", [column])


def _fill() -> None:
    """Name the recipes that there are; every clip that was made is the first of its family."""
    for table, columns in ((REQUESTS, ("recipe_hash",)), (CLIPS, ("recipe_hash", "recipe_id"))):
        for rows in _pages(table):
            _name(table, columns, rows)
    op.execute("UPDATE clips SET visibility = 'private' WHERE private")
    op.execute(f"UPDATE clips SET prompt_folded = (SELECT prompt_folded FROM {SAME}) WHERE deleted_s IS NULL")  # noqa: S608 - our own words
    for kind in ("remix", "play", "see"):
        for name in ("clips", "requests"):
            op.execute(f"UPDATE {name} SET operation = '{kind}' WHERE recipe LIKE '%\"kind\":\"{kind}\"%'")  # noqa: S608 - our own words
    op.execute(
        "INSERT INTO lineage (clip_id, root, operation, generation, author, server, visibility, recipe_id, created_s) "
        "SELECT clips.id, clips.id, clips.operation, 1, author, server, visibility, recipe_id, created_s "
        "FROM clips JOIN requests ON requests.id = clips.id WHERE requests.state = 'done'"
    )
    for rows in _pages(CLIPS, CLIPS.c.deleted_s.is_not(None)):
        _take_words(rows)


def _pages(table: sa.TableClause, *where: sa.ColumnElement[bool]) -> Iterator[Sequence[Any]]:
    after = ""
    while True:
        asked = sa.select(table.c.id, table.c.recipe).where(table.c.id > after, *where).order_by(table.c.id)
        rows = op.get_bind().execute(asked.limit(AT_ONCE)).all()
        if not rows:
            return
        yield rows
        after = rows[-1].id


def _name(table: sa.TableClause, columns: Sequence[str], rows: Sequence[Any]) -> None:
    named = sa.update(table).where(table.c.id == sa.bindparam("row"))
    values = named.values({column: sa.bindparam(f"new_{column}") for column in columns})
    found = [(row.id, hashlib.sha256(row.recipe.encode())) for row in rows]
    both = [
        {"row": name, "new_recipe_hash": one.hexdigest(), "new_recipe_id": _short(one.digest())} for name, one in found
    ]
    wanted = {"row", *(f"new_{column}" for column in columns)}
    op.get_bind().execute(values, [{key: value for key, value in one.items() if key in wanted} for one in both])


def _short(digest: bytes) -> str:
    number = int.from_bytes(digest, "big")
    return "R-" + "".join(DIGITS[number >> 5 * digit & 31] for digit in range(6))


def _take_words(rows: Sequence[Any]) -> None:
    """Take away the words of clips that were deleted."""
    left = [{"row": row.id, "left": _wordless(row.recipe)} for row in rows]
    clips = sa.update(CLIPS).where(CLIPS.c.id == sa.bindparam("row")).values(recipe=sa.bindparam("left"))
    mine = (REQUESTS.c.id == sa.bindparam("row"), REQUESTS.c.state == "done")
    requests = sa.update(REQUESTS).where(*mine)
    op.get_bind().execute(clips, left)
    op.get_bind().execute(
        requests.values(recipe=sa.bindparam("left"), prompt=None, prompt_folded=None, recipe_hash=None), left
    )


def _wordless(recipe: str) -> str:
    try:
        fields = json.loads(recipe)
    except ValueError:
        return "{}"
    kept = {name: value for name, value in fields.items() if name != "negative"}
    words = {"prompt": "[removed]"} if "prompt" in fields else {}
    return json.dumps(kept | words, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
