"""Shutters and graphic annotations of presentation states (PS3.3 C.7.6.11, C.10.5)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw
from pydicom.dataset import Dataset

from adapters.imaging.dicom import shape as pixel

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Points = list[tuple[float, float]]

MOST_OBJECTS = 500
MOST_POINTS = 20_000
_INK = (255, 220, 60)
_ROUND = 72  # corners of an ellipse


def shutter(state: Dataset, width: int, height: int) -> Mask | None:
    """What a display shutter covers, (height, width); None where there is none."""
    shapes = {one.strip().upper() for one in _words(state, "ShutterShape")}
    open_ = np.ones((height, width), np.bool_)
    rows, columns = np.ogrid[1 : height + 1, 1 : width + 1]
    if "RECTANGULAR" in shapes:
        edges = [
            pixel.number(state, f"Shutter{edge}Edge")
            for edge in ("LeftVertical", "RightVertical", "UpperHorizontal", "LowerHorizontal")
        ]
        if all(edge is not None for edge in edges):
            left, right, upper, lower = (float(edge or 0) for edge in edges)
            open_ &= (columns >= left) & (columns <= right) & (rows >= upper) & (rows <= lower)
    centre, radius = (
        pixel.numbers(state, "CenterOfCircularShutter"),
        pixel.number(state, "RadiusOfCircularShutter"),
    )
    if "CIRCULAR" in shapes and len(centre) == 2 and radius:
        open_ &= (rows - centre[0]) ** 2 + (columns - centre[1]) ** 2 <= radius**2
    corners = pixel.numbers(state, "VerticesOfThePolygonalShutter")
    if "POLYGONAL" in shapes and 6 <= len(corners) <= MOST_POINTS:
        sheet = Image.new("1", (width, height))
        points = [(x - 1, y - 1) for y, x in zip(corners[::2], corners[1::2], strict=False)]
        ImageDraw.Draw(sheet).polygon(points, fill=1)
        open_ &= np.asarray(sheet)
    # One that leaves nothing is broken: a black picture says nothing.
    return ~open_ if not open_.all() and open_.any() else None


def drawn(pixels: Pixels, state: Dataset, uid: str) -> tuple[Pixels, int]:
    """The graphics that a state has for the picture `uid`, in one colour, and the number of texts
    that were left out."""
    annotations = [one for one in state.get("GraphicAnnotationSequence") or () if _for(one, uid)]
    texts = sum(len(one.get("TextObjectSequence") or ()) for one in annotations)
    objects = [o for one in annotations for o in one.get("GraphicObjectSequence") or ()]
    if not objects:
        return pixels, texts
    image = Image.fromarray(np.ascontiguousarray(pixels)).convert("RGB")
    pen = ImageDraw.Draw(image)
    width = max(1, round(max(image.size) / 512))
    for one in objects[:MOST_OBJECTS]:
        _draw(pen, one, image.size, width)
    return np.asarray(image), texts


def _for(annotation: Dataset, uid: str) -> bool:
    named = [
        pixel.text(one, "ReferencedSOPInstanceUID")
        for one in annotation.get("ReferencedImageSequence") or ()
    ]
    return not named or uid in named


def _draw(pen: ImageDraw.ImageDraw, one: Dataset, size: tuple[int, int], width: int) -> None:
    points = list(_points(one, size))
    kind = pixel.text(one, "GraphicType").upper()
    if kind == "POINT" and points:
        x, y = points[0]
        arm = 4 * width
        pen.line((x - arm, y, x + arm, y), fill=_INK, width=width)
        pen.line((x, y - arm, x, y + arm), fill=_INK, width=width)
    elif kind == "CIRCLE" and len(points) >= 2:
        centre = np.array(points[0])
        radius = float(np.hypot(*(np.array(points[1]) - centre)))
        _round(pen, centre, np.array((radius, 0)), np.array((0, radius)), width)
    elif kind == "ELLIPSE" and len(points) >= 4:
        a, b, c, d = (np.array(point) for point in points[:4])
        _round(pen, (a + b) / 2, (b - a) / 2, (d - c) / 2, width)
    elif kind in ("POLYLINE", "INTERPOLATED") and len(points) >= 2:
        pen.line(points, fill=_INK, width=width)


def _round(
    pen: ImageDraw.ImageDraw,
    centre: npt.NDArray[np.float64],
    long: npt.NDArray[np.float64],
    short: npt.NDArray[np.float64],
    width: int,
) -> None:
    angles = np.linspace(0, 2 * np.pi, _ROUND + 1)[:, None]
    line = centre + np.cos(angles) * long + np.sin(angles) * short
    pen.line([(float(x), float(y)) for x, y in line], fill=_INK, width=width)


def _points(one: Dataset, size: tuple[int, int]) -> Iterator[tuple[float, float]]:
    """In pixels counted from 0; PIXEL counts from 1, DISPLAY is a share of the picture."""
    data = pixel.numbers(one, "GraphicData")[: 2 * MOST_POINTS]
    share = pixel.text(one, "GraphicAnnotationUnits").upper() == "DISPLAY"
    for x, y in zip(data[::2], data[1::2], strict=False):
        at = (x * size[0], y * size[1]) if share else (x - 1, y - 1)
        if all(abs(value) < 1e6 for value in at):
            yield at


def _words(dataset: Dataset, keyword: str) -> list[str]:
    value = dataset.get(keyword)
    if value is None:
        return []
    return [value] if isinstance(value, str) else [str(one) for one in value]
