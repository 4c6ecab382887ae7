"""Lines of letters: parts of a picture that stand in a row as the letters of a word do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from adapters.imaging.burned_in.components import Components, Floats, Grey, Ints, components
from adapters.imaging.burned_in.measures import Rows

LEVELS: Final = (36, 72, 120, 170)  # how far a letter stands out of what surrounds it
MIN_HEIGHT, MAX_HEIGHT = 5, 56  # of a letter, pixels
LEAST_LETTERS: Final = 3  # of a row that is measured
MAX_LETTERS: Final = 2500  # more parts that look like letters are a texture
_GAP: Final = 0.9  # widest space between two letters, in heights of the taller
_UNLIKE: Final = 2.3  # height of the taller over the lower
REACH: Final = 17  # side of the square that a stroke must be narrower than, pixels


@dataclass(frozen=True, slots=True)
class Line:
    """A row of parts: its box (left, top, right, bottom), and its measures, as `Rows.features` has
    them.

    Fewer than three letters have no measures: they are text only beside a line that is.
    """

    box: tuple[int, int, int, int]
    features: Floats | None


def standing_out(grey: Grey) -> Grey:
    """White top-hat: by how much a pixel is brighter than the widest dark it lies in."""
    return grey - _slid(np.maximum, _slid(np.minimum, grey))


def _slid(choose: np.ufunc, grey: Grey) -> Grey:
    """Least or greatest value in a square of REACH around every pixel."""
    for axis in (0, 1):
        half = REACH // 2
        pad = [(half, half) if axis == one else (0, 0) for one in (0, 1)]
        wide = np.pad(grey, pad, mode="edge")
        span = 1
        while span < REACH:
            step = min(span, REACH - span)
            length = wide.shape[axis] - step
            wide = choose(_part(wide, axis, 0, length), _part(wide, axis, step, step + length))
            span += step
        grey = wide
    return grey


def _part(array: Grey, axis: int, start: int, stop: int) -> Grey:
    return array[start:stop] if axis == 0 else array[:, start:stop]


def lines(grey: Grey) -> list[Line]:
    """Every row of letter-like parts in `grey` (height, width), at every level."""
    hat = standing_out(grey)
    found: list[Line] = []
    for level in LEVELS:
        mask = hat >= level
        parts = components(mask, hat, _of_letters)
        if parts is not None:
            found += _rows(_letters(parts, level), hat, mask)
    return found


def _of_letters(width: Ints, height: Ints) -> NDArray[np.bool_]:
    """Which sizes a letter can have, or several that touch."""
    chosen: NDArray[np.bool_] = (height >= MIN_HEIGHT) & (height <= MAX_HEIGHT)
    chosen &= (width <= 14 * height) & (width * 12 >= height)
    return chosen


def _letters(parts: Components, level: int) -> Components:
    height, width = parts.height, parts.width
    chosen = (
        (parts.area >= 0.1 * height * width)
        & (parts.edge >= 0.3 * parts.peak)
        & (parts.stroke <= np.maximum(0.55 * height, 4) + 0.1 * width)
    )
    return parts.only(chosen)


def _rows(letters: Components, hat: Grey, mask: NDArray[np.bool_]) -> list[Line]:
    if not 2 <= len(letters) <= MAX_LETTERS:
        return []
    rows = Rows.of(letters, _grouped(letters))
    counts = rows.counts()
    many = counts >= LEAST_LETTERS
    found = [Line(_box(edges), None) for edges in rows.boxes()[~many].tolist()]
    if many.any():
        long, counts = rows.only(many), counts[many]
        boxes = long.boxes()
        features = long.features(counts, boxes, hat, mask)
        found += [
            Line(_box(edges), one) for edges, one in zip(boxes.tolist(), features, strict=True)
        ]
    return found


def _grouped(letters: Components) -> Ints:
    """For every letter the number of its row."""
    one, other = _neighbours(letters)
    height, peak = letters.height, letters.peak
    taller, lower = (choose(height[one], height[other]) for choose in (np.maximum, np.minimum))
    bright = np.maximum(peak[one], peak[other])
    gap = letters.left[other] - letters.right[one]
    shared = np.minimum(letters.bottom[one], letters.bottom[other]) - np.maximum(
        letters.top[one], letters.top[other]
    )
    joined = (
        (gap <= _GAP * taller)
        & (gap > -0.4 * taller)
        & (np.abs(peak[one] - peak[other]) <= 0.3 * bright)
        & (shared >= 0.6 * lower)
        & (taller <= _UNLIKE * lower)
    )
    one, other = one[joined], other[joined]
    parent = np.arange(len(letters))
    while True:
        a, b = parent[one], parent[other]
        if np.array_equal(a, b):
            return parent
        np.minimum.at(parent, np.maximum(a, b), np.minimum(a, b))
        while not np.array_equal(parent, parent[parent]):
            parent = parent[parent]


def _neighbours(letters: Components) -> tuple[Ints, Ints]:
    """Pairs of letters of which the second begins right of the first's left side, near enough."""
    order = np.argsort(letters.left, kind="stable")
    left = letters.left[order]
    reach = letters.right + (_GAP * _UNLIKE) * letters.height  # the other is so much taller at most
    first = np.searchsorted(left, left, "right")
    last = np.searchsorted(left, reach[order], "right")
    many = np.maximum(last - first, 0)
    one = np.repeat(np.arange(len(order)), many)
    other = np.arange(len(one)) - np.repeat(np.cumsum(many) - many, many) + first[one]
    return order[one], order[other]


def _box(edges: list[int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = edges
    return left, top, right, bottom
