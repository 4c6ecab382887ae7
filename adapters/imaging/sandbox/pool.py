"""The asking side: takes a ready decoder, hands it one upload, waits, and knows how it ended.

All of it is blocking and thread-safe; `transcoder` calls it from its own threads, so that any
number of event loops can share a pool. A forked copy of the process makes itself a new template.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from adapters.imaging.sandbox import wire
from adapters.imaging.sandbox.talk import Decoder, Job, Progress, converse, converse_here
from core.imaging import Refusal

_ROOT = Path(__file__).resolve().parents[3]
_PROGRAM = ("-m", "adapters.imaging.sandbox.template")
_START_SECONDS = 60.0
_OUT_OF_MEMORY = 71
_ATTEMPTS = 3
# Ends that the uploads before may have had their part in.
_NOT_BELIEVED = frozenset((Refusal.DECODER_DIED, Refusal.TOO_MUCH_MEMORY, Refusal.TOO_SLOW))


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

    def take_at_once(self) -> Decoder | None:
        """A decoder that stands ready and that nobody waits for, None where there is none."""
        with self._lock:
            if self._ready.qsize() <= self._waiting:
                return None
            decoder = self._ready.get_nowait()
            if decoder is None:
                self._ready.put(None)
            return decoder

    def give_back(self, decoder: Decoder) -> None:
        """Take back one that has not been asked anything."""
        self._ready.put(decoder)

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
        progress: Progress | None = None,
    ) -> wire.Answer:
        """Decode the open file `upload` by `order` within `seconds`, standing in line not counted.

        `started` is handed a function that ends the decoder early, from any thread. Every end of
        the decoder is an Answer; raises DecoderUnavailable when none can be had on this machine.
        """
        for attempt in range(_ATTEMPTS):
            template, decoder = self._take(fresh=attempt > 0)
            if started is not None:
                started(decoder.hang_up)
            said: wire.Answer | None = None
            try:
                with _answer_file() as answer:
                    said = converse(decoder, Job(order, upload, answer, seconds, progress))
            finally:
                self._leave(template, decoder, said)
            said = _judged(template, decoder, said)
            if said is not None:
                return said
        raise DecoderUnavailable("the decoder template ended again and again")

    async def run_at_once(
        self, order: bytes, upload: int, seconds: float, progress: Progress | None = None
    ) -> wire.Answer | None:
        """The same in the running event loop, by a decoder that stands ready.

        None where there is no such decoder or its answer does not count: then `run`. Cancelling
        ends the decoder.
        """
        taken = self._take_at_once()
        if taken is None:
            return None
        template, decoder = taken
        said: wire.Answer | None = None
        try:
            with _answer_file() as answer:
                said = await converse_here(decoder, Job(order, upload, answer, seconds, progress))
        finally:
            self._leave(template, decoder, said)
        return _judged(template, decoder, said)

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
        kept = None if fresh else self._take_kept(template)
        if kept is not None:
            return template, kept
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

    def _take_kept(self, template: Template) -> Decoder | None:
        with self._lock:
            while self._kept:
                of, decoder = self._kept.pop()
                if of is template and not decoder.ended.is_set():
                    return decoder
        return None

    def _take_at_once(self) -> tuple[Template, Decoder] | None:
        template = self._current()
        decoder = self._take_kept(template)
        if decoder is not None:
            return template, decoder
        decoder = template.take_at_once()
        if decoder is None:
            return None
        decoder.job.setblocking(False)
        try:
            ready = decoder.job.recv(1) == b"R"
        except BlockingIOError:  # its fences do not stand yet
            template.give_back(decoder)
            return None
        except OSError:
            ready = False
        if ready:
            return template, decoder
        decoder.job.close()
        template.replace(decoder)
        return None

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


@contextlib.contextmanager
def _answer_file() -> Iterator[int]:
    """An open file in memory for a decoder to write its answer into."""
    answer = os.memfd_create("answer", os.MFD_CLOEXEC)
    try:
        yield answer
    finally:
        os.close(answer)


def _judged(template: Template, decoder: Decoder, said: wire.Answer | None) -> wire.Answer | None:
    """The decoder's answer, or its obituary. None where another one has to decode the upload: this
    one ended with its template, or those before may have had their part in its end."""
    if said is None:
        if not template.alive:
            return None
        said = _obituary(decoder.status)
    return said if decoder.answered == 1 or said.refusal not in _NOT_BELIEVED else None


def _obituary(status: int | None) -> wire.Answer:
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        # Nobody else sends these: the CPU limit, or the kernel short of memory.
        slow = status == -signal.SIGXCPU
        refusal = Refusal.TOO_SLOW if slow else Refusal.TOO_MUCH_MEMORY
        return wire.Answer(refusal=refusal, detail=f"decoder ended by signal {-status}")
    if status == _OUT_OF_MEMORY:
        return wire.Answer(refusal=Refusal.TOO_MUCH_MEMORY, detail="out of memory while answering")
    return wire.Answer(refusal=Refusal.DECODER_DIED, detail=f"decoder ended with {status}")
