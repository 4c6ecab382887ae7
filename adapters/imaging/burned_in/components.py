"""Connected parts of a mask and their measures, with numpy alone.

A mask is cut into horizontal runs; runs of neighbouring rows that touch, corners included, are
joined. All measures are sums, least and greatest values over a part's runs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MAX_RUNS = 400_000  # a mask of more is noise,
RAGGED = 7  # and so is one with a run in every so many pixels: letters have one in forty
_SMALL = 2000  # runs that are looked at however small the picture is


@dataclass(frozen=True, slots=True)
class Components:
    """Measures of the parts of a mask, one entry a part; boxes exclude `right` and `bottom`."""

    left: Ints
    top: Ints
    right: Ints
    bottom: Ints
    area: Ints  # pixels
    peak: Floats  # greatest value inside
    mean: Floats  # mean value inside
    edge: Floats  # mean step of the value over the left and right borders
    stroke: Floats  # mean width of the horizontal runs, pixels
    runs: Ints  # how many horizontal runs

    def __len__(self) -> int:
        return len(self.left)

    def only(self, chosen: NDArray[np.bool_] | Ints) -> Components:
        """The parts for which `chosen` is true, or whose numbers it holds."""
        return Components(*(getattr(self, name)[chosen] for name in self.__slots__))

    @property
    def width(self) -> Ints:
        return self.right - self.left

    @property
    def height(self) -> Ints:
        return self.bottom - self.top


def components(mask: NDArray[np.bool_], values: Grey) -> Components | None:
    """The parts of `mask` (height, width), measured on `values` of the same shape.

    None if the mask is empty or so ragged that it can only be noise.
    """
    found = _runs(mask)
    if found is None:
        return None
    rows, starts, ends = found
    label = _joined(rows, starts, ends, mask.shape[1])
    return _measured(label, rows, starts, ends, values, values[mask])


def largest(mask: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    """The part of `mask` with most pixels, as a mask; None where `components` gives None."""
    found = _runs(mask)
    if found is None:
        return None
    rows, starts, ends = found
    label = _joined(rows, starts, ends, mask.shape[1])
    most = np.bincount(label, ends - starts).argmax()
    alone = np.zeros_like(mask)
    for row, start, end in zip(*(one[label == most] for one in found), strict=True):
        alone[row, start:end] = True
    return alone


def _runs(mask: NDArray[np.bool_]) -> tuple[Ints, Ints, Ints] | None:
    """Rows, starts and ends of the horizontal runs; None where there are none or far too many."""
    height, width = mask.shape
    padded = np.zeros((height, width + 2), np.bool_)
    padded[:, 1:-1] = mask
    # Runs begin and end in turn along each padded row, so one list of changes holds both.
    changes = np.flatnonzero(padded[:, 1:] != padded[:, :-1])
    if not 0 < len(changes) // 2 <= min(MAX_RUNS, max(_SMALL, mask.size // RAGGED)):
        return None
    rows, starts = np.divmod(changes[0::2], width + 1)
    ends = changes[1::2] - rows * (width + 1)
    return rows, starts, ends


def _joined(rows: Ints, starts: Ints, ends: Ints, width: int) -> Ints:
    """For every run the number of its part, from 0 without gaps."""
    stride = width + 2
    first = np.searchsorted(rows * stride + ends, (rows + 1) * stride + starts, "left")
    last = np.searchsorted(rows * stride + starts, (rows + 1) * stride + ends, "right")
    touching = np.maximum(last - first, 0)
    upper = np.repeat(np.arange(len(rows)), touching)
    offset = np.arange(len(upper)) - np.repeat(np.cumsum(touching) - touching, touching)
    lower = np.repeat(first, touching) + offset
    parent = np.arange(len(rows))
    while True:
        one, other = parent[upper], parent[lower]
        if np.array_equal(one, other):
            break
        np.minimum.at(parent, np.maximum(one, other), np.minimum(one, other))
        while not np.array_equal(parent, parent[parent]):
            parent = parent[parent]
    return np.unique(parent, return_inverse=True)[1]


def _measured(
    label: Ints, rows: Ints, starts: Ints, ends: Ints, values: Grey, inside: Grey
) -> Components:
    """`inside` holds the values under the mask, which lie in the order of the runs."""
    count = int(label.max()) + 1
    lengths = ends - starts
    area = np.bincount(label, lengths, count).astype(np.int64)
    first = np.cumsum(lengths) - lengths
    peaks = np.maximum.reduceat(inside, first)
    totals = np.add.reduceat(inside, first, dtype=np.int64)
    peak = _extreme(np.maximum, label, peaks, count, 0)
    runs = np.bincount(label, minlength=count)
    return Components(
        left=_extreme(np.minimum, label, starts, count, values.shape[1]),
        top=_extreme(np.minimum, label, rows, count, values.shape[0]),
        right=_extreme(np.maximum, label, ends, count, 0),
        bottom=_extreme(np.maximum, label, rows + 1, count, 0),
        area=area,
        peak=peak.astype(np.float64),
        mean=np.bincount(label, totals, count) / np.maximum(area, 1),
        edge=np.bincount(label, _steps(rows, starts, ends, values), count) / runs,
        stroke=np.bincount(label, np.minimum(lengths, 64), count) / runs,
        runs=runs,
    )


def _extreme(
    choose: np.ufunc, label: Ints, of: NDArray[np.integer], count: int, start: int
) -> Ints:
    found = np.full(count, start, np.int64)
    choose.at(found, label, of)
    return found


def _steps(rows: Ints, starts: Ints, ends: Ints, values: Grey) -> Floats:
    """How much the value rises over two pixels into a run, mean of its two ends."""
    last = values.shape[1] - 1
    inside_left = values[rows, np.minimum(starts + 1, ends - 1)].astype(np.float64)
    inside_right = values[rows, np.maximum(ends - 2, starts)].astype(np.float64)
    outside_left = values[rows, np.maximum(starts - 1, 0)]
    outside_right = values[rows, np.minimum(ends, last)]
    return np.asarray(inside_left - outside_left + inside_right - outside_right, np.float64) / 2
