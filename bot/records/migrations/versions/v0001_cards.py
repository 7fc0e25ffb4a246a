"""Cards, their requests, clips and deliveries; what users chose; presets."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    """Make the tables and their indexes."""
    op.create_table(
        "cards",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("server", sa.String(length=64), nullable=True),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("origin_message", sa.String(length=64), nullable=True),
        sa.Column("reach", sa.String(length=16), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("upload_limit", sa.BigInteger(), nullable=False),
        sa.Column("created_s", sa.Double(), nullable=False),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("message", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cards"),
    )
    op.create_index("ix_cards_author_created_s", "cards", ["author", "created_s"])
    op.create_index("ix_cards_channel_message", "cards", ["channel", "message"])
    op.create_index("ix_cards_state_created_s", "cards", ["state", "created_s"])
    op.create_table(
        "presets",
        sa.Column("server", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("server", "name", name="pk_presets"),
    )
    op.create_table(
        "user_settings",
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("ping", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("author", name="pk_user_settings"),
    )
    op.create_table(
        "deliveries",
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_s", sa.Double(), nullable=False),
        sa.Column("due_s", sa.Double(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("until_s", sa.Double(), nullable=False),
        sa.Column("delivered_s", sa.Double(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name="fk_deliveries_card_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("card_id", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_state_due_s", "deliveries", ["state", "due_s"])
    op.create_table(
        "requests",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("recipe", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("upload_limit", sa.BigInteger(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=True),
        sa.Column("prompt_folded", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=True),
        sa.Column("error_id", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name="fk_requests_card_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
    )
    op.create_index("ix_requests_card_id_place", "requests", ["card_id", "place"], unique=True)
    op.create_index(
        "ix_requests_source",
        "requests",
        ["source"],
        sqlite_where=sa.text("source IS NOT NULL"),
        postgresql_where=sa.text("source IS NOT NULL"),
    )
    op.create_table(
        "clips",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("card_id", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("server", sa.String(length=64), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("recipe", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.Column("png", sa.String(length=64), nullable=True),
        sa.Column("mp3", sa.String(length=64), nullable=True),
        sa.Column("duration_s", sa.Double(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("created_s", sa.Double(), nullable=False),
        sa.Column("deleted_s", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name="fk_clips_card_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["id"], ["requests.id"], name="fk_clips_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_clips"),
    )
    op.create_index("ix_clips_card_id", "clips", ["card_id"])
    op.create_index(
        "ix_clips_deleted",
        "clips",
        ["deleted_s"],
        sqlite_where=sa.text("png IS NOT NULL AND deleted_s IS NOT NULL"),
        postgresql_where=sa.text("png IS NOT NULL AND deleted_s IS NOT NULL"),
    )
    op.create_index("ix_clips_mp3", "clips", ["mp3"])
    op.create_index(
        "ix_clips_old",
        "clips",
        ["created_s"],
        sqlite_where=sa.text("png IS NOT NULL"),
        postgresql_where=sa.text("png IS NOT NULL"),
    )
    op.create_index("ix_clips_png", "clips", ["png"])
