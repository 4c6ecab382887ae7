"""How the grey values of an object are to be seen: modality, window, presentation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as ItemSequence

from adapters.imaging.dicom import raw
from adapters.imaging.dicom import shape as pixel
from adapters.imaging.dicom.groups import functional_group
from adapters.imaging.dicom.shape import Array, Shape
from adapters.imaging.metadata import elements
from adapters.imaging.window import Curve, Curved, Linear, Mapping, linear, looked_up, sigmoid

RANGE = "range"
_LUT_DATA = 0x00283006
# Centre and width in Hounsfield units, as radiologists set them.
PRESETS: dict[str, tuple[float, float]] = {
    "lung": (-600, 1500),
    "mediastinum": (40, 400),
    "abdomen": (50, 400),
    "liver": (60, 160),
    "bone": (400, 1800),
    "brain": (40, 80),
    "stroke": (35, 35),
    "subdural": (75, 215),
    "spine": (50, 250),
    "angio": (300, 600),
    "soft": (50, 350),
}
# Angiography and fluoroscopy: their table leads back to the intensity of the rays, for measuring;
# windows are meant for the stored values (PS3.3 C.8.7.1.1.2).
_TABLE_IS_NOT_FOR_LOOKING = frozenset(
    ("1.2.840.10008.5.1.4.1.1.12.1", "1.2.840.10008.5.1.4.1.1.12.2")
)


@dataclass(frozen=True, slots=True)
class Lut:
    """A lookup table: entry 0 stands for `first`; `bits` is the depth of the entries."""

    first: int
    bits: int
    entries: npt.NDArray[np.float64]

    def __call__(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        index = np.clip(np.rint(values) - self.first, 0, self.entries.size - 1)
        found: npt.NDArray[np.float64] = self.entries[index.astype(np.intp)]
        return found


@dataclass(frozen=True, slots=True)
class Look:
    """How one frame is mapped. `centre` and `width` in rescaled units, None for a table."""

    mapping: Mapping
    source: str  # file, preset, order, range, content
    centre: float | None = None
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Modality:
    """Stored values to rescaled ones: a slope and an intercept, or a table."""

    slope: float = 1.0
    intercept: float = 0.0
    lut: Lut | None = None

    def __call__(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        if self.lut is not None:
            return self.lut(values)
        return np.asarray(values * self.slope + self.intercept, dtype=np.float64)

    def stored(self, rescaled: float) -> float:
        """The stored value that means `rescaled`; only for slope and intercept."""
        return (rescaled - self.intercept) / self.slope


def modality(dataset: Dataset, frame: int, shape: Shape) -> Modality:
    """The modality transformation of one frame."""
    if pixel.text(dataset, "SOPClassUID") not in _TABLE_IS_NOT_FOR_LOOKING:
        lut = _first_lut(dataset, "ModalityLUTSequence", shape.signed)
        if lut is not None:
            return Modality(lut=lut)
    group = functional_group(dataset, frame, "PixelValueTransformationSequence") or dataset
    slope = pixel.number(group, "RescaleSlope")
    intercept = pixel.number(group, "RescaleIntercept")
    return Modality(slope if slope else 1.0, intercept if intercept is not None else 0.0)


def windows(dataset: Dataset, frame: int) -> list[tuple[float, float, str]]:
    """The windows that the file itself offers: centre, width, function. Width 0 is no window."""
    group = functional_group(dataset, frame, "FrameVOILUTSequence") or dataset
    function = pixel.text(group, "VOILUTFunction").upper() or "LINEAR"
    pairs = zip(
        pixel.numbers(group, "WindowCenter"), pixel.numbers(group, "WindowWidth"), strict=False
    )
    smallest = 1 if function == "LINEAR" else 0
    return [(centre, width, function) for centre, width in pairs if width > 0 and width >= smallest]


def look(
    dataset: Dataset,
    shape: Shape,
    values: Array,
    frame: int,
    wanted: tuple[float, float] | str | None = None,
) -> Look:
    """The mapping of one frame: as ordered, else the file's first window, else its range.

    `wanted` is a centre and width, the number of one of the file's windows ("1" the first), "range"
    for least to greatest, or a preset's name, which only CT has.
    """
    how = modality(dataset, frame, shape)
    inverted = _inverted(dataset, shape)
    if wanted == RANGE:
        return _ranged(how, values, shape, inverted)
    offered = windows(dataset, frame)
    chosen = offered[:1]
    if isinstance(wanted, str):
        named = PRESETS.get(wanted.lower()) if pixel.text(dataset, "Modality") == "CT" else None
        if named is not None:
            return _windowed(how, named[0], named[1], "LINEAR", inverted, "preset")
        if wanted.isdecimal() and len(wanted) < 4 and 1 <= int(wanted) <= len(offered):
            chosen = [offered[int(wanted) - 1]]
    elif wanted is not None and wanted[1] > 0:
        return _windowed(how, wanted[0], wanted[1], "LINEAR", inverted, "order")
    for centre, width, function in chosen:
        return _windowed(how, centre, width, function, inverted, "file")
    voi = _first_lut(
        functional_group(dataset, frame, "FrameVOILUTSequence") or dataset,
        "VOILUTSequence",
        signed=how.intercept < 0 or shape.signed,
    )
    if voi is not None:
        return Look(Curved(_through(how, voi), inverted), "file")
    return _ranged(how, values, shape, inverted)


def _through(how: Modality, voi: Lut) -> Curve:
    full = float(2**voi.bits - 1)
    return lambda values: voi(how(values)) / full


def _windowed(
    how: Modality, centre: float, width: float, function: str, inverted: bool, source: str
) -> Look:
    if function == "SIGMOID":
        curve = sigmoid(centre, width)
        return Look(Curved(lambda values: curve(how(values)), inverted), source, centre, width)
    low, high = linear(centre, width, exact=function == "LINEAR_EXACT")
    if how.lut is not None:
        span = high - low
        ramp: Curve = lambda values: (how(values) - low) / span  # noqa: E731
        return Look(Curved(ramp, inverted), source, centre, width)
    ends = how.stored(low), how.stored(high)
    mapping = Linear(min(ends), max(ends), inverted != (ends[0] > ends[1]))
    return Look(mapping, source, centre, width)


def _ranged(how: Modality, values: Array, shape: Shape, inverted: bool) -> Look:
    low, high = finite_range(values, shape)
    if how.lut is not None:
        least, most = _extremes(how, values)
        span = max(most - least, 1e-9)
        ramp: Curve = lambda stored: (how(stored) - least) / span  # noqa: E731
        return Look(Curved(ramp, inverted), "range")
    mapping = Linear(low, high, inverted != (how.slope < 0))
    ends = sorted((low * how.slope + how.intercept, high * how.slope + how.intercept))
    return Look(mapping, "range", (ends[0] + ends[1]) / 2, ends[1] - ends[0])


def _extremes(how: Modality, values: Array) -> tuple[float, float]:
    """The least and the greatest rescaled value that occurs."""
    if values.dtype in (np.uint16, np.int16):
        low, high = int(values.min()), int(values.max())
        table = how(np.arange(low, high + 1, dtype=np.float64))
        seen = looked_up(np.ascontiguousarray(values).reshape(-1), low, table)
    else:
        seen = how(np.unique(values).astype(np.float64))
    return float(seen.min()), float(seen.max())


def finite_range(values: Array, shape: Shape) -> tuple[float, float]:
    """Least and greatest finite value. An even picture is shown within all that it could hold."""
    if values.dtype.kind == "f":
        values = values[np.isfinite(values)]
    if values.size == 0:
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    if high > low:
        return low, high
    if values.dtype.kind == "f":
        return low, low + 1
    least = -(2.0 ** (shape.stored - 1)) if shape.signed else 0.0
    return min(least, low), max(least + 2.0**shape.stored - 1, high)


def _inverted(dataset: Dataset, shape: Shape) -> bool:
    if shape.photometric == "MONOCHROME1":
        return True
    return pixel.text(dataset, "PresentationLUTShape").upper() == "INVERSE"


def _first_lut(dataset: Dataset, keyword: str, signed: bool) -> Lut | None:
    sequence = raw.value(dataset, keyword)
    for item in sequence if isinstance(sequence, ItemSequence) else ():
        found = _lut(item, signed)
        if found is not None:
            return found
    return None


def _lut(item: Dataset, signed: bool) -> Lut | None:
    descriptor = _descriptor(item, signed)
    data = _lut_data(item)
    if descriptor is None or data is None:
        return None
    count, first, bits = descriptor
    entries = lut_entries(data, count, bits, little_endian=_little(item))
    if entries is None:
        return None
    deepest = int(entries.max(initial=0))
    # Twelve bits of entries under a label of sixteen: what is there decides.
    depth = max(bits, deepest.bit_length()) if bits else deepest.bit_length()
    return Lut(first, max(1, depth), entries.astype(np.float64))


def _lut_data(item: Dataset) -> object:
    """The entries as they lie in the file where they are words, else as pydicom reads them."""
    element = elements.raw(item, _LUT_DATA)
    if isinstance(element, RawDataElement) and element.VR in ("US", "SS"):
        data = element.value or b""
        if data and len(data) % 2 == 0:
            return np.frombuffer(data, "<u2" if element.is_little_endian else ">u2")
    return item.get("LUTData")


def _descriptor(item: Dataset, signed: bool) -> tuple[int, int, int] | None:
    said = [int(one) for one in pixel.numbers(item, "LUTDescriptor")]
    if len(said) != 3:
        return None
    count, first, bits = said
    if signed and first > 32767:
        first -= 65536
    return (count & 0xFFFF or 65536), first, bits


def _little(item: Dataset) -> bool:
    return item.original_encoding[1] is not False


def lut_entries(
    data: object, count: int, bits: int, little_endian: bool
) -> npt.NDArray[np.uint16] | None:
    """The entries of a table as PS3.3 C.11.1.1 packs them: bytes or words."""
    if isinstance(data, bytes):
        if bits <= 8 and len(data) in (count, count + 1):
            return np.frombuffer(data, np.uint8)[:count].astype(np.uint16)
        order = "<" if little_endian else ">"
        found = np.frombuffer(data[: len(data) // 2 * 2], f"{order}u2").astype(np.uint16)
    elif isinstance(data, np.ndarray):
        found = data.astype(np.uint16)
    elif isinstance(data, Sequence):
        found = np.asarray([int(one) & 0xFFFF for one in data], dtype=np.uint16)
    elif isinstance(data, int):
        found = np.asarray([data & 0xFFFF], dtype=np.uint16)
    else:
        try:
            found = np.asarray([int(one) & 0xFFFF for one in data], dtype=np.uint16)  # type: ignore[attr-defined]
        except TypeError:
            return None
    if bits <= 8 and found.size * 2 in (count, count + 1) and found.max(initial=0) > 255:
        found = found.astype("<u2").view(np.uint8)[:count].astype(np.uint16)
    return found[:count] if found.size else None
