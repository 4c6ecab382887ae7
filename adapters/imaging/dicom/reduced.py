"""JPEG 2000 at a half, a quarter, an eighth of its size: for a preview, in a third the time."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image, UnidentifiedImageError

from adapters.imaging.dicom import codestream, openjph, soundness
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
    stream = bytes(codestream.j2k_codestream(frame))
    sound = not high_throughput or soundness.is_sound(frame)
    if head is None or head.levels < halvings or not sound:
        return None
    if high_throughput:
        return _high_throughput(stream, halvings)
    # Pillow widens grey samples to 16 bits and moves signed ones; anything else is left whole.
    if head.components not in (1, 3) or (head.components == 3 and head.precision != 8):
        return None
    try:
        with Image.open(io.BytesIO(stream), formats=("JPEG2000",)) as image:
            # The plug-in takes the number in the place of the method of the same name.
            setattr(image, "reduce", halvings)  # noqa: B010
            samples = np.asarray(image)
            mode = image.mode
    except (OSError, UnidentifiedImageError, ValueError):
        return None
    name = "Pillow/openjpeg, reduced"
    if head.precision == 8 and not head.signed and mode in ("L", "RGB"):
        return Reduced(samples, name)
    if not mode.startswith("I;16") or not 8 < head.precision <= 16:
        return None
    wide = samples.astype(np.int32) >> (16 - head.precision)
    if head.signed:
        return Reduced((wide - (1 << (head.precision - 1))).astype(np.int16), name)
    return Reduced(wide.astype(np.uint16), name)


def _high_throughput(stream: bytes, halvings: int) -> Reduced | None:
    try:
        return Reduced(openjph.decode(stream, halvings), "imagecodecs/openjph, reduced")
    except ValueError:
        return None
