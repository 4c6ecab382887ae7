"""GIF: canvas, frames (which may reach beyond the canvas), end."""

from __future__ import annotations

import struct

from adapters.imaging.errors import Refused
from adapters.imaging.limits import Limits
from adapters.imaging.measure.size import Measured
from core.imaging import Refusal

_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B


def measure(data: memoryview, limits: Limits) -> Measured:
    """Walk the blocks. The size is the canvas grown by every frame, as decoders grow it."""
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    if width == 0 or height == 0:
        raise Refused(Refusal.BROKEN, f"gif: {width} x {height}")
    position = 13 + _table(flags)
    frames, end = 0, None
    while position < len(data) and frames <= limits.frames_claimed:
        kind = data[position]
        if kind == _TRAILER:
            end = position + 1
            break
        if kind == _EXTENSION:
            position = _skip_blocks(data, position + 2)
        elif kind == _IMAGE:
            if position + 10 > len(data):
                break
            left, top, wide, high, flags = struct.unpack_from("<HHHHB", data, position + 1)
            width, height = max(width, left + wide), max(height, top + high)
            frames += 1
            position = _skip_blocks(data, position + 11 + _table(flags))
        else:
            break
    if frames == 0:
        raise Refused(Refusal.BROKEN, "gif: no frame")
    return Measured(width, height, frames, end, heavy=True)


def _table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _skip_blocks(data: memoryview, position: int) -> int:
    while position < len(data) and data[position]:
        position += data[position] + 1
    return position + 1
