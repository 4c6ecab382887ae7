"""The grey picture that stands where one was taken back.

Telegram lets a media message become another medium, never a plain text.
"""

from __future__ import annotations

import struct
import zlib
from functools import cache

WIDTH, HEIGHT, GREY = 320, 180, 0xD0


@cache
def png() -> bytes:
    """A plain grey PNG, 8 bit, without any metadata."""
    row = b"\0" + bytes([GREY]) * WIDTH
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(row * HEIGHT, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checksum)
