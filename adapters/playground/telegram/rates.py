"""How often a bot may send: a bucket for each chat, windows for each group and for all."""

import math
from collections import defaultdict, deque

from .clock import Clock
from .errors import too_many_requests
from .limits import Rates
from .model import Chat


class Limiter:
    def __init__(self, clock: Clock, rates: Rates) -> None:
        self._clock = clock
        self._rates = rates
        self._buckets: dict[int, tuple[float, float]] = {}
        self._groups: dict[int, deque[float]] = defaultdict(deque)
        self._all: deque[float] = deque()

    def take(self, chat: Chat, messages: int = 1) -> None:
        """Count messages about to be sent. Raises ApiError 429 with the seconds to wait."""
        now = self._clock()
        wait = max(
            self._bucket_wait(chat, now, messages),
            _window_wait(self._all, now, 1.0, self._rates.overall_per_second, messages),
            self._group_wait(chat, now, messages),
        )
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        self._count(chat, now, messages)

    def _bucket_wait(self, chat: Chat, now: float, messages: int) -> float:
        rate = self._rates.chat_per_second
        if not rate:
            return 0.0
        level, at = self._buckets.get(chat.id, (float(self._rates.chat_burst), now))
        level = min(float(self._rates.chat_burst), level + (now - at) * rate)
        self._buckets[chat.id] = (level, now)
        # An album goes out whole once there is room for its first message.
        return (1 - level) / rate if level < 1 and messages else 0.0

    def _group_wait(self, chat: Chat, now: float, messages: int) -> float:
        if not chat.is_group:
            return 0.0
        most = self._rates.group_per_minute
        return _window_wait(self._groups[chat.id], now, 60.0, most, messages)

    def _count(self, chat: Chat, now: float, messages: int) -> None:
        if self._rates.chat_per_second:
            level, at = self._buckets[chat.id]
            self._buckets[chat.id] = (level - messages, at)
        self._groups[chat.id].extend([now] * messages)
        self._all.extend([now] * messages)


def _window_wait(sent: deque[float], now: float, window: float, most: int, messages: int) -> float:
    if not most:
        return 0.0
    while sent and sent[0] <= now - window:
        sent.popleft()
    over = len(sent) + min(messages, most) - most
    return sent[over - 1] + window - now if over > 0 else 0.0
