"""WebP (RFC 9649): the canvas, each frame's own size, and the chunks beside the picture."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from adapters.imaging.errors import Refused
from adapters.imaging.limits import Limits
from adapters.imaging.measure.size import Measured
from core.imaging import Refusal

_FRAME_HEADER = 16


def measure(data: memoryview, limits: Limits) -> Measured:
    """Walk the RIFF chunks; the size is the largest that canvas or frame names."""
    sizes, frames = [(0, 0)], 0
    canvas: tuple[int, int] | None = None
    animated = transparent = False
    end = min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    for name, body, size in chunks(data, 12, end):
        if name == b"VP8X":
            canvas = _three(data, body + 4) + 1, _three(data, body + 7) + 1
            animated, transparent = bool(data[body] & 2), bool(data[body] & 16)
        elif name == b"ANMF":
            sizes.append((_three(data, body + 6) + 1, _three(data, body + 9) + 1))
            frames += 1
            inner = chunks(data, body + _FRAME_HEADER, body + size)
            sizes += [_bitstream(data, *chunk) for chunk in inner]
        else:
            sizes.append(_bitstream(data, name, body, size))
            transparent |= name == b"VP8L" and bool(data[body + 4] & 16)
    if canvas is not None:
        sizes.append(canvas)
    width, height = max(wide for wide, _ in sizes), max(high for _, high in sizes)
    if animated and not frames:
        raise Refused(Refusal.BROKEN, "webp: no frame")
    return Measured(width, height, frames if animated else 1, end, animated or transparent)


def chunks(data: memoryview, position: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and length of each chunk between `position` and `end`."""
    while position + 8 <= end:
        name, size = struct.unpack_from("<4sI", data, position)
        yield name, position + 8, size
        position += 8 + size + (size & 1)


def _bitstream(data: memoryview, name: bytes, body: int, size: int) -> tuple[int, int]:
    if name == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, body + 6)
        return width & 0x3FFF, height & 0x3FFF
    if name == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, body + 1)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return 0, 0


def _three(data: memoryview, position: int) -> int:
    return int.from_bytes(data[position : position + 3], "little")
