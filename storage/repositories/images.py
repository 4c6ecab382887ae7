"""Images and where their renditions' sealed bytes are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
        await self._unit.insert(images, {"id": image.id, **values})
        await self.add_renditions(image.pod, renditions)

    async def add_renditions(self, pod: PodId, more: Sequence[StoredRendition]) -> None:
        """Further pictures made of an image that is there."""
        self._unit.require(pod)
        if more:
            await self._unit.insert(renditions, [_rendition_values(r) for r in more])

    async def save(self, image: Image) -> None:
        self._unit.require(image.pod)
        values = await self._values(image)
        await self._unit.change(images, {"pod": image.pod, "id": image.id}, values)

    async def get(self, pod: PodId, image: ImageId) -> Image | None:
        return _first(await self._images(pod, id=image))

    async def by_number(self, pod: PodId, number: int) -> Image | None:
        return _first(await self._images(pod, number=number))

    async def of_pod(self, pod: PodId, *, limit: int | None = 50) -> Sequence[Image]:
        """Newest first; all with `limit` None."""
        if not self._unit.sees(pod):
            return []
        query = sa.select(images).where(images.c.pod == pod).order_by(images.c.number.desc())
        return await self._opened(await self._unit.run(query.limit(limit)))

    async def of_upload(self, pod: PodId, upload: UploadId) -> Sequence[Image]:
        """In order of their numbers."""
        return list(reversed(await self._images(pod, upload=upload)))

    async def rendition(
        self, pod: PodId, image: ImageId, purpose: Purpose, *, deidentified: bool
    ) -> StoredRendition | None:
        found = await self._renditions(pod, image=image, purpose=purpose, deidentified=deidentified)
        return found[0] if found else None

    async def renditions(self, pod: PodId, image: ImageId) -> Sequence[StoredRendition]:
        return await self._renditions(pod, image=image)

    async def known_blobs(self, blobs: Sequence[str]) -> frozenset[str]:
        """Those of `blobs` that are still pointed at and can be opened. Works in any scope."""
        return await self._unit.known_blobs(renditions, blobs)

    async def _images(self, pod: PodId, **key: object) -> list[Image]:
        """Those whose columns have these values, newest first."""
        if not self._unit.sees(pod):
            return []
        order = ("-number",)
        return await self._opened(await self._unit.find(images, {"pod": pod, **key}, order=order))

    async def _opened(self, rows: Iterable[sa.Row[Any]]) -> list[Image]:
        found = [await self._image(row) for row in rows]
        return [image for image in found if image is not None]

    async def _renditions(self, pod: PodId, **key: object) -> list[StoredRendition]:
        if not self._unit.sees(pod):
            return []
        order = ("purpose", "deidentified")
        rows = await self._unit.find(renditions, {"pod": pod, **key}, order=order)
        return [_rendition(row) for row in rows]

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
