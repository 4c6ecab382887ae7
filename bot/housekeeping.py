"""Once an hour, by one process: what is over is deleted, blobs that nothing points at are swept."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from core.errors import CarepodsError
from core.ports import Clock
from storage.blobs import SealedBlobs
from storage.errors import StorageConflict, StorageUnavailable
from storage.store import SqlStore
from storage.sweep import sweep

EVERY_SECONDS = 3600.0
# Younger blobs may be about to be recorded; work is given up long before.
OLD = timedelta(days=1)
_LEAD = "housekeeping"
log = structlog.get_logger("housekeeping")


async def keep_house(store: SqlStore, blobs: SealedBlobs, clock: Clock) -> None:
    """Until cancelled. Trouble is waited out: nothing depends on this being in time."""
    while True:
        try:
            if await store.lead(_LEAD, lease_seconds=EVERY_SECONDS):
                count = await store.tidy() + await sweep(
                    store, blobs, stored_before=clock.now() - OLD
                )
                log.info("tidied", count=count)
        except (StorageUnavailable, StorageConflict, CarepodsError) as error:
            log.warning("not_tidied", error=type(error).__name__)
        await asyncio.sleep(EVERY_SECONDS)
