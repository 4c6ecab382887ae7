"""The truth: units of work, the queue, and the keys that seal them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Self

import sqlalchemy as sa
from redis.asyncio import Redis

from core.errors import NotFound
from core.ids import PodId, WorkId
from core.ports import Clock, Entropy, Work, WorkState
from storage import floods, leads, queue
from storage.audit import AuditHead, AuditReport, SqlAudit
from storage.database import Database
from storage.errors import LeaseLost, StorageConflict, StorageUnavailable
from storage.holders import new_holder
from storage.keys import Box, Keys, Wrapped
from storage.postgres import PostgresDatabase
from storage.repositories.budgets import SqlBudgets
from storage.repositories.handles import SqlHandles
from storage.repositories.images import SqlImages
from storage.repositories.invitations import SqlInvitations
from storage.repositories.members import SqlMembers
from storage.repositories.notes import SqlNotes
from storage.repositories.people import SqlPeople
from storage.repositories.pods import SqlPods
from storage.repositories.posts import SqlPosts
from storage.repositories.rooms import SqlRooms
from storage.repositories.sessions import SqlSessions
from storage.repositories.uploads import SqlUploads
from storage.sqlite import SqliteDatabase, sqlite_path
from storage.tables import budgets, handles, sessions
from storage.tables import keys as key_table
from storage.tables import work as work_table
from storage.unit import Boxes, Unit
from storage.wakeup import Wakeup

CLAIM_TRIES = 3
HANDLE_GRACE = timedelta(days=7)  # so long a stale button is still told from a forged one
LONGEST_SESSION = timedelta(days=30)
WORK_REMEMBERED = timedelta(days=90)  # no platform delivers an event again after so long


class SqlUnitOfWork:
    """See `core.ports.UnitOfWork`."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        posts = SqlPosts(unit)
        self.pods = SqlPods(unit)
        self.rooms = SqlRooms(unit, posts)
        self.people = SqlPeople(unit)
        self.members = SqlMembers(unit)
        self.invitations = SqlInvitations(unit)
        self.budgets = SqlBudgets(unit)
        self.uploads = SqlUploads(unit)
        self.images = SqlImages(unit)
        self.posts = posts
        self.handles = SqlHandles(unit)
        self.audit = SqlAudit(unit)
        self.sessions = SqlSessions(unit)
        self.queue = queue.SqlQueue(unit)
        self.notes = SqlNotes(unit)

    async def enter(self, pod: PodId) -> None:
        await self._unit.tx.enter(pod)


