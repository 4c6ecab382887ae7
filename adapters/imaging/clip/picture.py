"""A decoded frame: planes of luminance and colour differences, and how they become sRGB."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

Plane = npt.NDArray[np.uint8]

# Matrix coefficients by the number in the stream (ITU-T H.273): weights of red and blue.
_WEIGHTS = {1: (0.2126, 0.0722), 5: (0.299, 0.114), 6: (0.299, 0.114), 9: (0.2627, 0.0593)}
_HD = 720  # rows from which an unnamed matrix is BT.709
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Yuv:
    """8-bit planes (rows, columns) of their own sizes; `blue`, `red` None where grey."""

    luma: Plane
    blue: Plane | None
    red: Plane | None
    full_range: bool = False
    matrix: int = 2  # unspecified


def to_image(frame: Yuv, size: tuple[int, int], turn: int) -> Image.Image:
    """RGB of `size` (before turning), then turned by `turn` degrees clockwise."""
    luma = _scaled(frame.luma, size)
    if frame.blue is None or frame.red is None:
        neutral = Image.new("L", size, 128)
        planes = luma, neutral, neutral
    else:
        planes = luma, _scaled(frame.blue, size), _scaled(frame.red, size)
    # Pillow applies a matrix to three channels whatever they mean.
    shown = Image.merge("RGB", planes).convert("RGB", _matrix(frame))
    return shown.transpose(_TURNS[turn]) if turn in _TURNS else shown


def _scaled(plane: Plane, size: tuple[int, int]) -> Image.Image:
    image = Image.fromarray(plane)
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)


def _matrix(frame: Yuv) -> tuple[float, ...]:
    unnamed = (0.2126, 0.0722) if frame.luma.shape[0] >= _HD else (0.299, 0.114)
    red, blue = _WEIGHTS.get(frame.matrix, unnamed)
    green = 1 - red - blue
    gain, colour, black = (1.0, 1.0, 0.0) if frame.full_range else (255 / 219, 255 / 224, 16.0)
    to_red, to_blue = 2 * (1 - red) * colour, 2 * (1 - blue) * colour
    blue_in_green, red_in_green = -to_blue * blue / green, -to_red * red / green
    base = -black * gain
    return (
        *(gain, 0.0, to_red, base - 128 * to_red),
        *(gain, blue_in_green, red_in_green, base - 128 * (blue_in_green + red_in_green)),
        *(gain, to_blue, 0.0, base - 128 * to_blue),
    )
