"""Images and where their renditions' sealed bytes are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from core.ids import ImageId, PersonId, PodId, UploadId
from core.imaging import PatientClues, Purpose
from core.model import Hold, Image, ImageState, StoredRendition
from storage.repositories.values import (
    burned_from,
    burned_json,
    patient_from,
    patient_json,
    room_from,
    room_json,
)
from storage.tables import images, renditions
from storage.unit import Unit


class SqlImages:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, image: Image, renditions: Sequence[StoredRendition]) -> None:
        self._unit.require(image.pod)
        values = await self._values(image)
        await self._unit.run(sa.insert(images), {"id": image.id, **values})
        await self.add_renditions(image.pod, renditions)

    async def add_renditions(self, pod: PodId, more: Sequence[StoredRendition]) -> None:
        """Further pictures made of an image that is there."""
        self._unit.require(pod)
        if more:
            await self._unit.run(sa.insert(renditions), [_rendition_values(r) for r in more])

    async def save(self, image: Image) -> None:
        self._unit.require(image.pod)
        values = await self._values(image)
        mine = sa.and_(images.c.pod == image.pod, images.c.id == image.id)
        await self._unit.run(sa.update(images).where(mine).values(values))

    async def get(self, pod: PodId, image: ImageId) -> Image | None:
        return _first(await self._images(pod, images.c.id == image))

    async def by_number(self, pod: PodId, number: int) -> Image | None:
        return _first(await self._images(pod, images.c.number == number))

    async def of_pod(self, pod: PodId, *, limit: int | None = 50) -> Sequence[Image]:
        """Newest first; all with `limit` None."""
        return await self._images(pod, sa.true(), limit=limit)

    async def of_upload(self, pod: PodId, upload: UploadId) -> Sequence[Image]:
        """In order of their numbers."""
        return list(reversed(await self._images(pod, images.c.upload == upload)))

    async def rendition(
        self, pod: PodId, image: ImageId, purpose: Purpose, *, deidentified: bool
    ) -> StoredRendition | None:
        found = await self._renditions(
            pod,
            renditions.c.image == image,
            renditions.c.purpose == purpose,
            renditions.c.deidentified == deidentified,
        )
        return found[0] if found else None

    async def renditions(self, pod: PodId, image: ImageId) -> Sequence[StoredRendition]:
        return await self._renditions(pod, renditions.c.image == image)

    async def known_blobs(self, blobs: Sequence[str]) -> frozenset[str]:
        """Those of `blobs` that are still pointed at and can be opened. Works in any scope."""
        return await self._unit.known_blobs(renditions, blobs)

    async def _images(
        self, pod: PodId, which: sa.ColumnElement[bool], *, limit: int | None = None
    ) -> list[Image]:
        """Newest first."""
        if not self._unit.sees(pod):
            return []
        query = sa.select(images).where(images.c.pod == pod, which)
        query = query.order_by(images.c.number.desc()).limit(limit)
        found = [await self._image(row) for row in await self._unit.run(query)]
        return [image for image in found if image is not None]

    async def _renditions(
        self, pod: PodId, *which: sa.ColumnElement[bool]
    ) -> list[StoredRendition]:
        if not self._unit.sees(pod):
            return []
        query = sa.select(renditions).where(renditions.c.pod == pod, *which)
        query = query.order_by(renditions.c.purpose, renditions.c.deidentified)
        return [_rendition(row) for row in await self._unit.run(query)]

    async def _values(self, image: Image) -> dict[str, Any]:
        clear = {
            "summary": dict(image.summary),
            "patient": patient_json(image.patient),
            "burned_in": burned_json(image.burned_in),
            "note": image.note,
            "origin": room_json(image.origin),
        }
        place = f"images:{image.id}"
        metadata = dict(image.metadata)
        return {
            "pod": image.pod,
            "number": image.number,
            "upload": image.upload,
            "uploader": image.uploader,
            "state": image.state,
            "created_at": image.created_at,
            "kind": image.kind,
            "frames": image.frames,
            "width": image.width,
            "height": image.height,
            "hold": image.hold,
            "released_by": " ".join(image.released_by),
            "sealed": await self._unit.seal(image.pod, place, clear),
            "sealed_metadata": await self._unit.seal(image.pod, f"{place}:metadata", metadata),
        }

    async def _image(self, row: sa.Row[Any]) -> Image | None:
        place = f"images:{row.id}"
        clear = await self._unit.open(row.pod, place, row.sealed)
        metadata = await self._unit.open(row.pod, f"{place}:metadata", row.sealed_metadata)
        if clear is None or metadata is None:
            return None
        return Image(
            id=row.id,
            pod=row.pod,
            number=row.number,
            upload=row.upload,
            uploader=row.uploader,
            state=ImageState(row.state),
            created_at=row.created_at,
            kind=row.kind,
            frames=row.frames,
            width=row.width,
            height=row.height,
            summary=clear["summary"],
            metadata=metadata,
            patient=patient_from(clear["patient"]) or PatientClues(),
            burned_in=burned_from(clear["burned_in"]),
            note=clear["note"],
            hold=Hold(row.hold) if row.hold else None,
            released_by=tuple(PersonId(p) for p in row.released_by.split()),
            origin=room_from(clear["origin"]),
        )


def _first(found: Sequence[Image]) -> Image | None:
    return found[0] if found else None


def _rendition_values(rendition: StoredRendition) -> dict[str, Any]:
    return {c.name: getattr(rendition, c.name) for c in renditions.columns}


def _rendition(row: sa.Row[Any]) -> StoredRendition:
    values = dict(row._mapping)
    values["purpose"] = Purpose(values["purpose"])
    return StoredRendition(**values)
