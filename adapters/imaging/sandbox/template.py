"""The warm template: imports everything once, then keeps fenced children ready, forked from itself.

Run as `python -m adapters.imaging.sandbox.template CONTROL_FD SPARES`. Over the control socket it
sends one message per ready child (with the child's job socket) and one per ended child; it is told
which to kill and how many more are wanted. While others stand ready these are forked when nothing
has been asked for a moment, else at once. It ends, and takes its children with it, when the other
side of the control socket closes.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import logging
import os
import selectors
import signal
import socket
import sys
import warnings

from adapters.imaging.sandbox.child import serve
from adapters.imaging.sandbox.fences import Limits
from adapters.imaging.sandbox.rehearsal import rehearse

_MAX_MESSAGE = 4096
_QUIET_SECONDS = 0.015  # forking would slow down what runs beside it


class Template:
    """Keeps `spares` children ready and reports each end."""

    def __init__(self, control: socket.socket, spares: int) -> None:
        self._control = control
        self._missing = self._urgent = spares
        self._children: set[int] = set()
        self._selector = selectors.DefaultSelector()

    def run(self) -> None:
        """Serve until the asking side has gone."""
        wake_read, wake_write = socket.socketpair()
        for end in (wake_read, wake_write):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.set_wakeup_fd(wake_write.fileno(), warn_on_full_buffer=False)
        self._selector.register(self._control, selectors.EVENT_READ)
        self._selector.register(wake_read, selectors.EVENT_READ)
        try:
            while True:
                while self._urgent > 0:
                    self._fork()
                happened = self._selector.select(_QUIET_SECONDS if self._missing else None)
                if not happened:
                    self._fork()
                for key, _events in happened:
                    if key.fileobj is wake_read:
                        with contextlib.suppress(BlockingIOError):
                            wake_read.recv(_MAX_MESSAGE)
                        self._reap()
                    elif not self._listen():
                        return
        finally:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for pid in self._children:
                os.kill(pid, signal.SIGKILL)

    def _listen(self) -> bool:
        try:
            message = self._control.recv(_MAX_MESSAGE)
        except ConnectionResetError:  # the other side closed without reading all
            message = b""
        if not message:
            return False
        said = json.loads(message)
        if "kill" in said and said["kill"] in self._children:
            os.kill(said["kill"], signal.SIGKILL)
        self._missing += said.get("more", 0)
        if said.get("ready") == 0:
            self._urgent = self._missing
        return True

    def _fork(self) -> None:
        self._missing -= 1
        self._urgent = max(0, self._urgent - 1)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _become_child(theirs, parent)
        theirs.close()
        self._children.add(pid)
        self._tell({"ready": pid}, ours)
        ours.close()

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self._children.discard(pid)
            self._tell({"ended": pid, "status": os.waitstatus_to_exitcode(status)})

    def _tell(self, what: dict[str, int], passed: socket.socket | None = None) -> None:
        message = json.dumps(what).encode()
        # The other side may have gone; the next read of the control socket says so.
        with contextlib.suppress(BrokenPipeError):
            if passed is None:
                self._control.send(message)
            else:
                socket.send_fds(self._control, [message], [passed.fileno()])


def _become_child(job: socket.socket, parent: int) -> None:
    """The forked side: never returns into the template's loop."""
    code = 70
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.closerange(3, job.fileno())
        os.closerange(job.fileno() + 1, 256)
        serve(job, parent, Limits())
        code = 0
    except MemoryError:
        code = 71
    finally:
        # No exit handlers, no flushing, no traceback that could quote the upload.
        os._exit(code)


def main() -> None:
    """Entry of the template process."""
    control = socket.socket(fileno=int(sys.argv[1]))
    control.set_inheritable(False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the asking side to handle
    warnings.simplefilter("ignore")
    logging.disable()
    rehearse()
    gc.collect()
    gc.freeze()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:  # free memory is given back: children get it new, not as copies of ours
        trim(0)
    Template(control, int(sys.argv[2])).run()


if __name__ == "__main__":
    main()
