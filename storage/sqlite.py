"""SQLite: one writer at a time, statements on the loop's own thread.

A statement takes some 20 µs, a trip to another thread and back four times that and much more on a
busy machine. So only what waits for another process (a lock that is held) or for the disk goes to a
thread; measured, a unit of work is three times quicker than over aiosqlite.

A commit writes to the write-ahead log and does not wait for the disk (`synchronous=NORMAL`), so
that others can write meanwhile; `lasts` then waits until the log is on the disk. The log is read
from its beginning after a crash, so what is on the disk takes with it all that was committed before
it: units of work that need not last by themselves leave the waiting to the next one that must, and
several that wait at once share one trip to the disk.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from core.ids import PodId
from core.ports import Clock
from storage.database import Database, Rows, Transaction, translated
from storage.errors import StorageUnavailable
from storage.write_ahead import WriteAheadLog

T = TypeVar("T")
BUSY_MS = 10_000
READERS = 4


def sqlite_path(url: str) -> Path:
    """The file of a `sqlite:///PATH` address. Raises ValueError when there is none."""
    path = sa.make_url(url).database
    if not path or path == ":memory:":
        raise ValueError("a sqlite:/// address needs a file")
    return Path(path)


def connect(path: Path, *, reading: bool = False) -> sqlite3.Connection:
    """A connection with this project's settings; the file is its owner's alone.

    Raises StorageUnavailable where the file or its folder cannot be made.
    """
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise StorageUnavailable("its file or folder cannot be made there") from error
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    _write_ahead(connection)
    for pragma in (
        "synchronous=FULL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "secure_delete=ON",
        f"query_only={int(reading)}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch a new file to its write-ahead log.

    SQLite does not wait for a lock here, whatever `busy_timeout` says, so two processes that
    open a new file at once would refuse each other.
    """
    until = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def engine(path: Path, *, reading: bool = False) -> sa.Engine:
    """A SQLAlchemy engine over `connect`; parameters never get into its errors."""
    return sa.create_engine(
        "sqlite://",
        creator=lambda: connect(path, reading=reading),
        poolclass=NullPool,
        hide_parameters=True,
    )


class SqliteTransaction(Transaction):
    """Begun by its first statement, so that a unit of work that does nothing locks nothing."""

    locks_rows = False

    def __init__(
        self, database: SqliteDatabase, pod: PodId | None, *, reading: bool, quick: bool
    ) -> None:
        super().__init__(pod, reading=reading, quick=quick)
        self._database = database
        self._connection: sa.Connection | None = None
        self._moment = database.clock.now()
        self._number = 0  # of its commit

    async def moment(self) -> datetime:
        return self._moment

    async def run(self, statement: sa.Executable, rows: Rows | None = None) -> sa.CursorResult[Any]:
        with translated():
            if self._connection is None:
                self._connection = await self._begin()
            return self._connection.execute(statement, rows)

    async def _begin(self) -> sa.Connection:
        if self.reading:
            connection = self._database.lend_reader()
            connection.exec_driver_sql("BEGIN")
            return connection
        connection = await self._database.lend_writer()
        self._moment = self._database.clock.now()
        return connection

    async def end(self, *, commit: bool) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            self.committed = commit
        elif self.reading:
            connection.rollback()
            self._database.take_back_reader(connection)
        else:
            self._number = self._database.end_writing(connection, commit=commit)
            self.committed = commit

    async def lasts(self) -> None:
        await self._database.on_disk(self._number)

    async def _entered(self, pod: PodId) -> None:
        """Nothing to tell SQLite: the repositories' WHERE is all there is."""

    async def look(self, key: str) -> None:
        """Nothing to tell SQLite."""


class SqliteDatabase(Database):
    """One connection that writes, some that only read; WAL lets them pass each other."""

    def __init__(self, path: Path, clock: Clock) -> None:
        super().__init__()
        self.clock = clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._write = asyncio.Lock()
        with translated():
            self._writer = engine(path).connect()
            self._reading = engine(path, reading=True)
            self._readers: list[sa.Connection] = []
        self._log = WriteAheadLog(path)
        self._raw = self._writer.connection.dbapi_connection
        assert self._raw is not None
        self._raw.execute("PRAGMA synchronous=NORMAL")
        self._raw.execute("PRAGMA wal_autocheckpoint=0")  # the log is folded in by its own thread
        self._raw.execute("PRAGMA busy_timeout=0")  # and a lock is waited for in this one's

    async def lend_writer(self) -> sa.Connection:
        """The writing connection in a transaction; others in this process queue up in order."""
        await self._write.acquire()
        try:
            try:
                self._writer.exec_driver_sql("BEGIN IMMEDIATE")
            except sa.exc.OperationalError as error:
                if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                self._writer.rollback()
                await self._apart(self._begin_when_free)
        except BaseException:
            self._end(self._writer.rollback)
            raise
        return self._writer

    def end_writing(self, connection: sa.Connection, *, commit: bool) -> int:
        """The number of its commit, for `on_disk`; 0 after a rollback."""
        with translated():
            self._end(connection.commit if commit else connection.rollback)
        return self._log.committed() if commit else 0

    async def on_disk(self, number: int) -> None:
        """Wait until a commit survives a crash of the machine. Raises StorageUnavailable."""
        await self._log.on_disk(number)

    def lend_reader(self) -> sa.Connection:
        return self._readers.pop() if self._readers else self._reading.connect()

    def take_back_reader(self, connection: sa.Connection) -> None:
        if len(self._readers) < READERS:
            self._readers.append(connection)
        else:
            connection.close()

    async def close(self) -> None:
        async with self._write:
            await self._log.close()
            self._writer.close()
            while self._readers:
                self._readers.pop().close()
        self._thread.shutdown()

    def _begin_when_free(self) -> None:
        assert self._raw is not None
        self._raw.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        try:
            self._writer.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            self._raw.execute("PRAGMA busy_timeout=0")

    def _end(self, end: Callable[[], None]) -> None:
        try:
            end()
        except Exception:
            # A commit that could not be made must not leave its transaction to the next one.
            self._writer.rollback()
            raise
        finally:
            self._write.release()

    async def _apart(self, call: Callable[[], T]) -> T:
        """In the thread. A cancelled caller waits for the end: the connection is not shared."""
        future = asyncio.get_running_loop().run_in_executor(self._thread, call)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            while not future.done():
                await asyncio.wait([future])
            raise

    @asynccontextmanager
    async def _transaction(
        self, pod: PodId | None, *, reading: bool, quick: bool
    ) -> AsyncIterator[Transaction]:
        transaction = SqliteTransaction(self, pod, reading=reading, quick=quick)
        try:
            yield transaction
        except BaseException:
            await transaction.end(commit=False)
            raise
        await transaction.end(commit=True)
