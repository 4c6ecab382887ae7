"""What changed, told to whoever looks: small JSON events for a live page."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

from .model import Json

T = TypeVar("T")


class Feed:
    """Events to subscribers, and a way to wait until something holds."""

    def __init__(self) -> None:
        self._subscribers: set[asyncio.Queue[Json]] = set()
        self._changed = asyncio.Event()

    def emit(self, kind: str, **fields: object) -> None:
        event: Json = {"type": kind, **fields}
        for queue in self._subscribers:
            queue.put_nowait(event)
        self.touch()

    def touch(self) -> None:
        """Wake those who wait, without an event for the page."""
        self._changed.set()
        self._changed = asyncio.Event()

    def subscribe(self) -> "Subscription":
        """Events from now on."""
        return Subscription(self._subscribers)

    async def wait_for(self, predicate: Callable[[], T], timeout: float) -> T:  # noqa: ASYNC109
        """The first truthy value of the predicate, asked again after every change.

        Raises TimeoutError after that many seconds.
        """
        async with asyncio.timeout(timeout):
            while True:
                changed = self._changed
                value = predicate()
                if value:
                    return value
                await changed.wait()


class Subscription(AsyncIterator[Json]):
    """An endless iterator of events; closed by leaving `async with`, or by `close()`."""

    def __init__(self, subscribers: set[asyncio.Queue[Json]]) -> None:
        self._subscribers = subscribers
        self._queue: asyncio.Queue[Json] = asyncio.Queue()
        subscribers.add(self._queue)

    async def __anext__(self) -> Json:
        return await self._queue.get()

    async def __aenter__(self) -> "Subscription":
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._subscribers.discard(self._queue)
