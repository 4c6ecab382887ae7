"""Whole-slide pictures: tiles laid together into one small overview."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from adapters.imaging import scale
from adapters.imaging.dicom import shape as pixel
from adapters.imaging.dicom.shape import Shape

Pixels = npt.NDArray[np.uint8]
_SIDE = 1280
_MAX_TILES = 4096
_MAX_TILE_PIXELS = 400_000_000


def is_tiled(dataset: Dataset, shape: Shape) -> bool:
    """Whether the frames are tiles of one large picture."""
    wide, high = _total(dataset)
    return shape.frames > 1 and wide * high > shape.pixels and min(wide, high) > 0


def overview(dataset: Dataset, shape: Shape, draw: Callable[[int], Pixels | None]) -> Pixels | None:
    """The whole picture, its longer side at most 1280 pixels, None where tiles are too many.

    `draw` gives the pixels of one frame, None for one that cannot be read: its place stays empty.
    Tiles without a position of their own lie in rows.
    """
    wide, high = _total(dataset)
    if shape.frames > _MAX_TILES or shape.frames * shape.pixels > _MAX_TILE_PIXELS:
        return None
    factor = min(1.0, _SIDE / max(wide, high))
    canvas: Pixels | None = None
    for index in range(shape.frames):
        left, top = _position(dataset, shape, index, wide)
        if not (0 <= left < wide and 0 <= top < high):
            continue
        tile = draw(index)
        if tile is None:
            continue
        size = max(1, round(shape.columns * factor)), max(1, round(shape.rows * factor))
        small = scale.resized(tile, size)
        if canvas is None:
            whole = max(1, round(high * factor)), max(1, round(wide * factor))
            canvas = np.full((*whole, *tile.shape[2:]), 255 if tile.ndim == 3 else 0, np.uint8)
        target = canvas[round(top * factor) :, round(left * factor) :][: size[1], : size[0]]
        target[...] = small[: target.shape[0], : target.shape[1]]
    return canvas


def _total(dataset: Dataset) -> tuple[int, int]:
    wide = pixel.number(dataset, "TotalPixelMatrixColumns") or 0
    high = pixel.number(dataset, "TotalPixelMatrixRows") or 0
    return int(wide), int(high)


def _position(dataset: Dataset, shape: Shape, index: int, wide: int) -> tuple[int, int]:
    groups = dataset.get("PerFrameFunctionalGroupsSequence")
    if groups and index < len(groups):
        slides = groups[index].get("PlanePositionSlideSequence")
        if slides:
            left = pixel.number(slides[0], "ColumnPositionInTotalImagePixelMatrix")
            top = pixel.number(slides[0], "RowPositionInTotalImagePixelMatrix")
            if left is not None and top is not None:
                return int(left) - 1, int(top) - 1
    across = -(-wide // shape.columns)
    return index % across * shape.columns, index // across * shape.rows
