"""SQLite's write-ahead log: when is it on the disk, and when is it folded into the database?"""

from __future__ import annotations

import asyncio
import os
import queue
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import structlog

from storage.errors import StorageUnavailable

log = structlog.get_logger()
TRIPS_AT_ONCE = 2  # one that came too late for the first need not wait for its end
FOLD_EVERY = 64  # commits, of some ten pages each: about SQLite's own thousand pages


class WriteAheadLog:
    """Counts the commits of this process's writer, and brings them to the disk in a thread.

    After the disk has refused once nobody knows what it holds, so nothing is promised any more.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(TRIPS_AT_ONCE + 1, thread_name_prefix="sqlite-disk")
        self._files: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._folder: sqlite3.Connection | None = None
        self._committed = self._synced = self._folded = 0
        self._failed = False
        self._trips: list[
            tuple[int, asyncio.Future[None]]
        ] = []  # up to which commit, the oldest first
        self._folding: asyncio.Future[None] | None = None

    def committed(self) -> int:
        """One more commit; its number."""
        self._committed += 1
        if self._committed - self._folded >= FOLD_EVERY and self._folding is None:
            self._folded = self._committed
            self._folding = self._started(self._fold)
            self._folding.add_done_callback(self._is_folded)
        return self._committed

    async def on_disk(self, number: int) -> None:
        """Wait until that commit, and each before it, is on the disk. Raises StorageUnavailable.

        Whoever comes while others wait shares the next trip with them.
        """
        while self._synced < number:
            if self._failed:
                raise StorageUnavailable("the disk refused")
            fitting = next((t for upto, t in self._trips if upto >= number), None)
            if fitting is None and len(self._trips) < TRIPS_AT_ONCE:
                fitting = asyncio.ensure_future(self._sync())
                self._trips.append((self._committed, fitting))
            # With all under way and none that began late enough, the next one is.
            await asyncio.shield(fitting or self._trips[0][1])

    async def close(self) -> None:
        await asyncio.gather(*(trip for _, trip in self._trips), return_exceptions=True)
        if self._folding is not None:
            await asyncio.gather(self._folding, return_exceptions=True)
        await asyncio.get_running_loop().run_in_executor(self._thread, self._shut)
        self._thread.shutdown()

    async def _sync(self) -> None:
        number = self._committed
        try:
            await self._started(self._to_disk)
            self._synced = max(self._synced, number)
        except OSError as error:
            self._failed = True
            raise StorageUnavailable(f"the disk refused: {type(error).__name__}") from error
        finally:
            mine = asyncio.current_task()
            self._trips = [(upto, trip) for upto, trip in self._trips if trip is not mine]

    def _started(self, call: Callable[[], None]) -> asyncio.Future[None]:
        return asyncio.get_running_loop().run_in_executor(self._thread, call)

    def _to_disk(self) -> None:
        # Each its own open file: the kernel tells of a failure once for each. The log is there as
        # long as a connection is.
        try:
            file = self._files.get_nowait()
        except queue.Empty:
            file = os.open(f"{self._path}-wal", os.O_RDONLY)
        try:
            os.fdatasync(file)
        finally:
            self._files.put(file)

    def _fold(self) -> None:
        """What can be folded in without making anybody wait."""
        if self._folder is None:
            self._folder = sqlite3.connect(self._path, check_same_thread=False)
        self._folder.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def _is_folded(self, folding: asyncio.Future[None]) -> None:
        self._folding = None
        if not folding.cancelled() and folding.exception() is not None:
            log.warning("log_not_folded", error=type(folding.exception()).__name__)

    def _shut(self) -> None:
        while not self._files.empty():
            os.close(self._files.get())
        if self._folder is not None:
            self._folder.close()
