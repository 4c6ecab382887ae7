"""A few of the interleavings that `python -m tests.properties` plays by the thousand."""

from __future__ import annotations

import pytest

from tests.properties.__main__ import run


@pytest.mark.parametrize("seed", ["a", "b"])
async def test_nothing_is_seen_by_whoever_may_not_on_sqlite(
    migrated_sqlite_url: str, seed: str
) -> None:
    outcome = await run(migrated_sqlite_url, seed, 30, stop_at=1)
    assert outcome.count == 30
    assert not outcome.leaks, outcome.leaks[0]


async def test_nothing_is_seen_by_whoever_may_not_on_postgres(migrated_postgres_url: str) -> None:
    outcome = await run(migrated_postgres_url, "c", 20, stop_at=1)
    assert outcome.count == 20
    assert not outcome.leaks, outcome.leaks[0]
