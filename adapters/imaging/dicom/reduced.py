"""JPEG 2000 at half, a quarter, an eighth of its size: what a preview needs, at a third the time."""

from __future__ import annotations

import io
from dataclasses import dataclass

import imagecodecs
import numpy as np
from PIL import Image, UnidentifiedImageError

from adapters.imaging.dicom import codestream
from adapters.imaging.dicom.fragments import Buffer
from adapters.imaging.dicom.shape import Array


@dataclass(frozen=True, slots=True)
class Reduced:
    """Samples of a smaller picture, and who decoded them."""

    samples: Array
    name: str


def decode(frame: Buffer, high_throughput: bool, halvings: int) -> Reduced | None:
    """A frame 2**`halvings` times smaller, None where that cannot be had faithfully."""
    head = codestream.j2k_head(frame)
    stream = codestream.j2k_codestream(frame)
    if head is None or head.levels < halvings:
        return None
    if high_throughput:
        samples = imagecodecs.htj2k_decode(stream, planar=False, skipres=halvings)
        return Reduced(np.asarray(samples), "imagecodecs/openjph, reduced")
    # Pillow widens grey samples to 16 bits and moves signed ones; anything else is left whole.
    if head.components not in (1, 3) or (head.components == 3 and head.precision != 8):
        return None
    try:
        with Image.open(io.BytesIO(stream), formats=("JPEG2000",)) as image:
            image.reduce = halvings
            samples = np.asarray(image)
            mode = image.mode
    except (OSError, UnidentifiedImageError, ValueError):
        return None
    if mode == "L" and head.precision == 8 and not head.signed:
        return Reduced(samples, "Pillow/openjpeg, reduced")
    if mode == "RGB" and head.precision == 8:
        return Reduced(samples, "Pillow/openjpeg, reduced")
    if mode.startswith("I;16") and 8 < head.precision <= 16:
        wide = samples.astype(np.int32) >> (16 - head.precision)
        if head.signed:
            return Reduced((wide - (1 << (head.precision - 1))).astype(np.int16), "Pillow/openjpeg")
        return Reduced(wide.astype(np.uint16), "Pillow/openjpeg, reduced")
    return None
