"""Uploads: a knock belongs to no pod yet, so they are found in any scope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from core.ids import PodId, UploadId, UserRef
from core.model import Upload, UploadState
from storage.repositories.values import (
    message_from,
    message_json,
    room_from,
    room_json,
    user_json,
)
from storage.tables import uploads
from storage.unit import Unit


class SqlUploads:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, upload: Upload) -> None:
        await self._unit.tx.look(upload.id)
        values = await self._values(upload)
        await self._unit.insert(uploads, {"id": upload.id, **values})

    async def save(self, upload: Upload) -> None:
        """Seals again under the pod's key once the pod is known."""
        await self._unit.tx.look(upload.id)
        values = await self._values(upload)
        await self._unit.change(uploads, {"id": upload.id}, values)

    async def get(self, upload: UploadId, *, lock: bool = False) -> Upload | None:
        await self._unit.tx.look(upload)
        row = (await self._unit.find(uploads, {"id": upload}, lock=lock)).one_or_none()
        return None if row is None else await self._upload(row)

    async def of_pod(self, pod: PodId) -> Sequence[Upload]:
        """All of them, for an export."""
        if not self._unit.sees(pod):
            return ()
        rows = await self._unit.find(uploads, {"pod": pod}, order=("id",))
        found = [await self._upload(row) for row in rows]
        return [upload for upload in found if upload is not None]

    async def known_blobs(self, blobs: Sequence[str]) -> frozenset[str]:
        """Those of `blobs` that are still pointed at and can be opened. Works in any scope."""
        return await self._unit.known_blobs(uploads, blobs)

    async def _values(self, upload: Upload) -> dict[str, Any]:
        clear = {
            "sender": user_json(upload.sender),
            "source": message_json(upload.source),
            "place": room_json(upload.place),
            "album": upload.album,
            "name": upload.name,
            "caption": upload.caption,
            "handle": upload.handle,
            "refusal": upload.refusal,
        }
        return {
            "pod": upload.pod,
            "state": upload.state,
            "person": upload.person,
            "recipient": upload.recipient,
            "received_at": upload.received_at,
            "size": upload.size,
            "blob": upload.blob,
            "sealed": await self._unit.seal(upload.pod, f"uploads:{upload.id}", clear),
        }

    async def _upload(self, row: sa.Row[Any]) -> Upload | None:
        clear = await self._unit.open(row.pod, f"uploads:{row.id}", row.sealed)
        if clear is None:
            return None
        return Upload(
            id=row.id,
            pod=row.pod,
            state=UploadState(row.state),
            sender=UserRef(*clear["sender"]),
            person=row.person,
            source=message_from(clear["source"]),
            place=room_from(clear["place"]),
            received_at=row.received_at,
            album=clear["album"],
            name=clear["name"],
            caption=clear["caption"],
            handle=clear["handle"],
            size=row.size,
            blob=row.blob,
            recipient=row.recipient,
            refusal=clear["refusal"],
        )
