"""Faults made to order: the next answer is an error, comes late, or never comes."""

from dataclasses import dataclass, field
from typing import Literal

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

Drop = Literal["before", "after"]


@dataclass
class Fault:
    """What shall happen to a call. With nothing set it is answered with HTTP 500."""

    method: str
    status: int | None = None
    error: str | None = None
    retry_after: int | None = None
    hang: bool = False
    drop: Drop | None = None
    body: str | None = None
    times: int = 1

    def response(self) -> Response:
        """Return the answer that the client gets in place of the true one."""
        if self.hang:
            return Hung()
        if self.drop:
            return Dropped()
        headers = {} if self.retry_after is None else {"retry-after": str(self.retry_after)}
        if self.body is not None:
            return HTMLResponse(self.body, self.status or 200, headers)
        if self.retry_after is not None:
            answer = {"ok": False, "error": self.error or "ratelimited"}
            return JSONResponse(answer, self.status or 429, headers)
        if self.error is not None:
            return JSONResponse({"ok": False, "error": self.error}, self.status or 200, headers)
        return PlainTextResponse("", self.status or 500)


@dataclass
class Faults:
    """The faults that are waiting for their call."""

    waiting: list[Fault] = field(default_factory=list)

    def next(
        self,
        method: str,
        *,
        status: int | None = None,
        error: str | None = None,
        retry_after: int | None = None,
        hang: bool = False,
        drop: Drop | None = None,
        body: str | None = None,
        times: int = 1,
    ) -> None:
        """Spoil the next `times` calls of `method` (`*`: of any).

        `drop="before"` cuts the connection and does nothing, `drop="after"` does what was asked and
        then cuts the connection. `hang` never answers and does nothing. `body` answers with that
        page of HTML. Besides the Web API's methods there are `upload`, `download` and
        `response_url`.
        """
        self.waiting.append(
            Fault(method, status, error, retry_after, hang, drop, body, times=times)
        )

    def take(self, method: str) -> Fault | None:
        """Return the fault that this call shall meet, if one is waiting, and count it down."""
        for fault in self.waiting:
            if fault.method in (method, "*"):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None


async def _client_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class Hung(Response):
    """No answer at all, for as long as the client cares to wait."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait for the client to go away."""
        await _client_gone(receive)


class Dropped(Response):
    """The connection is cut before the first byte of an answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Cut the connection. ASGI has no word for that, so uvicorn's transport is asked."""
        cycle = getattr(receive, "__self__", None)
        transport = getattr(cycle, "transport", None)
        if transport is None:
            raise RuntimeError("a connection can be cut only when uvicorn serves the app itself")
        transport.abort()
        await _client_gone(receive)
