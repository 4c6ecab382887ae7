"""A connection that keeps nobody waiting: what comes before a request's body is small and soon.

The parser underneath keeps headers without end, and waits for them without end.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 128 * 1024  # with what of the body came along in the same read
HEAD_SECONDS = 20.0


class Connection(HttpToolsProtocol):
    """Closed when a request's headers do not come in time, or are too much."""

    _head = 0
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def _wait(self) -> None:
        self._in_time()
        self._timer = asyncio.get_running_loop().call_later(HEAD_SECONDS, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        self._in_time()
        super().connection_lost(exc)

    def _in_time(self) -> None:
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
        super().on_body(body)

    def on_headers_complete(self) -> None:
        self._in_time()
        self._head = 0
        super().on_headers_complete()
