"""Whoever steals the database learns nobody's name, address, number or words."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from core.ids import MessageRef, PersonId, RoomRef, UserRef
from core.imaging import PatientClues
from core.model import Handle, Identity, PostState
from core.ports import NewWork, WorkState
from storage.errors import WrongKey
from storage.keys import Keys
from storage.store import SqlStore
from tests.contract.storage import kit
from tests.contract.storage.kit import START

CANARY = "Kanarienvögelchen"
ADDRESS = "canary@birds.example"
PHONE = "+4915777777777"
ROOM = RoomRef("telegram", "", "-100777777777")
PRIVATE = RoomRef("telegram", "", "777777777")
USER = UserRef("telegram", "", "777777777")
SECRETS = (CANARY, ADDRESS, PHONE, ROOM.key, USER.user, "birds.example", "19770707")


async def fill(store: SqlStore) -> None:
    """Every field that can hold what a person wrote or is called by."""
    clues = PatientClues(CANARY, USER.user, "19770707", "F", CANARY)
    pod = replace(kit.a_pod(CANARY), patient=clues)
    message = MessageRef(ROOM, "777777777", "file")
    image = kit.an_image(
        pod,
        patient=clues,
        note=CANARY,
        origin=ROOM,
        summary={"description": CANARY},
        metadata={"dicom": {"00100010": {"vr": "PN", "Value": [{"Alphabetic": CANARY}]}}},
    )
    async with store.begin(pod.id) as uow:
        await uow.pods.add(pod)
        room = kit.a_room(pod, ROOM.key, title=CANARY, locked_because=CANARY)
        await uow.rooms.add(room)
        await uow.rooms.note_seen(ROOM, USER, present=True)
        person = kit.a_person(ADDRESS, name=CANARY, phone=PHONE)
        await uow.people.add(person)
        await uow.people.bind(Identity(USER, person.id, START, PRIVATE))
        await uow.invitations.add(
            kit.an_invitation(pod, email=ADDRESS, name=CANARY, phone=PHONE, identity=USER)
        )
        await uow.images.add(image, [kit.a_rendition(image)])
        await uow.posts.add(
            kit.a_post(
                image,
                room=ROOM,
                state=PostState.SENT,
                message=message,
                extra=(message,),
                draft=CANARY,
            )
        )
        for owner in (pod, None):
            await uow.uploads.add(
                kit.an_upload(
                    owner,
                    sender=USER,
                    source=message,
                    place=ROOM,
                    name=f"{CANARY}.dcm",
                    caption=CANARY,
                    handle=CANARY,
                    album=CANARY,
                    refusal=CANARY,
                )
            )
            await uow.handles.add(
                Handle(
                    f"h{bool(owner)}",
                    "show",
                    {"name": CANARY},
                    ROOM,
                    USER,
                    True,
                    START,
                    owner.id if owner else None,
                )
            )
            await uow.queue.add(
                NewWork(
                    "mail",
                    f"mail:{ADDRESS}:{bool(owner)}",
                    {"to": ADDRESS, "text": CANARY},
                    owner.id if owner else None,
                    f"lane:{PHONE}{bool(owner)}",
                )
            )
            await uow.audit.add(kit.an_entry(owner, personal={"name": CANARY, "phone": PHONE}))
        await uow.notes.put(f"note:{ADDRESS}", CANARY)
        assert await uow.budgets.take(f"codes:{PHONE}", window_seconds=60, limit=5)
    for work in await store.claim(limit=1, lease_seconds=30):
        await store.retry(work.id, delay_seconds=0, note=f"refused {ADDRESS}")
    for work in await store.claim(limit=1, lease_seconds=30):
        await store.finish(work.id, WorkState.DEAD, note=f"refused {ADDRESS}")


def dump(url: str) -> bytes:
    """Every byte of every table and index, as it lies there."""
    if url.startswith("sqlite"):
        path = Path(str(sa.make_url(url).database))
        return b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*"))
    with kit.intruder(url) as db:
        tables = sa.inspect(db).get_table_names()
        address = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        found = bytearray()
        for table in tables:
            with connection.cursor().copy(
                f"COPY {table} TO STDOUT (FORMAT binary)".encode()
            ) as copy:
                for chunk in copy:
                    found += chunk
        return bytes(found)


async def test_a_dump_shows_nothing(migrated_url: str) -> None:
    async with kit.opened(migrated_url) as store:
        await fill(store)
        whole = await asyncio.to_thread(dump, migrated_url)
    assert len(whole) > 5000
    leaked = [s for s in SECRETS if s.encode() in whole or s.encode("utf-16-le") in whole]
    assert leaked == []


async def test_the_dump_would_show_it(migrated_url: str) -> None:
    """The test above can fail: what is kept in clear is found by it."""
    async with kit.opened(migrated_url) as store:
        pod = await kit.add_pod(store)
        async with store.begin(pod.id) as uow:
            await uow.audit.add(kit.an_entry(pod, CANARY))
        whole = await asyncio.to_thread(dump, migrated_url)
    assert CANARY.encode() in whole


async def test_without_the_master_key_nothing_opens(migrated_url: str) -> None:
    async with kit.opened(migrated_url):
        pass
    with pytest.raises(WrongKey):
        async with kit.opened(migrated_url, keys=Keys(bytes(32), bytes(32))):
            pass


OLD, NEW, PEPPER = b"o" * 32, b"n" * 32, b"p" * 32


async def test_keys_are_rotated_while_others_go_on(migrated_url: str) -> None:
    before = Keys(OLD, PEPPER)
    both = Keys(NEW, PEPPER, previous=[OLD])
    person = kit.a_person()
    async with (
        kit.opened(migrated_url, keys=before) as old,
        kit.opened(migrated_url, keys=both) as new,
    ):
        pods = [await kit.add_pod(old) for _ in range(3)]
        async with old.begin(None) as uow:
            await uow.people.add(person)
        first = await new.rotate()
        late = await kit.add_pod(new)
        async with new.begin(pods[0].id) as uow:
            assert await uow.pods.get(pods[0].id) == pods[0]
        assert (first, await new.rotate()) == (4, 0)
    async with kit.opened(migrated_url, keys=Keys(NEW, PEPPER)) as after:
        for pod in (*pods, late):
            async with after.begin(pod.id) as uow:
                assert await uow.pods.get(pod.id) == pod
        async with after.begin(None) as uow:
            assert await uow.people.by_email(person.email) == person
    with pytest.raises(Exception, match="not at hand"):
        async with kit.opened(migrated_url, keys=before):
            pass


async def test_an_erased_pod_stays_erased_in_a_backup(tmp_path: Path) -> None:
    """Once the master key of the backup's time is thrown away; the living pods' keys are newer."""
    url = kit.migrated_sqlite(tmp_path / "db.sqlite3")
    async with kit.opened(url, keys=Keys(OLD, PEPPER)) as store:
        living, erased = await kit.add_pod(store), await kit.add_pod(store)
    backup = kit.copy_of_sqlite(url, tmp_path / "backup.sqlite3")
    async with kit.opened(url, keys=Keys(NEW, PEPPER, previous=[OLD])) as store:
        async with store.begin(erased.id) as uow:
            await uow.pods.destroy_key(erased.id)
        await store.rotate()
    with kit.intruder(url) as now, kit.intruder(backup) as then:
        rows = [dict(r._mapping) for r in now.execute(sa.text("SELECT * FROM keys"))]
        then.execute(sa.text("DELETE FROM keys"))
        then.execute(sa.insert(sa.table("keys", *map(sa.column, rows[0]))), rows)
    async with (
        kit.opened(backup, keys=Keys(NEW, PEPPER)) as store,
        store.begin(living.id) as uow,
    ):
        assert await uow.pods.get(living.id) == living
        gone = await uow.pods.get(erased.id)
        assert gone is not None
        assert gone.name == ""


async def test_a_value_put_in_anothers_place_does_not_open(migrated_url: str) -> None:
    one, two = kit.a_person("one@example.org"), kit.a_person("two@example.org")
    async with kit.opened(migrated_url) as store:
        async with store.begin(None) as uow:
            await uow.people.add(one)
            await uow.people.add(two)
        with kit.intruder(migrated_url) as db:
            swap = "UPDATE people SET sealed = (SELECT sealed FROM people WHERE id = :one)"
            db.execute(sa.text(f"{swap} WHERE id = :two"), {"one": one.id, "two": two.id})
        with pytest.raises(Exception, match="does not open"):
            async with store.begin(None) as uow:
                await uow.people.get(two.id)
        async with store.begin(None) as uow:
            assert await uow.people.get(PersonId(one.id)) == one
