"""From one drawn picture to its renditions: made smaller step by step, never larger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from PIL import Image

from adapters.imaging import encode
from adapters.imaging.limits import LIMITS, Limits
from core.imaging import Purpose, Rendition, TranscodeOrder

_GAP = 2.0  # reducing_gap: whole-number reduction first, exact enough and four times as fast


def longest_side(order: TranscodeOrder, limits: Limits = LIMITS) -> int:
    """The largest side that any ordered still needs, in pixels: decoders may reduce to it."""
    if order.purposes & {Purpose.FULL, Purpose.ORIGINAL}:
        return limits.full_side
    if Purpose.PREVIEW in order.purposes:
        return limits.preview_side
    return limits.thumbnail_side


def stills(
    image: Image.Image,
    order: TranscodeOrder,
    *,
    identified: bool = False,
    limits: Limits = LIMITS,
) -> list[Rendition]:
    """`full`, `preview` and `thumbnail` of an image of mode L or RGB, as far as ordered."""
    sides = (
        (Purpose.FULL, limits.full_side),
        (Purpose.PREVIEW, limits.preview_side),
        (Purpose.THUMBNAIL, limits.thumbnail_side),
    )
    made = []
    for purpose, side in sides:
        if purpose in order.purposes:
            image = fit(image, side)
            made.append(still(image, purpose, order, identified=identified))
    return made


def still(
    image: Image.Image, purpose: Purpose, order: TranscodeOrder, *, identified: bool = False
) -> Rendition:
    """One rendition of the image as it is."""
    return encode.still(
        np.asarray(image), order.still_format, purpose=purpose, identified=identified
    )


def fit(image: Image.Image, side: int) -> Image.Image:
    """The image with its longest side at most `side`; itself where it is small enough."""
    width, height = image.size
    longest = max(width, height)
    if longest <= side:
        return image
    size = max(1, round(width * side / longest)), max(1, round(height * side / longest))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=_GAP)


def contact_sheet(
    thumbnails: Sequence[Image.Image], order: TranscodeOrder, *, identified: bool = False
) -> Rendition:
    """All of `thumbnails` on one white sheet, in rows, at most `full` pixels wide and high."""
    columns = max(1, round(len(thumbnails) ** 0.5))
    rows = -(-len(thumbnails) // columns)
    side = max(max(one.size) for one in thumbnails)
    side = min(side, LIMITS.page_side // max(columns, rows))
    gap = max(2, side // 40)
    cells = [fit(one, side) for one in thumbnails]
    wide, high = max(one.width for one in cells), max(one.height for one in cells)
    sheet = Image.new(
        "RGB", (columns * (wide + gap) + gap, rows * (high + gap) + gap), (255, 255, 255)
    )
    for cell, (left, top) in zip(cells, _places(columns, wide + gap, high + gap), strict=False):
        sheet.paste(cell, (left + gap, top + gap))
    return still(sheet, Purpose.CONTACT_SHEET, order, identified=identified)


def _places(columns: int, wide: int, high: int) -> Iterator[tuple[int, int]]:
    row = 0
    while True:
        yield from ((column * wide, row * high) for column in range(columns))
        row += 1
