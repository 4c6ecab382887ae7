"""A unit of work happens wholly or not at all, one after the other in a pod, and sees one pod."""

from __future__ import annotations

import asyncio

import pytest

from core.errors import NotFound
from core.ids import PersonId, PodId, RoomRef
from core.ports import NewWork
from storage.errors import StorageConflict
from storage.store import SqlStore
from tests.contract.storage import kit
from tests.contract.storage.kit import a_member, a_person, a_room, a_user, add_pod


async def test_an_exception_undoes_everything(store: SqlStore) -> None:
    person = a_person()
    with pytest.raises(ZeroDivisionError):
        async with store.begin(None) as uow:
            await uow.people.add(person)
            await uow.queue.add(NewWork("kind", "key", {}))
            await uow.audit.add(kit.an_entry(None))
            raise ZeroDivisionError
    async with store.begin(None) as uow:
        assert await uow.people.get(person.id) is None
        assert await uow.audit.verify() == (0, True)
    assert await store.work_counts() == {}


async def test_a_broken_rule_undoes_everything(store: SqlStore) -> None:
    person = a_person()
    with pytest.raises(StorageConflict):
        async with store.begin(None) as uow:
            await uow.notes.put("a", "1")
            await uow.people.add(person)
            await uow.people.add(person)
    async with store.begin(None) as uow:
        assert await uow.notes.get("a") is None


async def test_a_cancelled_unit_of_work_undoes_everything(store: SqlStore) -> None:
    written = asyncio.Event()

    async def write() -> None:
        async with store.begin(None) as uow:
            await uow.notes.put("a", "1")
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await written.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with store.begin(None) as uow:
        assert await uow.notes.get("a") is None


async def test_cancelled_at_every_step_it_happens_wholly_or_not_at_all(store: SqlStore) -> None:
    async def write(n: int) -> None:
        async with store.begin(None) as uow:
            await uow.notes.put(f"a{n}", "1")
            await uow.queue.add(NewWork("kind", f"k{n}", {}))
            await uow.notes.put(f"b{n}", "1")

    for n in range(40):
        task = asyncio.create_task(write(n))
        for _ in range(n):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with store.begin(None) as uow:
        for n in range(40):
            assert (await uow.notes.get(f"a{n}")) == (await uow.notes.get(f"b{n}"))
    await asyncio.wait_for(write(99), 30)


async def test_units_of_one_pod_come_one_after_the_other(store: SqlStore) -> None:
    """What was read still holds at the commit: no update is lost."""
    pod = await add_pod(store)

    async def count(*, enter: bool) -> None:
        async with store.begin(None if enter else pod.id) as uow:
            if enter:
                await uow.notes.get("something else first")
                await uow.enter(pod.id)
            seen = int(await uow.notes.get("n") or "0")
            await asyncio.sleep(0)
            await uow.notes.put("n", str(seen + 1))

    await kit.both(*(count(enter=n % 2 == 0) for n in range(12)))
    async with store.begin(None) as uow:
        assert await uow.notes.get("n") == "12"


async def test_a_task_writes_in_one_unit_of_work_at_a_time(store: SqlStore) -> None:
    async with store.begin(None) as uow:
        await uow.notes.put("a", "1")
        with pytest.raises(RuntimeError, match="inside another"):
            async with store.begin(None):
                pass
        with pytest.raises(RuntimeError, match="inside another"):
            await store.claim(limit=1, lease_seconds=1)
        async with store.begin(None, reading=True) as other:
            assert await other.notes.get("a") is None
    async with store.begin(None, reading=True) as uow:
        assert await uow.notes.get("a") == "1"


async def test_reading_waits_for_nobody(store: SqlStore) -> None:
    pod = await add_pod(store)
    async with store.begin(pod.id) as writing:
        await writing.members.save(a_member(pod, PersonId("ada")))

        async def look() -> int:
            async with store.begin(pod.id, reading=True) as uow:
                return len(await uow.members.of_pod(pod.id))

        assert await asyncio.wait_for(asyncio.create_task(look()), 30) == 0
    assert await look() == 1


