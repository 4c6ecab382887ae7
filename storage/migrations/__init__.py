"""The schema's history, and bringing a database up to the newest of it."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from storage import sqlite
from storage.database import translated
from storage.postgres import postgres_url

HEAD = "0003"
"""The newest revision; a test compares it with the files beside this one."""

FOLDER = Path(__file__).parent
LOCK = 7_273_001
"""Two processes that start at once must not migrate at once (an advisory lock in PostgreSQL)."""


def migrate(url: str) -> bool:
    """Bring the database of a plain address to the newest schema; whether there was work to do.

    One transaction: it happens wholly or not at all, and a second caller waits for the first.
    Blocks: call it in a thread. Raises StorageUnavailable.
    """
    engine = engine_for(url)
    try:
        with translated(), engine.connect() as connection:
            _begin(connection)
            if _revision(connection) == HEAD:
                connection.rollback()
                return False
            _upgrade(connection)
            connection.commit()
            return True
    finally:
        engine.dispose()


def engine_for(url: str) -> sa.Engine:
    """An engine for the schema's owner."""
    if sa.make_url(url).get_backend_name() == "sqlite":
        return sqlite.engine(sqlite.sqlite_path(url))
    return sa.create_engine(
        postgres_url(url),
        poolclass=sa.pool.NullPool,
        hide_parameters=True,
        connect_args={"connect_timeout": 5},
    )


def _begin(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(
        sa.text("SELECT version_num FROM alembic_version")
    ).scalar()
    return found


def _upgrade(connection: sa.Connection) -> None:
    # Half a second to import, and at almost every start there is nothing to do.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER))
    command.upgrade(config, "head")
