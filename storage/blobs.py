"""Sealed bytes: encrypted here, kept in files, in an S3-compatible store or in memory.

The blob's key is authenticated with its bytes, so that one blob cannot be put in another's place.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Protocol, Self
from urllib.parse import parse_qs, unquote, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, MemoryStore, ObjectStore, S3Store

from core.errors import NotFound
from core.ids import PodId
from core.ports import Entropy
from storage.errors import BlobDamaged, BlobExists, StorageUnavailable
from storage.keys import Box
from storage.stream import SEGMENT, seal, unseal

AT_ONCE_BYTES = 8 * 1024 * 1024
"""Up to this a blob is put in one request that the store itself refuses when the key is taken."""

PART_BYTES = 8 * 1024 * 1024
PARTS_AT_ONCE = 2
FOLDERS_KEPT = 10_000  # folders whose names are known to be on the disk


class BoxSource(Protocol):
    """Who knows the pods' keys: `SqlStore`."""

    async def box(self, pod: PodId | None) -> Box:
        """Raises NotFound when the key was destroyed."""
        ...


class SealedBlobs:
    """See `core.ports.BlobStore`. Errors besides: StorageUnavailable, BlobExists, BlobDamaged."""

    def __init__(
        self, store: ObjectStore, boxes: BoxSource, entropy: Entropy, folder: Path | None
    ) -> None:
        self._store = store
        self._boxes = boxes
        self._entropy = entropy
        self._folder = folder
        self._durable_folders: set[Path] = set()

    @classmethod
    def open(cls, url: str, boxes: BoxSource, entropy: Entropy) -> Self:
        """`file:///PATH`, `s3://BUCKET[/PREFIX][?endpoint=…&region=…]` or `memory:///`.

        S3 credentials come from the environment, as everywhere. Raises ValueError.
        """
        parts = urlsplit(url)
        if parts.scheme == "file":
            folder = Path(unquote(parts.path))
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
            return cls(LocalStore(folder), boxes, entropy, folder)
        if parts.scheme == "s3":
            return cls(_s3(url), boxes, entropy, None)
        if parts.scheme == "memory":
            return cls(MemoryStore(), boxes, entropy, None)
        raise ValueError("blobs live at file:///…, s3://… or memory:///")

    async def put(
        self, pod: PodId | None, key: str, chunks: AsyncIterator[bytes]
    ) -> tuple[int, str]:
        box = await self._boxes.box(pod)
        digest, size = hashlib.sha256(), 0

        async def counted() -> AsyncIterator[bytes]:
            nonlocal size
            async for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                yield chunk

        sealed = seal(counted(), box.blob_key, key.encode(), self._entropy)
        with _told(key):
            await self._store_sealed(key, sealed)
        if self._folder is not None:
            await self._make_durable(self._folder / PurePosixPath(key), self._folder)
        return size, digest.hexdigest()

    async def get(self, pod: PodId | None, key: str, *, sha256: str = "") -> AsyncIterator[bytes]:
        """With `sha256`, the whole is compared with it, too, at the end."""
        box = await self._boxes.box(pod)
        digest = hashlib.sha256()
        async for chunk in unseal(self._stored(key), box.blob_key, key.encode()):
            digest.update(chunk)
            yield chunk
        if sha256 and digest.hexdigest() != sha256:
            raise BlobDamaged("not the bytes that were described")

    async def move(self, key: str, source: PodId | None, target: PodId) -> str:
        """Safe to repeat: a move that was cut off is taken up, one that was done is found."""
        moved = f"pods/{target}/{key.split('/', 1)[-1]}"
        if not await self._is_there(moved):
            await self.put(target, moved, self.get(source, key))
        await self.delete(key)
        return moved

    async def delete(self, key: str) -> None:
        with _told(key):
            try:
                await obstore.delete_async(self._store, key)
            except FileNotFoundError:
                return

    async def listed(self, prefix: str = "") -> AsyncIterator[tuple[str, datetime]]:
        """Every blob's key and when it was stored."""
        with _told(prefix):
            async for batch in obstore.list(self._store, prefix or None):
                for meta in batch:
                    yield meta["path"], meta["last_modified"]

    async def healthy(self) -> bool:
        """Whether the store answers."""
        try:
            await self._is_there("health")
        except StorageUnavailable:
            return False
        return True

    async def _make_durable(self, path: Path, root: Path) -> None:
        """The file's bytes, and the names that lead to it, are on the disk on return.

        A folder's name is written once. The disk is asked for both at the same time.
        """
        folders = [path.parent]
        while folders[-1] != root and folders[-1] not in self._durable_folders:
            folders.append(folders[-1].parent)
        await asyncio.gather(
            asyncio.to_thread(_file_to_disk, path), asyncio.to_thread(_names_to_disk, folders)
        )
        if len(self._durable_folders) >= FOLDERS_KEPT:
            self._durable_folders.clear()
        self._durable_folders.update(folders[:-1])

    async def _store_sealed(self, key: str, sealed: AsyncIterator[bytes]) -> None:
        first = bytearray()
        async for segment in sealed:
            first += segment
            if len(first) > AT_ONCE_BYTES:
                break
        else:
            await obstore.put_async(
                self._store, key, bytes(first), mode="create", use_multipart=False
            )
            return
        # No store can both stream and refuse a taken key: look first. Whoever comes at the same
        # time stores the same thing whole, or nothing.
        if await self._is_there(key):
            raise BlobExists(key)
        await obstore.put_async(
            self._store,
            key,
            _chain(bytes(first), sealed),
            use_multipart=True,
            chunk_size=PART_BYTES,
            max_concurrency=PARTS_AT_ONCE,
        )

    async def _stored(self, key: str) -> AsyncIterator[bytes]:
        with _told(key):
            found = await obstore.get_async(self._store, key)
            async for chunk in found.stream(min_chunk_size=SEGMENT):
                yield bytes(chunk)

    async def _is_there(self, key: str) -> bool:
        with _told(key):
            try:
                await obstore.head_async(self._store, key)
            except FileNotFoundError:
                return False
        return True


def _s3(url: str) -> S3Store:
    parts = urlsplit(url)
    wanted = {name: values[0] for name, values in parse_qs(parts.query).items()}
    endpoint = wanted.get("endpoint")
    return S3Store(
        parts.netloc,
        prefix=parts.path.strip("/") or None,
        region=wanted.get("region", os.environ.get("AWS_REGION", "us-east-1")),
        config={"endpoint": endpoint} if endpoint else {},
        virtual_hosted_style_request=False,
        client_options={
            "allow_http": bool(endpoint and endpoint.startswith("http://")),
            "connect_timeout": "5s",
            "timeout": "60s",
        },
        retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=20)},
    )


@contextmanager
def _told(key: str) -> Iterator[None]:
    """The library's errors as ours; keys are ids, so they may be told."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotFound("not-found", f"no blob {key}") from error
    except AlreadyExistsError as error:
        raise BlobExists(key) from error
    except BaseError as error:
        raise StorageUnavailable(f"blob store: {type(error).__name__}") from error


async def _chain(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for chunk in rest:
        yield chunk


def _file_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fchmod(descriptor, 0o600)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _names_to_disk(folders: Sequence[Path]) -> None:
    for folder in folders:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
