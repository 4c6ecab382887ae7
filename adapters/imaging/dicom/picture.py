"""One frame of an object as eight-bit pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from adapters.imaging import window
from adapters.imaging.dicom import colour, grey
from adapters.imaging.dicom import shape as pixel
from adapters.imaging.dicom.frames import Frames
from adapters.imaging.dicom.groups import functional_group
from adapters.imaging.dicom.shape import Array

Pixels = npt.NDArray[np.uint8]
_BYTE = 8  # bits


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels (rows, columns) or (rows, columns, 3), and the look they were given."""

    pixels: Pixels
    look: grey.Look | None


def draw(
    frames: Frames,
    index: int,
    wanted: tuple[float, float] | str | None = None,
    fixed: grey.Look | None = None,
) -> Picture:
    """Decode and map one frame. `fixed` keeps the look of another frame, for a steady film."""
    return map_frame(frames, frames.frame(index), index, wanted, fixed)


def map_frame(
    frames: Frames,
    stored: Array,
    index: int,
    wanted: tuple[float, float] | str | None = None,
    fixed: grey.Look | None = None,
) -> Picture:
    """Stored values of a frame as `frames.frame` gave them to eight bits."""
    shape = frames.shape
    if shape.photometric == "PALETTE COLOR":
        return Picture(frames.palette(stored), None)
    if shape.samples != 1:
        return Picture(_coloured(frames, stored, index), None)
    look = fixed or grey.look(frames.dataset, shape, stored, index, wanted)
    return Picture(window.apply(stored, look.mapping), look)


def _coloured(frames: Frames, stored: Array, index: int) -> Pixels:
    """Colours of more than eight bits seldom use them all: where the file has a window for them,
    it says which. Eight bits are as they are to be seen."""
    shape = frames.shape
    offered = grey.windows(frames.dataset, index) if shape.stored > _BYTE else []
    if not offered or frames.photometric != "RGB" or stored.dtype.kind not in "iu":
        return colour.to_rgb(stored, frames.photometric, shape)
    centre, width, function = offered[0]
    low, high = window.linear(centre, width, exact=function == "LINEAR_EXACT")
    return window.apply(stored[:, :, :3], window.Linear(low, high))


def aspect(frames: Frames, index: int = 0) -> float:
    """Height of a pixel over its width, 1.0 where the file does not say."""
    dataset = frames.dataset
    ratio = pixel.numbers(dataset, "PixelAspectRatio")
    group = functional_group(dataset, index, "PixelMeasuresSequence")
    pairs = [ratio]
    for source in (group, dataset):
        if source is not None:
            pairs += [
                pixel.numbers(source, keyword)
                for keyword in ("PixelSpacing", "ImagerPixelSpacing", "NominalScannedPixelSpacing")
            ]
    for pair in pairs:
        if len(pair) == 2 and min(pair) > 0:
            tall = pair[0] / pair[1]
            return tall if 0.1 < tall < 10 and abs(tall - 1) > 0.01 else 1.0
    return 1.0
