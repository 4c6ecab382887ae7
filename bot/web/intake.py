"""Bytes on their way from a page into the sealed store: one file, or a folder as one archive."""

from __future__ import annotations

import asyncio
import zipfile
from collections.abc import AsyncIterator
from typing import IO

from core.errors import Refused
from core.usecases import page_upload
from core.usecases.desk import World
from core.usecases.page_upload import Kept, Ticket

CHUNKS_AHEAD = 16


class Blob:
    """A sealed blob that is being written, chunk by chunk."""

    def __init__(self, world: World, ticket: Ticket, name: str) -> None:
        self._name = name
        self._key = page_upload.new_key(world, ticket)
        self._room = world.rules.max_upload_bytes
        self._size = 0
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue(CHUNKS_AHEAD)
        self._task = asyncio.create_task(world.blobs.put(ticket.pod, self._key, self._chunks()))

    async def _chunks(self) -> AsyncIterator[bytes]:
        while (chunk := await self._queue.get()) is not None:
            yield chunk

    async def write(self, data: bytes) -> None:
        """Raises Refused above the cap on bytes really received."""
        self._size += len(data)
        if self._size > self._room:
            raise Refused("upload-too-big", "above the cap")
        if self._task.done():
            await self._task
        if data:
            await self._queue.put(data)

    async def close(self) -> Kept:
        await self._queue.put(None)
        await self._task
        return Kept(self._name, self._size, self._key)

    async def abort(self) -> None:
        """What was written so far is left to the sweep of unfinished blobs."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


class _Spool:
    """What an archive is written to: takes bytes, cannot seek."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is held open."""

    def take(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data


class Folder:
    """Many files into one archive, stored and not packed, under numbers for names."""

    def __init__(self, blob: Blob) -> None:
        self._blob = blob
        self._spool = _Spool()
        self._archive = zipfile.ZipFile(self._spool, "w")
        self._member: IO[bytes] | None = None
        self._count = 0

    def begin(self) -> None:
        self._count += 1
        self._member = self._archive.open(f"{self._count:05d}", "w")

    async def write(self, data: bytes) -> None:
        if self._member is not None:
            self._member.write(data)
            await self._blob.write(self._spool.take())

    async def end(self) -> None:
        if self._member is not None:
            self._member.close()
            await self._blob.write(self._spool.take())

    async def close(self) -> Kept:
        self._archive.close()
        await self._blob.write(self._spool.take())
        return await self._blob.close()

    async def abort(self) -> None:
        await self._blob.abort()
