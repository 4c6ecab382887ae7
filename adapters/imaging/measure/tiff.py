"""TIFF and BigTIFF: the chain of directories, walked once, without loops."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from adapters.imaging.errors import Refused
from adapters.imaging.limits import Limits
from adapters.imaging.measure.size import Measured
from core.imaging import Refusal

_MOST_ENTRIES = 4096
_MOST_SAMPLES = 16
_SHORT, _LONG, _LONG8 = 3, 4, 16
_SIZES = {_SHORT: 2, _LONG: 4, _LONG8: 8}
_SUBFILE, _WIDTH, _HEIGHT, _BITS, _COMPRESSION = 254, 256, 257, 258, 259
_SAMPLES, _TILE_WIDTH, _TILE_HEIGHT = 277, 322, 323
_WANTED = frozenset(
    (_SUBFILE, _WIDTH, _HEIGHT, _BITS, _COMPRESSION, _SAMPLES, _TILE_WIDTH, _TILE_HEIGHT)
)
_REDUCED = 1


@dataclass(frozen=True, slots=True)
class _Layout:
    """How this file writes numbers: byte order, and the widths of TIFF or BigTIFF."""

    order: str
    count: str
    entry: int
    value: int
    offset: str

    def read(self, data: memoryview, code: str, position: int) -> int:
        return int(struct.unpack_from(self.order + code, data, position)[0])


def measure(data: memoryview, limits: Limits) -> Measured:
    """Largest page, number of pages; reduced copies (thumbnails) are no pages."""
    order = "<" if data[0] == 0x49 else ">"
    big = struct.unpack_from(order + "H", data, 2)[0] == 43
    layout = _Layout(order, "Q", 20, 8, "Q") if big else _Layout(order, "H", 12, 4, "I")
    position = layout.read(data, layout.offset, 8 if big else 4)
    seen: set[int] = set()
    pages: list[int] = []
    width = height = index = 0
    heavy = False
    while position:
        if position in seen:
            raise Refused(Refusal.BROKEN, "tiff: directories in a loop")
        seen.add(position)
        if len(seen) > limits.pages_claimed:
            raise Refused(Refusal.TOO_MANY_PAGES, "tiff: too many directories")
        try:
            tags, position = _directory(data, layout, position)
        except struct.error:
            if index == 0:
                raise
            break  # some writers leave a pointer to nowhere behind the last page
        width = max(width, tags.get(_WIDTH, 0), tags.get(_TILE_WIDTH, 0))
        height = max(height, tags.get(_HEIGHT, 0), tags.get(_TILE_HEIGHT, 0))
        heavy = heavy or tags.get(_SAMPLES, 1) > 3 or tags.get(_BITS, 1) > 8
        if tags.get(_SAMPLES, 1) > _MOST_SAMPLES:
            raise Refused(Refusal.BROKEN, "tiff: too many samples a pixel")
        if not tags.get(_SUBFILE, 0) & _REDUCED:
            pages.append(index)
        index += 1
    if index == 0:
        raise Refused(Refusal.BROKEN, "tiff: no directory")
    return Measured(width, height, heavy=heavy, pages=tuple(pages) or (0,))


def _directory(data: memoryview, layout: _Layout, position: int) -> tuple[dict[int, int], int]:
    """The wanted tags of one directory and the position of the next, 0 after the last."""
    entries = layout.read(data, layout.count, position)
    if entries > _MOST_ENTRIES:
        raise Refused(Refusal.BROKEN, "tiff: a directory of too many entries")
    start = position + struct.calcsize(layout.count)
    tags: dict[int, int] = {}
    for index in range(entries):
        at = start + index * layout.entry
        tag, kind = struct.unpack_from(layout.order + "HH", data, at)
        if tag in _WANTED and kind in _SIZES:
            tags[tag] = _value(data, layout, at, kind)
    following = start + entries * layout.entry
    if following + layout.value > len(data):
        return tags, 0  # the last pointer is often left out
    return tags, layout.read(data, layout.offset, following)


def _value(data: memoryview, layout: _Layout, entry: int, kind: int) -> int:
    """The first of the entry's numbers, which may stand elsewhere in the file."""
    count = layout.read(data, layout.offset, entry + 4)
    at = entry + 4 + layout.value
    if count * _SIZES[kind] > layout.value:
        at = layout.read(data, layout.offset, at)
    return layout.read(data, {_SHORT: "H", _LONG: "I", _LONG8: "Q"}[kind], at)
