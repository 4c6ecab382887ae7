"""Budgets: counters that no cache's loss gives a new start."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.tables import budgets
from storage.types import EPOCH, MICROSECOND, micros
from storage.unit import Unit

SLOTS = 60
"""A window is counted in so many parts: what was taken leaves it at most one part too late."""


class SqlBudgets:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def take(self, name: str, *, window_seconds: int, limit: int, cost: int = 1) -> bool:
        """Part of this transaction: what is rolled back was not taken.

        The name may be an address or a number: only its blind index is kept.
        """
        unit = self._unit
        index = unit.keys.index("budget", name, str(window_seconds))
        if unit.tx.locks_rows:
            lock = sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(index, 1))
            await unit.run(sa.select(lock))
        now = await unit.tx.moment()
        if await self._used(index, now) + cost > limit:
            return False
        width = max(1, window_seconds * 1_000_000 // SLOTS)
        slot = micros(now) // width
        here = sa.and_(budgets.c.name_index == index, budgets.c.slot == slot)
        more = sa.update(budgets).where(here).values(count=budgets.c.count + cost)
        if not (await unit.run(more)).rowcount:
            end = EPOCH + (slot + 1) * width * MICROSECOND + timedelta(seconds=window_seconds)
            new = {"name_index": index, "slot": slot, "count": cost, "counts_until": end}
            await unit.run(sa.insert(budgets), new)
        return True

    async def used(self, name: str, *, window_seconds: int) -> int:
        index = self._unit.keys.index("budget", name, str(window_seconds))
        return await self._used(index, await self._unit.tx.moment())

    async def _used(self, index: str, now: datetime) -> int:
        total = sa.select(sa.func.coalesce(sa.func.sum(budgets.c.count), 0)).where(
            budgets.c.name_index == index, budgets.c.counts_until > now
        )
        return int((await self._unit.run(total)).scalar_one())
