"""Rooms, and which accounts were seen in which chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from core.ids import PodId, RoomId, RoomRef, UserRef
from core.model import Audience, Mode, Room, RoomState
from storage.repositories.posts import SqlPosts
from storage.repositories.values import room_index, room_json, user_index, user_json
from storage.tables import rooms, seen
from storage.unit import Unit

_BY_REF = (
    sa.select(rooms)
    .where(rooms.c.ref_index == sa.bindparam("ref_index"))
    .order_by(sa.case((rooms.c.state == RoomState.GONE.value, 1), else_=0), rooms.c.id.desc())
    .limit(1)
)


class SqlRooms:
    def __init__(self, unit: Unit, posts: SqlPosts) -> None:
        self._unit = unit
        self._posts = posts

    async def add(self, room: Room) -> None:
        self._unit.require(room.pod)
        await self._unit.insert(rooms, {"id": room.id, **await self._values(room)})

    async def save(self, room: Room) -> None:
        self._unit.require(room.pod)
        values = await self._values(room)
        await self._unit.change(rooms, {"pod": room.pod, "id": room.id}, values)

    async def by_ref(self, ref: RoomRef) -> Room | None:
        """Works in any scope. A room that the bot has left comes after one where it is."""
        index = room_index(self._unit.keys, ref)
        await self._unit.tx.look(index)
        row = (await self._unit.run(_BY_REF, {"ref_index": index})).first()
        return None if row is None else await self._room(row)

    async def get(self, room: RoomId) -> Room | None:
        if self._unit.tx.pod is None:
            return None
        row = (await self._unit.find(rooms, {"pod": self._unit.tx.pod, "id": room})).one_or_none()
        return None if row is None else await self._room(row)

    async def of_pod(self, pod: PodId) -> Sequence[Room]:
        if not self._unit.sees(pod):
            return ()
        rows = await self._unit.find(rooms, {"pod": pod}, order=("id",))
        found = [await self._room(row) for row in rows]
        return [room for room in found if room is not None]

    async def note_seen(self, ref: RoomRef, user: UserRef, *, present: bool) -> None:
        unit = self._unit
        key = {
            "ref_index": room_index(unit.keys, ref),
            "user_index": user_index(unit.keys, user),
        }
        if present:
            sealed = await unit.seal(None, _seen_place(key), {"user": user_json(user)})
            await unit.put(seen, {**key, "sealed": sealed})
        else:
            here = (seen.c[name] == value for name, value in key.items())
            await unit.run(sa.delete(seen).where(*here))

    async def seen(self, ref: RoomRef) -> frozenset[UserRef]:
        index = room_index(self._unit.keys, ref)
        users = set()
        for row in await self._unit.find(seen, {"ref_index": index}):
            clear = await self._unit.open(None, _seen_place(row._mapping), row.sealed)
            if clear is not None:
                users.add(UserRef(*clear["user"]))
        return frozenset(users)

    async def moved(self, old: RoomRef, new: RoomRef) -> None:
        """Enters the pod of the chat when in none yet."""
        users = await self.seen(old)
        room = await self.by_ref(old)
        if room is not None:
            await self._unit.tx.enter(room.pod)
            await self.save(replace(room, ref=new))
            await self._posts.moved(room.pod, old, new)
        for user in users:
            await self.note_seen(new, user, present=True)
            await self.note_seen(old, user, present=False)

    async def _values(self, room: Room) -> dict[str, Any]:
        clear = {
            "ref": room_json(room.ref),
            "title": room.title,
            "locked_because": room.locked_because,
        }
        return {
            "pod": room.pod,
            "ref_index": room_index(self._unit.keys, room.ref),
            "audience": room.audience,
            "mode": room.mode,
            "state": room.state,
            "sealed": await self._unit.seal(room.pod, f"rooms:{room.id}", clear),
        }

    async def _room(self, row: sa.Row[Any]) -> Room | None:
        clear = await self._unit.open(row.pod, f"rooms:{row.id}", row.sealed)
        if clear is None:
            return None
        return Room(
            id=row.id,
            pod=row.pod,
            ref=RoomRef(*clear["ref"]),
            audience=Audience(row.audience),
            mode=Mode(row.mode),
            title=clear["title"],
            state=RoomState(row.state),
            locked_because=clear["locked_because"],
        )


def _seen_place(key: Any) -> str:
    return f"seen:{key['ref_index']}:{key['user_index']}"
