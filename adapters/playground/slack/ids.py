"""Ids, timestamps and secrets of the loopback workspace: the same ones in every run."""

import hashlib
from collections import Counter

from adapters.playground.slack.clock import Clock


class Ids:
    """Hands out ids in the shapes that Slack uses. They are unique, and repeat from run to run."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counts: Counter[str] = Counter()
        self._last_micros = 0

    def next(self, prefix: str) -> str:
        """Return the next id of a kind, `U00000001` for `U`."""
        self._counts[prefix] += 1
        return f"{prefix}{self._counts[prefix]:08d}"

    def secret(self, purpose: str) -> str:
        """Return a new word of 32 hexadecimal digits for an address nobody should guess.

        It repeats from run to run, so it is a secret on a loopback server only.
        """
        self._counts[purpose] += 1
        return hashlib.sha256(f"{purpose} {self._counts[purpose]}".encode()).hexdigest()[:32]

    def timestamp(self) -> str:
        """Return a message timestamp, `1700000000.000100`, later than every one before it."""
        micros = max(int(self._clock.now() * 1_000_000), self._last_micros + 100)
        self._last_micros = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"
