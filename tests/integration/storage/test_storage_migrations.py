"""The schema's history runs on both databases, ends where the tables are, and can be undone."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage import migrate
from storage.errors import StorageUnavailable
from storage.migrations import FOLDER, HEAD, engine_for
from storage.tables import metadata
from tests.contract.storage import kit


def differences(url: str) -> list[object]:
    engine = engine_for(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found: list[object] = compare_metadata(context, metadata)
    engine.dispose()
    return found


def test_the_newest_revision_is_the_one_named() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_up_is_what_the_tables_say_and_a_second_time_nothing(database_url: str) -> None:
    assert migrate(database_url)
    assert differences(database_url) == []
    assert not migrate(database_url)


def test_down_and_up_again(database_url: str) -> None:
    migrate(database_url)
    engine = engine_for(database_url)
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(FOLDER))
        command.downgrade(config, "base")
        assert set(sa.inspect(connection).get_table_names()) == {"alembic_version"}
    engine.dispose()
    assert migrate(database_url)
    assert differences(database_url) == []


def test_two_that_start_at_once_migrate_once(database_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(migrate, [database_url] * 4)) == [False, False, False, True]
    assert differences(database_url) == []


def test_a_migration_that_fails_changes_nothing(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_config: object, _revision: str) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", broken)
        with pytest.raises(ZeroDivisionError):
            migrate(database_url)
    assert migrate(database_url)


async def test_a_store_needs_a_migrated_database(database_url: str) -> None:
    with pytest.raises(StorageUnavailable):
        async with kit.opened(database_url):
            pass
    await asyncio.to_thread(migrate, database_url)
    async with kit.opened(database_url) as store:
        assert await store.healthy()


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable):
        migrate("postgresql://nobody@127.0.0.1:9/none")
    with pytest.raises(ValueError, match="needs a file"):
        migrate("sqlite://")
    assert migrate(f"sqlite:///{tmp_path / 'new' / 'folder' / 'db'}")
    assert (tmp_path / "new" / "folder" / "db").stat().st_mode & 0o777 == 0o600


def test_a_place_where_no_file_can_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageUnavailable, match="cannot be made"):
        migrate(f"sqlite:///{tmp_path / 'file' / 'db.sqlite3'}")
