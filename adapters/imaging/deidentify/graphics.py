"""Overlays and graphic annotations: what may stay when the graphics are cleaned."""

from __future__ import annotations

from typing import Final

import numpy as np
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from adapters.imaging import burned_in
from adapters.imaging.metadata import elements, values

# Elements of an overlay group that hold no text: shape, place and kind.
_OVERLAY_FACTS: Final = frozenset(
    {0x0010, 0x0011, 0x0012, 0x0015, 0x0040, 0x0050, 0x0051, 0x0100, 0x0102, 0x3000}
)
_MAX_PIXELS: Final = 1 << 26
TEXT_OF_ANNOTATIONS: Final = frozenset({0x00700008, 0x00700209})  # text and compound objects


def keeps(ds: Dataset, tag: int) -> bool:
    """True if the overlay element `tag` may stay: no text in it, none drawn in its plane."""
    group, element = tag >> 16, tag & 0xFFFF
    return element in _OVERLAY_FACTS and not _shows_text(ds, group)


def _shows_text(ds: Dataset, group: int) -> bool:
    plane = _plane(ds, group)
    return plane is None or bool(burned_in.find(plane))


def _plane(ds: Dataset, group: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]] | None:
    rows, columns = _number(ds, group, 0x0010), _number(ds, group, 0x0011)
    element = elements.raw(ds, Tag(group, 0x3000))
    data = element.value if element is not None else None
    if not isinstance(data, bytes) or not 0 < rows * columns <= min(_MAX_PIXELS, len(data) * 8):
        return None
    bits = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")
    return bits[: rows * columns].reshape(rows, columns) * np.uint8(255)


def _number(ds: Dataset, group: int, element: int) -> int:
    found = elements.raw(ds, Tag(group, element))
    if found is None:
        return 0
    told, _ = values.told_values(found, "US", values.Context.of(ds), 1)
    return told[0] if told and isinstance(told[0], int) else 0
