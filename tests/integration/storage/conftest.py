"""The fixtures that every test of the storage shares."""

from tests.contract.storage.fixtures import (
    clock,
    migrated_postgres_url,
    migrated_sqlite_url,
    migrated_template,
    migrated_url,
    store,
)

__all__ = [
    "clock",
    "migrated_postgres_url",
    "migrated_sqlite_url",
    "migrated_template",
    "migrated_url",
    "store",
]
