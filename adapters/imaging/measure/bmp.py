"""Windows bitmaps: nothing but a header."""

from __future__ import annotations

import struct

from adapters.imaging.errors import Refused
from adapters.imaging.limits import Limits
from adapters.imaging.measure.size import Measured
from core.imaging import Refusal


def measure(data: memoryview, limits: Limits) -> Measured:
    """A negative height means top down; a negative width means nothing."""
    (header,) = struct.unpack_from("<I", data, 14)
    width, height = struct.unpack_from("<HH" if header == 12 else "<ii", data, 18)
    if width <= 0 or height == 0:
        raise Refused(Refusal.BROKEN, f"bmp: {width} x {height}")
    return Measured(width, abs(height))
