"""Blobs that nothing points at: left by a crash between storing and recording, or by an erasure."""

from __future__ import annotations

from datetime import datetime

from storage.blobs import SealedBlobs
from storage.store import SqlStore

BATCH = 100


async def sweep(store: SqlStore, blobs: SealedBlobs, *, stored_before: datetime) -> int:
    """Delete what no upload and no rendition of a living pod points at; how many were deleted.

    Only what was stored before that moment: younger ones may be about to be recorded.
    """
    old = [key async for key, at in blobs.listed() if at < stored_before]
    deleted = 0
    for start in range(0, len(old), BATCH):
        batch = old[start : start + BATCH]
        async with store.begin(None, reading=True) as unit:
            known = await unit.images.known_blobs(batch) | await unit.uploads.known_blobs(batch)
        for key in batch:
            if key not in known:
                await blobs.delete(key)
                deleted += 1
    return deleted
