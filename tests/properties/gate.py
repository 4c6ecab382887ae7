"""Several pieces of work at once, one step at a time: whoever holds the gate says who goes next.

A step ends before every transaction and before every call to a platform, and those are the only
places where two processes can get between one another.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

from core.ids import PodId, WorkId
from core.ports import UnitOfWork, WorkState
from storage.store import SqlStore


class Actor:
    """One piece of work, or one request of a person, as it goes on."""

    def __init__(self, name: str, began: int) -> None:
        self.name = name
        self.began = began  # how many changes for the worse there had been when it began
        self.task: asyncio.Task[None] | None = None
        self.job: Coroutine[Any, Any, None] | None = None
        self._held: asyncio.Future[None] | None = None
        self._stopped = asyncio.Event()

    async def wait_for_turn(self) -> None:
        self._held = asyncio.get_running_loop().create_future()
        self._stopped.set()
        await self._held

    async def step(self) -> bool:
        """Go on to the next gate; False when it has ended. Raises what it raised."""
        assert self.task is not None
        self._stopped.clear()
        if self._held is not None and not self._held.done():
            self._held.set_result(None)
        stopped = asyncio.ensure_future(self._stopped.wait())
        await asyncio.wait({stopped, self.task}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if self.task.done():
            self.task.result()
            return False
        return True

    async def kill(self) -> None:
        """As if its process ended here: between two transactions nothing is half done."""
        assert self.task is not None
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
        if self.job is not None:
            self.job.close()  # which had perhaps not begun


ACTOR: ContextVar[Actor | None] = ContextVar("ACTOR", default=None)


async def pause() -> None:
    """The end of a step; for whoever is no actor, and for an actor's helpers, nothing."""
    actor = ACTOR.get()
    if actor is not None and asyncio.current_task() is actor.task:
        await actor.wait_for_turn()


def start(actor: Actor, job: Coroutine[Any, Any, None]) -> None:
    """The job stands at its first gate."""

    async def run() -> None:
        ACTOR.set(actor)
        await asyncio.sleep(0)  # until `task` is known
        await pause()
        await job

    actor.job = job
    actor.task = asyncio.create_task(run(), name=actor.name)


class GatedStore:
    """See `core.ports.Store`: the real one, with a gate before each transaction."""

    def __init__(self, inner: SqlStore) -> None:
        self.inner = inner

    @asynccontextmanager
    async def begin(
        self, pod: PodId | None, *, reading: bool = False, lasting: bool = True
    ) -> AsyncIterator[UnitOfWork]:
        await pause()
        async with self.inner.begin(pod, reading=reading, lasting=lasting) as uow:
            yield uow

    async def sending(self, work: WorkId) -> None:
        await pause()
        await self.inner.sending(work)

    async def finish(self, work: WorkId, state: WorkState, *, note: str = "") -> None:
        await pause()
        await self.inner.finish(work, state, note=note)

    async def retry(self, work: WorkId, **how: Any) -> None:
        await pause()
        await self.inner.retry(work, **how)

    async def renew(self, works: Sequence[WorkId], *, lease_seconds: float) -> None:
        await self.inner.renew(works, lease_seconds=lease_seconds)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)
