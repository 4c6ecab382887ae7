"""Pillow images to pixels at the sizes that renditions need: made smaller, never larger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

import numpy as np
import numpy.typing as npt
from PIL import Image

from adapters.imaging import burned_in, scale
from adapters.imaging.limits import LIMITS, Limits
from core.imaging import BurnedIn, Purpose, TranscodeOrder

Pixels = npt.NDArray[np.uint8]

_BAND = 256  # rows
_WHITE = (255, 255, 255)


def longest_side(order: TranscodeOrder, limits: Limits = LIMITS) -> int:
    """The largest side that any ordered still needs, in pixels: decoders may reduce to it."""
    if Purpose.FULL in order.purposes:
        return limits.full_side
    if Purpose.PREVIEW in order.purposes:
        return limits.preview_side
    return limits.thumbnail_side


def fit(image: Image.Image, side: int) -> Image.Image:
    """The image with its longest side at most `side`; itself where it is small enough."""
    width, height = image.size
    longest = max(width, height)
    if longest <= side:
        return image
    size = max(1, round(width * side / longest)), max(1, round(height * side / longest))
    return image.resize(size, Image.Resampling.HAMMING, reducing_gap=scale.GAP)


def pixels(image: Image.Image) -> Pixels:
    """An image of mode L or RGB as (rows, columns) or (rows, columns, 3).

    Band by band: Pillow would hold the whole twice more on the way.
    """
    width, height = image.size
    out = np.empty((height, width) if image.mode == "L" else (height, width, 3), np.uint8)
    for top in range(0, height, _BAND):
        bottom = min(height, top + _BAND)
        out[top:bottom] = np.asarray(image.crop((0, top, width, bottom)))
    return out


def painted_text(shown: Pixels, order: TranscodeOrder, preview: Pixels | None = None) -> BurnedIn:
    """Whether a photograph shows text, looked for at preview size; boxes in pixels of `shown`.

    `preview` is `shown` at that size, where somebody has made it. Where the search is not wanted,
    it counts as shown: photographs often have it.
    """
    if not order.find_text:
        return burned_in.look(None, modality="XC")
    factor = max(1.0, max(shown.shape[:2]) / LIMITS.preview_side)
    height, width = (max(1, round(side / factor)) for side in shown.shape[:2])
    small = preview
    if small is None or small.shape[:2] != (height, width):
        small = scale.resized(shown, (width, height))
    found = burned_in.look(small, modality="XC")
    boxes = tuple(
        (int(left * factor), int(top * factor), ceil(right * factor), ceil(bottom * factor))
        for left, top, right, bottom in found.boxes
    )
    return replace(found, boxes=boxes)


def contact_sheet(cells: Sequence[Image.Image], side: int = LIMITS.page_side) -> Image.Image:
    """All of `cells` on one white sheet, in rows, at most about `side` pixels wide and high."""
    columns = max(1, round(len(cells) ** 0.5))
    rows = -(-len(cells) // columns)
    cell = min(max(max(one.size) for one in cells), side // max(columns, rows))
    gap = max(2, cell // 40)
    small = [fit(one, cell) for one in cells]
    wide, high = max(one.width for one in small) + gap, max(one.height for one in small) + gap
    sheet = Image.new("RGB", (columns * wide + gap, rows * high + gap), _WHITE)
    for index, one in enumerate(small):
        sheet.paste(one, (index % columns * wide + gap, index // columns * high + gap))
    return sheet
