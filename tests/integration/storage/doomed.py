"""Processes that work on a store until they are killed; forked warm, since many are needed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from core.ports import NewWork, Work
from storage.errors import LeaseLost
from storage.store import SqlStore
from tests.contract.storage import kit

LEASE = 0.3
LANES = 3


def run(job: str, url: str, folder: str, number: int) -> None:
    """The whole life of one process."""
    asyncio.run(_run(JOBS[job], url, Path(folder), number))


async def _run(
    job: Callable[[SqlStore, Path, int], Awaitable[None]], url: str, folder: Path, number: int
) -> None:
    async with kit.opened(url, clock=kit.WallClock(), database_time=True) as store:
        await job(store, folder, number)


async def add(store: SqlStore, folder: Path, number: int) -> None:
    """Take in one intent after the other; tell of each only once it is kept."""
    for count in range(1_000_000):
        key = f"{number}-{count}"
        lane = f"lane-{count % LANES}" if count % 2 else ""
        async with store.begin(None) as uow:
            await uow.queue.add(NewWork("work", key, {"key": key}, lane=lane))
            await uow.audit.add(kit.an_entry(None, f"added {key}"))
        _write_line(folder / "acknowledged", key)


async def work(store: SqlStore, _folder: Path, _number: int) -> None:
    """Do work whose effect is in the database."""
    while True:
        for item in await store.claim(limit=4, lease_seconds=LEASE):
            with suppress(LeaseLost):  # on a busy machine the other one may be quicker
                async with store.begin(None) as uow:
                    await uow.audit.add(kit.an_entry(None, f"done {item.key}"))
                    await uow.queue.add(NewWork("follow", f"follow {item.key}", {}, due=kit.FAR))
                    await uow.queue.done(item.id)
        await store.wait(LEASE / 3)


async def send(store: SqlStore, folder: Path, _number: int) -> None:
    """Do work whose effect is elsewhere, where it can be looked up."""
    while True:
        for item in await store.claim(limit=4, lease_seconds=LEASE):
            await _send(store, folder, item)
        await store.wait(LEASE / 3)


async def _send(store: SqlStore, folder: Path, item: Work) -> None:
    sent = folder / "sent"
    if not (item.was_sending and item.key in lines(sent)):
        await store.sending(item.id, lease_seconds=LEASE)
        _write_line(sent, item.key)
    async with store.begin(None) as uow:
        await uow.audit.add(kit.an_entry(None, f"done {item.key}"))
        await uow.queue.done(item.id)


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def _write_line(path: Path, line: str) -> None:
    """Whole or not at all, as the other side of a wire would have it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(descriptor, f"{line}\n".encode())
    os.close(descriptor)


JOBS = {"add": add, "work": work, "send": send}
