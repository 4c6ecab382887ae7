"""A connection that keeps nobody waiting: what comes before a request's body is small and soon,
a body goes on coming, and there are only so many connections at a time.

The parser underneath keeps headers without end, and waits for them, and for bodies, without end.
"""

from __future__ import annotations

import asyncio
import resource
from contextlib import suppress
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 128 * 1024  # with what of the body came along in the same read
HEAD_SECONDS = 20.0
BODY_SECONDS = 30.0
LEAST_BODY = 4 * 1024  # of a body, in that time; slower lines than any phone's
MOST_CONNECTIONS = 1000
FILES_WANTED = 16 * 1024


def most_connections() -> int:
    """How many may be open: database, platforms and files need descriptors as well."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_WANTED if hard == resource.RLIM_INFINITY else min(hard, FILES_WANTED)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else min(MOST_CONNECTIONS, soft // 2)


class Connection(HttpToolsProtocol):
    """Closed when a request does not come in time or is too much.

    When there are too many, the one goes whose request we have waited for longest: whoever opens
    them without end pushes out those that say nothing.
    """

    most: ClassVar[int] = MOST_CONNECTIONS
    open_: ClassVar[int] = 0
    waited_for: ClassVar[dict[Connection, None]] = {}  # the longest first

    _head = 0
    _body = 0
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        Connection.open_ += 1
        if Connection.open_ > self.most and Connection.waited_for:
            next(iter(Connection.waited_for)).let_go()
        elif Connection.open_ > self.most:
            self.let_go()
        self._wait()

    def let_go(self) -> None:
        """At once; what it was about is not answered."""
        self._came()
        self.transport.abort()

    def _wait(self) -> None:
        self._came()
        if self.transport.is_closing():
            return
        Connection.waited_for[self] = None
        self._timer = asyncio.get_running_loop().call_later(HEAD_SECONDS, self.let_go)

    def _wait_for_body(self) -> None:
        """Until it is whole; while we do not read on ourselves, the time does not count."""
        self._stop()
        self._body = 0
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(BODY_SECONDS, self._look_at_body)

    def _look_at_body(self) -> None:
        if self._body < LEAST_BODY and not self.flow.read_paused:
            self.let_go()
        else:
            self._wait_for_body()

    def connection_lost(self, exc: Exception | None) -> None:
        Connection.open_ -= 1
        self._came()
        super().connection_lost(exc)

    def _came(self) -> None:
        Connection.waited_for.pop(self, None)
        self._stop()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def data_received(self, data: bytes) -> None:
        for start in range(0, len(data), LARGEST_HEAD // 2):
            if self._head > LARGEST_HEAD:
                self.transport.abort()
            if self.transport.is_closing():
                return
            piece = data[start : start + LARGEST_HEAD // 2]
            self._head += len(piece)
            super().data_received(piece)

    def on_message_begin(self) -> None:
        self._head = 0
        self._wait()
        super().on_message_begin()

    def on_body(self, body: bytes) -> None:
        self._head = 0
        self._body += len(body)
        super().on_body(body)

    def on_headers_complete(self) -> None:
        self._head = 0
        super().on_headers_complete()
        self._wait_for_body()

    def on_message_complete(self) -> None:
        self._came()
        super().on_message_complete()
