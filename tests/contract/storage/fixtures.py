"""Each test has a migrated database of its own, of both kinds in turn."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from storage.store import SqlStore
from tests.contract.storage import kit


@pytest.fixture(scope="session")
def migrated_template(
    postgres_admin: psycopg.Connection[tuple[object, ...]],
) -> Iterator[str]:
    with kit.migrated_template(postgres_admin) as name:
        yield name


@pytest.fixture
def migrated_postgres_url(
    postgres_admin: psycopg.Connection[tuple[object, ...]], migrated_template: str
) -> Iterator[str]:
    with kit.copied_database(postgres_admin, migrated_template) as url:
        yield url


@pytest.fixture
def migrated_sqlite_url(tmp_path: Path) -> str:
    return kit.migrated_sqlite(tmp_path / "carepods.sqlite3")


@pytest.fixture(params=["sqlite", "postgres"])
def migrated_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"migrated_{request.param}_url")
    return url


@pytest.fixture
def clock() -> kit.MovedClock:
    return kit.MovedClock()


@pytest.fixture
async def store(migrated_url: str, clock: kit.MovedClock) -> AsyncIterator[SqlStore]:
    async with kit.opened(migrated_url, clock=clock) as store:
        yield store
