"""Authenticated encryption of streams: AES-256-GCM-HKDF in segments, in Tink's byte layout.

A stream is a header (its length, a salt, a nonce prefix) and segments, each with its tag. The key
of a stream is derived from salt and associated data; a segment's nonce holds its number and
whether it is the last, so that segments cannot be left out, reordered, repeated or cut off.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.ports import Entropy
from storage.errors import BlobDamaged

KEY = 32
PREFIX = 7
TAG = 16
HEADER = 1 + KEY + PREFIX
SEGMENT = 256 * 1024
"""Bytes of one sealed segment; the first one is shorter by the header."""


class _Segments:
    """The cipher of one stream; counts its segments."""

    def __init__(self, key: bytes, header: bytes, associated: bytes) -> None:
        salt, self._prefix = header[1 : 1 + KEY], header[1 + KEY :]
        self._cipher = AESGCM(HKDF(SHA256(), KEY, salt, associated).derive(key))
        self._number = 0

    def seal(self, clear: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(last), clear, None)

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        try:
            return self._cipher.decrypt(self._nonce(last), sealed, None)
        except InvalidTag as error:
            raise BlobDamaged("a segment is not what was sealed") from error

    def _nonce(self, last: bool) -> bytes:
        nonce = self._prefix + self._number.to_bytes(4, "big") + bytes([last])
        self._number += 1
        return nonce


async def seal(
    chunks: AsyncIterator[bytes],
    key: bytes,
    associated: bytes,
    entropy: Entropy,
    *,
    segment: int = SEGMENT,
) -> AsyncIterator[bytes]:
    """The header, then sealed segments, as the clear bytes come."""
    header = bytes([HEADER]) + entropy.bytes(KEY + PREFIX)
    yield header
    segments = _Segments(key, header, associated)
    waiting = bytearray()
    size = segment - TAG - HEADER
    async for chunk in chunks:
        waiting += chunk
        while len(waiting) > size:  # equal is not enough: this one may be the last
            yield segments.seal(bytes(waiting[:size]), last=False)
            del waiting[:size]
            size = segment - TAG
    yield segments.seal(bytes(waiting), last=True)


async def unseal(
    chunks: AsyncIterator[bytes], key: bytes, associated: bytes, *, segment: int = SEGMENT
) -> AsyncIterator[bytes]:
    """The clear bytes, each segment given only once it is authenticated. Raises BlobDamaged."""
    waiting = bytearray()
    segments: _Segments | None = None
    size = segment - HEADER
    async for chunk in chunks:
        waiting += chunk
        if segments is None and len(waiting) >= HEADER:
            segments = _Segments(key, _header(waiting), associated)
            del waiting[:HEADER]
        while segments is not None and len(waiting) > size:
            yield segments.open(bytes(waiting[:size]), last=False)
            del waiting[:size]
            size = segment
    if segments is None:
        raise BlobDamaged("shorter than its header")
    yield segments.open(bytes(waiting), last=True)


def _header(waiting: bytearray) -> bytes:
    if waiting[0] != HEADER:
        raise BlobDamaged("not a sealed stream")
    return bytes(waiting[:HEADER])
