"""A window by what is in the picture, for files that name none: per modality, told as such."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from pydicom.dataset import Dataset

from adapters.imaging.dicom import shape as pixel
from adapters.imaging.dicom.grey import Look
from adapters.imaging.dicom.shape import Array, Shape
from adapters.imaging.window import Linear

# Share of pixels that may be cut off at the dark and the bright end, in per cent.
_TAILS: dict[str, tuple[float, float]] = {
    "CT": (1.0, 0.5),
    "MR": (1.0, 0.5),
    "PT": (0.5, 0.1),
    "NM": (0.5, 0.1),
    "CR": (0.5, 0.5),
    "DX": (0.5, 0.5),
    "MG": (0.5, 0.1),
    "XA": (0.5, 0.5),
    "RF": (0.5, 0.5),
    "IO": (0.5, 0.5),
    "PX": (0.5, 0.5),
}
_SAMPLES = 40_000
_SMALLEST_PART = 0.02


def look(dataset: Dataset, shape: Shape, stored: Array, ranged: Look) -> Look | None:
    """A better look than least to greatest, None where that is as good."""
    tails = _TAILS.get(pixel.text(dataset, "Modality"))
    mapping = ranged.mapping
    if tails is None or stored.dtype.kind not in "iu" or not isinstance(mapping, Linear):
        return None
    step = max(1, stored.size // _SAMPLES)
    seen = stored.reshape(-1)[::step]
    padding = pixel.number(dataset, "PixelPaddingValue")
    if padding is not None:
        tissue = (
            seen[seen != int(padding) % (1 << shape.stored)]
            if not shape.signed
            else (seen[seen != int(padding)])
        )
        seen = tissue if tissue.size > seen.size // 100 else seen
    low, high = _percentiles(seen, tails[0], 100 - tails[1])
    whole = mapping.high - mapping.low
    if high - low < _SMALLEST_PART * whole or high - low > 0.8 * whole:
        return None
    part = replace(mapping, low=low, high=high)
    if ranged.centre is None or ranged.width is None:
        return Look(part, "content")
    slope = ranged.width / whole
    middle = (low + high) / 2 - (mapping.low + mapping.high) / 2
    sign = -1 if _falls(dataset) else 1
    return Look(part, "content", ranged.centre + sign * slope * middle, slope * (high - low))


def _percentiles(seen: Array, *shares: float) -> Iterator[float]:
    """The values below which `shares` per cent lie, between two where they fall between two."""
    ordered = np.sort(seen, kind="stable")  # counts instead of comparing where values have 16 bits
    for share in shares:
        at = share / 100 * (ordered.size - 1)
        below = int(at)
        above = min(below + 1, ordered.size - 1)
        least, most = float(ordered[below]), float(ordered[above])
        yield least + (most - least) * (at - below)


def _falls(dataset: Dataset) -> bool:
    slope = pixel.number(dataset, "RescaleSlope")
    return slope is not None and slope < 0
