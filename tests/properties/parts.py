"""What the interleavings need beside the database and the chats: quick, and without a network."""

from __future__ import annotations

import hashlib
import random
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta

from core.imaging import (
    BurnedIn,
    Kind,
    PatientClues,
    Purpose,
    Rendition,
    Status,
    Transcoded,
    TranscodedImage,
    TranscodeOrder,
)
from core.ports import Mail


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 1, tzinfo=UTC)

    def now(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment


class Entropy:
    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def bytes(self, count: int) -> bytes:
        return self._random.randbytes(count)

    def below(self, limit: int) -> int:
        return self._random.randrange(limit)


class Codes:
    """Without the slowness, which is what argon2 is for."""

    async def seal(self, code: str, context: str) -> str:
        return hashlib.sha256(f"{context}/{code}".encode()).hexdigest()

    async def matches(self, code: str, context: str, sealed: str) -> bool:
        return await self.seal(code, context) == sealed


class Texts:
    """The key is the sentence, with what it says of a newcomer's link or code."""

    def say(self, key: str, language: str, arguments: Mapping[str, object] | None = None) -> str:
        return " ".join(
            [key, *(str((arguments or {}).get(name, "")) for name in ("code",))]
        ).strip()

    def best(self, *wanted: str) -> str:
        return "en"


class Postman:
    """Keeps the newest link for each address, and the newest code for each number."""

    def __init__(self) -> None:
        self.links: dict[str, str] = {}
        self.codes: dict[str, str] = {}

    async def send(self, to: Mail | str, text: str = "", *, key: str) -> None:
        if isinstance(to, Mail):
            link = next((w for w in to.text.split() if "/join/" in w), "")
            if link:
                self.links[to.to] = link.rpartition("/")[2]
        else:
            self.codes[to] = text.rpartition(" ")[2]

    async def check(self) -> None:
        return


class Transcoder:
    """An upload's bytes are words: `pic-7 of-B painted`. What is shown says whether it is clean."""

    async def transcode(self, source: AsyncIterator[bytes], order: TranscodeOrder) -> Transcoded:
        words = b"".join([part async for part in source]).decode()
        tag, *traits = words.split()
        painted = "painted" in traits
        whose = next((t.removeprefix("of-") for t in traits if t.startswith("of-")), None)
        made = [
            _rendition(tag, purpose, identified=identified)
            for purpose in order.purposes & {Purpose.PREVIEW, Purpose.FULL}
            for identified in ((True,) if painted else (False, True))
        ]
        image = TranscodedImage(
            kind=Kind.PHOTO, transfer_syntax=None, frames=1, width=8, height=8, decoder="words",
            metadata={"tag": tag}, summary={}, patient=PatientClues(patient_id=whose),
            burned_in=BurnedIn(suspected=painted), renditions=tuple(made),
        )  # fmt: skip
        return Transcoded(Status.OK, (image,))


def _rendition(tag: str, purpose: Purpose, *, identified: bool) -> Rendition:
    data = f"{tag} {'identified' if identified else 'clean'}".encode()
    digest = hashlib.sha256(data + purpose.encode()).hexdigest()
    return Rendition(purpose, "jpeg", "image/jpeg", 8, 8, 1, data, digest, identified=identified)
