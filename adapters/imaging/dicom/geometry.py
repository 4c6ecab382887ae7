"""Where the points of a plane lie in the patient, and one plane's values at another's points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from adapters.imaging.dicom import shape as pixel
from adapters.imaging.dicom.groups import functional_group
from adapters.imaging.dicom.shape import Array

Vector = npt.NDArray[np.float64]
_NEAR = 0.05  # millimetres: at one place
_PARALLEL = 0.999  # cosine of the angle between two planes that count as parallel
_STEP = 0.01  # share of a pixel's size by which two grids may differ


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The points of one plane: its first point, the directions of a row and of a column, and how
    far apart columns and rows are. Millimetres, in the patient's axes; None is not said."""

    origin: Vector
    axes: tuple[Vector, Vector] | None = None
    steps: tuple[float, float] | None = None


def grid(
    position: Sequence[float], orientation: Sequence[float], spacing: Sequence[float]
) -> Grid | None:
    """From ImagePositionPatient, ImageOrientationPatient and PixelSpacing; None without a place."""
    if len(position) != 3:
        return None
    axes = steps = None
    if len(orientation) == 6:
        right, down = np.array(orientation[:3]), np.array(orientation[3:])
        if min(np.linalg.norm(right), np.linalg.norm(down)) > 0.5:
            axes = right / np.linalg.norm(right), down / np.linalg.norm(down)
    if len(spacing) == 2 and min(spacing) > 0:
        steps = spacing[1], spacing[0]
    return Grid(np.array(position, np.float64), axes, steps)


def of(dataset: Dataset, frame: int) -> Grid | None:
    """The grid of one frame of an object."""
    named = (
        ("PlanePositionSequence", "ImagePositionPatient"),
        ("PlaneOrientationSequence", "ImageOrientationPatient"),
        ("PixelMeasuresSequence", "PixelSpacing"),
    )
    found = []
    for sequence, keyword in named:
        group = functional_group(dataset, frame, sequence)
        found.append(pixel.numbers(dataset if group is None else group, keyword))
    return grid(*found)


def in_one_plane(a: Grid, b: Grid) -> bool:
    """Whether two grids lie in the same plane, however far they reach in it."""
    if np.abs(a.origin - b.origin).max() < _NEAR:
        return True
    if a.axes is None or b.axes is None or not _parallel(a.axes, b.axes):
        return False
    return abs(float(np.cross(*a.axes) @ (a.origin - b.origin))) < _NEAR


def alike(a: Grid | None, b: Grid | None) -> bool:
    """Whether two grids have their points at the same places, as far as both say."""
    if a is None or b is None:
        return True
    if np.abs(a.origin - b.origin).max() >= _NEAR:
        return False
    if a.axes is not None and b.axes is not None:
        turned = min(float(one @ other) for one, other in zip(a.axes, b.axes, strict=True))
        if turned < _PARALLEL:
            return False
    if a.steps is not None and b.steps is not None:
        return bool(np.allclose(a.steps, b.steps, rtol=_STEP))
    return True


def moved(values: Array, have: Grid, wanted: Grid, rows: int, columns: int) -> Array | None:
    """The values that lie nearest to the (rows, columns) points of another grid, 0 beyond their
    edge; None where the planes are not parallel or a grid does not say enough."""
    if have.axes is None or have.steps is None or wanted.axes is None or wanted.steps is None:
        return None
    if not _parallel(have.axes, wanted.axes):
        return None
    places = []
    for axis, step in zip(have.axes, have.steps, strict=True):
        first = float(axis @ (wanted.origin - have.origin))
        across = float(axis @ wanted.axes[0]) * wanted.steps[0] * np.arange(columns)
        down = float(axis @ wanted.axes[1]) * wanted.steps[1] * np.arange(rows)
        places.append(np.rint((first + down[:, None] + across[None, :]) / step).astype(np.intp))
    column, row = places
    inside = (row >= 0) & (row < values.shape[0]) & (column >= 0) & (column < values.shape[1])
    made = np.zeros((rows, columns), values.dtype)
    made[inside] = values[row[inside], column[inside]]
    return made


def _parallel(a: tuple[Vector, Vector], b: tuple[Vector, Vector]) -> bool:
    return abs(float(np.cross(*a) @ np.cross(*b))) > _PARALLEL
