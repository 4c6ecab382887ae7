"""Size and number of frames of a picture, read from its structure before anything is decoded.

A decoder allocates what the header says: a 34-byte WebP asks for 1.4 GB. So every format has a
reader here that walks the structure alone, and the caps are applied to what it finds, the largest
of all sizes that the file names.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from adapters.imaging.errors import Refused
from adapters.imaging.limits import LIMITS, Limits
from adapters.imaging.measure import bmp, boxes, gif, jpeg, jpeg2000, jxl, png, tiff, webp
from adapters.imaging.measure.size import Measured
from core.imaging import Refusal

__all__ = ["Measured", "check", "measure"]

_READERS: Mapping[str, Callable[[memoryview, Limits], Measured]] = {
    "avif": boxes.measure,
    "bmp": bmp.measure,
    "gif": gif.measure,
    "heif": boxes.measure,
    "j2k": jpeg2000.measure,
    "jp2": jpeg2000.measure,
    "jpeg": jpeg.measure,
    "jxl": jxl.measure,
    "png": png.measure,
    "tiff": tiff.measure,
    "webp": webp.measure,
}
_MOVING = frozenset(("avif", "gif", "png", "webp"))


def measure(data: memoryview, form: str, limits: Limits = LIMITS) -> Measured:
    """What the picture of format `form` will cost. Raises Refused when it is over a cap or cut."""
    try:
        measured = _READERS[form](data, limits)
    except (struct.error, IndexError) as error:
        raise Refused(Refusal.BROKEN, f"{form}: the structure stops early") from error
    check(measured, form, limits)
    return measured


def check(measured: Measured, form: str, limits: Limits = LIMITS) -> None:
    """Refuse what is empty, larger than the caps, or has absurdly many frames."""
    width, height = measured.width, measured.height
    if width <= 0 or height <= 0:
        raise Refused(Refusal.BROKEN, f"{form}: {width} x {height}")
    most = limits.four_byte_pixels if measured.heavy else limits.still_pixels
    if measured.frames > 1 and form in _MOVING:
        most = limits.moving_pixels
    if width * height > most or max(width, height) > limits.still_side:
        raise Refused(Refusal.TOO_MANY_PIXELS, f"{form}: {width} x {height}")
    if measured.frames > limits.frames_claimed:
        raise Refused(Refusal.TOO_MANY_FRAMES, f"{form}: {measured.frames} frames")
