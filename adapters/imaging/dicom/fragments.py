"""Encapsulated pixel data: from items to frames, whatever the offset tables say.

Nothing is copied while a frame lies in one fragment. The basic and extended offset tables are used
only where they fit the items that are really there.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from adapters.imaging.errors import Refused
from core.imaging import Refusal

_ITEM, _END = 0xFFFEE000, 0xFFFEE0DD
MAX_FRAGMENTS = 1_000_000

Buffer = bytes | memoryview
_STARTS = (b"\xff\xd8", b"\xff\x4f\xff\x51", b"\0\0\0\x0cjP  ", b"\xff\x0a", b"\0\0\0\x0cJXL ")


class Fragments:
    """The fragments of one pixel data element and the frames that they make up."""

    def __init__(self, value: memoryview, frames: int, extended: Sequence[int] = ()) -> None:
        self._value = value
        self._spans, table = _walk(value)
        self._groups = _group(value, self._spans, frames, table, extended)

    def __len__(self) -> int:
        return len(self._groups)

    def frame(self, index: int) -> Buffer:
        """The bytes of one compressed frame. Raises Refused where there is none."""
        if not 0 <= index < len(self._groups):
            raise Refused(Refusal.BROKEN, "fewer frames than announced")
        first, last = self._groups[index]
        spans = self._spans[first:last]
        if len(spans) == 1:
            start, length = spans[0]
            return self._value[start : start + length]
        return b"".join(self._value[start : start + length] for start, length in spans)

    def whole(self) -> bytes:
        """All fragments in one piece: a video is one stream across them."""
        return b"".join(self._value[start : start + length] for start, length in self._spans)


def _walk(value: memoryview) -> tuple[list[tuple[int, int]], list[int]]:
    """Start and length of every fragment, and the basic offset table."""
    spans: list[tuple[int, int]] = []
    table: list[int] = []
    at, first = 0, True
    while at + 8 <= len(value) and len(spans) < MAX_FRAGMENTS:
        group, element, length = struct.unpack_from("<HHI", value, at)
        tag = group << 16 | element
        at += 8
        if tag != _ITEM:
            break
        if length == 0xFFFFFFFF:
            raise Refused(Refusal.BROKEN, "a fragment without length")
        length = min(length, len(value) - at)  # a cut-off or lying last item ends with the file
        if first:
            count = length // 4
            table = list(struct.unpack_from(f"<{count}I", value, at))
            first = False
        else:
            spans.append((at, length))
        at += length
    if not spans and table and bytes(value[8:10]) in (b"\xff\xd8", b"\xff\x4f"):
        # Some writers forget the offset table: its item holds the first frame.
        return [(8, struct.unpack_from("<I", value, 4)[0])], []
    return [span for span in spans if span[1]], table


def _group(
    value: memoryview,
    spans: Sequence[tuple[int, int]],
    frames: int,
    table: Sequence[int],
    extended: Sequence[int],
) -> list[tuple[int, int]]:
    """Which run of fragments makes each frame: [first, last) as indices into `spans`."""
    if not spans:
        raise Refused(Refusal.BROKEN, "no fragments")
    if any(offset > len(value) for offset in extended):
        raise Refused(Refusal.BROKEN, "offsets beyond the pixel data")
    if frames == 1:
        return [(0, len(spans))]
    if len(spans) == frames:
        return [(index, index + 1) for index in range(frames)]
    base = spans[0][0] - 8
    starts = {start - 8 - base: index for index, (start, _length) in enumerate(spans)}
    for offsets in (extended, table):
        if len(offsets) == frames and all(offset in starts for offset in offsets):
            firsts = [starts[offset] for offset in offsets]
            if firsts == sorted(set(firsts)):
                return list(zip(firsts, [*firsts[1:], len(spans)], strict=True))
    # No usable table: a frame begins where a code stream begins.
    firsts = [
        index
        for index, (start, _length) in enumerate(spans)
        if bytes(value[start : start + 8]).startswith(_STARTS)
    ]
    if firsts and firsts[0] == 0:
        return list(zip(firsts, [*firsts[1:], len(spans)], strict=True))
    return [(index, index + 1) for index in range(min(frames, len(spans)))]
