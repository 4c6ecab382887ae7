"""One decoder: fenced in, told its upload through a socket, and gone after its answer."""

from __future__ import annotations

import mmap
import os
import resource
import socket
import struct
import time
from dataclasses import asdict

from adapters.imaging import dispatch, progress
from adapters.imaging.errors import Refused
from adapters.imaging.sandbox import wire
from adapters.imaging.sandbox.fences import Limits, confine
from adapters.imaging.sandbox.rehearsal import limber_up
from core.imaging import Refusal

DONE = b"D"
PROGRESS = struct.Struct("=cd")
_MAX_ORDER = 65536


def serve(job: socket.socket, parent: int, limits: Limits) -> None:
    """Wait for one order with two open files (upload, answer), decode, answer."""
    limber_up()
    fences = confine(limits, parent)
    job.send(b"R")
    order, descriptors, _flags, _address = socket.recv_fds(job, _MAX_ORDER, 2)
    if not order or len(descriptors) != 2:
        return
    upload, answer = descriptors
    progress.listen(lambda fraction: _report(job, fraction))
    before = time.process_time()
    said = _decode(upload, order)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    parts = wire.pack(
        wire.Answer(
            images=said.images,
            unread=said.unread,
            refusal=said.refusal,
            detail=said.detail,
            cpu_ms=(time.process_time() - before) * 1000,
            peak_rss_kb=usage.ru_maxrss,
            fences=asdict(fences),
        )
    )
    for part in parts:
        _write(answer, part)
    job.send(DONE)


def _report(job: socket.socket, fraction: float) -> None:
    job.send(PROGRESS.pack(b"P", fraction))


def _decode(upload: int, order: bytes) -> wire.Answer:
    size = os.lseek(upload, 0, os.SEEK_END)
    if size == 0:
        return wire.Answer(refusal=Refusal.EMPTY)
    try:
        data = memoryview(mmap.mmap(upload, size, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ))
        images, unread = dispatch.transcode(data, wire.unpack_order(order))
        return wire.Answer(images=tuple(images), unread=tuple(unread))
    except Refused as refused:
        return wire.Answer(refusal=refused.refusal, detail=refused.detail)
    except MemoryError:
        return wire.Answer(refusal=Refusal.TOO_MUCH_MEMORY, detail="MemoryError")


def _write(answer: int, part: bytes) -> None:
    view = memoryview(part)
    while view:
        view = view[os.write(answer, view) :]
