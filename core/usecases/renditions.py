"""Renditions in the sealed store: kept when they are made, the large ones made when asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from core.ids import ImageId, PodId
from core.imaging import Purpose, Rendition, Status, TranscodedImage, TranscodeOrder
from core.model import Image, StoredRendition
from core.ports import Work, WorkState
from core.usecases.desk import World

# What a picture is shared with. The full size follows, so that nobody waits for it.
FIRST = TranscodeOrder(
    purposes=frozenset(
        {
            Purpose.THUMBNAIL,
            Purpose.PREVIEW,
            Purpose.MARKED,
            Purpose.CINE,
            Purpose.CONTACT_SHEET,
        }
    )
)
FULL = TranscodeOrder(purposes=frozenset({Purpose.FULL}))


async def keep_all(
    world: World, pod: PodId, image: ImageId, made: TranscodedImage, attempt: str
) -> list[StoredRendition]:
    """Seal and store, several at once. `attempt` sets apart what a cut-off try left behind."""
    stored = await asyncio.gather(*(_keep(world, pod, image, r, attempt) for r in made.renditions))
    return list(stored)


async def _keep(
    world: World, pod: PodId, image: ImageId, rendition: Rendition, attempt: str
) -> StoredRendition:
    shown = "identified" if rendition.identified else "clear"
    key = f"pods/{pod}/{image}/{rendition.purpose.value}-{shown}-{attempt}"

    async def chunks() -> AsyncIterator[bytes]:
        yield rendition.data

    await world.blobs.put(pod, key, chunks())
    return StoredRendition(
        image=image,
        pod=pod,
        purpose=rendition.purpose,
        deidentified=not rendition.identified,
        format=rendition.format,
        media_type=rendition.media_type,
        width=rendition.width,
        height=rendition.height,
        frames=rendition.frames,
        bytes=len(rendition.data),
        sha256=rendition.sha256,
        blob=key,
    )


def has_full(renditions: Sequence[StoredRendition]) -> bool:
    return any(r.purpose is Purpose.FULL for r in renditions)


async def make_full(world: World, image: Image, attempt: str) -> bool:
    """Make the full size from the sealed original, once; False when there is nothing to make."""
    async with world.store.begin(image.pod, reading=True) as uow:
        upload = await uow.uploads.get(image.upload)
        siblings = await uow.images.of_upload(image.pod, image.upload)
        there = has_full(await uow.images.renditions(image.pod, image.id))
    if there:
        return True
    if upload is None or not upload.blob:
        return False
    result = await world.transcoder.transcode(world.blobs.get(image.pod, upload.blob), FULL)
    place = [s.id for s in siblings].index(image.id)
    if result.status is not Status.OK or place >= len(result.images):
        return False
    stored = await keep_all(world, image.pod, image.id, result.images[place], attempt)
    async with world.store.begin(image.pod) as uow:
        if not has_full(await uow.images.renditions(image.pod, image.id)):
            await uow.images.add_renditions(image.pod, stored)
    return has_full(stored)


async def render(world: World, work: Work) -> None:
    """The `render` work: the full size, a moment after the picture was shared."""
    if work.pod is None:
        raise TypeError("an image is a pod's")
    async with world.store.begin(work.pod, reading=True) as uow:
        image = await uow.images.get(work.pod, ImageId(str(work.payload["image"])))
    if image is not None:
        await make_full(world, image, f"later-{work.attempts}")
    await world.store.finish(work.id, WorkState.DONE)
