"""DICOM files made for tests: a data set from a few words, as bytes."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.filewriter import dcmwrite
from pydicom.uid import UID

from adapters.imaging import dispatch
from core.imaging import Purpose, Rendition, TranscodedImage, TranscodeOrder

IMPLICIT, EXPLICIT = "1.2.840.10008.1.2", "1.2.840.10008.1.2.1"
DEFLATED, BIG = "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"
SECONDARY = "1.2.840.10008.5.1.4.1.1.7"
FULL = frozenset({Purpose.FULL})
LOSSLESS = TranscodeOrder(purposes=FULL, still_format="png")


def dataset(**attributes: Any) -> Dataset:
    """A secondary capture of no particular patient; `attributes` by keyword."""
    made = Dataset()
    made.SOPClassUID = UID(SECONDARY)
    made.SOPInstanceUID = UID("2.25.7")
    made.Modality = "OT"
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def grey(pixels: npt.NDArray[Any], **attributes: Any) -> Dataset:
    """A grey object of (rows, columns) or (frames, rows, columns), 8 or 16 bits by its type."""
    bits = pixels.dtype.itemsize * 8
    made = dataset(
        Rows=pixels.shape[-2],
        Columns=pixels.shape[-1],
        SamplesPerPixel=1,
        PhotometricInterpretation="MONOCHROME2",
        BitsAllocated=bits,
        BitsStored=bits,
        HighBit=bits - 1,
        PixelRepresentation=1 if pixels.dtype.kind == "i" else 0,
    )
    if pixels.ndim == 3:
        made.NumberOfFrames = pixels.shape[0]
    made.PixelData = pixels.tobytes()
    made["PixelData"].VR = "OW"
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def colour(pixels: npt.NDArray[np.uint8], photometric: str = "RGB", **attributes: Any) -> Dataset:
    """A colour object of (rows, columns, 3)."""
    made = dataset(
        Rows=pixels.shape[0],
        Columns=pixels.shape[1],
        SamplesPerPixel=3,
        PhotometricInterpretation=photometric,
        PlanarConfiguration=0,
        BitsAllocated=8,
        BitsStored=8,
        HighBit=7,
        PixelRepresentation=0,
    )
    made.PixelData = pixels.tobytes()
    made["PixelData"].VR = "OW"
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def compressed(made: Dataset, *frames: bytes) -> Dataset:
    """The same object with encapsulated frames."""
    made.PixelData = encapsulate(list(frames))
    made["PixelData"].VR = "OB"
    made["PixelData"].is_undefined_length = True
    return made


def file(made: Dataset, syntax: str = EXPLICIT) -> bytes:
    """The object as a DICOM file."""
    made.file_meta = FileMetaDataset()
    # What pydicom does not know is written as explicit little endian under another name.
    known = UID(syntax).is_transfer_syntax
    made.file_meta.TransferSyntaxUID = UID(syntax if known else EXPLICIT)
    made.file_meta.MediaStorageSOPClassUID = made.SOPClassUID
    made.file_meta.MediaStorageSOPInstanceUID = made.SOPInstanceUID
    out = io.BytesIO()
    if known:
        dcmwrite(out, made, enforce_file_format=True)
        return out.getvalue()
    made.file_meta.TransferSyntaxUID = UID(EXPLICIT)
    value = made["PixelData"]
    undefined, value.is_undefined_length = value.is_undefined_length, False
    dcmwrite(out, made, enforce_file_format=True)
    return _renamed(out.getvalue(), syntax, undefined)


def _renamed(data: bytes, syntax: str, undefined: bool) -> bytes:
    """The file under another transfer syntax, its pixel data of undefined length if asked."""
    old = EXPLICIT.encode() + b"\0" * (len(EXPLICIT) % 2)
    new = syntax.encode() + b"\0" * (len(syntax) % 2)
    head = b"\x02\x00\x10\x00UI"
    at = data.index(head)
    data = data[: at + 6] + len(new).to_bytes(2, "little") + new + data[at + 8 + len(old) :]
    if undefined:
        pixel = data.rindex(b"\xe0\x7f\x10\x00OB")
        data = data[: pixel + 8] + b"\xff\xff\xff\xff" + data[pixel + 12 :]
        data += b"\xfe\xff\xdd\xe0\0\0\0\0"
    return data


def transcoded(data: bytes, order: TranscodeOrder = LOSSLESS) -> TranscodedImage:
    """The one entry of a file, decoded in this process."""
    images, unread = dispatch.transcode(memoryview(data), order)
    assert not unread
    assert len(images) == 1
    return images[0]


def rendition(image: TranscodedImage, purpose: Purpose) -> Rendition:
    """The first rendition for a purpose."""
    return next(one for one in image.renditions if one.purpose is purpose)


def pixels(image: TranscodedImage, purpose: Purpose = Purpose.FULL) -> npt.NDArray[np.uint8]:
    """What a rendition shows."""
    return np.asarray(Image.open(io.BytesIO(rendition(image, purpose).data)))


def full(made: Dataset, syntax: str = EXPLICIT) -> npt.NDArray[np.uint8]:
    """The `full` picture of an object, losslessly."""
    return pixels(transcoded(file(made, syntax)))


def ramp(rows: int = 16, columns: int = 16, top: int = 255) -> npt.NDArray[np.uint16]:
    """Values from 0 to `top`, row by row."""
    values = np.linspace(0, top, rows * columns).round()
    return values.astype(np.uint16).reshape(rows, columns)
