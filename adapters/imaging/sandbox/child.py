"""One decoder: fenced in, told its upload through a socket, gone when nobody asks any more."""

from __future__ import annotations

import contextlib
import mmap
import os
import resource
import socket
import time
from dataclasses import asdict

from adapters.imaging import dispatch, progress
from adapters.imaging.errors import Refused
from adapters.imaging.sandbox import wire
from adapters.imaging.sandbox.fences import Fences, Limits, confine
from adapters.imaging.sandbox.rehearsal import limber_up
from core.imaging import Refusal

_MAX_ORDER = 65536


def serve(job: socket.socket, parent: int, limits: Limits) -> None:
    """Answer orders, each with two open files (upload, answer), until nobody asks any more.

    How many one decoder may answer is the asking side's to say; the service asks once.
    """
    peak = os.open("/proc/self/clear_refs", os.O_WRONLY)
    fences = confine(limits, parent)
    job.send(b"R")
    for _step in limber_up():
        if _asked(job):
            break
    progress.listen(lambda fraction: _report(job, fraction))
    while True:
        order, descriptors, _flags, _address = socket.recv_fds(job, _MAX_ORDER, 2)
        if not order or len(descriptors) != 2:
            return
        _forget_peak(peak)
        _answer(order, descriptors[0], descriptors[1], fences)
        job.send(wire.DONE)


def _asked(job: socket.socket) -> bool:
    """Whether an order waits, or nobody will ask any more."""
    try:
        job.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    return True


def _forget_peak(peak: int) -> None:
    """The most memory is told for each upload, not for what was there before it."""
    with contextlib.suppress(OSError):  # a kernel without it tells the higher figure
        os.write(peak, b"5")


def _answer(order: bytes, upload: int, answer: int, fences: Fences) -> None:
    """Decode one upload and write what came of it."""
    before = time.process_time()
    said = _decode(upload, order)
    parts = wire.pack(
        wire.Answer(
            images=said.images,
            unread=said.unread,
            refusal=said.refusal,
            detail=said.detail,
            cpu_ms=(time.process_time() - before) * 1000,
            peak_rss_kb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
            fences=asdict(fences),
        )
    )
    for part in parts:
        _write(answer, part)
    os.close(upload)
    os.close(answer)


def _report(job: socket.socket, fraction: float) -> None:
    job.send(wire.PROGRESS.pack(b"P", fraction))


def _decode(upload: int, order: bytes) -> wire.Answer:
    size = os.lseek(upload, 0, os.SEEK_END)
    if size == 0:
        return wire.Answer(refusal=Refusal.EMPTY)
    try:
        flags = mmap.MAP_PRIVATE | mmap.MAP_POPULATE
        data = memoryview(mmap.mmap(upload, size, flags=flags, prot=mmap.PROT_READ))
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
