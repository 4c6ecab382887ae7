"""Posts: what a revocation must find again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from core.ids import ImageId, MessageRef, PersonId, PodId, PostId, RoomRef
from core.imaging import Purpose
from core.model import Form, Post, PostState
from storage.repositories.values import (
    message_from,
    message_json,
    messages_from,
    room_index,
    room_json,
)
from storage.tables import posts
from storage.unit import Unit

VISIBLE = (PostState.SENT.value, PostState.UNKNOWN.value, PostState.STUCK.value)
_VISIBLE = (
    sa.select(posts)
    .where(posts.c.pod == sa.bindparam("pod"), posts.c.state.in_(VISIBLE))
    .order_by(posts.c.id)
)
_IN_ROOM = _VISIBLE.where(posts.c.room_index == sa.bindparam("room_index"))
_OF_PERSON = _VISIBLE.where(posts.c.person == sa.bindparam("person"))


class SqlPosts:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, post: Post) -> None:
        self._unit.require(post.pod)
        await self._unit.insert(posts, {"id": post.id, **await self._values(post)})

    async def save(self, post: Post) -> None:
        self._unit.require(post.pod)
        values = await self._values(post)
        await self._unit.change(posts, {"pod": post.pod, "id": post.id}, values)

    async def get(self, pod: PodId, post: PostId, *, lock: bool = False) -> Post | None:
        found = await self._posts(pod, lock=lock, id=post)
        return found[0] if found else None

    async def of_image(self, pod: PodId, image: ImageId) -> Sequence[Post]:
        return await self._posts(pod, image=image)

    async def in_room(self, pod: PodId, ref: RoomRef) -> Sequence[Post]:
        if not self._unit.sees(pod):
            return []
        here = {"pod": pod, "room_index": room_index(self._unit.keys, ref)}
        return await self._opened(await self._unit.run(_IN_ROOM, here))

    async def of_person(self, pod: PodId, person: PersonId) -> Sequence[Post]:
        if not self._unit.sees(pod):
            return []
        return await self._opened(await self._unit.run(_OF_PERSON, {"pod": pod, "person": person}))

    async def of_pod(self, pod: PodId) -> Sequence[Post]:
        """All of them, for an export."""
        return await self._posts(pod)

    async def moved(self, pod: PodId, old: RoomRef, new: RoomRef) -> None:
        """A chat's key changed: its posts, and the messages that they became, follow."""
        for post in await self._posts(pod, room_index=room_index(self._unit.keys, old)):
            moved = replace(
                post,
                room=new,
                message=_moved(post.message, old, new),
                extra=tuple(m for m in (_moved(e, old, new) for e in post.extra) if m),
            )
            await self.save(moved)

    async def _posts(self, pod: PodId, *, lock: bool = False, **key: str) -> list[Post]:
        """Those whose columns have these values, in the order in which they were planned."""
        if not self._unit.sees(pod):
            return []
        return await self._opened(
            await self._unit.find(posts, {"pod": pod, **key}, order=("id",), lock=lock)
        )

    async def _opened(self, rows: Iterable[sa.Row[Any]]) -> list[Post]:
        found = [await self._post(row) for row in rows]
        return [post for post in found if post is not None]

    async def _values(self, post: Post) -> dict[str, Any]:
        clear = {
            "room": room_json(post.room),
            "message": message_json(post.message),
            "extra": [message_json(m) for m in post.extra],
            "sha256": post.sha256,
            "draft": post.draft,
        }
        return {
            "pod": post.pod,
            "image": post.image,
            "room_index": room_index(self._unit.keys, post.room),
            "form": post.form,
            "purpose": post.purpose,
            "state": post.state,
            "planned_at": post.planned_at,
            "planned_by": post.planned_by,
            "person": post.person,
            "sent_at": post.sent_at,
            "sealed": await self._unit.seal(post.pod, f"posts:{post.id}", clear),
        }

    async def _post(self, row: sa.Row[Any]) -> Post | None:
        clear = await self._unit.open(row.pod, f"posts:{row.id}", row.sealed)
        if clear is None:
            return None
        return Post(
            id=row.id,
            pod=row.pod,
            image=row.image,
            room=RoomRef(*clear["room"]),
            form=Form(row.form),
            purpose=Purpose(row.purpose),
            state=PostState(row.state),
            planned_at=row.planned_at,
            planned_by=row.planned_by,
            person=row.person,
            message=message_from(clear["message"]),
            extra=messages_from(clear["extra"]),
            sent_at=row.sent_at,
            sha256=clear["sha256"],
            draft=clear["draft"],
        )


def _moved(message: MessageRef | None, old: RoomRef, new: RoomRef) -> MessageRef | None:
    if message is None or message.room != old:
        return message
    return replace(message, room=new)
