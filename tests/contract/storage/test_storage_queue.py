"""Work: added once, done once, in the order of its lane, and never lost."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
import sqlalchemy as sa

from core.ids import WorkId
from core.ports import NewWork, Work, WorkState
from storage.errors import LeaseLost
from storage.store import SqlStore
from tests.contract.storage import kit
from tests.contract.storage.kit import START, add_pod


async def add(store: SqlStore, key: str, lane: str = "", **more: object) -> bool:
    async with store.begin(None) as uow:
        return await uow.queue.add(NewWork("kind", key, {"n": key}, lane=lane, **more))  # type: ignore[arg-type]


async def claim(store: SqlStore, limit: int = 10, lease: float = 30) -> Sequence[Work]:
    return await store.claim(limit=limit, lease_seconds=lease)


def keys(works: Sequence[Work]) -> list[str]:
    return [work.key for work in works]


async def test_what_is_added_is_claimed_as_it_was(store: SqlStore) -> None:
    pod = await add_pod(store)
    new = NewWork("tell", "tell:1", {"words": {"say": "hällo", "n": [1, None]}}, pod.id, "chat:1")
    async with store.begin(pod.id) as uow:
        assert await uow.queue.add(new)
    (work,) = await claim(store)
    assert (work.kind, work.key, work.pod, work.lane) == ("tell", "tell:1", pod.id, "chat:1")
    assert work.payload == new.payload
    assert (work.attempts, work.was_sending, work.created_at) == (1, False, START)
    assert await claim(store) == []


async def test_an_intent_is_added_once_for_ever(store: SqlStore) -> None:
    assert await add(store, "a")
    assert not await add(store, "a")
    (work,) = await claim(store)
    await store.finish(work.id, WorkState.DONE)
    assert not await add(store, "a")
    assert await claim(store) == []


async def test_the_same_intent_from_many_sides_is_one(store: SqlStore) -> None:
    added = await kit.both(*(add(store, "a") for _ in range(8)))
    assert sorted(added) == [False] * 7 + [True]
    assert len(await claim(store)) == 1


async def test_what_was_rolled_back_was_not_added(store: SqlStore) -> None:
    with pytest.raises(ZeroDivisionError):
        async with store.begin(None) as uow:
            await uow.queue.add(NewWork("kind", "a", {}))
            raise ZeroDivisionError
    assert await claim(store) == []
    assert await add(store, "a")


async def test_work_waits_for_its_time(store: SqlStore, clock: kit.MovedClock) -> None:
    assert await store.next_due() is None
    await add(store, "later", due=START + timedelta(seconds=60))
    await add(store, "sooner", due=START + timedelta(seconds=30))
    assert await claim(store) == []
    assert await store.next_due() == START + timedelta(seconds=30)
    clock.move(30)
    assert keys(await claim(store, lease=1000)) == ["sooner"]
    clock.move(30)
    assert keys(await claim(store)) == ["later"]


async def test_claims_at_the_same_time_share_out_the_work(store: SqlStore) -> None:
    for n in range(30):
        await add(store, f"w{n}")
    claimed = await kit.both(*(claim(store, limit=4) for _ in range(10)))
    taken = [key for works in claimed for key in keys(works)]
    assert sorted(taken) == sorted(f"w{n}" for n in range(30))


async def test_a_lane_is_done_one_by_one_in_order(store: SqlStore) -> None:
    for n in range(4):
        await add(store, f"a{n}", lane="a")
        await add(store, f"b{n}", lane="b")
    for n in range(4):
        works = await claim(store)
        assert keys(works) == [f"a{n}", f"b{n}"]
        assert await claim(store) == []
        for work in works:
            await store.finish(work.id, WorkState.DONE)
    assert await claim(store) == []


async def test_a_lane_waits_for_its_head(store: SqlStore, clock: kit.MovedClock) -> None:
    await add(store, "head", lane="a")
    await add(store, "next", lane="a")
    (head,) = await claim(store)
    await store.retry(head.id, delay_seconds=60, note="limit")
    assert await claim(store) == []
    assert await store.next_due() == START + timedelta(seconds=60)
    clock.move(60)
    (head,) = await claim(store)
    assert (head.key, head.attempts, head.was_sending) == ("head", 2, False)
    await store.finish(head.id, WorkState.DEAD)
    assert keys(await claim(store)) == ["next"]


@pytest.mark.parametrize("state", [WorkState.DONE, WorkState.DEAD, WorkState.UNKNOWN])
async def test_however_the_head_ends_the_lane_goes_on(store: SqlStore, state: WorkState) -> None:
    await add(store, "head", lane="a")
    await add(store, "next", lane="a")
    (head,) = await claim(store)
    await store.finish(head.id, state, note="why")
    assert keys(await claim(store)) == ["next"]
    assert (await store.work_counts())[state] == 1


async def test_an_older_one_that_comes_later_waits_too(store: SqlStore) -> None:
    """A row can become visible after a younger one of its lane was claimed."""
    await add(store, "first", lane="a")
    (first,) = await claim(store)
    await add(store, "second", lane="a")
    await add(store, "third", lane="b")
    assert keys(await claim(store)) == ["third"]
    await store.finish(first.id, WorkState.DONE)
    assert keys(await claim(store)) == ["second"]


async def test_effects_and_the_end_land_together(store: SqlStore) -> None:
    await add(store, "a")
    (work,) = await claim(store)
    with pytest.raises(ZeroDivisionError):
        async with store.begin(None) as uow:
            await uow.notes.put("effect", "1")
            await uow.queue.done(work.id)
            raise ZeroDivisionError
    async with store.begin(None) as uow:
        assert await uow.notes.get("effect") is None
        await uow.notes.put("effect", "2")
        await uow.queue.done(work.id)
    assert await store.work_counts() == {WorkState.DONE: 1}


async def test_a_lease_that_ran_out_is_taken_over(store: SqlStore, clock: kit.MovedClock) -> None:
    await add(store, "a", lane="x")
    (old,) = await claim(store, lease=30)
    assert await store.next_due() == START + timedelta(seconds=30)
    clock.move(29)
    assert await claim(store) == []
    clock.move(1)
    (new,) = await claim(store, lease=30)
    assert (new.key, new.attempts, new.was_sending) == ("a", 2, False)

    with pytest.raises(LeaseLost):
        await store.sending(old.id)
    with pytest.raises(LeaseLost):
        async with store.begin(None) as uow:
            await uow.notes.put("effect", "old")
            await uow.queue.done(old.id)
    await store.finish(old.id, WorkState.DEAD)
    await store.retry(old.id, delay_seconds=0)
    await store.renew([old.id], lease_seconds=1000)

    async with store.begin(None) as uow:
        assert await uow.notes.get("effect") is None
        await uow.queue.done(new.id)
    assert await store.work_counts() == {WorkState.DONE: 1}
    with pytest.raises(LeaseLost):
        async with store.begin(None) as uow:
            await uow.queue.done(new.id)
    await store.finish(new.id, WorkState.DONE)


async def test_a_renewed_lease_does_not_run_out(store: SqlStore, clock: kit.MovedClock) -> None:
    await add(store, "a")
    await add(store, "b")
    works = await claim(store, lease=30)
    clock.move(20)
    await store.renew([works[0].id], lease_seconds=30)
    await store.renew([], lease_seconds=30)
    clock.move(10)
    assert keys(await claim(store)) == ["b"]


async def test_a_send_that_was_cut_off_is_known(store: SqlStore, clock: kit.MovedClock) -> None:
    await add(store, "a")
    (work,) = await claim(store)
    await store.sending(work.id, lease_seconds=60)
    clock.move(59)
    assert await claim(store) == []
    clock.move(1)
    (again,) = await claim(store)
    assert again.was_sending
    clock.move(30)
    (once_more,) = await claim(store)
    assert once_more.was_sending, "still nobody knows"
    await store.retry(once_more.id, delay_seconds=0)
    (unasked,) = await claim(store)
    assert unasked.was_sending, "a try that found out nothing leaves it open"
    await store.sending(unasked.id)
    await store.retry(unasked.id, delay_seconds=0)
    (certain,) = await claim(store)
    assert not certain.was_sending, "whoever retries a send knows that nothing took effect"
    await store.sending(certain.id)
    await store.retry(certain.id, delay_seconds=0, settled=False)
    (open_,) = await claim(store)
    assert open_.was_sending, "or says that it is not known"


async def test_the_beginning_of_a_send_lands_with_its_plan(
    store: SqlStore, clock: kit.MovedClock
) -> None:
    await add(store, "a")
    (work,) = await claim(store)
    with pytest.raises(ZeroDivisionError):
        async with store.begin(None) as uow:
            await uow.queue.sending(work.id)
            raise ZeroDivisionError
    clock.move(30)
    (work,) = await claim(store)
    assert not work.was_sending
    async with store.begin(None) as uow:
        await uow.notes.put("planned", "yes")
        await uow.queue.sending(work.id)
    clock.move(60)
    (again,) = await claim(store)
    assert again.was_sending
    with pytest.raises(LeaseLost):
        async with store.begin(None) as uow:
            await uow.queue.sending(work.id)


async def test_work_of_an_erased_pod_ends(store: SqlStore) -> None:
    pod = await add_pod(store)
    async with store.begin(pod.id) as uow:
        await uow.queue.add(NewWork("kind", "of the pod", {}, pod.id, "lane"))
        await uow.queue.add(NewWork("kind", "of nobody", {}, None, "lane"))
    async with store.begin(pod.id) as uow:
        await uow.pods.destroy_key(pod.id)
    assert await claim(store) == []
    assert keys(await claim(store)) == ["of nobody"]
    assert (await store.work_counts())[WorkState.DEAD] == 1


async def test_nobody_waits_when_there_is_work(store: SqlStore) -> None:
    await add(store, "before")
    await store.wait(3600)
    assert keys(await claim(store)) == ["before"]
    waiting = asyncio.create_task(store.wait(3600))
    await asyncio.sleep(0)
    await add(store, "after")
    await waiting
    assert keys(await claim(store)) == ["after"]
    await store.wait(0.01)


async def test_the_end_of_a_lanes_head_wakes(store: SqlStore) -> None:
    await add(store, "head", lane="a")
    await add(store, "next", lane="a")
    (head,) = await claim(store)
    assert await claim(store) == []
    waiting = asyncio.create_task(store.wait(3600))
    await asyncio.sleep(0)
    async with store.begin(None) as uow:
        await uow.queue.done(head.id)
    await waiting
    assert keys(await claim(store)) == ["next"]


async def test_a_full_claim_leaves_others_awake(store: SqlStore) -> None:
    await add(store, "a")
    await add(store, "b")
    assert len(await claim(store, limit=1)) == 1
    await store.wait(3600)
    assert len(await claim(store, limit=1)) == 1


async def test_the_payload_of_what_is_done_is_gone(store: SqlStore, migrated_url: str) -> None:
    await add(store, "a")
    (work,) = await claim(store)
    number = int(work.id.split(".")[0])
    await store.finish(work.id, WorkState.DONE)
    assert await kit.column(migrated_url, f"SELECT sealed FROM work WHERE id = {number}") == [b""]
    assert WorkId(f"{number}.1") == work.id


async def test_what_was_made_another_kind_of_is_not_done(
    store: SqlStore, migrated_url: str
) -> None:
    """Whoever writes to the database could have had one work's payload done as another's."""
    assert await add(store, "a")
    with kit.intruder(migrated_url) as db:
        db.execute(sa.text("UPDATE work SET kind = 'erase'"))
    assert await claim(store) == []
    assert (await store.work_counts())[WorkState.DEAD] == 1
