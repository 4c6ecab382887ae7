"""A minute of refusals that were too many to be written one by one: how many there were."""

from __future__ import annotations

from core.ids import PodId
from core.model import AuditEntry
from core.ports import Work
from core.usecases.desk import World


async def tally(world: World, work: Work) -> None:
    """The `tally` work: one entry for all of them, by whom and why they were refused."""
    said = {name: str(work.payload[name]) for name in ("actor", "action", "reason", "origin")}
    pod = work.payload["pod"]
    async with world.store.begin(None) as uow:
        counter, window = str(work.payload["counter"]), int(str(work.payload["window"]))
        count = max(1, await uow.budgets.used(counter, window_seconds=window))
        await uow.audit.add(
            AuditEntry(
                at=world.clock.now(),
                pod=PodId(str(pod)) if pod is not None else None,
                actor=said["actor"],
                action=said["action"],
                subject="",
                outcome="refused",
                reason=f"{said['reason']}: {count} more in one minute",
                origin=said["origin"],
                personal={},
            )
        )
        await uow.queue.done(work.id)
