"""A real SMTP server that keeps what it gets: one for each test that asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services.processes import free_port


@dataclass
class Mailbox:
    """What arrived, oldest first; a message is here before its sender is told that it went.

    Addresses in `refused` are answered with 550.
    """

    url: str = ""
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Takes or refuses one recipient."""
        if address in self.refused:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keeps one message."""
        content = envelope.content
        raw = content.encode() if isinstance(content, str) else content or b""
        message = message_from_bytes(raw, policy=policy.default)
        self.messages.append(message)
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 2.0.0 Kept"


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """A running SMTP server on a loopback port, in a thread of its own."""
    box = Mailbox()
    controller = _started(box)
    try:
        box.url = f"smtp://127.0.0.1:{controller.port}"
        yield box
    finally:
        controller.stop()


def _started(box: Mailbox) -> Controller:
    for _ in range(5):
        controller = Controller(box, hostname="127.0.0.1", port=free_port())
        try:
            controller.start()
        except OSError:  # somebody else took the port meanwhile
            continue
        return controller
    raise OSError("no free port for the SMTP server")
