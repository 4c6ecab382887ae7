"""Mail, by SMTP."""

from __future__ import annotations

import hashlib
from email.errors import HeaderParseError, MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib

from adapters import wire
from core.errors import PlatformError
from core.ports import Mail

SECONDS = 30.0
_PORTS = {"smtp": 25, "smtps": 465}


class SmtpMailer:
    """A `core.ports.Mailer`. One connection a mail: mails are few, and nothing idles.

    `smtp://` upgrades by STARTTLS where it is offered; a password is sent to another machine only
    when it is. `smtps://` is encrypted from the first byte.
    """

    def __init__(self, url: str, sender: str) -> None:
        """ValueError, with a sentence, when a setting cannot be used."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("SMTP_URL reads like smtp://user:password@host:587 or smtps://host")
        try:
            self._sender = _named_address(sender)
        except ValueError:
            raise ValueError("MAIL_FROM is an address, such as care@hospital.example") from None
        self._host = parts.hostname
        self._port = parts.port or _PORTS[parts.scheme]
        self._encrypted = parts.scheme == "smtps"
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None
        self._nearby = wire.is_loopback(url)

    async def send(self, mail: Mail, *, key: str) -> None:
        """Hand one mail over. Raises PlatformError; `permanent` when the address was refused."""
        message = self._compose(mail, key)
        try:
            async with self._connection() as server:
                await server.send_message(message)
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _platform_error(error) from None

    async def check(self) -> None:
        """Connect and greet, send nothing. Raises PlatformError."""
        try:
            async with self._connection() as server:
                await server.noop()
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _platform_error(error) from None

    def _connection(self) -> aiosmtplib.SMTP:
        must_upgrade = self._user is not None and not self._nearby and not self._encrypted
        return aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            username=self._user,
            password=self._password,
            use_tls=self._encrypted,
            start_tls=False if self._encrypted else (True if must_upgrade else None),
            validate_certs=not self._nearby,  # a relay on this machine signs its own
            timeout=SECONDS,
        )

    def _compose(self, mail: Mail, key: str) -> EmailMessage:
        """The message; whatever does not fit into its header is refused, never bent to fit."""
        message = EmailMessage()
        try:
            message["From"] = self._sender
            message["To"] = _address(mail.to)
            message["Subject"] = mail.subject
            message["Content-Language"] = mail.language
            message["Date"] = formatdate(usegmt=True)
            message["Message-ID"] = f"<{_digest(key)}@{self._sender.domain}>"
            message["Auto-Submitted"] = "auto-generated"
            message.set_content(mail.text)
            if mail.html:
                message.add_alternative(mail.html, subtype="html")
        except (ValueError, MessageError):
            raise PlatformError("a mail's header", permanent=True, why="refused") from None
        return message


def mailer_from_url(url: str, sender: str) -> SmtpMailer:
    """The mailer behind a setting. ValueError, with a sentence, when it cannot be used."""
    return SmtpMailer(url, sender)


def _digest(key: str) -> str:
    """The key itself may name somebody."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


def _named_address(text: str) -> Address:
    """`care@hospital.example`, or `Care team <care@hospital.example>`. Raises ValueError."""
    if any(char in text for char in "\r\n,;") or text.count("@") != 1:
        raise ValueError("not one address")
    name, bare = parseaddr(text)
    return Address(display_name=name, addr_spec=_address(bare).addr_spec)


def _address(text: str) -> Address:
    """One bare address. Raises ValueError for anything else, a list of two above all."""
    if any(char in text for char in "\r\n,;<> ") or text.count("@") != 1:
        raise ValueError("not one address")
    try:
        return Address(addr_spec=text)
    except (HeaderParseError, IndexError) as error:
        raise ValueError("not an address") from error


def _platform_error(error: Exception) -> PlatformError:
    """Codes, not sentences: servers quote the address."""
    name = type(error).__name__
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        codes = [refused.code for refused in error.recipients]
        return _by_code(name, max(codes, default=550))
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return PlatformError(f"mail: {name} {error.code}", retry_after=60.0)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return _by_code(name, error.code)
    never_left = isinstance(
        error, aiosmtplib.SMTPConnectError | aiosmtplib.SMTPNotSupported | ConnectionRefusedError
    )
    return PlatformError(f"mail: {name}", certain=never_left)


def _by_code(name: str, code: int) -> PlatformError:
    """4xx: later. 5xx: never. Either way the server did not take the mail."""
    permanent = 500 <= code < 600
    return PlatformError(
        f"mail: {name} {code}", permanent=permanent, why="refused" if permanent else ""
    )
