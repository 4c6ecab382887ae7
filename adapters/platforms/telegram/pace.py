"""How fast a bot may write: a message a second to a chat, 20 a minute to a group, 30 a second.

The figures are Telegram's advice and move; a 429 is obeyed besides. Each rate leaves room for what
lies between taking one's turn and sending.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from core.ports import Limiter


@dataclass(frozen=True, slots=True)
class Rate:
    per_second: float
    burst: int


EVERYWHERE = Rate(per_second=20.0, burst=10)
CHAT = Rate(per_second=1.0, burst=3)
GROUP = Rate(per_second=1 / 5.4, burst=8)  # 8 at once and 11 more: below 20 in any minute


async def turn(limiter: Limiter, bot: int, chat: int) -> float:
    """Wait until a message may go to a chat; the seconds it took. Groups have negative ids."""
    wanted = {f"telegram:{bot}": EVERYWHERE, f"telegram:{bot}:{chat}": CHAT}
    if chat < 0:
        wanted[f"telegram:{bot}:{chat}:minute"] = GROUP
    waits = [
        await limiter.wait(bucket, per_second=rate.per_second, burst=rate.burst)
        for bucket, rate in wanted.items()
    ]
    wait = max(waits)
    if wait > 0:
        await asyncio.sleep(wait)
    return wait
