"""Sizes for purposes. Never larger than what came in: enlarging adds bytes and nothing to see."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.imaging import Purpose

SIDES = {Purpose.THUMBNAIL: 320, Purpose.PREVIEW: 1280}  # longest side of a purpose, pixels

# Whole-number reduction first, down to this many times the size that is wanted: half the time, and
# within one grey of 255 (root mean square) of the slowest filter on photographs and X-rays.
GAP = 1.5

Pixels = npt.NDArray[np.uint8]


def within(width: int, height: int, side: int, aspect: float = 1.0) -> tuple[int, int]:
    """The size whose longer side is at most `side`, for pixels `aspect` times as tall as wide.

    Non-square pixels are made square by enlarging the shorter direction, as viewers do, unless that
    would pass `side`.
    """
    wide, high = (float(width), height * aspect) if aspect >= 1 else (width / aspect, float(height))
    factor = min(1.0, side / max(wide, high))
    return max(1, round(wide * factor)), max(1, round(high * factor))


def resized(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """`pixels` (rows, columns) or (rows, columns, 3) at `size` = (width, height)."""
    if (pixels.shape[1], pixels.shape[0]) == size:
        return pixels
    image = Image.fromarray(np.ascontiguousarray(pixels))
    scaled = image.resize(size, Image.Resampling.HAMMING, reducing_gap=GAP)
    return np.asarray(scaled)
