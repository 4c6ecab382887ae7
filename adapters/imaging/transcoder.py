"""The transcoder that the rest of the product calls: bytes in, pictures and metadata out."""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import threading
import time
from collections.abc import AsyncIterable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from adapters.imaging.sandbox import wire
from adapters.imaging.sandbox.pool import DecoderUnavailable, Pool
from core.imaging import Json, Refusal, Status, Transcoded, TranscodedImage, TranscodeOrder

BASE_SECONDS = 8.0
SECONDS_PER_MIB = 0.5
MAX_SECONDS = 300.0


class ImagingTranscoder:
    """Makes pictures of one upload at a time in a fenced process of its own.

    Safe to use from several event loops and threads; each upload gets a fresh decoder. At most
    `parallel` uploads are decoded at once, the others wait. Where a decoder stands ready and nobody
    waits, no thread is asked.
    """

    def __init__(self, parallel: int | None = None, pool: Pool | None = None) -> None:
        workers = parallel or os.cpu_count() or 1
        self._pool = pool or Pool(spares=min(max(workers, 2), 4))
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="transcode")
        self._places = threading.Semaphore(workers)
        self._in_line = 0  # uploads that wait for a decoder or a place, or did
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Start the decoder template ahead of the first upload; returns at once."""
        self._pool.warm()

    def close(self) -> None:
        """End the decoders. Uploads under way end as failed."""
        self._pool.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def transcode(
        self,
        source: AsyncIterable[bytes],
        order: TranscodeOrder,
        progress: Callable[[float], None] | None = None,
    ) -> Transcoded:
        """Decode `source` by `order`.

        Never raises for what the upload holds: a refusal, a crash, a hang or an out-of-memory of
        the decoder is a REJECTED result with its reason; FAILED means that no decoder could be
        had here. Errors of `source` itself pass through. `progress` is called with
        fractions of long work, from this thread or another. Cancelling ends the decoder.
        """
        started = time.perf_counter()
        upload = os.memfd_create("upload", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        try:
            size, digest = await _gather(source, upload, order.max_bytes)
            if size > order.max_bytes:
                answer = wire.Answer(refusal=Refusal.TOO_BIG, detail=f"over {order.max_bytes}")
            elif size == 0:
                answer = wire.Answer(refusal=Refusal.EMPTY)
            else:
                answer = await self._decode(order, upload, size, progress)
        except DecoderUnavailable as error:
            return Transcoded(Status.FAILED, detail=str(error))
        finally:
            os.close(upload)
        return _result(answer, size, digest, (time.perf_counter() - started) * 1000)

    async def _decode(
        self,
        order: TranscodeOrder,
        upload: int,
        size: int,
        progress: Callable[[float], None] | None,
    ) -> wire.Answer:
        # The decoder maps the upload: nobody may change it under its feet.
        fcntl.fcntl(upload, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK)
        seconds = min(MAX_SECONDS, BASE_SECONDS + SECONDS_PER_MIB * size / 2**20)
        packed = wire.pack_order(order)
        if not self._in_line and self._places.acquire(blocking=False):
            try:
                said = await self._pool.run_at_once(packed, upload, seconds, progress)
            finally:
                self._places.release()
            if said is not None:
                return said
        return await self._in_turn(packed, upload, seconds, progress)

    async def _in_turn(
        self,
        order: bytes,
        upload: int,
        seconds: float,
        progress: Callable[[float], None] | None,
    ) -> wire.Answer:
        """By a thread that waits for a place and a decoder."""
        hang_up: list[Callable[[], None]] = []
        descriptor = os.dup(upload)  # lives until the thread is done, even when we are cancelled

        def work() -> wire.Answer:
            try:
                with self._places:
                    return self._pool.run(order, descriptor, seconds, hang_up.append, progress)
            finally:
                os.close(descriptor)

        self._count(1)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        except asyncio.CancelledError:
            for end in hang_up:
                end()
            raise
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        with self._lock:
            self._in_line += more


async def _gather(source: AsyncIterable[bytes], upload: int, limit: int) -> tuple[int, str]:
    """Copy `source` into the open file, stopping just past `limit`. Returns size and SHA-256."""
    size, digest = 0, hashlib.sha256()
    async for chunk in source:
        size += len(chunk)
        if size > limit:
            break
        digest.update(chunk)
        view = memoryview(chunk)
        while view:
            view = view[os.write(upload, view) :]
    return size, digest.hexdigest()


def _result(answer: wire.Answer, size: int, digest: str, elapsed_ms: float) -> Transcoded:
    images = tuple(_with_source(image, digest, size) for image in answer.images)
    refusal = answer.refusal
    if refusal is None and not images:
        refusal = Refusal.NO_PICTURE
    return Transcoded(
        status=Status.OK if refusal is None else Status.REJECTED,
        images=images if refusal is None else (),
        refusal=refusal,
        detail=answer.detail,
        unread=answer.unread,
        source_sha256=digest,
        source_bytes=size,
        elapsed_ms=elapsed_ms,
        cpu_ms=answer.cpu_ms,
        peak_rss_kb=answer.peak_rss_kb,
    )


def _with_source(image: TranscodedImage, digest: str, size: int) -> TranscodedImage:
    done = image.metadata.get("transcoding")
    if not isinstance(done, dict):
        done = {}
    ends: Json = {
        **done,
        "source": {"sha256": digest, "bytes": size},
        "renditions": [_described(image, index) for index in range(len(image.renditions))],
    }
    return replace(image, metadata={**image.metadata, "transcoding": ends})


def _described(image: TranscodedImage, index: int) -> Json:
    one = image.renditions[index]
    return {
        "purpose": one.purpose.value,
        "format": one.format,
        "width": one.width,
        "height": one.height,
        "bytes": len(one.data),
        "sha256": one.sha256,
        "loss_ratio": one.loss_ratio,
    }
