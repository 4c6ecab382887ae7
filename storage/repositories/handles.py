"""What the buttons' opaque symbols stand for."""

from __future__ import annotations

import sqlalchemy as sa

from core.model import Handle
from storage.repositories.values import room_from, room_json, user_from, user_json
from storage.tables import handles
from storage.types import Instant
from storage.unit import Unit


class SqlHandles:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, handle: Handle) -> None:
        clear = {
            "arguments": dict(handle.arguments),
            "room": room_json(handle.room),
            "user": user_json(handle.user),
        }
        values = {
            "hash": handle.hash,
            "pod": handle.pod,
            "action": handle.action,
            "once": handle.once,
            "expires_at": handle.expires_at,
            "used_at": handle.used_at,
            "sealed": await self._unit.seal(handle.pod, f"handles:{handle.hash}", clear),
        }
        await self._unit.insert(handles, values)

    async def get(self, digest: str) -> Handle | None:
        row = (await self._unit.find(handles, {"hash": digest})).one_or_none()
        if row is None:
            return None
        clear = await self._unit.open(row.pod, f"handles:{row.hash}", row.sealed)
        if clear is None:
            return None
        return Handle(
            hash=row.hash,
            action=row.action,
            arguments=clear["arguments"],
            room=room_from(clear["room"]),
            user=user_from(clear["user"]),
            once=row.once,
            expires_at=row.expires_at,
            pod=row.pod,
            used_at=row.used_at,
        )

    async def use(self, digest: str) -> bool:
        """Of two at the same time one gets True. A handle for many uses stays unmarked: True."""
        fresh = sa.and_(
            handles.c.hash == digest, sa.or_(handles.c.used_at.is_(None), ~handles.c.once)
        )
        now = sa.literal(await self._unit.tx.moment(), Instant)
        marked = sa.case((handles.c.once, now), else_=None)
        use = sa.update(handles).where(fresh).values(used_at=marked)
        return bool((await self._unit.run(use)).rowcount)
