"""PNG and APNG: the header, the frames that are really there, the end."""

from __future__ import annotations

import struct

from adapters.imaging.errors import Refused
from adapters.imaging.limits import Limits
from adapters.imaging.measure.size import Measured
from core.imaging import Refusal

_MOST_CHUNKS = 1_000_000


def measure(data: memoryview, limits: Limits) -> Measured:
    """Walk the chunks up to IEND or to the end of the file."""
    if bytes(data[12:16]) != b"IHDR":
        raise Refused(Refusal.BROKEN, "png: no header")
    width, height, depth, colour = struct.unpack_from(">IIBB", data, 16)
    animated, frames, has_data = False, 0, False
    position, end = 8, None
    for _ in range(_MOST_CHUNKS):
        if position + 8 > len(data):
            break
        length, name = struct.unpack_from(">I4s", data, position)
        if name == b"IHDR" and position > 8:
            raise Refused(Refusal.BROKEN, "png: a second header")  # decoders take its size
        if name == b"acTL":
            animated = True
        elif name == b"fcTL":
            _check_frame(data, position + 8, width, height)
            frames += 1
        elif name == b"IDAT":
            has_data = True
        position += 12 + length
        if name == b"IEND":
            end = position
            break
    if not has_data:
        raise Refused(Refusal.BROKEN, "png: no picture data")
    heavy = depth == 16 or colour in (4, 6) or animated
    return Measured(width, height, frames if animated and frames else 1, end, heavy)


def _check_frame(data: memoryview, position: int, width: int, height: int) -> None:
    wide, high, left, top = struct.unpack_from(">IIII", data, position + 4)
    if left + wide > width or top + high > height:
        raise Refused(Refusal.BROKEN, "png: a frame outside the canvas")
