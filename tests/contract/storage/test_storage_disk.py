"""What must survive a crash of the machine is on the disk before anybody is told; the rest is not
waited for."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

import pytest

from storage.store import SqlStore
from tests.contract.storage import kit

Sync = Callable[[int], None]


class Disk:
    """Stands in for `os.fdatasync`: counts, and refuses when told to."""

    def __init__(self, inner: Sync) -> None:
        self._inner = inner
        self.trips = 0
        self.refuses = False

    def __call__(self, file: int) -> None:
        self.trips += 1
        if self.refuses:
            raise OSError(5, "made up")
        self._inner(file)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    made = Disk(os.fdatasync)
    monkeypatch.setattr("storage.write_ahead.os.fdatasync", made)
    return made


async def note(store: SqlStore, name: str, *, lasting: bool = True) -> None:
    async with store.begin(None, lasting=lasting) as uow:
        await uow.notes.put(name, "there")


async def noted(store: SqlStore, name: str) -> bool:
    async with store.begin(None, reading=True) as uow:
        return await uow.notes.get(name) == "there"


async def test_a_unit_of_work_that_lasts_has_been_to_the_disk(
    migrated_sqlite_url: str, disk: Disk
) -> None:
    async with kit.opened(migrated_sqlite_url) as store:
        before = disk.trips
        await note(store, "a")
        assert disk.trips == before + 1


async def test_one_that_need_not_last_does_not_wait_and_is_seen_at_once(
    migrated_sqlite_url: str, disk: Disk
) -> None:
    async with kit.opened(migrated_sqlite_url) as store:
        before = disk.trips
        await note(store, "a", lasting=False)
        assert disk.trips == before
        assert await noted(store, "a")


async def test_several_at_once_share_their_trips(migrated_sqlite_url: str, disk: Disk) -> None:
    async with kit.opened(migrated_sqlite_url) as store:
        before = disk.trips
        await asyncio.gather(*(note(store, str(n)) for n in range(40)))
        assert disk.trips - before < 40
        assert all([await noted(store, str(n)) for n in range(40)])


async def test_after_the_disk_has_refused_nothing_is_promised_any_more(
    migrated_sqlite_url: str, disk: Disk
) -> None:
    async with kit.opened(migrated_sqlite_url) as store:
        disk.refuses = True
        with pytest.raises(ConnectionError):
            await note(store, "a")
        disk.refuses = False
        with pytest.raises(ConnectionError):
            await note(store, "b")
        assert await store.healthy(), "looking goes on"


async def test_a_long_log_is_folded_in_and_all_is_there_when_opened_again(
    migrated_sqlite_url: str,
) -> None:
    async with kit.opened(migrated_sqlite_url) as store:
        for n in range(200):
            await note(store, str(n), lasting=n % 50 == 0)
    async with kit.opened(migrated_sqlite_url) as store:
        assert all([await noted(store, str(n)) for n in range(200)])
