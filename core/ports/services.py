"""Time, chance, the decoder, mail, texts to phones, sentences, sealed bytes, secrets, rates."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from core.ids import PodId
from core.imaging import Transcoded, TranscodeOrder


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, in UTC, aware."""
        ...


class Entropy(Protocol):
    def bytes(self, count: int) -> bytes:
        """`count` bytes from a CSPRNG."""
        ...

    def below(self, limit: int) -> int:
        """A uniform integer in [0, limit) from a CSPRNG."""
        ...


class Transcoder(Protocol):
    async def transcode(self, source: AsyncIterator[bytes], order: TranscodeOrder) -> Transcoded:
        """Decode in a process apart and make renditions. Never raises on any input."""
        ...


@dataclass(frozen=True, slots=True)
class Mail:
    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(default="", repr=False)
    language: str = "en"


class Mailer(Protocol):
    async def send(self, mail: Mail, *, key: str) -> None:
        """Hand over to the mail server. `key` becomes the Message-ID, so a repeat is one mail."""
        ...

    async def check(self) -> None:
        """Raises PlatformError when the server cannot be used; nothing is sent."""
        ...


class Texter(Protocol):
    async def send(self, phone: str, text: str, *, key: str) -> None:
        """Send a text message (E.164). Raises PlatformError."""
        ...


class Limiter(Protocol):
    async def wait(self, bucket: str, *, per_second: float, burst: int) -> float:
        """Take one from a bucket; the seconds to wait before acting (0: now)."""
        ...


class Codes(Protocol):
    """How a code is kept: HMAC under a pepper from outside the database, then argon2id."""

    async def seal(self, code: str, context: str) -> str:
        """What may be stored of `code`. `context` binds it to its attempt."""
        ...

    async def matches(self, code: str, context: str, sealed: str) -> bool:
        """In constant time; the same work when `sealed` is empty."""
        ...


class Texts(Protocol):
    """Every word a person reads."""

    def say(self, key: str, language: str, arguments: Mapping[str, object] | None = None) -> str:
        """A sentence in the best language there is. A missing key is a programming error."""
        ...

    def best(self, *wanted: str) -> str:
        """The first of the languages that there are words in; the default one else."""
        ...


class BlobStore(Protocol):
    """Sealed bytes: encrypted under the pod's key before they leave the process."""

    async def put(
        self, pod: PodId | None, key: str, chunks: AsyncIterator[bytes]
    ) -> tuple[int, str]:
        """Seal and store; (size, sha256 hex) of the clear bytes. Durable on return.

        `pod` None: under the installation's key (a knock). A second put of a key is refused unless
        the first was never finished.
        """
        ...

    def get(self, pod: PodId | None, key: str) -> AsyncIterator[bytes]:
        """The clear bytes, each segment authenticated. Raises `core.errors.NotFound`."""
        ...

    async def move(self, key: str, source: PodId | None, target: PodId) -> str:
        """Seal again under another key; returns the new blob key. The old one is deleted."""
        ...

    async def delete(self, key: str) -> None:
        """Gone on return; no error when it was not there."""
        ...
