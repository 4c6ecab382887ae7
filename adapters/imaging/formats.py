"""Pixels to encoded files: the picture alone, no EXIF, XMP, profile, comment or tail."""

from __future__ import annotations

import io

import imagecodecs
import numpy as np
import numpy.typing as npt
from PIL import Image

from adapters.imaging.errors import Refused
from core.imaging import Refusal

Pixels = npt.NDArray[np.uint8]

LOSSLESS = frozenset({"png"})
# What a format can hold, pixels a side.
_LONGEST = {"jpeg": 65500, "webp": 16383, "avif": 65535, "jxl": 1 << 20, "png": 1 << 20}
# The same look has lower figures in these than in JPEG (measured by SSIM, docs/imaging.md).
_SAME_LOOK = {"avif": -10, "jxl": -2}


def encode(pixels: Pixels, name: str, quality: int, lossless: bool = False) -> bytes:
    """One picture: `pixels` uint8 (rows, columns) or (rows, columns, 3), quality 1–100 as in JPEG.

    Raises Refused where the format is unknown or cannot hold a picture of that size.
    """
    pixels = np.ascontiguousarray(pixels)
    if max(pixels.shape[:2]) > _LONGEST.get(name, 65535):
        raise Refused(Refusal.TOO_MANY_PIXELS, f"too long for {name}")
    level = max(1, min(100, quality + _SAME_LOOK.get(name, 0)))
    if name == "jpeg":
        # The same library as Pillow's, without a copy of the colours.
        subsampling = None if pixels.ndim == 2 else "444" if quality >= 90 else "420"
        return bytes(imagecodecs.jpeg8_encode(pixels, level=level, subsampling=subsampling))
    if name == "png":
        return bytes(imagecodecs.png_encode(pixels, level=1 if pixels.size > 1 << 20 else 4))
    if name == "webp":
        return _pillow(pixels, "WEBP", quality=level, lossless=lossless, method=2)
    if name == "avif":
        return _pillow(pixels, "AVIF", quality=100 if lossless else level, speed=8, max_threads=1)
    if name == "jxl":
        return _jxl(pixels, level, lossless)
    if name == "gif":
        return _pillow(pixels, "GIF")
    raise Refused(Refusal.UNSUPPORTED_CODEC, "no such output format")


def _jxl(pixels: Pixels, level: int, lossless: bool) -> bytes:
    # libjxl's distance: 1.0 is "visually lossless", about JPEG 90. Its `level=100` is not lossless.
    options = {"lossless": True} if lossless else {"distance": max(0.3, (100 - level) * 0.1)}
    return bytes(imagecodecs.jpegxl_encode(pixels, effort=3, numthreads=1, **options))


def _pillow(pixels: Pixels, name: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, name, **options)
    return out.getvalue()
