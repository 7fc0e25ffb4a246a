"""What Alembic runs: on the connection that it is handed, inside that one's transaction."""

from alembic import context

from bot.records import jam_tables, kinship, supervision  # noqa: F401 - their tables belong to the others
from bot.records.models import Table

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Table.metadata, render_as_batch=True
)
context.run_migrations()
