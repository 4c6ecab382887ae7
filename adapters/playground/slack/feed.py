"""What changes in the workspace, told to whoever watches, and the tasks that run behind it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any, TypeVar

from adapters.playground.slack.model import Json

Found = TypeVar("Found")


class Feed:
    """A feed of small JSON events, and a bell that rings at each of them."""

    def __init__(self) -> None:
        self._watchers: list[asyncio.Queue[Json]] = []
        self._bells: list[asyncio.Event] = []

    def tell(self, kind: str, /, **fields: Any) -> None:
        """Tell every watcher that something changed."""
        for watcher in self._watchers:
            watcher.put_nowait({"type": kind, **fields})
        for bell in self._bells:
            bell.set()

    @contextlib.contextmanager
    def watching(self) -> Iterator[AsyncIterator[Json]]:
        """Yield an endless iterator over what changes from now on."""
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self._watchers.append(queue)

        async def changes() -> AsyncIterator[Json]:
            while True:
                yield await queue.get()

        try:
            yield changes()
        finally:
            self._watchers.remove(queue)

    async def wait_for(self, predicate: Callable[[], Found], seconds: float) -> Found:
        """Return the first true value of `predicate`, asked again at every change.

        Raises TimeoutError after `seconds` of real time.
        """
        bell = asyncio.Event()
        self._bells.append(bell)
        try:
            async with asyncio.timeout(seconds):
                while not (found := predicate()):
                    bell.clear()
                    await bell.wait()
                return found
        finally:
            self._bells.remove(bell)


class Tasks:
    """The server's own work in the background. What fails there is raised by `close`."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()
        self._failures: list[BaseException] = []

    def spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Start `work` and remember it until it is done."""
        task = asyncio.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (failure := task.exception()):
            self._failures.append(failure)

    async def settled(self) -> None:
        """Return once no work is left."""
        while self._running:
            await asyncio.wait(set(self._running))

    async def close(self) -> None:
        """Cancel what still runs. Raises the first thing that failed, if anything did."""
        running = set(self._running)
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)
        if self._failures:
            raise self._failures[0]
