"""Who holds what, and that the work of a process that has ended waits for nobody's lease."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest

from core.ids import WorkId
from core.ports import NewWork
from storage import holders, leads, queue
from storage.store import SqlStore
from tests.contract.storage import kit


@pytest.fixture
def ended() -> str:
    """The holder that a process called itself which has ended since."""
    program = (
        "import secrets\n"
        "from storage.holders import new_holder\n"
        "class Dice:\n"
        "    def bytes(self, count): return secrets.token_bytes(count)\n"
        "    def below(self, limit): return 0\n"
        "print(new_holder(Dice()))"
    )
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    return out.stdout.decode().strip()


async def claimed_by(store: SqlStore, holder: str, keys: list[str]) -> list[str]:
    """Add work and claim it in somebody else's name; the ids of the claims."""
    async with store.begin(None) as uow:
        for key in keys:
            await uow.queue.add(NewWork("kind", key, {}))
    async with store._unit(None) as unit:
        lease = timedelta(seconds=30)
        works = await queue.claim(unit, limit=10, lease=lease, holder=holder)
    return [str(work.id) for work in works]


def test_a_process_that_ended_is_gone_and_this_one_is_not(ended: str) -> None:
    mine = holders.new_holder(kit.RANDOM)
    assert mine != holders.new_holder(kit.RANDOM)
    assert not holders.is_gone(mine)
    assert holders.is_gone(ended)


@pytest.mark.parametrize("name", ["", "x", "/1/2/3", "elsewhere:1/1/2/3", "a/b/c/d"])
def test_of_other_machines_nothing_is_known(name: str) -> None:
    assert not holders.is_gone(name)


def test_a_number_that_was_given_again_is_another_process() -> None:
    machine, number, began, dice = holders.new_holder(kit.RANDOM).split("/")
    assert holders.is_gone("/".join((machine, number, str(int(began) - 1), dice)))


async def test_work_of_the_dead_is_free_at_once(store: SqlStore, ended: str) -> None:
    await claimed_by(store, ended, ["a", "b"])
    assert await store.claim(limit=10, lease_seconds=30) == []
    assert await store.take_over() == 2
    assert [w.key for w in await store.claim(limit=10, lease_seconds=30)] == ["a", "b"]
    assert await store.take_over() == 0


async def test_what_the_dead_were_sending_settles_first(
    store: SqlStore, clock: kit.MovedClock, ended: str
) -> None:
    (work,) = await claimed_by(store, ended, ["a"])
    await store.sending(WorkId(work))
    assert await store.take_over() == 1
    assert await store.claim(limit=10, lease_seconds=30) == []
    clock.move(queue.SETTLING.total_seconds())
    (again,) = await store.claim(limit=10, lease_seconds=30)
    assert again.was_sending


async def test_work_of_the_living_and_of_other_machines_stays(store: SqlStore) -> None:
    await claimed_by(store, holders.new_holder(kit.RANDOM), ["a"])
    await claimed_by(store, "elsewhere:1/1/2/3", ["b"])
    assert await store.take_over() == 0
    assert await store.claim(limit=10, lease_seconds=30) == []


async def test_one_leads_until_it_is_silent(
    store: SqlStore, migrated_url: str, clock: kit.MovedClock
) -> None:
    async with kit.opened(migrated_url, clock=clock) as other:
        assert await store.lead("poll", lease_seconds=10)
        assert await store.lead("poll", lease_seconds=10), "who leads goes on"
        assert not await other.lead("poll", lease_seconds=10)
        assert await other.lead("another", lease_seconds=10)
        clock.move(10)
        assert await other.lead("poll", lease_seconds=10)
        assert not await store.lead("poll", lease_seconds=10)
        await other.resign()
        assert await store.lead("poll", lease_seconds=10)


async def test_the_lead_of_the_dead_is_free(store: SqlStore, ended: str) -> None:
    async with store._unit(None) as unit:
        assert await leads.lead(unit, "poll", ended, lease=timedelta(seconds=30))
    assert await store.lead("poll", lease_seconds=10)


async def test_of_many_that_ask_at_once_one_leads(migrated_url: str) -> None:
    stores = [kit.opened(migrated_url, clock=kit.MovedClock()) for _ in range(4)]
    async with stores[0] as a, stores[1] as b, stores[2] as c, stores[3] as d:
        led = await kit.both(*(s.lead("poll", lease_seconds=10) for s in (a, b, c, d)))
    assert sorted(led) == [False, False, False, True]
