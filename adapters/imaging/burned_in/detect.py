"""Where in a picture text stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from adapters.imaging.burned_in.components import Grey
from adapters.imaging.burned_in.lines import Line, lines
from adapters.imaging.burned_in.model import scores
from adapters.imaging.burned_in.planes import channels, planes

Box = tuple[int, int, int, int]
Boxes = NDArray[np.int64]  # (count, 4)

_SURE: Final = 5.0  # log odds at which a line is text
_LIKELY: Final = 0.0  # and beside a line that was found
_MAX_SIDE: Final = 2400  # a larger picture is looked at reduced; its text is larger, too
_SCALES: Final = (1, 2, 4)  # large letters are found in the reduced picture
_LARGE: Final = 26  # height of a line that was too large for the scale before, pixels
_MOST_16_BIT: Final = 16  # more squared pixels of 255 do not add up in 16 bits
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
    colours = channels(pixels)
    boxes = [
        _spread(box, step, width, height)
        for step in (first * scale for scale in _SCALES)
        if step == first or min(height, width) // step >= _LEAST_SIDE
        for box in _at([_reduced(one, step) for one in colours], 0 if step == first else _LARGE)
    ]
    return tuple(sorted(_merged(boxes), key=_reading_order))


def _at(colours: Sequence[Grey], least: int) -> list[Box]:
    """The boxes at one scale, without margin, of lines at least `least` px high."""
    every = [row for plane in planes(colours) for row in lines(plane)]
    rows = [row for row in every if row.box[3] - row.box[1] >= least]
    found = _scored([row for row in rows if row.features is not None])
    sure = [line.box for line in found if line.score >= _SURE]
    likely = [line.box for line in found if _LIKELY <= line.score < _SURE]
    few = [row.box for row in rows if row.features is None]
    words = _extended(sure, likely)
    return _merged(words + _of_lines(few, words))


def _reduced(pixels: Grey, step: int) -> Grey:
    """Every `step` by `step` pixels of a plane as their mean."""
    if step == 1:
        return pixels
    height, width = (side // step * step for side in pixels.shape[:2])
    across = pixels[:height, 0:width:step].astype(np.uint16)
    for column in range(1, step):
        across += pixels[:height, column:width:step]
    total = across[0::step].astype(np.uint32) if step > _MOST_16_BIT else across[0::step].copy()
    for row in range(1, step):
        total += across[row::step]
    return (total // (step * step)).astype(np.uint8)


def _scored(found: list[Line]) -> list[_Scored]:
    if not found:
        return []
    marks = scores(np.array([line.features for line in found], np.float64))
    return [_Scored(line.box, float(mark)) for line, mark in zip(found, marks, strict=True)]


def _beside(some: Boxes, others: Boxes) -> NDArray[np.bool_]:
    """(some, others): whether the two can be words of one line."""
    left, top, right, bottom = (some[:, None, side] for side in range(4))
    left_, top_, right_, bottom_ = (others[None, :, side] for side in range(4))
    one, other = bottom - top, bottom_ - top_
    height, taller = np.minimum(one, other), np.maximum(one, other)
    shared = np.minimum(bottom, bottom_) - np.maximum(top, top_)
    gap = np.maximum(left, left_) - np.minimum(right, right_)
    close: NDArray[np.bool_] = (2 * shared >= height) & (gap <= _SPACE * height)
    close &= taller <= 3 * height
    return close


def _of_lines(few: list[Box], lines_found: list[Box]) -> list[Box]:
    """Those of one or two letters alone that can belong to a line that was found."""
    if not few or not lines_found:
        return []
    alone, found = np.array(few), np.array(lines_found)
    height, of_line = (alone[:, 3] - alone[:, 1])[:, None], (found[:, 3] - found[:, 1])[None]
    fit = (0.2 * of_line <= height) & (height <= 1.5 * of_line)
    kept = (_beside(alone, found) & fit).any(axis=1)
    return [few[at] for at in np.flatnonzero(kept)]


def _extended(sure: list[Box], likely: list[Box]) -> list[Box]:
    """The sure lines, and the likely ones that stand beside them, to both ends."""
    found = list(sure)
    edge = list(sure)
    while edge and likely:
        beside = np.flatnonzero(_beside(np.array(likely), np.array(edge)).any(axis=1)).tolist()
        edge = [likely[at] for at in beside]
        near = set(beside)
        likely = [one for at, one in enumerate(likely) if at not in near]
        found += edge
    return found


def _merged(boxes: list[Box]) -> list[Box]:
    """Boxes that can be words of one line as one, taken from the left.

    Few at a time, so plain numbers are faster than arrays.
    """
    merged: list[Box] = []
    for box in sorted(boxes):
        left, top, right, bottom = box
        apart: list[Box] = []
        for other in merged:
            left_, top_, right_, bottom_ = other
            one, two = bottom - top, bottom_ - top_
            low, tall = (one, two) if one < two else (two, one)
            shared = (bottom if bottom < bottom_ else bottom_) - (top if top > top_ else top_)
            gap = (left if left > left_ else left_) - (right if right < right_ else right_)
            if 2 * shared >= low and gap <= _SPACE * low and tall <= 3 * low:
                left, top = min(left, left_), min(top, top_)
                right, bottom = max(right, right_), max(bottom, bottom_)
            else:
                apart.append(other)
        merged = [*apart, (left, top, right, bottom)]
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
