"""The audit grows, opens to its pod alone, and every tampering with it is found."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from core.model import Pod
from storage.audit import AuditHead
from storage.keys import Keys
from storage.store import SqlStore
from tests.contract.storage import kit
from tests.contract.storage.kit import START, add_pod, an_entry

ENTRIES = 24
TAMPERINGS = 500


async def test_entries_come_back_to_their_pod_alone(store: SqlStore) -> None:
    pod, other = await add_pod(store), await add_pod(store)
    first = an_entry(pod, "image 1", personal={"name": "Ada", "file": "hand.dcm"})
    second = an_entry(pod, "image 2", at=START + timedelta(seconds=1), personal={})
    async with store.begin(pod.id) as uow:
        await uow.audit.add(first)
        await uow.audit.add(second)
        await uow.audit.add(an_entry(other, "image 1"))
        await uow.audit.add(an_entry(None))
        assert await uow.audit.of_subject(pod.id, "image 1") == [first]
    async with store.begin(pod.id) as uow:
        assert await uow.audit.of_pod(pod.id) == [second, first]
        assert await uow.audit.of_pod(pod.id, limit=1) == [second]
        assert await uow.audit.of_pod(other.id) == []
        assert await uow.audit.verify() == (4, True)
    async with store.begin(None) as uow:
        assert await uow.audit.of_pod(pod.id) == []
        assert await uow.audit.of_subject(pod.id, "image 1") == []


async def test_an_empty_chain_is_whole(store: SqlStore) -> None:
    report = await store.verify_audit(await store.audit_head())
    assert (report.entries, report.whole, report.first_bad) == (0, True, None)


async def test_many_at_once_make_one_chain(store: SqlStore) -> None:
    pods = [await add_pod(store) for _ in range(4)]

    async def write(pod: Pod) -> None:
        async with store.begin(pod.id) as uow:
            await uow.audit.add(an_entry(pod))
            await uow.audit.add(an_entry(None))

    await kit.both(*(write(pod) for pod in pods for _ in range(6)))
    assert await store.verify_audit() == await store.verify_audit(await store.audit_head())
    assert (await store.verify_audit()).entries == 48


async def test_the_chain_goes_on_while_it_is_checked(store: SqlStore) -> None:
    async def write(n: int) -> None:
        async with store.begin(None) as uow:
            await uow.audit.add(an_entry(None, str(n)))

    async def check() -> bool:
        async with store.begin(None) as uow:
            return (await uow.audit.verify())[1]

    results = await kit.both(*(f(n) for n in range(10) for f in (write, lambda _: check())))
    assert False not in results
    assert (await store.verify_audit()).entries == 10


async def test_a_head_goes_through_text(store: SqlStore) -> None:
    async with store.begin(None) as uow:
        await uow.audit.add(an_entry(None))
    head = await store.audit_head()
    assert head.seq == 1
    assert AuditHead.from_text(head.to_text()) == head
    with pytest.raises(ValueError, match="invalid literal"):
        AuditHead.from_text("nonsense")


async def test_without_the_pepper_no_chain_can_be_made_anew(
    store: SqlStore, migrated_url: str
) -> None:
    async with store.begin(None) as uow:
        await uow.audit.add(an_entry(None))
    forger = Keys(b"master-key-for-the-tests-only-32", bytes(32))
    async with kit.opened(migrated_url, keys=forger) as forged:
        assert not (await forged.verify_audit()).whole
        async with forged.begin(None) as uow:
            await uow.audit.add(an_entry(None))
    report = await store.verify_audit()
    assert (report.whole, report.first_bad) == (False, 2)


async def test_the_table_itself_refuses_changes(store: SqlStore, migrated_url: str) -> None:
    async with store.begin(None) as uow:
        await uow.audit.add(an_entry(None))
    for statement in ("UPDATE audit SET actor = 'me'", "DELETE FROM audit"):
        with pytest.raises(sa.exc.DBAPIError, match="only grows"), kit.intruder(migrated_url) as db:
            db.execute(sa.text(statement))


@pytest.fixture
async def intruder(store: SqlStore, migrated_url: str) -> AsyncIterator[sa.Connection]:
    """At a chain over several pods, with its guards taken away."""
    pods = [await add_pod(store) for _ in range(3)]
    for n in range(ENTRIES // 2):
        pod = pods[n % 3]
        async with store.begin(pod.id) as uow:
            at = START + timedelta(seconds=n)
            await uow.audit.add(an_entry(pod, f"s{n}", at=at, personal={"n": str(n)}))
            await uow.audit.add(an_entry(None, f"t{n}", at=at, personal={}))
    with kit.intruder(migrated_url) as db:
        if migrated_url.startswith("sqlite"):
            db.execute(sa.text("DROP TRIGGER audit_no_update"))
            db.execute(sa.text("DROP TRIGGER audit_no_delete"))
        else:
            db.execute(sa.text("ALTER TABLE audit DISABLE TRIGGER audit_append_only"))
        yield db


Rows = list[dict[str, Any]]


def edit(rows: Rows, dice: random.Random) -> None:
    row = dice.choice(rows)
    name = dice.choice([c for c in row if c != "seq"])
    old = row[name]
    if isinstance(old, int):
        row[name] = old + dice.choice([-1, 1, 1_000_000])
    elif isinstance(old, bytes):
        flipped = bytearray(old)
        flipped[dice.randrange(len(old))] ^= 1 << dice.randrange(8)
        row[name] = bytes(flipped)
    elif old is None:
        row[name] = b"x" if name == "sealed" else "x"
    else:
        row[name] = dice.choice([old + " ", old[:-1], "x", ""]) if old else "x"
        row[name] = row[name] if row[name] != old else old + "x"


def delete(rows: Rows, dice: random.Random) -> None:
    del rows[dice.randrange(len(rows))]


def delete_and_close_up(rows: Rows, dice: random.Random) -> None:
    delete(rows, dice)
    for seq, row in enumerate(rows, 1):
        row["seq"] = seq


def reorder(rows: Rows, dice: random.Random) -> None:
    one, two = dice.sample(rows, 2)
    one["seq"], two["seq"] = two["seq"], one["seq"]


def repeat(rows: Rows, dice: random.Random) -> None:
    rows.append({**dice.choice(rows), "seq": len(rows) + 1})


def invent(rows: Rows, dice: random.Random) -> None:
    rows.append({**dice.choice(rows), "seq": dice.randrange(len(rows) + 1, 10_000)})


def truncate(rows: Rows, dice: random.Random) -> None:
    del rows[dice.randrange(len(rows)) :]


WAYS: list[Callable[[Rows, random.Random], None]] = [
    edit, edit, edit, delete, delete_and_close_up, reorder, repeat, invent, truncate,
]  # fmt: skip


async def test_every_tampering_is_found(store: SqlStore, intruder: sa.Connection) -> None:
    """500 on each database: 1,000 in all. Truncations move the head row along, too."""
    dice = random.Random(2026)
    exported = await store.audit_head()
    assert (await store.verify_audit(exported)).whole
    written = [dict(r._mapping) for r in intruder.execute(sa.text("SELECT * FROM audit"))]
    missed = []
    for n in range(TAMPERINGS):
        rows = [dict(row) for row in written]
        way = dice.choice(WAYS)
        way(rows, dice)
        kit.rewrite_audit(intruder, rows, move_head=way is truncate)
        if (await store.verify_audit(exported)).whole:
            missed.append((n, way.__name__))
        kit.rewrite_audit(intruder, written, move_head=True)
    assert missed == []
    assert (await store.verify_audit(exported)).whole
