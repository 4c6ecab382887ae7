"""One transaction, whichever database it is in.

Both databases promise the same: the units of work of one pod happen one after the other, so that
what was read in one still holds when it commits. SQLite has one writer; PostgreSQL takes a lock on
the pod when a unit of work enters it.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core.errors import NotFound
from core.ids import PodId
from storage.errors import StorageConflict, StorageUnavailable

Rows = Sequence[Mapping[str, Any]] | Mapping[str, Any]
"""Parameters of one execution, or of several."""


class Transaction(ABC):
    """What repositories see of a transaction. Nothing reaches the database before `run`."""

    def __init__(self, pod: PodId | None, *, reading: bool, quick: bool) -> None:
        self.pod = pod
        self.reading = reading
        self.quick = quick
        self.committed = False

    @property
    @abstractmethod
    def locks_rows(self) -> bool:
        """Whether SELECT … FOR UPDATE means anything here."""

    @abstractmethod
    async def moment(self) -> datetime:
        """The database's time at the start of this transaction."""

    @abstractmethod
    async def run(self, statement: sa.Executable, rows: Rows | None = None) -> sa.CursorResult[Any]:
        """Execute; the whole result is there on return.

        Raises StorageUnavailable, StorageConflict.
        """

    async def enter(self, pod: PodId) -> None:
        """See this pod from here on. Raises NotFound when in another one already."""
        if self.pod is None:
            self.pod = pod
            await self._entered(pod)
        elif self.pod != pod:
            raise NotFound("not-found", "in another pod already")

    @abstractmethod
    async def _entered(self, pod: PodId) -> None: ...

    @abstractmethod
    async def lasts(self) -> None:
        """After the commit: wait until a crash of the machine cannot undo it.

        Raises StorageUnavailable when that cannot be promised.
        """

    @abstractmethod
    async def look(self, key: str) -> None:
        """Name what is looked for outside of the pod, so that row security shows that row."""


class Database(ABC):
    """Hands out transactions. A task writes in one at a time: two would wait for each other."""

    def __init__(self) -> None:
        self._busy: set[asyncio.Task[Any]] = set()

    @asynccontextmanager
    async def transaction(
        self, pod: PodId | None, *, reading: bool = False, quick: bool = False
    ) -> AsyncIterator[Transaction]:
        """Commits when the block ends well, else rolls back.

        `reading`: sees one moment, waits for nobody, refuses to write. `quick`: a crash of the
        machine may forget it and all that followed it, until something that is not quick commits.
        """
        if reading:
            async with self._transaction(pod, reading=True, quick=quick) as transaction:
                yield transaction
            return
        task = asyncio.current_task()
        if task is None or task in self._busy:
            raise RuntimeError("a unit of work was begun inside another one of the same task")
        self._busy.add(task)
        try:
            async with self._transaction(pod, reading=False, quick=quick) as transaction:
                yield transaction
        finally:
            self._busy.discard(task)

    @abstractmethod
    def _transaction(
        self, pod: PodId | None, *, reading: bool, quick: bool
    ) -> AbstractAsyncContextManager[Transaction]: ...

    @abstractmethod
    async def close(self) -> None: ...


@contextmanager
def translated() -> Iterator[None]:
    """The library's errors as ours: their texts hold statements, so only the class is told."""
    try:
        yield
    except sa.exc.IntegrityError as error:
        raise StorageConflict(type(error.orig).__name__) from error
    except (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError) as error:
        cause = getattr(error, "orig", None) or error
        raise StorageUnavailable(type(cause).__name__) from error
    except sa.exc.DBAPIError as error:
        if error.connection_invalidated or _is_not_migrated(error):
            raise StorageUnavailable(type(error.orig).__name__) from error
        raise


def _is_not_migrated(error: sa.exc.DBAPIError) -> bool:
    """PostgreSQL's "no such table"; SQLite's is an OperationalError."""
    return getattr(error.orig, "sqlstate", "") == "42P01"
