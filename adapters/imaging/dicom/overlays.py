"""Overlay planes (60xx): drawn only when asked for, because names are painted in them, too."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from adapters.imaging.dicom import shape as pixel
from adapters.imaging.dicom.shape import Array, Shape

Plane = npt.NDArray[np.bool_]
_GROUPS = range(0x6000, 0x6020, 2)
_WHITE = 255


def planes(dataset: Dataset, shape: Shape, stored: Array | None, frame: int) -> Iterator[Plane]:
    """Every overlay of one frame, (rows, columns) of the picture. `stored` has embedded bits."""
    for group in _GROUPS:
        rows, columns = _number(dataset, group, 0x10), _number(dataset, group, 0x11)
        if not rows or not columns or not 0 < rows * columns <= 4 * shape.pixels:
            continue
        bits = _bits(dataset, group, rows * columns, frame, stored)
        if bits is None:
            continue
        plane = np.zeros((shape.rows, shape.columns), np.bool_)
        top, left = _origin(dataset, group)
        source = bits.reshape(rows, columns)[max(0, -top) :, max(0, -left) :]
        target = plane[max(0, top) :, max(0, left) :]
        high, wide = min(source.shape[0], target.shape[0]), min(source.shape[1], target.shape[1])
        target[:high, :wide] = source[:high, :wide]
        yield plane


def _bits(
    dataset: Dataset, group: int, count: int, frame: int, stored: Array | None
) -> npt.NDArray[np.bool_] | None:
    element = dataset.get((group, 0x3000))
    if element is None or not isinstance(element.value, bytes):
        position = _number(dataset, group, 0x102)
        if stored is None or not position or stored.size != count or stored.dtype.kind not in "iu":
            return None
        return np.asarray((stored >> position) & 1, dtype=np.bool_).reshape(-1)
    raw = np.unpackbits(np.frombuffer(element.value, np.uint8), bitorder="little")
    many = _number(dataset, group, 0x15) or 1
    first = count * frame if many > 1 else 0
    part = raw[first : first + count]
    return part.astype(np.bool_) if part.size == count else None


def _origin(dataset: Dataset, group: int) -> tuple[int, int]:
    element = dataset.get((group, 0x50))
    try:
        top, left = (int(one) - 1 for one in element.value[:2]) if element is not None else (0, 0)
    except (TypeError, ValueError):
        return 0, 0
    return top, left


def _number(dataset: Dataset, group: int, element: int) -> int:
    found = dataset.get((group, element))
    try:
        return int(pixel.text_of(found.value)) if found is not None else 0
    except (TypeError, ValueError):
        return 0


def paint(pixels: npt.NDArray[np.uint8], plane: Plane) -> npt.NDArray[np.uint8]:
    """A copy of grey or coloured `pixels` with the plane in white."""
    painted = pixels.copy()
    painted[plane] = _WHITE
    return painted