async def test_reading_sees_one_moment(store: SqlStore) -> None:
    pod = await add_pod(store)
    async with store.begin(pod.id, reading=True) as looking:
        assert await looking.members.of_pod(pod.id) == []

        async def add() -> None:
            async with store.begin(pod.id) as uow:
                await uow.members.save(a_member(pod, PersonId("ada")))

        await asyncio.create_task(add())
        assert await looking.members.of_pod(pod.id) == []


async def test_reading_cannot_write(store: SqlStore) -> None:
    with pytest.raises(Exception, match=r"(?i)read-?only|OperationalError"):
        async with store.begin(None, reading=True) as uow:
            await uow.notes.put("a", "1")
    async with store.begin(None) as uow:
        assert await uow.notes.get("a") is None


async def test_a_unit_of_work_enters_one_pod_at_most(store: SqlStore) -> None:
    pod, other = await add_pod(store), await add_pod(store)
    async with store.begin(None) as uow:
        assert await uow.members.of_pod(pod.id) == ()
        await uow.enter(pod.id)
        await uow.enter(pod.id)
        await uow.members.save(a_member(pod, PersonId("ada")))
        with pytest.raises(NotFound):
            await uow.enter(other.id)
        assert len(await uow.members.of_pod(pod.id)) == 1


async def test_a_pod_that_is_not_there_is_empty(store: SqlStore) -> None:
    async with store.begin(PodId("nobody")) as uow:
        assert await uow.pods.get(PodId("nobody")) is None
        assert await uow.rooms.of_pod(PodId("nobody")) == []
        with pytest.raises(NotFound):
            await uow.pods.next_number(PodId("nobody"))


async def test_after_its_key_is_destroyed_nothing_of_a_pod_opens(store: SqlStore) -> None:
    pod, other = await add_pod(store), await add_pod(store)
    room = a_room(pod)
    image = kit.an_image(pod)
    upload = kit.an_upload(pod)
    async with store.begin(pod.id) as uow:
        await uow.rooms.add(room)
        await uow.rooms.note_seen(room.ref, a_user(), present=True)
        await uow.images.add(image, [kit.a_rendition(image)])
        await uow.posts.add(kit.a_post(image))
        await uow.uploads.add(upload)
        await uow.invitations.add(kit.an_invitation(pod, link_hash="l"))
        await uow.members.save(a_member(pod, PersonId("ada")))
        await uow.audit.add(kit.an_entry(pod))
    async with store.begin(pod.id) as uow:
        found = await uow.pods.get(pod.id)
        assert found is not None
        await uow.pods.destroy_key(pod.id)
        await uow.pods.save(kit.erased(found))
        await uow.audit.add(kit.an_entry(pod, action="erase"))
    async with store.begin(pod.id) as uow:
        gone = await uow.pods.get(pod.id)
        assert gone is not None
        assert (gone.name, gone.patient, gone.erased_at) == ("", None, kit.START)
        assert await uow.rooms.by_ref(room.ref) is None
        assert await uow.rooms.seen(room.ref) == frozenset()
        assert await uow.images.of_pod(pod.id) == []
        assert await uow.posts.of_image(pod.id, image.id) == []
        assert await uow.uploads.get(upload.id) is None
        assert await uow.invitations.by_secret("link", "l") is None
        assert [e.personal for e in await uow.audit.of_pod(pod.id)] == [{}, {}]
        assert await uow.audit.verify() == (2, True)
        with pytest.raises(NotFound):
            await uow.images.save(image)
    with pytest.raises(NotFound):
        await store.box(pod.id)
    async with store.begin(other.id) as uow:
        assert await uow.pods.get(other.id) == other
        await uow.rooms.add(a_room(other, room.ref.key))
        assert await uow.rooms.by_ref(RoomRef("telegram", "", room.ref.key)) is not None


async def test_it_answers_that_it_is_well(store: SqlStore) -> None:
    assert await store.healthy()
