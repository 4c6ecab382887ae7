"""A file of the upload page in parts: after a broken line it goes on where it stopped.

A part is on record only once its bytes are in the sealed store, and only where the file ended
before: whatever comes twice, or from two windows, is kept once.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from core.errors import Refused
from core.ids import PodId
from core.ports import UnitOfWork
from core.usecases import page_upload
from core.usecases.desk import World
from core.verification import digest

LARGEST_PART = 4 * 1024 * 1024
LONGEST_ID = 2_000
DAY = 86_400
A_DAY_KIB = 8 * 1024 * 1024  # of one page, in KiB
LEAST_KIB = 16  # what a part counts for at least: crumbs cost as much to keep


@dataclass(frozen=True, slots=True)
class Part:
    """Where some bytes belong. `file` is the sender's own id of a file, `total` its size."""

    file: str = field(repr=False)
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """What is there of one file, in order: (blob, bytes)."""

    total: int = 0
    pieces: tuple[tuple[str, int], ...] = ()

    @property
    def size(self) -> int:
        return sum(size for _, size in self.pieces)

    @property
    def complete(self) -> bool:
        return self.size == self.total


def _name(handle: str, file: str) -> str:
    return f"page-part:{digest(handle)[:32]}:{digest(file)[:32]}"


async def _read(uow: UnitOfWork, name: str) -> Pieces:
    kept = await uow.notes.get(name)
    if not kept:
        return Pieces()
    said = json.loads(kept)
    return Pieces(said["total"], tuple((blob, size) for blob, size in said["pieces"]))


async def so_far(world: World, handle: str, file: str) -> Pieces:
    """What has arrived of a file. Raises Refused."""
    await page_upload.check(world, handle)
    async with world.store.begin(None) as uow:
        return await _read(uow, _name(handle, file))


async def keep(world: World, handle: str, part: Part, data: bytes) -> int:
    """Keep the bytes if they come next; where the file ends now. Raises Refused."""
    _check(world, part, data)
    there = await so_far(world, handle, part.file)
    if there.size != part.offset or not data:
        return there.size
    ticket = await page_upload.check(world, handle)
    key = page_upload.new_key(world, ticket)
    await world.blobs.put(ticket.pod, key, _once(data))
    size, kept = await _append(world, handle, ticket.pod, part, (key, len(data)))
    if not kept:
        await world.blobs.delete(key)
    return size


def _check(world: World, part: Part, data: bytes) -> None:
    if part.total > world.rules.max_upload_bytes or len(data) > LARGEST_PART:
        raise Refused("upload-too-big", "above the cap")
    fits = 0 <= part.offset <= part.total and part.offset + len(data) <= part.total
    if not fits or not 0 < len(part.file) <= LONGEST_ID:
        raise Refused("page-not-right", "no such part")


async def _append(
    world: World, handle: str, pod: PodId, part: Part, piece: tuple[str, int]
) -> tuple[int, bool]:
    """(where the file ends now, whether the piece was taken)."""
    async with world.store.begin(pod) as uow:
        name = _name(handle, part.file)
        there = await _read(uow, name)
        if there.size != part.offset or (there.pieces and there.total != part.total):
            return there.size, False
        await _spend(uow, handle, piece[1])
        now = Pieces(part.total, (*there.pieces, piece))
        await uow.notes.put(name, json.dumps({"total": now.total, "pieces": now.pieces}))
        return now.size, True


async def _spend(uow: UnitOfWork, handle: str, size: int) -> None:
    cost = max(LEAST_KIB, size // 1024)
    budget = f"page:{digest(handle)[:32]}"
    if not await uow.budgets.take(budget, window_seconds=DAY, limit=A_DAY_KIB, cost=cost):
        raise Refused("upload-too-big", "above the cap of one page")


async def spend(world: World, handle: str, size: int) -> None:
    """A whole file was kept: as much as its parts would have counted. Raises Refused."""
    async with world.store.begin(None) as uow:
        await _spend(uow, handle, size)


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def complete(world: World, handle: str, files: Sequence[str]) -> list[Pieces]:
    """The pieces of each file, all there. Raises Refused."""
    await page_upload.check(world, handle)
    async with world.store.begin(None) as uow:
        found = [await _read(uow, _name(handle, file)) for file in files]
    if not all(one.complete and one.pieces for one in found):
        raise Refused("page-upload-unfinished", "a part is missing")
    return found


async def content(world: World, pod: PodId, pieces: Pieces) -> AsyncIterator[bytes]:
    """The bytes of a file, piece after piece."""
    for blob, _ in pieces.pieces:
        async for chunk in world.blobs.get(pod, blob):
            yield chunk
