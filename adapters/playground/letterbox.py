"""Mail that goes nowhere: a real SMTP server on a loopback port that keeps what it is given."""

from __future__ import annotations

import asyncio
import contextlib
import email
import email.policy
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail as it arrived. `html` is "" when it has none."""

    number: int
    at: datetime
    sender: str
    to: str
    subject: str
    text: str
    html: str
    message_id: str


@dataclass  # aiosmtpd looks at every member, which slots do not bear
class Letterbox:
    """What was captured, newest last. A Message-ID seen before is one mail, as at a real server."""

    letters: list[Letter] = field(default_factory=list)
    refuse: str = ""  # an SMTP reply to refuse everything with, such as "451 busy"
    on_change: Callable[[Letter], None] | None = None
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.refuse:
            return self.refuse
        content = envelope.content
        raw = content if isinstance(content, bytes) else (content or "").encode()
        message = email.message_from_bytes(raw, policy=email.policy.default)
        known = {letter.message_id for letter in self.letters if letter.message_id}
        if message["message-id"] in known:
            return "250 had it"
        for to in envelope.rcpt_tos:
            self._keep(message, envelope.mail_from or "", to)
        return "250 kept"

    def _keep(self, message: EmailMessage, sender: str, to: str) -> None:
        plain, html = message.get_body(("plain",)), message.get_body(("html",))
        letter = Letter(
            number=len(self.letters) + 1,
            at=datetime.now(UTC),
            sender=sender,
            to=to,
            subject=str(message["subject"] or ""),
            text=str(plain.get_content()) if plain else "",
            html=str(html.get_content()) if html else "",
            message_id=str(message["message-id"] or ""),
        )
        self.letters.append(letter)
        self._arrived.set()
        if self.on_change is not None:
            self.on_change(letter)

    async def wait_for(self, to: str, *, after: int = 0, timeout: float = 20) -> Letter:  # noqa: ASYNC109
        """The first mail to an address beyond the `after` first ones. Raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while True:
                self._arrived.clear()
                for letter in self.letters[after:]:
                    if letter.to == to:
                        return letter
                await self._arrived.wait()


@contextlib.asynccontextmanager
async def letterbox(port: int = 0) -> AsyncIterator[tuple[str, Letterbox]]:
    """(`smtp://127.0.0.1:PORT`, the box) for as long as the block lasts."""
    box = Letterbox()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(box, hostname="letterbox.test", enable_SMTPUTF8=True, loop=loop), HOST, port
    )
    try:
        yield f"smtp://{HOST}:{server.sockets[0].getsockname()[1]}", box
    finally:
        server.close()
        await server.wait_closed()
