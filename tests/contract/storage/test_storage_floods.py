"""Whoever is refused again and again does not fill the audit, and is still on record."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from core.usecases.tally import tally
from storage.floods import IN_FULL
from storage.store import SqlStore
from tests.contract.storage import kit
from tests.contract.storage.kit import MovedClock, add_pod, an_entry

PRESSED = 4 * IN_FULL


async def refused(store: SqlStore, times: int, **more: Any) -> None:
    """So many requests at once, each with a transaction of its own."""

    async def one(number: int) -> None:
        values = {"actor": "unknown", "action": "page", "outcome": "refused", **more}
        async with store.begin(None) as uow:
            await uow.audit.add(an_entry(None, f"s{number}", **{"personal": {}, **values}))

    for begun in range(0, times, 10):
        await kit.both(*(one(n) for n in range(begun, min(begun + 10, times))))


async def counted(store: SqlStore, clock: MovedClock) -> int:
    """Do the work that is due when the minute is over; how many works there were."""
    clock.move(120)
    works = await store.claim(limit=10, lease_seconds=30)
    world: Any = SimpleNamespace(store=store, clock=clock)
    for work in works:
        assert work.kind == "tally"
        await tally(world, work)
    return len(works)


async def entries(url: str) -> list[str]:
    rows = await kit.column(
        url, "SELECT actor || '|' || reason || '|' || outcome FROM audit ORDER BY seq"
    )
    return [str(row) for row in rows]


async def test_a_flood_of_refusals_is_a_few_entries_and_a_number(
    store: SqlStore, clock: MovedClock, migrated_url: str
) -> None:
    """Each of any number of requests with a made-up link was an entry that stays for ever."""
    await refused(store, PRESSED, reason="link-over")
    assert (await store.verify_audit()).entries == IN_FULL
    assert await counted(store, clock) == 1
    found = await entries(migrated_url)
    assert len(found) == IN_FULL + 1
    assert found[-1] == f"unknown|link-over: {PRESSED - IN_FULL} more in one minute|refused"
    assert (await store.verify_audit()).whole
    assert await counted(store, clock) == 0


async def test_it_hides_nobody_else_and_nothing_else(
    store: SqlStore, clock: MovedClock, migrated_url: str
) -> None:
    pod = await add_pod(store)
    await refused(store, PRESSED, reason="link-over")
    await refused(store, 1, reason="page-over")
    await refused(store, 1, reason="link-over", actor="somebody")
    await refused(store, 1, reason="link-over", action="press")
    async with store.begin(pod.id) as uow:
        for number in range(2 * IN_FULL):
            await uow.audit.add(an_entry(pod, f"s{number}"))
        await uow.audit.add(an_entry(pod, outcome="refused", actor="unknown", reason="link-over"))
    assert (await store.verify_audit()).entries == IN_FULL + 3 + 2 * IN_FULL + 1


async def test_the_next_minute_is_written_in_full_again(
    store: SqlStore, clock: MovedClock, migrated_url: str
) -> None:
    for _ in range(3):
        await refused(store, IN_FULL + 5, reason="link-over")
        assert await counted(store, clock) == 1
    told = [e for e in await entries(migrated_url) if "more in one minute" in e]
    assert len(told) == 3
    assert (await store.verify_audit()).entries == 3 * (IN_FULL + 1)


async def test_what_is_rolled_back_was_not_counted(store: SqlStore, clock: MovedClock) -> None:
    for _ in range(2 * IN_FULL):
        try:
            async with store.begin(None) as uow:
                await uow.audit.add(an_entry(None, outcome="refused", personal={}))
                raise RuntimeError
        except RuntimeError:
            pass
    await refused(store, IN_FULL, reason="member", actor="service", action="view")
    assert (await store.verify_audit()).entries == IN_FULL
