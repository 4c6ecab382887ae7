"""Text painted into the pixels of an object that is exported: found, masked, or the reason why not.

An export by the Basic Profile says nothing of pixels. What may show a name is therefore looked at
frame by frame; masked where that was asked for, and else not exported.
"""

from __future__ import annotations

import numpy as np
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRLittleEndian

from adapters.imaging import burned_in
from adapters.imaging.dicom import describe, picture
from adapters.imaging.dicom import shape as pixel
from adapters.imaging.dicom.frames import Frames
from adapters.imaging.dicom.reading import Parsed
from adapters.imaging.dicom.shape import Array
from adapters.imaging.dicom.syntaxes import Codec
from adapters.imaging.errors import Refused

LARGEST_MASKED = 1 << 29  # bytes of all frames, uncompressed

Boxes = tuple[burned_in.Box, ...]


class Painted(Exception):
    """A name may be painted into the pixels, and it was not, or could not be, masked."""


def boxes(parsed: Parsed) -> list[Boxes]:
    """Where text was found, a tuple for every frame; empty where there is none to be looked for.

    Raises Painted where the file says that text is painted in and none was found, and where frames
    that may have text cannot be looked at.
    """
    if parsed.pixels is None or not describe.may_be_painted(parsed.dataset):
        return []
    if parsed.syntax.codec is Codec.VIDEO:
        raise Painted("a film")
    flagged = pixel.text(parsed.dataset, "BurnedInAnnotation").upper() == "YES"
    try:
        frames = Frames(parsed, parsed.pixels)
        found = [
            tuple(burned_in.find(picture.draw(frames, at).pixels))
            for at in range(frames.shape.frames)
        ]
    except Refused as refused:
        raise Painted("cannot be looked at") from refused
    if flagged and not any(found):
        raise Painted("said to be there, and not found")
    return found if any(found) else []


def masked(parsed: Parsed, found: list[Boxes], ds: Dataset) -> Dataset:
    """`ds`, the same object as `parsed`, with flat boxes over the text and its pixels unpacked.

    A box of one frame is filled in all of them: what stands still must not show in the next.
    Raises Painted where that cannot be done.
    """
    if parsed.pixels is None:
        raise Painted("no pixels")
    frames = Frames(parsed, parsed.pixels)
    shape = frames.shape
    grey = shape.samples == 1
    if shape.frame_bits // 8 * shape.frames > LARGEST_MASKED or shape.allocated > 16:
        raise Painted("too large to be masked")
    if shape.allocated < 8 or (not grey and shape.allocated != 8):
        raise Painted("bits that cannot be masked")
    everywhere = tuple(dict.fromkeys(box for one in found for box in one))
    made = [_filled(_plain(frames, at), everywhere) for at in range(shape.frames)]
    return _with_pixels(ds, made, shape.photometric if grey else "RGB")


def _plain(frames: Frames, at: int) -> Array:
    """Stored values of a grey frame, the colours of another."""
    if frames.shape.samples == 1:
        return np.array(frames.frame(at))
    return np.array(picture.draw(frames, at).pixels)


def _filled(pixels: Array, over: Boxes) -> Array:
    """Each box in the commonest value of what lies outside all of them."""
    inside = np.zeros(pixels.shape[:2], np.bool_)
    for left, top, right, bottom in over:
        inside[top:bottom, left:right] = True
    rest = pixels[~inside] if not inside.all() else np.zeros_like(pixels[:1, 0])
    values, counts = np.unique(rest, axis=0, return_counts=True)
    pixels[inside] = values[counts.argmax()]
    return pixels


def _with_pixels(ds: Dataset, made: list[Array], photometric: str) -> Dataset:
    stored = np.stack(made)
    bits = stored.dtype.itemsize * 8
    ds.PhotometricInterpretation = photometric
    ds.BitsAllocated = bits
    ds.BitsStored = min(int(ds.get("BitsStored") or bits), bits)
    ds.HighBit = ds.BitsStored - 1
    ds.Rows, ds.Columns = made[0].shape[:2]
    if made[0].ndim == 3:
        ds.SamplesPerPixel, ds.PlanarConfiguration = 3, 0
    little = stored.astype(stored.dtype.newbyteorder("<"), copy=False).tobytes()
    for keyword in ("PixelData", "ExtendedOffsetTable", "ExtendedOffsetTableLengths"):
        if keyword in ds:
            del ds[keyword]
    ds.PixelData = little + b"\0" * (len(little) % 2)
    ds["PixelData"].VR = "OB" if bits == 8 else "OW"
    ds["PixelData"].is_undefined_length = False
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    return ds
