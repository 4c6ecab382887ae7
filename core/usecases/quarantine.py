"""Bytes that arrived, sealed before anybody looks into them."""

from __future__ import annotations

from dataclasses import replace

from core.errors import PlatformError
from core.ids import PodId, UploadId
from core.model import (
    Upload,
    UploadState,
)
from core.ports import Work, WorkState
from core.usecases.desk import (
    World,
)

KNOCKS = "knocks"  # blobs under the installation's key


async def keep(world: World, work: Work) -> None:
    """The `keep` work: a knock's bytes go into quarantine, under the installation's key."""
    upload_id = UploadId(str(work.payload["upload"]))
    async with world.store.begin(None) as uow:
        upload = await uow.uploads.get(upload_id)
    if upload is None or upload.blob or upload.state is UploadState.REFUSED:
        await world.store.finish(work.id, WorkState.DONE)
        return
    blob = await fetch(world, upload, None, work)
    async with world.store.begin(None) as uow:
        current = await uow.uploads.get(upload_id, lock=True)
        if current is not None and not current.blob:
            await uow.uploads.save(replace(current, blob=blob))
        await uow.queue.done(work.id)


async def fetch(world: World, upload: Upload, pod: PodId | None, work: Work) -> str:
    """Stream the platform's bytes into the sealed store; the blob's key. Safe to repeat."""
    where = f"pods/{pod}" if pod else KNOCKS
    key = f"{where}/{upload.id}/original-{work.attempts}"
    if upload.sender.platform not in world.platforms:
        raise PlatformError("no such platform here", permanent=True, why="gone")
    platform = world.platforms[upload.sender.platform]
    limit = min(platform.capabilities.max_fetch_bytes, world.rules.max_upload_bytes)
    await world.blobs.put(pod, key, platform.fetch(upload.handle, limit=limit))
    return key


async def sealed(world: World, work: Work, upload: Upload) -> Upload:
    """The upload with its bytes under the pod's key."""
    pod = work.pod
    if pod is None:
        raise TypeError("an upload is taken in for a pod")
    if not upload.blob:
        blob = await fetch(world, upload, pod, work)
    elif upload.blob.startswith(f"{KNOCKS}/"):
        blob = await world.blobs.move(upload.blob, None, pod)
    else:
        return upload
    return replace(upload, blob=blob)


async def remember(world: World, work: Work, sealed: Upload, *, before: Upload) -> None:
    """Where the bytes are, for a second try."""
    if sealed.blob == before.blob:
        return
    async with world.store.begin(work.pod) as uow:
        current = await uow.uploads.get(sealed.id, lock=True)
        if current is not None and current.state is UploadState.RECEIVED:
            await uow.uploads.save(replace(current, blob=sealed.blob))


async def drop_blob(world: World, work: Work) -> None:
    """The `drop_blob` work: sealed bytes that nobody will ask for again."""
    await world.blobs.delete(str(work.payload["blob"]))
    await world.store.finish(work.id, WorkState.DONE)
