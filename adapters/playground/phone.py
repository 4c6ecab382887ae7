"""Text messages that go nowhere: a loopback server for the Messages resource of an SMS provider.

It takes what the provider's public API description asks for and answers in its shapes.
"""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

E164 = re.compile(r"\+[1-9]\d{6,14}")
LONGEST = 1600


@dataclass(frozen=True, slots=True)
class TextMessage:
    number: int
    at: datetime
    to: str
    text: str


@dataclass(slots=True)
class Phone:
    """All texts that were sent, newest last."""

    account: str
    secret: str
    messages: list[TextMessage] = field(default_factory=list)
    refuse: int = 0  # an HTTP status to refuse everything with
    on_change: Callable[[TextMessage], None] | None = None
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def app(self) -> Starlette:
        path = "/2010-04-01/Accounts/{sid}/Messages.json"
        return Starlette(routes=[Route(path, self._send, methods=["POST"])])

    async def _send(self, request: Request) -> Response:
        wanted = base64.b64encode(f"{self.account}:{self.secret}".encode()).decode()
        right = request.headers.get("authorization", "") == f"Basic {wanted}"
        if not right or request.path_params["sid"] != self.account:
            return _error(401, 20003, "Authentication Error - invalid username")
        if self.refuse:
            return _error(self.refuse, 20500, "refused on purpose")
        form = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        to, text, sender = form.get("To", ""), form.get("Body", ""), form.get("From", "")
        if not E164.fullmatch(to):
            return _error(400, 21211, "Invalid 'To' Phone Number")
        if not sender and not form.get("MessagingServiceSid"):
            return _error(400, 21603, "A 'From' phone number is required")
        if not text or len(text) > LONGEST:
            return _error(400, 21602, "Message body is required")
        message = TextMessage(len(self.messages) + 1, datetime.now(UTC), to, text)
        self.messages.append(message)
        self._arrived.set()
        if self.on_change is not None:
            self.on_change(message)
        sid = f"SM{message.number:032x}"
        body = {"sid": sid, "status": "queued", "to": to, "from": sender, "body": text}
        return JSONResponse(body, status_code=201)

    async def wait_for(self, to: str, *, after: int = 0, timeout: float = 20) -> TextMessage:  # noqa: ASYNC109
        """The first text to a number beyond the `after` first ones. Raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while True:
                self._arrived.clear()
                for message in self.messages[after:]:
                    if message.to == to:
                        return message
                await self._arrived.wait()


def _error(status: int, code: int, message: str) -> Response:
    return JSONResponse({"code": code, "message": message, "status": status}, status_code=status)
