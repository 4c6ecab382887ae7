"""Time, handed in."""

import time
from collections.abc import Callable

Clock = Callable[[], float]
"""Seconds since 1970, UTC."""

wall_clock: Clock = time.time


class ManualClock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, start: float = 1_700_000_000.0) -> None:
        self._now = start

    def __call__(self) -> float:
        return self._now

    def advance(self, seconds: float) -> None:
        self._now += seconds
