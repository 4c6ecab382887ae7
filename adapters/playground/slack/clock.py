"""The clock that the loopback server lives by: the real one, or one that a test turns by hand."""

import asyncio
import heapq
import time
from collections.abc import Awaitable
from typing import Protocol, TypeVar

Result = TypeVar("Result")


class Clock(Protocol):
    """Seconds since 1970, and a way to wait for some of them to pass."""

    def now(self) -> float:
        """Return the present time in seconds since 1970."""

    async def sleep(self, seconds: float) -> None:
        """Return once `seconds` have passed by this clock."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> float:
        """Return the present time in seconds since 1970."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Return once `seconds` have passed."""
        await asyncio.sleep(seconds)


class ManualClock:
    """A clock that stands still until `advance` is called.

    It starts at the real time, for apps check signed timestamps against a clock of their own.
    """

    def __init__(self, start: float | None = None) -> None:
        self._now = time.time() if start is None else start
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def now(self) -> float:
        """Return the time that the hands show."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Return once `advance` has moved the hands by `seconds`."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (self._now + seconds, self._count, woken))
        await woken

    def advance(self, seconds: float) -> None:
        """Move the hands forward and wake whoever was waiting for a time that has come."""
        self._now += seconds
        while self._sleepers and self._sleepers[0][0] <= self._now:
            _, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                woken.set_result(None)


async def within(clock: Clock, seconds: float, awaitable: Awaitable[Result]) -> Result:
    """Return what `awaitable` gives, or raise TimeoutError after `seconds` by `clock`.

    The awaitable is cancelled when the time is up.
    """
    work = asyncio.ensure_future(awaitable)
    alarm = asyncio.ensure_future(clock.sleep(seconds))
    try:
        await asyncio.wait({work, alarm}, return_when=asyncio.FIRST_COMPLETED)
        if alarm.done():
            raise TimeoutError
        return work.result()
    finally:
        alarm.cancel()
        if not work.done():
            work.cancel()
