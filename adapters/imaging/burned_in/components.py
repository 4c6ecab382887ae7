"""Connected parts of a mask and their measures, with numpy alone.

A mask is cut into horizontal runs; runs of neighbouring rows that touch, corners included, are
joined. All measures are sums, least and greatest values over a part's runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


def components(
    mask: NDArray[np.bool_], values: Grey, fits: Callable[[Ints, Ints], NDArray[np.bool_]]
) -> Components | None:
    """The parts of `mask` (height, width) that fit, measured on `values` of the same shape.

    `fits` tells for widths and heights of parts which of them are wanted: the others are not
    measured. None if no part is left or the mask is so ragged that it can only be noise.
    """
    found = _runs(mask)
    if found is None:
        return None
    rows, starts, ends = found
    label, first = _joined(rows, starts, ends, mask.shape[1])
    boxes = _boxes(label, first, rows, starts, ends, mask.shape[1])
    left, top, right, bottom = boxes
    chosen = fits(right - left, bottom - top)
    if not chosen.any():
        return None
    kept = np.flatnonzero(chosen[label])
    number = np.cumsum(chosen) - 1
    return _measured(
        [one[chosen] for one in boxes],
        number[label[kept]],
        (rows[kept], starts[kept], ends[kept]),
        values,
    )


def largest(mask: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    """The part of `mask` with most pixels, as a mask; None where there is none, or only noise."""
    found = _runs(mask)
    if found is None:
        return None
    rows, starts, ends = found
    label, _first = _joined(rows, starts, ends, mask.shape[1])
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


def _joined(rows: Ints, starts: Ints, ends: Ints, width: int) -> tuple[Ints, Ints]:
    """For every run the number of its part, from 0 without gaps; for every part its first run."""
    stride = width + 2
    begin, end = rows * stride + starts, rows * stride + ends
    first = np.searchsorted(end, begin + stride, "left")
    last = np.searchsorted(begin, end + stride, "right")
    touching = np.maximum(last - first, 0)
    upper = np.repeat(np.arange(len(rows)), touching)
    offset = np.arange(len(upper)) - np.repeat(np.cumsum(touching) - touching, touching)
    lower = np.repeat(first, touching) + offset
    parent = np.arange(len(rows))
    while len(upper):
        np.minimum.at(parent, np.maximum(upper, lower), np.minimum(upper, lower))
        while not np.array_equal(parent, (further := parent[parent])):
            parent = further
        # What has come together stays together: only the others are looked at again.
        upper, lower = parent[upper], parent[lower]
        apart = upper != lower
        upper, lower = upper[apart], lower[apart]
    begins = parent == np.arange(len(rows))
    return (np.cumsum(begins) - 1)[parent], np.flatnonzero(begins)


def _boxes(
    label: Ints, first: Ints, rows: Ints, starts: Ints, ends: Ints, width: int
) -> tuple[Ints, Ints, Ints, Ints]:
    """Left, top, right and bottom of every part. Runs come from the top to the bottom."""
    bottom = np.empty(len(first), np.int64)
    bottom[label] = rows + 1  # of several the last one stays
    left = np.full(len(first), width, np.int64)
    np.minimum.at(left, label, starts)
    right = np.zeros(len(first), np.int64)
    np.maximum.at(right, label, ends)
    return left, rows[first], right, bottom


def _measured(
    boxes: Sequence[Ints], label: Ints, runs: tuple[Ints, Ints, Ints], values: Grey
) -> Components:
    """Parts of which `boxes` has left, top, right and bottom, and `label` each run's."""
    left, top, right, bottom = boxes
    rows, starts, ends = runs
    count = len(left)
    lengths = ends - starts
    area = np.bincount(label, lengths, count).astype(np.int64)
    begins = np.cumsum(lengths) - lengths
    places = np.arange(int(lengths.sum())) + np.repeat(
        rows * values.shape[1] + starts - begins, lengths
    )
    inside = np.take(values, places)
    peak = np.zeros(count, np.int64)
    np.maximum.at(peak, label, np.maximum.reduceat(inside, begins).astype(np.int64))
    totals = np.add.reduceat(inside, begins, dtype=np.int64)
    many = np.bincount(label, minlength=count)
    return Components(
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        area=area,
        peak=peak.astype(np.float64),
        mean=np.bincount(label, totals, count) / np.maximum(area, 1),
        edge=np.bincount(label, _steps(rows, starts, ends, values), count) / many,
        stroke=np.bincount(label, np.minimum(lengths, 64), count) / many,
        runs=many,
    )


def _steps(rows: Ints, starts: Ints, ends: Ints, values: Grey) -> Floats:
    """How much the value rises over two pixels into a run, mean of its two ends."""
    last = values.shape[1] - 1
    inside_left = values[rows, np.minimum(starts + 1, ends - 1)].astype(np.float64)
    inside_right = values[rows, np.maximum(ends - 2, starts)].astype(np.float64)
    outside_left = values[rows, np.maximum(starts - 1, 0)]
    outside_right = values[rows, np.minimum(ends, last)]
    return np.asarray(inside_left - outside_left + inside_right - outside_right, np.float64) / 2
