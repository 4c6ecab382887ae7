"""Refusals that come in floods: the first are written in full, the others as their number.

Whoever asks what is refused, again and again, could fill the audit without end, and nothing is ever
taken out of it. So many a minute by one actor, for one reason, stand there each by itself; how many
more there were is one entry, which work of the kind `tally` adds when the minute is over. The
counters are rows of the same transaction: nothing of it is lost by a kill.
"""

from __future__ import annotations

from datetime import timedelta

from core.model import AuditEntry
from core.ports import NewWork
from storage.audit import SqlAudit
from storage.queue import SqlQueue
from storage.repositories.budgets import SqlBudgets
from storage.types import EPOCH, micros
from storage.unit import Unit

IN_FULL = 30
MINUTE = timedelta(minutes=1)
LATECOMERS = timedelta(seconds=30)
"""So long after its minute a transaction that began in it has ended."""

REMEMBERED_SECONDS = 86_400
ALL = 2**31 - 1


async def thin(unit: Unit, audit: SqlAudit) -> None:
    """Take what is too many out of what waits to be chained. Called at the end of a unit of work.

    Locks are taken in one order: the counters' by name, and then, by the chain, its head.
    """
    by_name: dict[str, list[AuditEntry]] = {}
    for entry in audit.waiting:
        if entry.outcome == "refused":
            name = "/".join((entry.pod or "", entry.actor, entry.action, entry.reason))
            by_name.setdefault(name, []).append(entry)
    for name, entries in sorted(by_name.items()):
        more = [e for e in entries if not await _in_full(unit, name)]
        if more:
            audit.waiting = [e for e in audit.waiting if not any(e is m for m in more)]
            await _count(unit, name, more)


async def _in_full(unit: Unit, name: str) -> bool:
    return await SqlBudgets(unit).take(
        f"refusals:{name}", window_seconds=int(MINUTE.total_seconds()), limit=IN_FULL
    )


async def _count(unit: Unit, name: str, more: list[AuditEntry]) -> None:
    number = micros(await unit.tx.moment()) // micros(EPOCH + MINUTE)
    counter = f"refusals-more:{number}:{name}"
    first = more[0]
    await SqlBudgets(unit).take(
        counter, window_seconds=REMEMBERED_SECONDS, limit=ALL, cost=len(more)
    )
    await SqlQueue(unit).add(
        NewWork(
            kind="tally",
            key=f"tally:{number}:{name}",
            payload={
                "counter": counter,
                "window": REMEMBERED_SECONDS,
                "pod": first.pod,
                "actor": first.actor,
                "action": first.action,
                "reason": first.reason,
                "origin": first.origin,
            },
            due=EPOCH + (number + 1) * MINUTE + LATECOMERS,
        )
    )
