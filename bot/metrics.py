"""What an operator may want to see: counts and seconds, never of whom or of what.

Labels come from fixed lists of ours: kinds of work, actions, outcomes, platforms.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import structlog
from prometheus_client import Counter, Gauge, Histogram

from core.imaging import Transcoded, TranscodeOrder
from core.ports import Clock, Transcoder
from core.usecases import texting
from core.usecases.desk import Desk, World

WORK = Counter("carepods_work", "Work taken from the outbox, by how it went.", ["kind", "outcome"])
ACTS = Counter(
    "carepods_acts",
    "Entries written to the audit: posts, views, grants, refusals and the rest.",
    ["action", "outcome"],
)
TRANSCODING = Histogram(
    "carepods_transcoding_seconds",
    "From an upload's bytes to its pictures.",
    ["status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300),
)
CONTACT = Gauge(
    "carepods_platform_contact_timestamp_seconds",
    "When a platform was last heard of.",
    ["platform"],
)


TEXT_MONEY = Gauge(
    "carepods_text_money_ratio",
    "What part of a cap in money is spent on texts; only where there is a cap.",
    ["window"],
)
log = structlog.get_logger("metrics")


def count_act(action: str, outcome: str) -> None:
    """One entry of the audit. It counts what was written, even if its transaction fails then."""
    ACTS.labels(action, outcome).inc()
    if action.startswith("text_money"):
        log.warning(action, state=outcome)


async def measure_texts(world: World) -> None:
    """Bring up to date what only the database knows. Raises StorageUnavailable."""
    caps = world.rules.spending.caps()
    if not caps:
        return
    async with world.store.begin(None, reading=True) as uow:
        spent = await texting.spent(Desk(world, uow, "metrics", "service"))
    for window, used in spent.items():
        TEXT_MONEY.labels(window).set(used / caps[window][1])


class MeteredTranscoder:
    """The port `core.ports.Transcoder`, with its time taken."""

    def __init__(self, inner: Transcoder) -> None:
        self._inner = inner

    async def transcode(self, source: AsyncIterator[bytes], order: TranscodeOrder) -> Transcoded:
        result = await self._inner.transcode(source, order)
        TRANSCODING.labels(result.status.value).observe(result.elapsed_ms / 1000)
        return result


class Contacts:
    """When each platform was last heard of, by this process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: dict[str, datetime] = {}

    def heard(self, platform: str) -> None:
        now = self._clock.now()
        self._last[platform] = now
        CONTACT.labels(platform).set(now.timestamp())

    def seconds_since(self, platform: str) -> int | None:
        """None: never yet."""
        last = self._last.get(platform)
        return None if last is None else int((self._clock.now() - last).total_seconds())
