"""How fast an app may call: a message a second into a channel, and each method by its tier.

Slack speaks of "20+ a minute" and bears short bursts; these stay below the figure in any minute. A
429 is obeyed besides.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from core.ports import Limiter


@dataclass(frozen=True, slots=True)
class Rate:
    per_second: float
    burst: int


CHANNEL = Rate(per_second=1.0, burst=3)
_TIER_3 = Rate(per_second=40 / 60, burst=10)
_TIER_4 = Rate(per_second=80 / 60, burst=20)
# `chat.postMessage` goes by the channel; what is not here is called seldom.
METHODS: Mapping[str, Rate] = {
    "chat.delete": _TIER_3,
    "chat.postEphemeral": _TIER_4,
    "chat.update": _TIER_3,
    "conversations.history": _TIER_3,
    "conversations.info": _TIER_3,
    "conversations.members": _TIER_4,
    "conversations.open": _TIER_3,
    "conversations.replies": _TIER_3,
    "files.completeUploadExternal": _TIER_4,
    "files.delete": _TIER_3,
    "files.getUploadURLExternal": _TIER_4,
    "files.info": _TIER_4,
    "users.info": _TIER_4,
    "views.open": _TIER_4,
    "views.publish": _TIER_4,
}


async def before_call(limiter: Limiter, team: str, method: str) -> None:
    """Wait until a method may be called in a workspace."""
    rate = METHODS.get(method)
    if rate is not None:
        await _wait(limiter, f"slack:{team}:{method}", rate)


async def turn(limiter: Limiter, team: str, channel: str) -> float:
    """Wait until a message may go into a channel; the seconds it took."""
    return await _wait(limiter, f"slack:{team}:{channel}", CHANNEL)


async def _wait(limiter: Limiter, bucket: str, rate: Rate) -> float:
    wait = await limiter.wait(bucket, per_second=rate.per_second, burst=rate.burst)
    if wait > 0:
        await asyncio.sleep(wait)
    return wait
