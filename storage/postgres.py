"""PostgreSQL: row-level security by the transaction's pod, under a role that owns nothing."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from core.ids import PodId
from core.ports import Clock
from storage.database import Database, Rows, Transaction, translated
from storage.errors import StorageUnavailable
from storage.types import EPOCH, MICROSECOND

ROLE = "carepods_app"
"""What every connection of the application acts as; made by the first migration."""

CONNECTIONS = 10
ANSWER_SECONDS = 10.0
SETTINGS = {
    "role": ROLE,
    "timezone": "UTC",
    "statement_timeout": "8s",
    "lock_timeout": "6s",
    "idle_in_transaction_session_timeout": "60s",
    "plan_cache_mode": "force_custom_plan",
}

_START = sa.text(
    "SELECT set_config('carepods.pod', :pod, true),"
    " set_config('carepods.lookup', :lookup, true),"
    " set_config('transaction_read_only', :reading, true),"
    " set_config('synchronous_commit', :synchronous, true),"
    " CASE WHEN :lock THEN pg_advisory_xact_lock(hashtextextended(:pod, 0)) END,"
    " (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS micros"
)
_ENTER = sa.text(
    "SELECT set_config('carepods.pod', :pod, true),"
    " CASE WHEN :lock THEN pg_advisory_xact_lock(hashtextextended(:pod, 0)) END"
)
_LOOK = sa.text("SELECT set_config('carepods.lookup', :lookup, true)")


def postgres_url(url: str) -> sa.URL:
    """The driver's address of a plain `postgresql://…` one."""
    return sa.make_url(url).set(drivername="postgresql+psycopg")


class PostgresTransaction(Transaction):
    """Begun by its first statement, together with the settings that row security reads."""

    locks_rows = True

    def __init__(
        self, database: PostgresDatabase, pod: PodId | None, *, reading: bool, quick: bool
    ) -> None:
        super().__init__(pod, reading=reading, quick=quick)
        self._database = database
        self._connection: AsyncConnection | None = None
        self._driver: psycopg.AsyncConnection[Any] | None = None
        self._silent = False
        self._lookup = ""
        self._moment = EPOCH

    async def moment(self) -> datetime:
        await self._begun()
        return self._moment

    async def run(self, statement: sa.Executable, rows: Rows | None = None) -> sa.CursorResult[Any]:
        connection = await self._begun()
        return await self._execute(connection, statement, rows)

    async def lasts(self) -> None:
        """The server's own commit has waited for its disk."""

    async def look(self, key: str) -> None:
        if key == self._lookup:
            return
        self._lookup = key
        if self._connection is not None:
            await self._execute(self._connection, _LOOK, {"lookup": key})

    async def _entered(self, pod: PodId) -> None:
        if self._connection is not None:
            await self._execute(self._connection, _ENTER, {"pod": pod, "lock": not self.reading})

    async def _begun(self) -> AsyncConnection:
        if self._connection is not None:
            return self._connection
        try:
            return await self._begin()
        except StorageUnavailable:
            await self.end(commit=False)
            if self._silent:
                raise
            # The pooled connection may have died while it lay idle; nothing has been asked yet.
            return await self._begin()

    async def _begin(self) -> AsyncConnection:
        with translated():
            connection = await self._database.engine.connect()
            self._connection = connection
            if self.reading:
                await connection.execution_options(isolation_level="REPEATABLE READ")
            raw = await connection.get_raw_connection()
        self._driver = raw.driver_connection
        start = {
            "pod": self.pod or "",
            "lookup": self._lookup,
            "reading": "on" if self.reading else "off",
            "synchronous": "off" if self.quick else "on",
            "lock": self.pod is not None and not self.reading,
        }
        row = (await self._execute(connection, _START, start)).one()
        clock = self._database.clock
        self._moment = EPOCH + int(row.micros) * MICROSECOND if clock is None else clock.now()
        return connection

    async def _execute(
        self,
        connection: AsyncConnection,
        statement: sa.Executable,
        rows: Rows | None,
    ) -> sa.CursorResult[Any]:
        with translated(), self._answered():
            return await connection.execute(statement, rows)

    async def end(self, *, commit: bool) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            self.committed = commit
            return
        try:
            if commit:
                with translated(), self._answered():
                    await connection.commit()
                self.committed = True
        finally:
            with translated(), self._answered():
                await connection.close()

    @contextmanager
    def _answered(self) -> Iterator[None]:
        """An answer that does not come in time costs the connection.

        The driver, when cancelled, waits for the server to say so; a silent one never does. So the
        wire is cut instead, which the driver takes for what it is.
        """
        timer = asyncio.get_running_loop().call_later(ANSWER_SECONDS, self._cut)
        try:
            yield
        finally:
            timer.cancel()

    def _cut(self) -> None:
        self._silent = True
        if self._driver is not None and not self._driver.closed:
            with socket.socket(fileno=os.dup(self._driver.fileno())) as wire, suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)


class PostgresDatabase(Database):
    """A pool of connections. `clock` None: the database's own time counts.

    `name` tells this process from the others to the database.
    """

    def __init__(self, url: str, clock: Clock | None, name: str) -> None:
        super().__init__()
        self.clock = clock
        self.engine = create_async_engine(
            postgres_url(url),
            pool_size=CONNECTIONS,
            max_overflow=CONNECTIONS,
            pool_timeout=ANSWER_SECONDS,
            hide_parameters=True,
            connect_args={
                "options": " ".join(f"-c {k}={v}" for k, v in SETTINGS.items()),
                "connect_timeout": 5,
                "application_name": name,
                "tcp_user_timeout": int(ANSWER_SECONDS * 1000),
            },
        )

    async def close(self) -> None:
        await self.engine.dispose()

    @asynccontextmanager
    async def _transaction(
        self, pod: PodId | None, *, reading: bool, quick: bool
    ) -> AsyncIterator[Transaction]:
        transaction = PostgresTransaction(self, pod, reading=reading, quick=quick)
        try:
            yield transaction
        except BaseException:
            await transaction.end(commit=False)
            raise
        await transaction.end(commit=True)
