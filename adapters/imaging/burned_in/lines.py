"""Lines of letters: parts of a picture that stand in a row as the letters of a word do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from adapters.imaging.burned_in.components import Components, Floats, Grey, Ints, components

LEVELS: Final = (36, 72, 120, 170)  # how far a letter stands out of what surrounds it
MIN_HEIGHT, MAX_HEIGHT = 5, 56  # of a letter, pixels
MAX_LETTERS: Final = 2500  # more parts that look like letters are a texture
REACH: Final = 17  # side of the square that a stroke must be narrower than, pixels


@dataclass(frozen=True, slots=True)
class Line:
    """A row of parts: its box (left, top, right, bottom), and its measures, as `_line` has them.

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
        parts = components(mask, hat)
        if parts is not None:
            found += _rows(_letters(parts, level), hat, mask)
    return found


def _letters(parts: Components, level: int) -> Components:
    height, width = parts.height, parts.width
    chosen = (
        (height >= MIN_HEIGHT)
        & (height <= MAX_HEIGHT)
        & (width <= 14 * height)
        & (width * 12 >= height)
        & (parts.area >= 0.1 * height * width)
        & (parts.edge >= 0.3 * parts.peak)
        & (parts.stroke <= np.maximum(0.55 * height, 4) + 0.1 * width)
    )
    return parts.only(chosen)


def _rows(letters: Components, hat: Grey, mask: NDArray[np.bool_]) -> list[Line]:
    if not 2 <= len(letters) <= MAX_LETTERS:
        return []
    groups = _grouped(letters)
    order = np.argsort(groups, kind="stable")
    bounds = np.flatnonzero(np.diff(groups[order])) + 1
    found = []
    for members in np.split(order, bounds):
        row = letters.only(members)
        count = _count(row)
        found.append(_line(row, count, hat, mask) if count >= 3 else Line(_box(row), None))
    return found


def _count(row: Components) -> float:
    """About how many letters: a wide part is several that touch."""
    if len(row) == 1 and row.width[0] <= row.height[0]:
        return 1.0
    height = float(np.median(row.height))
    return float(np.maximum(1, np.round(row.width / (0.8 * height))).sum())


def _grouped(letters: Components) -> Ints:
    """For every letter the number of its row."""
    left, right, top, bottom = letters.left, letters.right, letters.top, letters.bottom
    height = letters.height
    taller = np.maximum(height[:, None], height[None, :])
    lower = np.minimum(height[:, None], height[None, :])
    gap = left[None, :] - right[:, None]
    shared = np.minimum(bottom[:, None], bottom[None, :]) - np.maximum(top[:, None], top[None, :])
    peak = letters.peak
    alike = np.abs(peak[:, None] - peak[None, :]) <= 0.3 * np.maximum(peak[:, None], peak[None, :])
    beside = (left[None, :] > left[:, None]) & (gap <= 0.9 * taller) & (gap > -0.4 * taller)
    joined = beside & alike & (shared >= 0.6 * lower) & (taller <= 2.3 * lower)
    one, other = np.nonzero(joined)
    parent = np.arange(len(letters))
    while True:
        a, b = parent[one], parent[other]
        if np.array_equal(a, b):
            return parent
        np.minimum.at(parent, np.maximum(a, b), np.minimum(a, b))
        while not np.array_equal(parent, parent[parent]):
            parent = parent[parent]


def _box(row: Components) -> tuple[int, int, int, int]:
    edges = row.left.min(), row.top.min(), row.right.max(), row.bottom.max()
    return int(edges[0]), int(edges[1]), int(edges[2]), int(edges[3])


def _line(row: Components, count: float, hat: Grey, mask: NDArray[np.bool_]) -> Line:
    box = _box(row)
    height = float(np.median(row.height))
    contrast = float(np.median(row.peak))
    off = np.minimum(
        np.abs(row.bottom - np.median(row.bottom)), np.abs(row.top - np.median(row.top))
    )
    order = np.argsort(row.left)
    gaps = row.left[order][1:] - row.right[order][:-1]
    window = (slice(box[1], box[3]), slice(box[0], box[2]))
    ground = hat[window][~mask[window]]
    weight = row.area / row.area.sum()
    features = np.array(
        [
            min(count, 24.0),  # letters, about
            float(np.mean(off / height)),  # how far they stand off a common top or base
            float(np.std(row.height) / height),  # how unlike their heights are
            float(np.std(row.peak) / contrast),  # how unlike their brightness is
            float((row.mean / row.peak * weight).sum()),  # how evenly each is filled with light
            float((row.edge / row.peak * weight).sum()),  # how steep their borders are
            float(np.median(row.stroke) / height),  # width of a stroke
            float(
                np.std(row.stroke) / max(float(np.mean(row.stroke)), 1.0)
            ),  # how unlike the strokes are
            float(
                (row.area / (row.width * row.height) * weight).sum()
            ),  # how much of its box each fills
            float(np.mean(ground) / contrast)
            if ground.size
            else 1.0,  # what else there is between them
            float(np.std(gaps) / height) if len(gaps) else 0.0,  # how uneven the gaps are
            contrast / 255,  # how far they stand out
            float(row.runs.sum() / (height * count)),  # strokes met by a line across
            len(row) / count,  # parts a letter
            min(float(row.width.max() / height), 10.0),  # the widest part
        ]
    )
    return Line(box, features)
