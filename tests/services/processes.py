"""Starts server processes that cannot outlive whoever started them. Standard library only."""

import ctypes
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_START_LIMIT = 60.0  # seconds; a busy machine takes a while
_STOP_LIMIT = 10.0
_ATTEMPTS = 5


class ServiceError(Exception):
    """A real part did not start; the message holds the end of its log."""


@dataclass(frozen=True)
class Account:
    """Who a server runs as where the tests run as root."""

    user: int
    group: int


@dataclass(frozen=True)
class Server:
    """A running server process, leader of its own process group."""

    process: subprocess.Popen[bytes]
    stop_signal: signal.Signals

    def stop(self) -> None:
        """Asks it to end, then ends it and everything that it started."""
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(_STOP_LIMIT)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


def free_port() -> int:
    """A loopback port that was free a moment ago: a start that loses the race is tried again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`: the kernel sends this signal when the parent dies, even by SIGKILL."""
    libc = ctypes.CDLL(None)

    def prepare() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, number)

    return prepare


def start(
    command: Sequence[str | Path],
    *,
    log: Path,
    stop_signal: signal.Signals = signal.SIGTERM,
    account: Account | None = None,
    environ: Mapping[str, str] | None = None,
) -> Server:
    """Starts a server in the log's folder, as `account` where one is given."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
            env=dict(os.environ if environ is None else environ),
            process_group=0,
            user=account.user if account else None,
            group=account.group if account else None,
            extra_groups=[] if account else None,
            # Runs after the change of user, which would clear the setting.
            preexec_fn=die_with_parent(stop_signal),  # noqa: PLW1509 - no threads here
        )
    return Server(process, stop_signal)


def start_on_free_port(
    command: Callable[[int], Sequence[str | Path]],
    *,
    ready: Callable[[int], bool],
    log: Path,
    stop_signal: signal.Signals = signal.SIGTERM,
    account: Account | None = None,
) -> tuple[Server, int]:
    """Starts a server and waits until it answers; another port is tried when one was taken.

    Raises ServiceError when it will not start.
    """
    for _ in range(_ATTEMPTS):
        port = free_port()
        server = start(command(port), log=log, stop_signal=stop_signal, account=account)
        if _becomes_ready(server, port, ready):
            return server, port
        server.stop()
    tail = log.read_text(errors="replace")[-2000:]
    raise ServiceError(f"{log.stem} did not start:\n{tail}")


def _becomes_ready(server: Server, port: int, ready: Callable[[int], bool]) -> bool:
    limit = time.monotonic() + _START_LIMIT
    while server.process.poll() is None and time.monotonic() < limit:
        if ready(port):
            return True
        time.sleep(0.02)
    return False


def answers(port: int) -> bool:
    """Whether something accepts connections on a loopback port."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
