"""A photograph of a light box or a screen, straightened: its bright quadrilateral as a rectangle.

The bright surface is found on a small copy: the largest bright part, its hull, the four lines along
the hull. What is no quadrilateral is left alone, because a picture that was pulled out of shape by
mistake is worse than one taken from the side.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from adapters.imaging.burned_in.components import largest

Pixels = npt.NDArray[np.uint8]
Points = npt.NDArray[np.float64]

_SMALL = 480  # pixels of the longer side that are looked at
_LEAST_SHARE, _MOST_SHARE = 0.12, 0.985  # of the picture; more is the picture itself
_FULL = 0.93  # of the quadrilateral that its hull has to fill
_CLEAR = 40  # levels between the surface and the room round it
_LONGEST_RATIO = 2.5  # between two opposite sides
_NEAR_CORNER = 0.12  # of a side, at each end, that its line does not look at: rounded corners


def corners(pixels: Pixels) -> Points | None:
    """The corners of the bright surface in pixels (x, y): left upper, right upper, right lower,
    left lower; None where there is none that is surely one."""
    height, width = pixels.shape[:2]
    factor = max(1.0, max(height, width) / _SMALL)
    size = max(1, round(width / factor)), max(1, round(height / factor))
    small = np.asarray(Image.fromarray(pixels).convert("L").resize(size, Image.Resampling.BOX))
    if min(small.shape) < 32:
        return None
    level = _between(small)
    surface = largest(small > level)
    if surface is None:
        return None
    hull = _hull(_outline(surface))
    found = _four(hull) if len(hull) >= 4 else None
    if found is None or not _sound(found, hull, small):
        return None
    refined = _along(found, hull)
    scale = np.array((width / size[0], height / size[1]))
    return np.asarray((refined + 0.5) * scale - 0.5)


def straightened(pixels: Pixels) -> Pixels | None:
    """The bright surface of grey or coloured `pixels` alone, as a rectangle, not enlarged; None
    where none was found."""
    found = corners(pixels)
    if found is None:
        return None
    sides = np.hypot(*(np.roll(found, -1, axis=0) - found).T)
    width, height = round(max(sides[0], sides[2])), round(max(sides[1], sides[3]))
    target = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float64)
    mapping = _perspective(target, found + 0.5)
    image = Image.fromarray(pixels)
    seen = image.transform(
        (width, height), Image.Transform.PERSPECTIVE, mapping, Image.Resampling.BICUBIC
    )
    return np.asarray(seen)


def _between(grey: Pixels) -> int:
    """The level that parts dark from bright best (Otsu)."""
    counts = np.bincount(grey.reshape(-1), minlength=256).astype(np.float64)
    below = np.cumsum(counts)
    total, sums = below[-1], np.cumsum(counts * np.arange(256))
    above = total - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return int(np.nan_to_num(apart).argmax())


def _outline(mask: npt.NDArray[np.bool_]) -> Points:
    """First and last point of every row of a mask, (x, y): all that its hull can be made of."""
    rows = np.flatnonzero(mask.any(axis=1))
    first = mask[rows].argmax(axis=1)
    last = mask.shape[1] - 1 - mask[rows][:, ::-1].argmax(axis=1)
    both = np.concatenate((np.column_stack((first, rows)), np.column_stack((last, rows))))
    return both.astype(np.float64)


def _hull(points: Points) -> Points:
    """The convex hull, in turn (Andrew's chain)."""
    ordered = sorted({(float(x), float(y)) for x, y in points})
    chains = []
    for line in (ordered, ordered[::-1]):
        chain: list[tuple[float, float]] = []
        for point in line:
            while len(chain) >= 2 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        chains.append(chain[:-1])
    return np.array([*chains[0], *chains[1]], np.float64)


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _four(hull: Points) -> Points | None:
    """The largest quadrilateral with its corners on the hull, its left upper corner first."""
    best, chosen = 0.0, None
    for one in range(len(hull)):
        for other in range(one + 2, len(hull)):
            heights = _heights(hull, hull[one], hull[other])
            first = one + 1 + int(np.abs(heights[one + 1 : other]).argmax())
            rest = np.concatenate((np.arange(other + 1, len(hull)), np.arange(one)))
            if not len(rest):
                continue
            second = int(rest[np.abs(heights[rest]).argmax()])
            area = abs(heights[first]) + abs(heights[second])
            if area > best:
                best, chosen = area, hull[[one, first, other, second]]
    if chosen is None:
        return None
    start = int(chosen.sum(axis=1).argmin())
    return np.asarray(np.roll(chosen, -start, axis=0))


def _heights(points: Points, a: Points, b: Points) -> Points:
    """Twice the area of each point's triangle over the line from `a` to `b`."""
    return np.asarray((b[0] - a[0]) * (points[:, 1] - a[1]) - (b[1] - a[1]) * (points[:, 0] - a[0]))


def _area(points: Points) -> float:
    x, y = points.T
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


def _sound(found: Points, hull: Points, grey: Pixels) -> bool:
    """Whether it is a surface seen from some side, brighter than what is round it."""
    area = _area(found)
    share = area / grey.size
    sides = np.hypot(*(np.roll(found, -1, axis=0) - found).T)
    if not _LEAST_SHARE <= share <= _MOST_SHARE or area < _FULL * _area(hull):
        return False
    if min(sides) < 16 or max(sides[0] / sides[2], sides[2] / sides[0]) > _LONGEST_RATIO:
        return False
    if max(sides[1] / sides[3], sides[3] / sides[1]) > _LONGEST_RATIO:
        return False
    centre = found.mean(axis=0)
    rims = [_mean_along(centre + (found - centre) * by, grey) for by in (0.97, 1.06)]
    return rims[0] - rims[1] >= _CLEAR


def _mean_along(quadrilateral: Points, grey: Pixels) -> float:
    """Mean level along the sides, as far as they are in the picture."""
    steps = np.linspace(0, 1, 64)[:, None]
    seen = []
    for a, b in zip(quadrilateral, np.roll(quadrilateral, -1, axis=0), strict=True):
        points = (a + (b - a) * steps).round().astype(int)
        inside = (points >= 0).all(axis=1) & (points < grey.shape[::-1]).all(axis=1)
        seen.append(grey[points[inside, 1], points[inside, 0]])
    levels = np.concatenate(seen)
    return float(levels.mean()) if levels.size else 0.0


def _along(found: Points, hull: Points) -> Points:
    """The corners where the lines along the hull's sides meet: corners may be rounded off."""
    lines = []
    for a, b in zip(found, np.roll(found, -1, axis=0), strict=True):
        length = np.hypot(*(b - a))
        direction = (b - a) / length
        dense = _dense(hull)
        far = dense - a
        along = far @ direction / length
        off = np.abs(far @ np.array((-direction[1], direction[0])))
        near = dense[(along > _NEAR_CORNER) & (along < 1 - _NEAR_CORNER) & (off < 0.05 * length)]
        lines.append(_line(near) if len(near) >= 8 else _line(np.array((a, b))))
    met = [_meet(lines[at - 1], lines[at]) for at in range(4)]
    refined = np.array([one if one is not None else found[at] for at, one in enumerate(met)])
    moved = np.hypot(*(refined - found).T)
    return refined if moved.max() < 0.1 * np.hypot(*np.ptp(found, axis=0)) else found


def _dense(hull: Points) -> Points:
    """Points along the hull, one a pixel or so."""
    parts = [
        a + (b - a) * np.linspace(0, 1, max(2, int(np.hypot(*(b - a)))), endpoint=False)[:, None]
        for a, b in zip(hull, np.roll(hull, -1, axis=0), strict=True)
    ]
    return np.concatenate(parts)


def _line(points: Points) -> tuple[Points, Points]:
    """A point of the line that fits best, and its direction."""
    middle = points.mean(axis=0)
    _, _, axes = np.linalg.svd(points - middle, full_matrices=False)
    return middle, axes[0]


def _meet(one: tuple[Points, Points], other: tuple[Points, Points]) -> Points | None:
    matrix = np.column_stack((one[1], -other[1]))
    if abs(np.linalg.det(matrix)) < 0.1:
        return None
    return np.asarray(one[0] + one[1] * np.linalg.solve(matrix, other[0] - one[0])[0])


def _perspective(target: Points, source: Points) -> tuple[float, ...]:
    """The eight numbers of Pillow that take a point of the target to one of the source."""
    rows, wanted = [], []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    return tuple(float(one) for one in np.linalg.solve(np.array(rows), np.array(wanted)))
