"""Trouble on demand: what a server does in place of, or after, its work."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web

Work = Callable[[], Awaitable[web.StreamResponse]]
HTML = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


@dataclass(frozen=True)
class Fault:
    """`after`: the call takes effect first. `how`: answer, hang (until let go) or reset."""

    how: str = "answer"
    status: int = 500
    body: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    after: bool = False


class Faults:
    """Faults wait in line for each call; `always` stays until it is taken away."""

    def __init__(self) -> None:
        self._next: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self.always: dict[str, Fault] = {}
        self.met: list[str] = []
        self.let_go = asyncio.Event()

    def add(self, call: str, fault: Fault, times: int = 1) -> None:
        self._next[call].extend([fault] * times)

    def waiting(self, call: str) -> int:
        """How many have not been met yet."""
        return len(self._next[call])

    async def around(self, call: str, request: web.Request, work: Work) -> web.StreamResponse:
        """Do the work, or what the next fault says."""
        fault = self._next[call].popleft() if self._next[call] else self.always.get(call)
        if fault is None:
            return await work()
        self.met.append(call)
        if fault.after:
            await work()
        if fault.how == "hang":
            await self.let_go.wait()
        if fault.how in ("hang", "reset"):
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        kind = "text/html" if fault.body.startswith("<") else "application/json"
        return web.Response(
            status=fault.status, text=fault.body, content_type=kind, headers=dict(fault.headers)
        )
