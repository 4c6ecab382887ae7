"""A ZIP that is written piece by piece, however large: what was written is handed on at once."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass, field

STAMP = (1980, 1, 1, 0, 0, 0)  # the files' own days are in the tables
PIECE = 256 * 1024


class _Sink(io.RawIOBase):
    """Takes what the archive writes; nobody can go back in it."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        view = memoryview(data)  # type: ignore[arg-type]
        self._held += view
        return view.nbytes

    def take(self) -> bytes:
        held, self._held = bytes(self._held), bytearray()
        return held


@dataclass(slots=True)
class Archive:
    """Each method yields bytes of the ZIP as they come. `listed`: path → (size, sha256)."""

    listed: dict[str, tuple[int, str]] = field(default_factory=dict)
    _sink: _Sink = field(default_factory=_Sink)
    _zip: zipfile.ZipFile | None = None

    def _open(self) -> zipfile.ZipFile:
        if self._zip is None:
            self._zip = zipfile.ZipFile(self._sink, "w")
        return self._zip

    async def add(self, path: str, chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
        """A file from a stream, stored as it is: pictures do not shrink. A path is used once."""
        info = zipfile.ZipInfo(self._fresh(path), STAMP)
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._open().open(info, "w", force_zip64=True) as member:
            async for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                member.write(chunk)
                yield self._sink.take()
        self.listed[path] = (size, digest.hexdigest())
        yield self._sink.take()

    def write(self, path: str, data: bytes) -> bytes:
        """A file that is at hand, packed."""
        info = zipfile.ZipInfo(self._fresh(path), STAMP)
        info.external_attr = 0o600 << 16
        self._open().writestr(info, data, zipfile.ZIP_DEFLATED)
        self.listed[path] = (len(data), hashlib.sha256(data).hexdigest())
        return self._sink.take()

    def close(self) -> bytes:
        """The list of contents, which a ZIP ends with."""
        self._open().close()
        return self._sink.take()

    def _fresh(self, path: str) -> str:
        if path in self.listed:
            raise ValueError("a path is used once")
        return path
