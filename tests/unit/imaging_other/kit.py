"""Pictures to test with, and a look into what came out."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from adapters.imaging import raster
from adapters.imaging.sniff import sniff
from core.imaging import Purpose, Rendition, TranscodedImage, TranscodeOrder

PNG_FULL = TranscodeOrder(purposes=frozenset({Purpose.FULL}), still_format="png")


def corners(width: int = 80, height: int = 60) -> Image.Image:
    """Red top left, green top right, blue bottom left, white bottom right."""
    image = Image.new("RGB", (width, height), "white")
    half = width // 2, height // 2
    image.paste((255, 0, 0), (0, 0, *half))
    image.paste((0, 255, 0), (half[0], 0, width, half[1]))
    image.paste((0, 0, 255), (0, half[1], half[0], height))
    return image


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def entry(data: bytes, order: TranscodeOrder = PNG_FULL) -> TranscodedImage:
    view = memoryview(data)
    (only,) = raster.transcode(view, sniff(view).format, order)
    return only


def rendition(image: TranscodedImage, purpose: Purpose = Purpose.FULL) -> Rendition:
    return next(one for one in image.renditions if one.purpose is purpose)


def pixels(one: Rendition) -> npt.NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(one.data)).convert("RGB"))


def drawn(data: bytes, order: TranscodeOrder = PNG_FULL) -> npt.NDArray[np.uint8]:
    """The `full` rendition's pixels (rows, columns, 3)."""
    return pixels(rendition(entry(data, order)))


def colour_at(shown: npt.NDArray[np.uint8], across: float, down: float) -> tuple[int, int, int]:
    row, column = int(shown.shape[0] * down), int(shown.shape[1] * across)
    red, green, blue = (int(value) for value in shown[row, column])
    return red, green, blue


def close(one: tuple[int, int, int], other: tuple[int, int, int], most: int = 12) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= most
