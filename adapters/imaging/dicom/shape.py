"""What the pixel module says: read once, checked, and believed by everything that follows."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from adapters.imaging.dicom import raw
from adapters.imaging.errors import Refused
from core.imaging import Refusal

MAX_SIDE = 65535
MAX_FRAME_PIXELS = 256_000_000
MAX_FRAMES = 200_000
FLOAT_TAG, DOUBLE_TAG = 0x7FE00008, 0x7FE00009
_PHOTOMETRICS = frozenset(
    {
        "MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "HSV", "ARGB", "CMYK", "YBR_FULL",
        "YBR_FULL_422", "YBR_PARTIAL_422", "YBR_PARTIAL_420", "YBR_ICT", "YBR_RCT", "XYB",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """Rows and columns in pixels; bits as in the Image Pixel module."""

    rows: int
    columns: int
    frames: int
    samples: int
    photometric: str
    allocated: int
    stored: int
    high_bit: int
    signed: bool
    planar: bool
    floating: bool

    @property
    def pixels(self) -> int:
        return self.rows * self.columns

    @property
    def frame_bits(self) -> int:
        """Bits of one uncompressed frame."""
        samples = 2 if self.photometric == "YBR_FULL_422" and self.samples == 3 else self.samples
        return self.pixels * samples * self.allocated

    def dtype(self, order: str = "<") -> np.dtype[np.generic]:
        """The numpy type of one stored sample as it lies in the file."""
        if self.floating:
            return np.dtype(f"{order}f{self.allocated // 8}")
        width = max(8, 1 << (self.allocated - 1).bit_length()) // 8
        return np.dtype(f"{order}u{width}")


def of(dataset: Dataset, pixel_tag: int) -> Shape:
    """The shape of `dataset`'s pixels. Raises Refused for geometry that no picture can have."""
    if "Rows" not in dataset and "Columns" not in dataset:
        raise Refused(Refusal.NO_PICTURE, "pixel data without rows and columns")
    rows, columns = _number(dataset, "Rows"), _number(dataset, "Columns")
    frames = _frames(dataset)
    samples = _number(dataset, "SamplesPerPixel", 1)
    floating = pixel_tag in (FLOAT_TAG, DOUBLE_TAG)
    allocated = {FLOAT_TAG: 32, DOUBLE_TAG: 64}.get(pixel_tag) or _number(dataset, "BitsAllocated")
    photometric = _photometric(dataset, samples)
    _check(rows, columns, frames, samples)
    if allocated not in (1, 8, 12, 16, 24, 32, 64) or (allocated in (12, 24) and samples != 1):
        raise Refused(Refusal.BROKEN, f"{allocated} bits allocated")
    if allocated == 64 and not floating:
        raise Refused(Refusal.BROKEN, "64-bit integers")
    stored = _number(dataset, "BitsStored", allocated)
    if not 1 <= stored <= allocated:
        stored = allocated
    high_bit = _number(dataset, "HighBit", stored - 1)
    if not stored - 1 <= high_bit < allocated:
        high_bit = stored - 1
    return Shape(
        rows=rows,
        columns=columns,
        frames=frames,
        samples=samples,
        photometric=photometric,
        allocated=allocated,
        stored=stored,
        high_bit=high_bit,
        signed=_number(dataset, "PixelRepresentation", 0) == 1 and not floating,
        planar=_number(dataset, "PlanarConfiguration", 0) == 1,
        floating=floating,
    )


def _frames(dataset: Dataset) -> int:
    """The number of frames: 1 where none is named, else its first digits ("1A", not "1e9")."""
    if not _said(dataset, "NumberOfFrames"):
        return 1
    said = re.match(r"[+-]?\d{1,10}(?![\d.eE])", text_of(dataset.get_item("NumberOfFrames").value))
    if said is None:
        raise Refused(Refusal.BROKEN, "number of frames is no number")
    return int(said.group()) or 1


def _check(rows: int, columns: int, frames: int, samples: int) -> None:
    if not (0 < rows <= MAX_SIDE and 0 < columns <= MAX_SIDE):
        raise Refused(Refusal.BROKEN, "rows or columns out of range")
    if rows * columns > MAX_FRAME_PIXELS:
        raise Refused(Refusal.TOO_MANY_PIXELS, f"{rows}x{columns}")
    if frames < 0:
        raise Refused(Refusal.BROKEN, "negative number of frames")
    if frames > MAX_FRAMES:
        raise Refused(Refusal.TOO_MANY_FRAMES, f"{frames} frames")
    if samples not in (1, 3, 4):
        raise Refused(Refusal.BROKEN, f"{samples} samples a pixel")


def _photometric(dataset: Dataset, samples: int) -> str:
    said = text(dataset, "PhotometricInterpretation").upper().replace("  ", " ")
    if said in _PHOTOMETRICS:
        mono = said.startswith("MONOCHROME") or said == "PALETTE COLOR"
        if mono == (samples == 1):
            return said
    return "MONOCHROME2" if samples == 1 else "RGB" if samples == 3 else "ARGB"


def text(dataset: Dataset, keyword: str) -> str:
    """The first value of an attribute as text, empty where it is absent or unreadable."""
    return text_of(raw.value(dataset, keyword))


def text_of(value: object) -> str:
    """The first of a raw or converted value as text."""
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    return str(value).split("\\")[0].strip().rstrip("\0").strip() if value is not None else ""


def number(dataset: Dataset, keyword: str) -> float | None:
    """The first value of an attribute as a finite number, None where there is none."""
    found = numbers(dataset, keyword)
    return found[0] if found else None


def numbers(dataset: Dataset, keyword: str) -> list[float]:
    """The finite numbers of an attribute; what cannot be read as one is left out."""
    value = raw.value(dataset, keyword)
    if value is None:
        return []
    values: Iterable[object]
    if isinstance(value, bytes):
        values = value.decode("ascii", "replace").split("\\")
    elif isinstance(value, str):
        values = value.split("\\")
    elif isinstance(value, Iterable):
        values = value
    else:
        values = [value]
    return [one for one in map(_finite, values) if one is not None]


def _finite(value: object) -> float | None:
    said = str(value).strip().rstrip("\0").strip()
    if len(said) > 64:
        return None
    try:
        found = float(said)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _said(dataset: Dataset, keyword: str) -> bool:
    """Whether an attribute is there with a value."""
    return keyword in dataset and bool(dataset.get_item(keyword).value)


def _number(dataset: Dataset, keyword: str, default: int | None = None) -> int:
    found = number(dataset, keyword)
    if found is None or found != int(found):
        if default is not None:
            return default
        raise Refused(Refusal.BROKEN, f"{keyword} missing or no whole number")
    return int(found)


Array = npt.NDArray[Any]
