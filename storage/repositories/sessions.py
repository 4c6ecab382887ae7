"""Signed-in viewer pages; of a cookie's secret only the digest is kept."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from core.ids import PersonId
from core.ports import Session
from storage.tables import sessions
from storage.unit import Unit


class SqlSessions:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, session: Session) -> None:
        values = {c.name: getattr(session, c.name) for c in sessions.columns}
        await self._unit.insert(sessions, values)

    async def get(self, digest: str) -> Session | None:
        row = (await self._unit.find(sessions, {"hash": digest})).one_or_none()
        return None if row is None else Session(**row._mapping)

    async def touch(self, digest: str, at: datetime) -> None:
        await self._unit.change(sessions, {"hash": digest}, {"seen_at": at})

    async def end(self, digest: str) -> None:
        await self._unit.run(sa.delete(sessions).where(sessions.c.hash == digest))

    async def end_all(self, person: PersonId) -> None:
        await self._unit.run(sa.delete(sessions).where(sessions.c.person == person))
