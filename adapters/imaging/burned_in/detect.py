"""Where in a picture text stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from adapters.imaging.burned_in.components import Grey
from adapters.imaging.burned_in.lines import Line, lines
from adapters.imaging.burned_in.model import scores
from adapters.imaging.burned_in.planes import planes

Box = tuple[int, int, int, int]

_SURE: Final = 5.0  # log odds at which a line is text
_LIKELY: Final = 0.0  # and beside a line that was found
_MAX_SIDE: Final = 2400  # a larger picture is looked at reduced; its text is larger, too
_SCALES: Final = (1, 2, 4)  # large letters are found in the reduced picture
_LARGE: Final = 26  # height of a line that was too large for the scale before, pixels
_LEAST_SIDE: Final = 160  # pixels; less is not looked at reduced
_SPACE: Final = 2.0  # widest gap between words, in heights of the line
_MARGIN: Final = 0.3  # added round a line, in heights of the line


@dataclass(frozen=True, slots=True)
class _Scored:
    box: Box
    score: float


def find(pixels: Grey) -> tuple[Box, ...]:
    """Boxes (left, top, right, bottom; pixels) of the text lines in `pixels`, top to bottom.

    `pixels` is (height, width) or (height, width, channels), 8 bits. A level line of at least three
    letters is found, 5 px high to a fifth of the picture; single letters, such as the side marker
    of an X-ray, are not looked for.
    """
    height, width = pixels.shape[:2]
    first = -(-max(height, width) // _MAX_SIDE)
    boxes = [
        _spread(box, step, width, height)
        for step in (first * scale for scale in _SCALES)
        if step == first or min(height, width) // step >= _LEAST_SIDE
        for box in _at(_reduced(pixels, step), 0 if step == first else _LARGE)
    ]
    return tuple(sorted(_merged(boxes), key=_reading_order))


def _at(pixels: Grey, least: int) -> list[Box]:
    """The boxes at one scale, without margin, of lines at least `least` px high."""
    every = [row for plane in planes(pixels) for row in lines(plane)]
    rows = [row for row in every if row.box[3] - row.box[1] >= least]
    found = _scored([row for row in rows if row.features is not None])
    sure = [line.box for line in found if line.score >= _SURE]
    likely = [line.box for line in found if _LIKELY <= line.score < _SURE]
    few = [row.box for row in rows if row.features is None]
    words = _extended(sure, likely)
    return _merged(words + [box for box in few if any(_of_line(box, word) for word in words)])


def _reduced(pixels: Grey, step: int) -> Grey:
    if step == 1:
        return pixels
    height, width = (side // step * step for side in pixels.shape[:2])
    blocks = pixels[:height, :width].reshape(
        height // step, step, width // step, step, *pixels.shape[2:]
    )
    return np.asarray(blocks.mean(axis=(1, 3)), np.uint8)


def _scored(found: list[Line]) -> list[_Scored]:
    if not found:
        return []
    marks = scores(np.array([line.features for line in found], np.float64))
    return [_Scored(line.box, float(mark)) for line, mark in zip(found, marks, strict=True)]


def _beside(one: Box, other: Box) -> bool:
    """True if the two can be words of one line."""
    height = min(one[3] - one[1], other[3] - other[1])
    shared = min(one[3], other[3]) - max(one[1], other[1])
    gap = max(one[0], other[0]) - min(one[2], other[2])
    taller = max(one[3] - one[1], other[3] - other[1])
    return shared >= 0.5 * height and gap <= _SPACE * height and taller <= 3 * height


def _of_line(few: Box, line: Box) -> bool:
    """True if one or two letters alone can belong to a line that was found."""
    height, of_line = few[3] - few[1], line[3] - line[1]
    return _beside(few, line) and 0.2 * of_line <= height <= 1.5 * of_line


def _extended(sure: list[Box], likely: list[Box]) -> list[Box]:
    """The sure lines, and the likely ones that stand beside them, to both ends."""
    found = list(sure)
    growing = bool(found)
    while growing:
        more = [one for one in likely if any(_beside(one, box) for box in found)]
        likely = [one for one in likely if one not in more]
        found += more
        growing = bool(more)
    return found


def _merged(boxes: list[Box]) -> list[Box]:
    merged: list[Box] = []
    for box in sorted(boxes):
        whole = box
        apart: list[Box] = []
        for other in merged:
            if _beside(whole, other):
                whole = (
                    min(whole[0], other[0]), min(whole[1], other[1]),
                    max(whole[2], other[2]), max(whole[3], other[3]),
                )  # fmt: skip
            else:
                apart.append(other)
        merged = [*apart, whole]
    return merged


def _spread(box: Box, step: int, width: int, height: int) -> Box:
    """`box` with a margin, in pixels of the whole picture."""
    margin = max(2, round(_MARGIN * (box[3] - box[1])))
    left, top, right, bottom = box
    return (
        max((left - 2 * margin) * step, 0),
        max((top - margin) * step, 0),
        min((right + 2 * margin) * step, width),
        min((bottom + margin) * step, height),
    )


def _reading_order(box: Box) -> tuple[int, int]:
    return box[1], box[0]
