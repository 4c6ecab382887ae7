"""JPEG XL (ISO 18181-1): the size header, bare or in boxes."""

from __future__ import annotations

import struct

from adapters.imaging.errors import Refused
from adapters.imaging.limits import Limits
from adapters.imaging.measure.size import Measured
from core.imaging import Refusal

_START = b"\xff\x0a"
_RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))


def measure(data: memoryview, limits: Limits) -> Measured:
    """Width and height as SizeHeader words them."""
    bits = _Bits(_code_stream(data, limits))
    if bits.take(1):
        height = (bits.take(5) + 1) * 8
        width = _by_ratio(bits, height) or (bits.take(5) + 1) * 8
    else:
        height = _length(bits)
        width = _by_ratio(bits, height) or _length(bits)
    animated = False
    if not bits.take(1) and bits.take(1):  # not all defaults, and extra fields
        animated = _is_animated(bits)
    if animated:
        raise Refused(Refusal.UNSUPPORTED_CODEC, "an animated JPEG XL")
    return Measured(width, height, heavy=True)


def _is_animated(bits: _Bits) -> bool:
    bits.take(3)  # orientation
    if bits.take(1):  # intrinsic size
        _skip_size(bits)
    if bits.take(1):  # a preview
        return True  # its header is longer still; nobody writes one
    return bool(bits.take(1))


def _skip_size(bits: _Bits) -> None:
    small = bits.take(1)
    height = (bits.take(5) + 1) * 8 if small else _length(bits)
    if not _by_ratio(bits, height):
        _ = bits.take(5) if small else _length(bits)


def _by_ratio(bits: _Bits, height: int) -> int | None:
    ratio = bits.take(3)
    if not ratio:
        return None
    wide, high = _RATIOS[ratio - 1]
    return height * wide // high


def _length(bits: _Bits) -> int:
    return bits.take((9, 13, 18, 30)[bits.take(2)]) + 1


class _Bits:
    """Bits from the least significant on."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "little")
        self._left = len(data) * 8

    def take(self, count: int) -> int:
        """The next `count` bits as a number."""
        if count > self._left:
            raise Refused(Refusal.BROKEN, "jpeg xl: the header stops early")
        taken = self._value & ((1 << count) - 1)
        self._value >>= count
        self._left -= count
        return taken


def _code_stream(data: memoryview, limits: Limits) -> bytes:
    """The first bytes behind the code stream's signature."""
    if bytes(data[:2]) == _START:
        return bytes(data[2:34])
    position = 0
    for _ in range(limits.boxes):
        size, name = struct.unpack_from(">I4s", data, position)
        header = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, position + 8)
            header = 16
        if name in (b"jxlc", b"jxlp"):
            start = position + header + (4 if name == b"jxlp" else 0)
            if bytes(data[start : start + 2]) != _START:
                raise Refused(Refusal.BROKEN, "jpeg xl: no code stream")
            return bytes(data[start + 2 : start + 34])
        if size < header:
            raise Refused(Refusal.BROKEN, "jpeg xl: a box that does not advance")
        position += size
    raise Refused(Refusal.BROKEN, "jpeg xl: too many boxes")
