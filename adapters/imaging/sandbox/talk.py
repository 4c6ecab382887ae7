"""One upload with one decoder: the order goes there, progress and the answer come back.

The same talk twice: `converse` blocks its thread, `converse_here` waits in the event loop. Each
thread that has to be woken costs a turn where others use the processors, too.
"""

from __future__ import annotations

import asyncio
import contextlib
import mmap
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from adapters.imaging.sandbox import wire
from core.imaging import Refusal

_EXIT_SECONDS = 5.0
_BUSIEST = 8  # times longer than on a quiet machine
_WORTH_WAITING = 0.02  # seconds
_LONGEST_MESSAGE = 64
_SHORT_ANSWER = 1 << 20  # bytes that are read without giving way to others

Progress = Callable[[float], None]


@dataclass(slots=True)
class Decoder:
    """One ready child: its process id as the template sees it, and the socket to it."""

    pid: int
    job: socket.socket
    ended: threading.Event = field(default_factory=threading.Event)
    status: int | None = None
    answered: int = 0

    def hang_up(self) -> None:
        """Give up waiting for it; whoever waits wakes up and has it ended."""
        self.ended.set()
        with contextlib.suppress(OSError):
            self.job.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True, slots=True)
class Job:
    """An order, the open files of the upload and of the answer, and how long it may take."""

    order: bytes
    upload: int
    answer: int
    seconds: float
    progress: Progress | None = None

    def begin(self, decoder: Decoder) -> None:
        """Hand it to a decoder. Raises OSError where that one is gone."""
        socket.send_fds(decoder.job, [self.order], [self.upload, self.answer])

    def late(self) -> wire.Answer:
        """What is said of a decoder that did not answer in time."""
        return wire.Answer(refusal=Refusal.TOO_SLOW, detail=f"no answer in {self.seconds:.0f} s")

    def tell(self, message: bytes) -> None:
        """Pass on what the decoder said of its progress."""
        if self.progress is not None and len(message) == wire.PROGRESS.size:
            self.progress(min(1.0, max(0.0, float(wire.PROGRESS.unpack(message)[1]))))


def converse(decoder: Decoder, job: Job) -> wire.Answer | None:
    """The decoder's answer; None where it ended instead."""
    patience = _Patience(decoder.pid, job.seconds)
    try:
        job.begin(decoder)
        while True:
            try:
                decoder.job.settimeout(patience.left())
                message = decoder.job.recv(_LONGEST_MESSAGE)
            except TimeoutError:
                if not patience.renewed():
                    return job.late()
                continue
            if message == wire.DONE:
                return _unpacked(_held(job.answer))
            if not message:
                break
            job.tell(message)
    except OSError:
        pass  # the decoder is gone; how it ended says why
    decoder.ended.wait(_EXIT_SECONDS)
    return None


async def converse_here(decoder: Decoder, job: Job) -> wire.Answer | None:
    """The same in the running event loop, which goes on with other things meanwhile."""
    loop = asyncio.get_running_loop()
    patience = _Patience(decoder.pid, job.seconds)
    decoder.job.setblocking(False)
    try:
        job.begin(decoder)
        while True:
            try:
                async with asyncio.timeout(patience.left()):
                    message = await loop.sock_recv(decoder.job, _LONGEST_MESSAGE)
            except TimeoutError:
                if not patience.renewed():
                    return job.late()
                continue
            if message == wire.DONE:
                held = _held(job.answer)
                if isinstance(held, bytes):
                    return _unpacked(held)
                return await asyncio.to_thread(_unpacked, held)
            if not message:
                break
            job.tell(message)
    except OSError:
        pass  # the decoder is gone; how it ended says why
    await asyncio.to_thread(decoder.ended.wait, _EXIT_SECONDS)
    return None


def _held(answer: int) -> bytes | mmap.mmap:
    """What the decoder wrote; a long answer is not copied."""
    size = os.lseek(answer, 0, os.SEEK_END)
    if size > _SHORT_ANSWER:
        return mmap.mmap(answer, size, prot=mmap.PROT_READ)
    return os.pread(answer, size, 0)


def _unpacked(held: bytes | mmap.mmap) -> wire.Answer:
    try:
        return wire.unpack(memoryview(held))
    except wire.WireError as error:
        return wire.Answer(refusal=Refusal.DECODER_DIED, detail=str(error))


class _Patience:
    """How long to wait for a decoder: time in which it got no processor does not count.

    A busy machine is no fault of the upload. At most `_BUSIEST` times as long is waited.
    """

    def __init__(self, pid: int, seconds: float) -> None:
        self._pid = pid
        self._kept = _kept_waiting(pid)
        self._until = time.monotonic() + seconds
        self._latest = self._until + (_BUSIEST - 1) * seconds

    def left(self) -> float:
        """Seconds to wait now, above 0."""
        return max(0.001, min(self._until, self._latest) - time.monotonic())

    def renewed(self) -> bool:
        """Whether there is more to wait, for time that the decoder stood in line."""
        kept = _kept_waiting(self._pid)
        lost, self._kept = kept - self._kept, kept
        self._until = time.monotonic() + lost
        return lost > _WORTH_WAITING and time.monotonic() < self._latest


def _kept_waiting(pid: int) -> float:
    """Seconds that a process was ready to run and did not; 0 where the kernel does not tell."""
    try:
        file = os.open(f"/proc/{pid}/schedstat", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return 0.0
    try:
        told = os.read(file, 128).split()
    except OSError:  # it ended in between
        return 0.0
    finally:
        os.close(file)
    return int(told[1]) / 1e9 if len(told) == 3 else 0.0
