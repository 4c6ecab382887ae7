"""JPEG 2000 (ISO 15444-1): the SIZ segment of the code stream, bare or in JP2 boxes."""

from __future__ import annotations

import struct

from adapters.imaging.errors import Refused
from adapters.imaging.limits import Limits
from adapters.imaging.measure.size import Measured
from core.imaging import Refusal

_START = b"\xff\x4f\xff\x51"
_MOST_TILES = 65_535
_MOST_COMPONENTS = 4
_MOST_SAMPLES = 120 << 20  # the decoder keeps four bytes for each: 480 MB


def measure(data: memoryview, limits: Limits) -> Measured:
    """Size from SIZ; tiles and components are counted, for each costs the decoder memory."""
    position = _code_stream(data, limits)
    if bytes(data[position : position + 4]) != _START:
        raise Refused(Refusal.BROKEN, "jpeg 2000: no code stream")
    numbers = struct.unpack_from(">IIIIIIIIH", data, position + 8)
    right, bottom, left, top, tile_width, tile_height, tile_left, tile_top, components = numbers
    if not 1 <= components <= _MOST_COMPONENTS:
        raise Refused(Refusal.BROKEN, f"jpeg 2000: {components} components")
    if not tile_width or not tile_height or right <= left or bottom <= top:
        raise Refused(Refusal.BROKEN, "jpeg 2000: an empty grid")
    across = -(-(right - tile_left) // tile_width)
    down = -(-(bottom - tile_top) // tile_height)
    if across * down > _MOST_TILES:
        raise Refused(Refusal.BROKEN, "jpeg 2000: too many tiles")
    if (right - left) * (bottom - top) * components > _MOST_SAMPLES:
        raise Refused(Refusal.TOO_MANY_PIXELS, "jpeg 2000: too many samples")
    return Measured(right - left, bottom - top)


def _code_stream(data: memoryview, limits: Limits) -> int:
    """Where the code stream begins. A box of length zero is the last one; others must advance."""
    if bytes(data[:4]) == _START:
        return 0
    position = 0
    for _ in range(limits.boxes):
        size, name = struct.unpack_from(">I4s", data, position)
        header = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, position + 8)
            header = 16
        if name == b"jp2c":
            return position + header
        if size < header:
            raise Refused(Refusal.BROKEN, "jpeg 2000: a box that does not advance")
        position += size
    raise Refused(Refusal.BROKEN, "jpeg 2000: too many boxes")
