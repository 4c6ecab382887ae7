"""Telling workers that there is work: an event here, a message to the other processes.

A message that is lost costs only time: whoever waits also looks by the clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import psycopg
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from storage.postgres import ROLE

log = structlog.get_logger()
CHANNEL = "carepods_work"
SHORTEST_PAUSE = 0.5
LONGEST_PAUSE = 30.0


class Wakeup:
    """`rouse` after a commit; `rest` before looking; `wait` when nothing was found.

    The flag is lowered before a look and raised after every commit, so that no commit falls
    between a look and the waiting that follows it.
    """

    def __init__(self) -> None:
        self._flag = asyncio.Event()
        self._tell = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def rouse(self) -> None:
        """Work may be there: wake whoever waits here and tell the other processes."""
        self._flag.set()
        self._tell.set()

    def stir(self) -> None:
        """Another process has work, or there is more than was taken: wake those here."""
        self._flag.set()

    def rest(self) -> None:
        self._flag.clear()

    async def wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                await self._flag.wait()
        except TimeoutError:
            return

    def listen_to_redis(self, redis: Redis, me: str) -> None:
        """Publish what happens here, and hear of the others. Redis may come and go."""
        self._start(self._publish(redis, me))
        self._start(self._again(lambda: self._hear_redis(redis, me), RedisError))

    def listen_to_postgres(self, url: str, me: str) -> None:
        """The table's own trigger tells; `me` is this process's application name."""
        self._start(self._again(lambda: self._hear_postgres(url, me), psycopg.Error))

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    def _start(self, coroutine: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(coroutine))

    async def _publish(self, redis: Redis, me: str) -> None:
        while True:
            await self._tell.wait()
            self._tell.clear()
            try:
                await redis.publish(CHANNEL, me)
            except (RedisError, OSError) as error:
                log.debug("wakeup_not_told", error=type(error).__name__)

    async def _again(self, hear: Callable[[], Awaitable[None]], trouble: type[Exception]) -> None:
        """Listen for ever; after trouble pause, longer every time, and look once on return."""
        pause = SHORTEST_PAUSE
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await hear()
            except (trouble, OSError) as error:
                log.debug("wakeup_not_heard", error=type(error).__name__)
            lasted = asyncio.get_running_loop().time() - began
            pause = SHORTEST_PAUSE if lasted > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
            await asyncio.sleep(pause)

    async def _hear_redis(self, redis: Redis, me: str) -> None:
        async with redis.pubsub() as heard:
            await heard.subscribe(CHANNEL)
            self.stir()
            async for message in heard.listen():
                if message["type"] == "message" and message["data"] != me.encode():
                    self.stir()

    async def _hear_postgres(self, url: str, me: str) -> None:
        connection = await psycopg.AsyncConnection.connect(
            url, autocommit=True, application_name=me, options=f"-c role={ROLE}"
        )
        async with connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            self.stir()
            async for notice in connection.notifies():
                if notice.payload != me:
                    self.stir()
