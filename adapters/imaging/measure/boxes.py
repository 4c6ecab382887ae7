"""HEIF and AVIF (ISO 23008-12): every size that a box names, found without decoding."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from adapters.imaging.errors import Refused
from adapters.imaging.limits import Limits
from adapters.imaging.measure.size import Measured
from core.imaging import Refusal

_CONTAINERS = {b"meta": 4, b"iprp": 0, b"ipco": 0, b"moov": 0, b"trak": 0, b"mdia": 0}
_CONTAINERS |= {b"minf": 0, b"stbl": 0, b"stsd": 8, b"av01": 78, b"hvc1": 78}
_SAMPLE_ENTRIES = (b"av01", b"hvc1")
_MOST_TILES = 8  # total pixels of all pictures in the file, in times of the cap of one


def measure(data: memoryview, limits: Limits) -> Measured:
    """The largest picture in the file; tiles are summed, so that no grid hides a bomb."""
    width = height = total = 0
    frames = 1
    for name, body, size in walk(data, 0, len(data), limits):
        if name == b"ispe":
            wide, high = struct.unpack_from(">II", data, body + 4)
        elif name in _SAMPLE_ENTRIES:
            wide, high = struct.unpack_from(">HH", data, body + 24)
        elif name == b"stsz":
            frames = max(frames, struct.unpack_from(">I", data, body + 8)[0])
            continue
        else:
            continue
        if body + size > len(data):
            raise Refused(Refusal.BROKEN, "heif: a box reaches beyond the file")
        width, height = max(width, wide), max(height, high)
        total += wide * high
    if total > _MOST_TILES * limits.still_pixels:
        raise Refused(Refusal.TOO_MANY_PIXELS, f"heif: {total} pixels in all")
    return Measured(width, height, frames, heavy=True)


def walk(
    data: memoryview, start: int, end: int, limits: Limits, depth: int = 0
) -> Iterator[tuple[bytes, int, int]]:
    """Name, start of the body and its length, of every box, containers first. Raises Refused."""
    position = start
    for _ in range(limits.boxes):
        if position + 8 > end:
            return
        size, name = struct.unpack_from(">I4s", data, position)
        if depth == 0 and position and (not name.isascii() or b"\0" in name):
            return  # the trailer that some phones write behind the last box
        header = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, position + 8)
            header = 16
        elif size == 0:
            size = end - position
        if size < header or position + size > end:
            raise Refused(Refusal.BROKEN, "a box reaches beyond its parent")
        body = position + header
        yield name, body, size - header
        if name in _CONTAINERS:
            if depth >= limits.box_depth:
                raise Refused(Refusal.BROKEN, "boxes nested too deep")
            yield from walk(data, body + _CONTAINERS[name], position + size, limits, depth + 1)
        position += size
    raise Refused(Refusal.BROKEN, "too many boxes")
