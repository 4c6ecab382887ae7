"""Shared rates: how long to wait before the next message to a chat.

A token bucket as one number a bucket (GCRA): the time at which it would be full again. In Redis
where there is one, so that all processes share it; in memory where there is none or it is away.
Losing it costs a platform's 429 at worst, which is obeyed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

log = structlog.get_logger()
AWAY_SECONDS = 5.0
ANSWER_SECONDS = 0.5
MOST_BUCKETS = 10_000

_TAKE = """
local now = redis.call('TIME')
now = tonumber(now[1]) + tonumber(now[2]) / 1000000
local step, credit = tonumber(ARGV[1]), tonumber(ARGV[2])
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now) + step
redis.call('SET', KEYS[1], string.format('%.6f', full), 'PX', math.ceil((full - now) * 1000) + 1000)
return string.format('%.6f', math.max(0, full - credit - now))
"""


class RateLimiter:
    """See `core.ports.Limiter`."""

    def __init__(self, redis_url: str | None, *, time: Callable[[], float] = monotonic) -> None:
        self._redis = (
            Redis.from_url(redis_url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=1)
            if redis_url
            else None
        )
        self._take = self._redis.register_script(_TAKE) if self._redis else None
        self._time = time
        self._away_until = 0.0
        self._full: dict[str, float] = {}

    async def wait(self, bucket: str, *, per_second: float, burst: int) -> float:
        """The place is taken even when there is a wait: whoever asks next waits longer."""
        step = 1 / per_second
        credit = step * burst
        if self._take is not None and self._time() >= self._away_until:
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    return float(await self._take([f"carepods:rate:{bucket}"], [step, credit]))
            except (RedisError, OSError) as error:
                self._away_until = self._time() + AWAY_SECONDS
                log.warning("limiter_in_memory", error=type(error).__name__)
        return self._wait_here(bucket, step, credit)

    async def close(self) -> None:
        if self._redis is not None:
            await self._redis.aclose()

    def _wait_here(self, bucket: str, step: float, credit: float) -> float:
        now = self._time()
        full = max(self._full.pop(bucket, 0.0), now) + step
        if len(self._full) >= MOST_BUCKETS:
            self._full = {b: at for b, at in self._full.items() if at > now}
        self._full[bucket] = full
        return max(0.0, full - credit - now)