class SqlStore:
    """See `core.ports.Store`. Made by `open`, ended by `close`."""

    def __init__(
        self,
        database: Database,
        wakeup: Wakeup,
        boxes: Boxes,
        entropy: Entropy,
        redis: Redis | None,
    ) -> None:
        self._database = database
        self._wakeup = wakeup
        self._boxes = boxes
        self._entropy = entropy
        self._redis = redis
        self._holder = new_holder(entropy)

    @classmethod
    async def open(
        cls,
        database_url: str,
        keys: Keys,
        *,
        clock: Clock,
        entropy: Entropy,
        redis_url: str | None = None,
        database_time: bool = True,
    ) -> Self:
        """Connect to a migrated database; the first start makes the installation's key.

        `database_time`: where there is a database server, its time counts for leases and budgets,
        not this machine's. Raises StorageUnavailable, WrongKey.
        """
        me = f"carepods-{entropy.bytes(6).hex()}"
        wakeup = Wakeup()
        redis = Redis.from_url(redis_url, socket_connect_timeout=1) if redis_url else None
        database: Database
        if sa.make_url(database_url).get_backend_name() == "sqlite":
            database = SqliteDatabase(sqlite_path(database_url), clock)
        else:
            database = PostgresDatabase(database_url, None if database_time else clock, me)
        store = cls(database, wakeup, Boxes(keys, entropy), entropy, redis)
        try:
            async with store._unit(None) as unit:
                box = await unit.installation_box()
            store._boxes.installation = box
        except BaseException:
            await store.close()
            raise
        if isinstance(database, PostgresDatabase):
            wakeup.listen_to_postgres(database_url, me)
        if redis is not None:
            wakeup.listen_to_redis(redis, me)
        return store

    async def close(self) -> None:
        await self._wakeup.close()
        await self._database.close()
        if self._redis is not None:
            await self._redis.aclose()

    @asynccontextmanager
    async def begin(
        self, pod: PodId | None, *, reading: bool = False, lasting: bool = True
    ) -> AsyncIterator[SqlUnitOfWork]:
        """One transaction; see `core.ports.Store.begin`.

        Raises StorageUnavailable, StorageConflict; then nothing of it happened, or, when it was the
        disk that refused, nothing of it may be relied on.
        """
        async with self._unit(pod, reading=reading, quick=not lasting) as unit:
            work = SqlUnitOfWork(unit)
            yield work
            await floods.thin(unit, work.audit)
            await work.audit.flush()

    async def claim(self, *, limit: int, lease_seconds: float) -> Sequence[Work]:
        lease = timedelta(seconds=lease_seconds)
        for _ in range(CLAIM_TRIES):
            self._wakeup.rest()
            try:
                async with self._unit(None, quick=True) as unit:
                    claimed = await queue.claim(unit, limit=limit, lease=lease, holder=self._holder)
            except StorageConflict:
                continue  # two claims met in one lane: look again
            if len(claimed) == limit:
                self._wakeup.stir()
            return claimed
        self._wakeup.stir()
        return ()

    async def take_over(self) -> int:
        async with self._unit(None) as unit:
            return await queue.take_over(unit, self._holder)

    async def lead(self, name: str, *, lease_seconds: float) -> bool:
        """Take or keep a lead that only one process may have; False while another has it.

        A process that has ended on this machine has it no longer.
        """
        async with self._unit(None) as unit:
            lease = timedelta(seconds=lease_seconds)
            return await leads.lead(unit, name, self._holder, lease=lease)

    async def resign(self) -> None:
        """Give up every lead at once."""
        async with self._unit(None) as unit:
            await leads.resign(unit, self._holder)

    async def sending(self, work: WorkId, *, lease_seconds: float = queue.SENDING_SECONDS) -> None:
        """The lease begins anew. Raises LeaseLost: then do not send."""
        async with self._unit(None) as unit:
            await queue.sending(unit, work, lease=timedelta(seconds=lease_seconds))

    async def renew(self, works: Sequence[WorkId], *, lease_seconds: float) -> None:
        if works:
            async with self._unit(None, quick=True) as unit:
                await queue.renew(unit, works, lease=timedelta(seconds=lease_seconds))

    async def finish(self, work: WorkId, state: WorkState, *, note: str = "") -> None:
        """Of work that was taken over or is over nothing changes: another decides."""
        async with self._unit(None) as unit:
            with suppress(LeaseLost):
                await queue.end(unit, work, state, note=note)

    async def retry(
        self, work: WorkId, *, delay_seconds: float, note: str = "", settled: bool = True
    ) -> None:
        """Of work that was taken over or is over nothing changes: another decides."""
        async with self._unit(None) as unit:
            delay = timedelta(seconds=delay_seconds)
            await queue.retry(unit, work, delay=delay, note=note, settled=settled)

    async def next_due(self) -> datetime | None:
        async with self._unit(None, reading=True) as unit:
            return await queue.next_due(unit)

    async def wait(self, timeout_seconds: float) -> None:
        await self._wakeup.wait(timeout_seconds)

    async def healthy(self) -> bool:
        try:
            async with self._unit(None, reading=True) as unit:
                await unit.run(sa.select(1))
        except StorageUnavailable:
            return False
        return True

    async def audit_head(self) -> AuditHead:
        """The end of the audit chain, to be kept where this installation cannot reach."""
        async with self._unit(None, reading=True) as unit:
            return await SqlAudit(unit).head()

    async def verify_audit(self, exported: AuditHead | None = None) -> AuditReport:
        """Check the whole chain, and that it still holds a head exported before."""
        async with self._unit(None, reading=True) as unit:
            return await SqlAudit(unit).report(exported)

    async def rotate(self) -> int:
        """Wrap every key that is under an older master key under the newest; how many.

        Others may go on meanwhile: processes that know both master keys read either.
        """
        current = self._boxes.keys.master
        async with self._unit(None) as unit:
            old = sa.select(key_table).where(key_table.c.master != current).with_for_update()
            found = [Wrapped(r.owner, r.master, r.value) for r in await unit.run(old)]
            for wrapped in found:
                fresh = self._boxes.keys.rewrap(wrapped, self._entropy)
                mine = sa.update(key_table).where(key_table.c.owner == wrapped.owner)
                await unit.run(mine.values(master=fresh.master, value=fresh.value))
        return len(found)

    async def tidy(self) -> int:
        """Delete what nobody will ask for again: spent budgets, old buttons, sessions and work."""
        async with self._unit(None) as unit:
            now = await unit.tx.moment()
            over = (
                sa.delete(budgets).where(budgets.c.counts_until < now),
                sa.delete(handles).where(handles.c.expires_at < now - HANDLE_GRACE),
                sa.delete(sessions).where(sessions.c.seen_at < now - LONGEST_SESSION),
                sa.delete(work_table).where(work_table.c.ended_at < now - WORK_REMEMBERED),
            )
            return sum([(await unit.run(statement)).rowcount for statement in over])

    async def work_counts(self) -> Mapping[WorkState, int]:
        """How much work there is in each state."""
        async with self._unit(None, reading=True) as unit:
            return await queue.counts(unit)

    async def box(self, pod: PodId | None) -> Box:
        """The key of a pod, or of the installation. Raises NotFound when it was destroyed."""
        async with self._unit(None, reading=True) as unit:
            box = await unit.box(pod)
        if box is None:
            raise NotFound("pod-gone", "its key is not there")
        return box

    @asynccontextmanager
    async def _unit(
        self, pod: PodId | None, *, reading: bool = False, quick: bool = False
    ) -> AsyncIterator[Unit]:
        transaction = self._database.transaction(pod, reading=reading, quick=quick)
        unit: Unit | None = None
        try:
            async with transaction as tx:
                unit = Unit(tx, self._boxes, self._entropy)
                yield unit
        finally:
            if unit is not None and unit.wakes and unit.tx.committed:
                self._wakeup.rouse()
        if not (reading or quick):
            await unit.tx.lasts()
