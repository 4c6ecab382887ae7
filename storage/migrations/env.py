"""Run by Alembic: the connection, already in its transaction, is handed in by `migrate`."""

from __future__ import annotations

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    # SQLite's own are not trusted by Alembic because of what its driver did in older Pythons;
    # ours leaves transactions to us.
    transactional_ddl=True,
)
context.run_migrations()
