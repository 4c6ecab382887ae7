"""The asking side: takes a ready decoder, hands it one upload, waits, and knows how it ended.

All of it is blocking and thread-safe; `transcoder` calls it from its own threads, so that any
number of event loops can share a pool. A forked copy of the process makes itself a new template.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import mmap
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from adapters.imaging.sandbox import wire
from core.imaging import Refusal

_ROOT = Path(__file__).resolve().parents[3]
_PROGRAM = ("-m", "adapters.imaging.sandbox.template")
_START_SECONDS = 60.0
_EXIT_SECONDS = 5.0
_OUT_OF_MEMORY = 71
_BUSIEST = 8  # times longer than on a quiet machine
_WORTH_WAITING = 0.02  # seconds
_ATTEMPTS = 3
# Ends that the uploads before may have had their part in.
_NOT_BELIEVED = frozenset((Refusal.DECODER_DIED, Refusal.TOO_MUCH_MEMORY, Refusal.TOO_SLOW))


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


class DecoderUnavailable(Exception):
    """No decoder could be started: this machine's fault, never the upload's."""


class Template:
    """One running template process and the thread that listens to it."""

    def __init__(self, spares: int, program: Sequence[str] = _PROGRAM) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        self._ready: queue.SimpleQueue[Decoder | None] = queue.SimpleQueue()
        self._decoders: dict[int, Decoder] = {}
        self._lock = threading.Lock()
        self._coming = spares  # asked for and not yet there
        self._waiting = 0  # who waits for one
        self._beyond = 0  # asked for while none was ready: these are not replaced
        self.alive = True
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, our own module
                [sys.executable, "-P", "-s", *program, str(theirs.fileno()), str(spares)],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=_environment(),
                cwd="/",
            )
        threading.Thread(target=self._listen, name="decoder-template", daemon=True).start()

    def take(self) -> Decoder:
        """The next ready decoder; waits for one. Raises DecoderUnavailable."""
        with self._lock:
            self._waiting += 1
            if self._ready.qsize() + self._coming < self._waiting:
                self._beyond += 1  # beyond the spares, so that nobody waits for another's end
                self._coming += 1
                self._say({"more": 1, "ready": 0})
        try:
            decoder = self._ready.get(timeout=_START_SECONDS)
        except queue.Empty:
            raise DecoderUnavailable("no decoder became ready") from None
        finally:
            with self._lock:
                self._waiting -= 1
        if decoder is None:
            self._ready.put(None)
            raise DecoderUnavailable("the decoder template ended")
        return decoder

    def replace(self, decoder: Decoder) -> None:
        """End a decoder for good and keep another ready.

        Only its parent may end it: it alone knows that the process id is still the decoder's.
        """
        with self._lock:
            more = 0 if self._beyond else 1
            self._beyond -= 1 - more
            self._coming += more
            ready = max(0, self._ready.qsize() - self._waiting)
        self._say({"kill": decoder.pid, "more": more, "ready": ready})

    def close(self) -> None:
        """End the template with all its decoders."""
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)

    def _say(self, what: dict[str, int]) -> None:
        with contextlib.suppress(OSError):  # it has ended, and the listening thread says so
            self._control.send(json.dumps(what).encode())

    def _listen(self) -> None:
        while True:
            try:
                message, descriptors, _flags, _address = socket.recv_fds(self._control, 4096, 1)
            except OSError:
                break
            if not message:
                break
            said = json.loads(message)
            if "ready" in said:
                self._welcome(said["ready"], descriptors[0])
            else:
                self._bury(said["ended"], said["status"])
        self.alive = False
        self._control.close()
        self._process.wait()
        with self._lock:
            left = list(self._decoders)
        for pid in left:
            self._bury(pid, -signal.SIGKILL)
        self._ready.put(None)

    def _welcome(self, pid: int, descriptor: int) -> None:
        decoder = Decoder(pid, socket.socket(fileno=descriptor))
        with self._lock:
            self._decoders[pid] = decoder
            self._coming -= 1
            self._ready.put(decoder)

    def _bury(self, pid: int, status: int) -> None:
        with self._lock:
            decoder = self._decoders.pop(pid, None)
        if decoder is not None:
            decoder.status = status
            decoder.ended.set()


def _environment() -> dict[str, str]:
    """What a decoder may know of its surroundings: no secrets, one thread a library."""
    return {
        "PATH": os.defpath,
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        # Freed memory is kept for the next picture instead of coming back page by page.
        "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
        "MALLOC_TRIM_THRESHOLD_": str(1 << 30),
        "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    }


class Pool:
    """Decoders for this process. `spares` is how many stand ready; `program` is their template.

    A decoder answers `uploads` uploads before it is replaced: 1 wherever they may be of several
    people, more for one person's own files. What ends one that has answered before is decoded
    again by a fresh one, so that no upload suffers from those before it.
    """

    def __init__(
        self, spares: int = 2, program: Sequence[str] = _PROGRAM, uploads: int = 1
    ) -> None:
        self._spares = spares
        self._uploads = uploads
        self._kept: list[tuple[Template, Decoder]] = []
        self._program = program
        self._template: Template | None = None
        self._owner = os.getpid()
        self._lock = threading.Lock()
        atexit.register(self.close)

    def warm(self) -> None:
        """Start the template now rather than with the first upload. Does not wait for it."""
        self._current()

    def close(self) -> None:
        """End the template and every decoder. The pool may be used again; it then starts anew."""
        with self._lock:
            template, self._template = self._template, None
            kept, self._kept = self._kept, []
        for _template, decoder in kept:
            decoder.job.close()
        if template is not None and self._owner == os.getpid():
            template.close()

    def run(
        self,
        order: bytes,
        upload: int,
        seconds: float,
        started: Callable[[Callable[[], None]], None] | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> wire.Answer:
        """Decode the open file `upload` by `order` within `seconds`, standing in line not counted.

        `started` is handed a function that ends the decoder early, from any thread. Every end of
        the decoder is an Answer; raises DecoderUnavailable when none can be had on this machine.
        """
        for attempt in range(_ATTEMPTS):
            template, decoder = self._take(fresh=attempt > 0)
            if started is not None:
                started(decoder.hang_up)
            answer = os.memfd_create("answer", os.MFD_CLOEXEC)
            said: wire.Answer | None = None
            try:
                said = _converse(template, decoder, order, (upload, answer), seconds, progress)
            finally:
                os.close(answer)
                self._leave(template, decoder, said)
            if said is not None and (decoder.answered == 1 or said.refusal not in _NOT_BELIEVED):
                return said
        raise DecoderUnavailable("the decoder template ended again and again")

    def _leave(self, template: Template, decoder: Decoder, said: wire.Answer | None) -> None:
        """Keep a decoder for the next upload, or have it ended and replaced."""
        decoder.answered += 1
        good = said is not None and said.refusal not in _NOT_BELIEVED
        if good and decoder.answered < self._uploads and not decoder.ended.is_set():
            with self._lock:
                if self._template is template and self._owner == os.getpid():
                    self._kept.append((template, decoder))
                    return
        decoder.job.close()
        template.replace(decoder)

    def _take(self, fresh: bool = True) -> tuple[Template, Decoder]:
        template = self._current()
        with self._lock:
            while self._kept and not fresh:
                kept, decoder = self._kept.pop()
                if kept is template and not decoder.ended.is_set():
                    return kept, decoder
        for _attempt in range(_ATTEMPTS):
            template = self._current()
            try:
                decoder = template.take()
            except DecoderUnavailable:
                if template.alive:
                    raise
                continue
            if _is_ready(decoder):
                return template, decoder
            decoder.job.close()
            template.replace(decoder)
        raise DecoderUnavailable("decoders end before they are ready")

    def _current(self) -> Template:
        with self._lock:
            if self._owner != os.getpid():  # a forked copy: the template is the original's
                self._owner, self._template, self._kept = os.getpid(), None, []
            if self._template is None or not self._template.alive:
                try:
                    self._template = Template(self._spares, self._program)
                except OSError as error:  # no process or no descriptor to be had
                    raise DecoderUnavailable("the decoder template cannot be started") from error
            return self._template


def _is_ready(decoder: Decoder) -> bool:
    decoder.job.settimeout(_START_SECONDS)
    try:
        return decoder.job.recv(1) == b"R"
    except OSError:
        return False


def _converse(
    template: Template,
    decoder: Decoder,
    order: bytes,
    descriptors: tuple[int, int],
    seconds: float,
    progress: Callable[[float], None] | None,
) -> wire.Answer | None:
    """The decoder's answer, or its obituary. None where it ended with its template: no fault of
    the upload."""
    patience = _Patience(decoder.pid, seconds)
    try:
        socket.send_fds(decoder.job, [order], list(descriptors))
        while True:
            try:
                decoder.job.settimeout(patience.left())
                message = decoder.job.recv(64)
            except TimeoutError:
                if not patience.renewed():
                    raise
                continue
            if message == wire.DONE:
                return _read(descriptors[1])
            if not message:
                break
            if progress is not None and len(message) == wire.PROGRESS.size:
                progress(min(1.0, max(0.0, float(wire.PROGRESS.unpack(message)[1]))))
    except TimeoutError:
        return wire.Answer(refusal=Refusal.TOO_SLOW, detail=f"no answer in {seconds:.0f} s")
    except OSError:
        pass  # the decoder is gone; how it ended says why
    decoder.ended.wait(_EXIT_SECONDS)
    return _obituary(decoder.status) if template.alive else None


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
        told = Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    return int(told[1]) / 1e9 if len(told) == 3 else 0.0


def _obituary(status: int | None) -> wire.Answer:
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        # Nobody else sends these: the CPU limit, or the kernel short of memory.
        slow = status == -signal.SIGXCPU
        refusal = Refusal.TOO_SLOW if slow else Refusal.TOO_MUCH_MEMORY
        return wire.Answer(refusal=refusal, detail=f"decoder ended by signal {-status}")
    if status == _OUT_OF_MEMORY:
        return wire.Answer(refusal=Refusal.TOO_MUCH_MEMORY, detail="out of memory while answering")
    return wire.Answer(refusal=Refusal.DECODER_DIED, detail=f"decoder ended with {status}")


def _read(answer: int) -> wire.Answer:
    size = os.lseek(answer, 0, os.SEEK_END)
    if size == 0:
        return wire.Answer(refusal=Refusal.DECODER_DIED, detail="an empty answer")
    try:
        return wire.unpack(memoryview(mmap.mmap(answer, size, prot=mmap.PROT_READ)))
    except wire.WireError as error:
        return wire.Answer(refusal=Refusal.DECODER_DIED, detail=str(error))
