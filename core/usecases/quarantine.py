"""Bytes that arrived, sealed before anybody looks into them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

from core.errors import PlatformError
from core.ids import PodId, UploadId
from core.model import (
    Upload,
    UploadState,
)
from core.ports import Work, WorkState
from core.usecases import knock
from core.usecases import upload as uploads
from core.usecases.desk import Desk, Words, World

KNOCKS = "knocks"  # blobs under the installation's key
AT_HAND_BYTES = 32 * 1024 * 1024


class AtHand:
    """The bytes of one upload as they pass by on their way into quarantine, if they are not many.

    So that what was just fetched need not be read back before the decoder can begin.
    """

    def __init__(self) -> None:
        self._kept: list[bytes] = []
        self._size = 0
        self._over = asyncio.Event()
        self._whole = False

    async def passing(self, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        try:
            async for chunk in chunks:
                self._size += len(chunk)
                if self._size <= AT_HAND_BYTES:
                    self._kept.append(chunk)
                else:
                    self._kept.clear()
                yield chunk
            self._whole = self._size <= AT_HAND_BYTES
        finally:
            self._over.set()

    async def whole(self) -> bool:
        """Wait until the last one has passed; whether they are all at hand."""
        await self._over.wait()
        return self._whole

    def not_coming(self) -> None:
        """There is nothing to fetch."""
        self._over.set()

    async def again(self) -> AsyncIterator[bytes]:
        """The bytes once more. They are let go as they are read."""
        self._kept.reverse()
        while self._kept:
            yield self._kept.pop()


async def keep(world: World, work: Work) -> None:
    """The `keep` work: a knock's bytes go into quarantine, under the installation's key."""
    upload_id = UploadId(str(work.payload["upload"]))
    async with world.store.begin(None) as uow:
        upload = await uow.uploads.get(upload_id)
    if upload is None or upload.blob or upload.state is UploadState.REFUSED:
        await world.store.finish(work.id, WorkState.DONE)
        return
    try:
        blob = await fetch(world, upload, None, work)
    except PlatformError as error:
        if not error.permanent:
            raise
        await _lose(world, work, error.why)
        return
    async with world.store.begin(None) as uow:
        current = await uow.uploads.get(upload_id, lock=True)
        if current is not None and not current.blob:
            await uow.uploads.save(replace(current, blob=blob))
        await uow.queue.done(work.id)


async def give_up(world: World, work: Work) -> None:
    """A knock's bytes will not be tried for again."""
    await _lose(world, work, "gone")


async def _lose(world: World, work: Work, why: str) -> None:
    """The knock is over without its bytes: its sender is told, and what was asked is forgotten."""
    async with world.store.begin(None) as uow:
        upload = await uow.uploads.get(UploadId(str(work.payload["upload"])), lock=True)
        # What was let in meanwhile is fetched, and told of, as an upload.
        if upload is not None and not upload.blob and upload.state is UploadState.KNOCK:
            desk = Desk(world, uow, work.key, upload.sender.platform)
            await uow.uploads.save(replace(upload, state=UploadState.REFUSED, refusal=why))
            await desk.audit(None, "stranger", "knock", upload.id, "refused", why)
            await knock.forget(desk, upload)
            words = Words("knock-too-big" if why == "too_big" else "knock-lost")
            await uploads.tell_sender(desk, upload, words)
        await uow.queue.done(work.id)


async def fetch(
    world: World, upload: Upload, pod: PodId | None, work: Work, at_hand: AtHand | None = None
) -> str:
    """Stream the platform's bytes into the sealed store; the blob's key. Safe to repeat."""
    where = f"pods/{pod}" if pod else KNOCKS
    key = f"{where}/{upload.id}/original-{work.attempts}"
    if upload.sender.platform not in world.platforms:
        raise PlatformError("no such platform here", permanent=True, why="gone")
    platform = world.platforms[upload.sender.platform]
    limit = min(platform.capabilities.max_fetch_bytes, world.rules.max_upload_bytes)
    chunks = platform.fetch(upload.handle, limit=limit)
    await world.blobs.put(pod, key, at_hand.passing(chunks) if at_hand else chunks)
    return key


async def sealed(world: World, work: Work, upload: Upload, at_hand: AtHand) -> Upload:
    """The upload with its bytes under the pod's key."""
    pod = work.pod
    if pod is None:
        raise TypeError("an upload is taken in for a pod")
    if not upload.blob:
        blob = await fetch(world, upload, pod, work, at_hand)
    elif upload.blob.startswith(f"{KNOCKS}/"):
        blob = await world.blobs.move(upload.blob, None, pod)
    else:
        return upload
    return replace(upload, blob=blob)


async def remember(world: World, work: Work, sealed: Upload, *, before: Upload) -> None:
    """Where the bytes are, for a second try."""
    if sealed.blob == before.blob:
        return
    async with world.store.begin(work.pod, lasting=False) as uow:
        current = await uow.uploads.get(sealed.id, lock=True)
        if current is not None and current.state is UploadState.RECEIVED:
            await uow.uploads.save(replace(current, blob=sealed.blob))


async def drop_blob(world: World, work: Work) -> None:
    """The `drop_blob` work: sealed bytes that nobody will ask for again."""
    await world.blobs.delete(str(work.payload["blob"]))
    await world.store.finish(work.id, WorkState.DONE)
