"""Slack's rate limits: calls a minute by tier, and one message a second into each channel."""

import math
from collections import defaultdict, deque

from adapters.playground.slack.clock import Clock
from adapters.playground.slack.errors import ApiError
from adapters.playground.slack.settings import Limits


class Limiter:
    """Counts calls per workspace and method, and messages per channel."""

    def __init__(self, clock: Clock, limits: Limits) -> None:
        self._clock = clock
        self._limits = limits
        self._calls: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)
        self._channels: dict[tuple[str, str], tuple[float, float]] = {}

    def method(self, team: str, method: str, tier: int | None) -> None:
        """Count a call. Raises ApiError 429 if the tier's calls of this minute are used up."""
        if not self._limits.enabled or tier is None:
            return
        now = self._clock.now()
        calls = self._calls[team, method]
        while calls and calls[0] <= now - self._limits.window_seconds:
            calls.popleft()
        if len(calls) >= self._limits.tiers[tier] + self._limits.tier_burst:
            raise _limited(calls[0] + self._limits.window_seconds - now)
        calls.append(now)

    def channel(self, team: str, channel: str) -> None:
        """Count a message. Raises ApiError 429 if they come faster than one a second."""
        if not self._limits.enabled:
            return
        now = self._clock.now()
        burst = float(self._limits.channel_burst)
        left, then = self._channels.get((team, channel), (burst, now))
        left = min(burst, left + (now - then) * self._limits.channel_per_second)
        if left < 1:
            self._channels[team, channel] = (left, now)
            raise _limited((1 - left) / self._limits.channel_per_second)
        self._channels[team, channel] = (left - 1, now)


def _limited(seconds: float) -> ApiError:
    wait = str(max(1, math.ceil(seconds)))
    return ApiError("ratelimited", status=429, headers={"retry-after": wait})
