"""The keeper: one process that starts servers when a test first asks, and ends them all.

It is started by pytest's main process and lives until that lets go of its standard input, which
happens by itself when the process ends, however it ends. Workers talk to it over a Unix socket:
one JSON line asks for a server by name, one JSON line answers with what its module tells of it.
"""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.services import postgres, processes, s3, valkey

STARTERS = {"postgres": postgres.start, "s3": s3.start, "valkey": valkey.start}
COUNTER = "counter"  # asks for a number that nobody else in this run gets
ADDRESS = "TEST_KEEPER"


class Keeper:
    """The servers of one run, and the folder that they live in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._servers: list[processes.Server] = []
        self._known: dict[str, dict[str, str]] = {}
        self._failed: dict[str, str] = {}
        self._count = 0

    def answer(self, wanted: str) -> dict[str, str]:
        """What is known of a server, which is started now if it was not."""
        if wanted == COUNTER:
            self._count += 1
            return {COUNTER: str(self._count)}
        if wanted in self._failed:  # not tried again: it would take its time for every test
            raise processes.ServiceError(self._failed[wanted])
        if wanted not in self._known:
            self._known[wanted] = self._start(wanted)
        return self._known[wanted]

    def _start(self, wanted: str) -> dict[str, str]:
        folder = self._folder / wanted
        folder.mkdir()
        try:
            server, facts = STARTERS[wanted](folder)
        except (processes.ServiceError, OSError, subprocess.SubprocessError) as error:
            self._failed[wanted] = f"{wanted}: {error}"
            raise processes.ServiceError(self._failed[wanted]) from error
        self._servers.append(server)
        return facts

    def close(self) -> None:
        """Ends every server and removes what they left."""
        for server in reversed(self._servers):
            server.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


def ask(wanted: str) -> dict[str, str]:
    """Asks the run's keeper. Raises ServiceError when the server does not start."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(os.environ[ADDRESS])
        connection.sendall(json.dumps(wanted).encode() + b"\n")
        with connection.makefile("rb") as lines:
            answer: dict[str, Any] = json.loads(lines.readline())
    if "error" in answer:
        raise processes.ServiceError(answer["error"])
    facts: dict[str, str] = answer["facts"]
    return facts


class KeeperProcess:
    """The keeper as pytest's main process holds it."""

    def __init__(self, folder: Path) -> None:
        folder.chmod(0o755)  # as root, PostgreSQL runs as somebody who must get in
        path = folder / "keeper"
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(path))
            listener.listen(64)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.services.keeper", folder, str(listener.fileno())],
                stdin=subprocess.PIPE,
                pass_fds=[listener.fileno()],
                cwd=Path(__file__).parents[2],
                start_new_session=True,  # Ctrl-C is for pytest, which then lets go
                preexec_fn=processes.die_with_parent(signal.SIGTERM),  # noqa: PLW1509
            )
        os.environ[ADDRESS] = str(path)

    def close(self) -> None:
        """Lets go of the keeper and waits until all its servers are gone."""
        self._process.communicate()


def _serve(keeper: Keeper, listener: socket.socket, ended: socket.socket) -> None:
    while True:
        ready, _, _ = select.select([sys.stdin, ended, listener], [], [])
        if sys.stdin in ready or ended in ready:  # nothing is ever written to stdin: it was closed
            return
        connection, _ = listener.accept()
        with connection, connection.makefile("rwb") as lines:
            try:
                answer: dict[str, Any] = {"facts": keeper.answer(json.loads(lines.readline()))}
            except processes.ServiceError as error:
                answer = {"error": str(error)}
            try:
                lines.write(json.dumps(answer).encode() + b"\n")
                lines.flush()
            except BrokenPipeError:
                continue  # the worker that asked was ended meanwhile


def main(folder: str, descriptor: str) -> None:
    """Keeps servers in `folder` for whoever connects to the listening socket."""
    keeper = Keeper(Path(folder))
    # The signal only wakes the loop: raised from a handler it could cut the tidying short.
    ended, wake = socket.socketpair()
    wake.setblocking(False)
    signal.set_wakeup_fd(wake.fileno())
    signal.signal(signal.SIGTERM, lambda number, frame: None)
    try:
        with socket.socket(fileno=int(descriptor)) as listener:
            _serve(keeper, listener, ended)
    finally:
        keeper.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
