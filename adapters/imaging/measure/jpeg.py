"""JPEG (ISO 10918-1): the frame header, the number of scans, and where the picture ends."""

from __future__ import annotations

import struct

import numpy as np
import numpy.typing as npt

from adapters.imaging.errors import Refused
from adapters.imaging.limits import Limits
from adapters.imaging.measure.size import Measured
from core.imaging import Refusal

_FRAME_HEADERS = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), 0xCD, 0xCE))
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))  # markers without a length
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9


def measure(data: memoryview, limits: Limits) -> Measured:
    """Walk the segments; entropy-coded data is skipped by searching for the next marker.

    Raises Refused, struct.error at a segment that ends the file.
    """
    markers = _markers(data)
    width = height = scans = 0
    end: int | None = None
    position = 2
    while end is None:
        place = int(np.searchsorted(markers, position))
        if place == len(markers):
            break
        position = int(markers[place]) + 2
        marker = data[position - 1]
        if marker == _END_OF_IMAGE:
            end = position
            continue
        if marker in _ALONE:
            continue
        (length,) = struct.unpack_from(">H", data, position)
        if length < 2:
            raise Refused(Refusal.BROKEN, "jpeg: a segment of no length")
        if marker in _FRAME_HEADERS:
            rows, columns = struct.unpack_from(">HH", data, position + 3)
            width, height = max(width, columns), max(height, rows)
        scans += marker == _START_OF_SCAN
        position += length
    if scans == 0:
        raise Refused(Refusal.BROKEN, "jpeg: no scan")
    if scans > limits.jpeg_scans or scans * width * height > limits.jpeg_scan_pixels:
        raise Refused(Refusal.TOO_SLOW, f"jpeg: {scans} scans of {width} x {height}")
    return Measured(width, height, end=end)


def _markers(data: memoryview) -> npt.NDArray[np.intp]:
    """Where every 0xFF stands that is followed by a marker's code, stuffing and fill left out."""
    view = np.frombuffer(data, np.uint8)
    places = np.flatnonzero(view[:-1] == 0xFF)
    codes = view[places + 1]
    found: npt.NDArray[np.intp] = places[(codes != 0x00) & (codes != 0xFF)]
    return found
