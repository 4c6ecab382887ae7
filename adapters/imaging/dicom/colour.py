"""Colour models of PS3.3 C.7.6.3.1.2 to RGB, eight bits."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image
from pydicom.dataset import Dataset

from adapters.imaging.dicom import shape as pixel
from adapters.imaging.dicom.grey import lut_entries
from adapters.imaging.dicom.shape import Array, Shape
from adapters.imaging.errors import Refused
from core.imaging import Refusal

Rgb = npt.NDArray[np.uint8]
Ramp = tuple[int, int, int]  # value before, last value, how many entries lead to it
_BAND = 64  # rows
_CHANNELS = ("Red", "Green", "Blue")


def eight_bits(samples: Array, shape: Shape) -> Rgb:
    """Colour samples of any depth as eight bits, by their stored depth."""
    if samples.dtype.kind == "f":
        top = float(np.nanmax(samples)) or 1.0
        return np.clip(np.nan_to_num(samples) * (255 / top), 0, 255).astype(np.uint8)
    if samples.dtype == np.uint8 and shape.stored in (8, 16, 32):
        return samples.astype(np.uint8, copy=False)
    if samples.dtype.kind == "i":
        samples = samples.astype(np.int64) + (1 << (shape.stored - 1))
    if shape.stored > 8:
        return (samples >> (shape.stored - 8)).astype(np.uint8)
    top_value = (1 << shape.stored) - 1
    return (samples.astype(np.uint16) * 255 // top_value).astype(np.uint8)


def to_rgb(samples: Array, photometric: str, shape: Shape) -> Rgb:
    """A colour frame as (rows, columns, 3). `photometric` is that of `samples`."""
    if samples.ndim == 2:
        samples = np.repeat(samples[:, :, None], 3, axis=2)
    values = eight_bits(samples, shape)
    if photometric == "CMYK" and values.shape[2] == 4:
        return _from_cmyk(values)
    if photometric == "ARGB" and values.shape[2] == 4:
        return values[:, :, 1:]
    values = values[:, :, :3]
    if photometric in ("YBR_FULL", "YBR_FULL_422"):
        return _from_ybr(values, full=True)
    if photometric in ("YBR_PARTIAL_422", "YBR_PARTIAL_420"):
        return _from_ybr(values, full=False)
    if photometric == "HSV":
        return _from_hsv(values)
    # YBR_RCT and YBR_ICT name a step inside a JPEG 2000 stream, which its decoder undoes; where
    # the stream has none, the label is wrong, not the colours.
    return values


def _from_ybr(values: Rgb, full: bool) -> Rgb:
    y = values[:, :, 0].astype(np.float32)
    cb = values[:, :, 1].astype(np.float32) - 128
    cr = values[:, :, 2].astype(np.float32) - 128
    if not full:
        y = (y - 16) * np.float32(255 / 219)
        cb *= np.float32(255 / 224)
        cr *= np.float32(255 / 224)
    out = np.empty(values.shape, np.float32)
    out[:, :, 0] = y + np.float32(1.402) * cr
    out[:, :, 1] = y - np.float32(0.344136) * cb - np.float32(0.714136) * cr
    out[:, :, 2] = y + np.float32(1.772) * cb
    out += np.float32(0.5)
    np.clip(out, 0, 255, out=out)
    rgb: Rgb = out.astype(np.uint8)
    return rgb


def _from_cmyk(values: Rgb) -> Rgb:
    light = 255 - values.astype(np.uint16)
    return (light[:, :, :3] * light[:, :, 3:] // 255).astype(np.uint8)


def _from_hsv(values: Rgb) -> Rgb:
    return np.asarray(Image.fromarray(values, "HSV").convert("RGB"))


class Palette:
    """The palette of a PALETTE COLOR object, or the supplemental one of a grey object."""

    def __init__(self, dataset: Dataset, little_endian: bool, signed: bool) -> None:
        tables, firsts = [], []
        for channel in _CHANNELS:
            found = _channel(dataset, channel, little_endian, signed)
            if found is None:
                raise Refused(Refusal.BROKEN, "palette missing or malformed")
            tables.append(found[1])
            firsts.append(found[0])
        size = max(table.size for table in tables)
        self.first = firsts[0]
        self.table = np.zeros((size, 3), np.uint8)
        for index, table in enumerate(tables):
            self.table[: table.size, index] = table
            self.table[table.size :, index] = table[-1]

    def __call__(self, values: Array) -> Rgb:
        """Values below the first entry take the first, above the last the last."""
        if values.dtype == np.uint8 and values.ndim == 2:
            return self._of_bytes(values)
        if self.first == 0 and values.dtype.kind == "u":
            return np.take(self.table, values, axis=0, mode="clip")
        wide = values.astype(np.int64) - self.first
        return np.take(self.table, wide, axis=0, mode="clip")

    def _of_bytes(self, values: Array) -> Rgb:
        """By Pillow's palettes, which take half the time of numpy's tables of three; band by band,
        because they need ten bytes a pixel on the way."""
        index = np.clip(np.arange(256) - self.first, 0, len(self.table) - 1)
        colours = self.table[index].tobytes()
        out = np.empty((*values.shape, 3), np.uint8)
        for top in range(0, len(values), _BAND):
            band = np.ascontiguousarray(values[top : top + _BAND])
            image = Image.frombuffer("P", band.shape[::-1], band, "raw", "P", 0, 1)
            image.putpalette(colours)
            out[top : top + _BAND] = np.asarray(image.convert("RGB"))
        return out


def _channel(
    dataset: Dataset, channel: str, little: bool, signed: bool
) -> tuple[int, npt.NDArray[np.uint8]] | None:
    prefix = f"{channel}PaletteColorLookupTable"
    said = [int(one) for one in pixel.numbers(dataset, f"{prefix}Descriptor")]
    if len(said) != 3:
        return None
    count, first, bits = said[0] & 0xFFFF or 65536, said[1], said[2]
    if not 1 <= bits <= 16:
        return None
    if signed and first > 32767:
        first -= 65536
    data = dataset.get(f"{prefix}Data")
    if data is None:
        segmented = dataset.get(f"Segmented{prefix}Data")
        if not isinstance(segmented, bytes):
            return None
        entries = _expand(segmented, bits, little, count)
    else:
        found = lut_entries(data, count, bits, little)
        if found is None or found.size * 2 < count:
            return None
        entries = found
    return first, _as_bytes(entries, bits)


def _as_bytes(entries: npt.NDArray[np.uint16], bits: int) -> npt.NDArray[np.uint8]:
    """Sixteen-bit entries keep their upper byte; some writers label eight bits as sixteen."""
    if bits > 8 and int(entries.max(initial=0)) > 255:
        return (entries >> 8).astype(np.uint8)
    if bits <= 8 and int(entries.max(initial=0)) > 255:
        return (entries >> 8).astype(np.uint8)
    return entries.astype(np.uint8)


def _expand(data: bytes, bits: int, little: bool, limit: int) -> npt.NDArray[np.uint16]:
    """Segmented palettes: discrete, linear and indirect segments (PS3.3 C.7.9.2)."""
    width = 1 if bits <= 8 else 2
    order = "<" if little else ">"
    words = np.frombuffer(data[: len(data) // width * width], f"{order}u{width}").tolist()
    ramps: list[Ramp] = []
    _segments(words, 0, None, ramps, limit, width, deep=False)
    if not ramps:
        return np.zeros(1, np.uint16)
    start, end, length = np.asarray(ramps, dtype=np.int64).T
    last = np.repeat(np.cumsum(length), length)
    step = np.arange(1, len(last) + 1) - (last - np.repeat(length, length))
    rise = np.repeat(end - start, length) * step / np.repeat(length, length)
    entries: npt.NDArray[np.float64] = np.rint(np.repeat(start, length) + rise)
    return entries[:limit].astype(np.uint16)


def _segments(
    words: list[int],
    at: int,
    count: int | None,
    ramps: list[Ramp],
    limit: int,
    width: int,
    deep: bool,
) -> int:
    """Add the ramps of the segments from `at` on; how many entries all of `ramps` make."""
    done, given = 0, sum(length for _start, _end, length in ramps)
    while at + 1 < len(words) and given < limit and (count is None or done < count):
        kind, length = words[at], words[at + 1]
        at += 2
        done += 1
        if kind == 0:
            ramps += [(word, word, 1) for word in words[at : at + length]]
            given += len(words[at : at + length])
            at += length
        elif kind == 1 and ramps and at < len(words):
            if length:
                ramps.append((ramps[-1][1], words[at], length))
            given += length
            at += 1
        elif kind == 2 and not deep:
            step = words[at : at + (2 if width == 2 else 4)]
            offset = sum(word << (8 * width * i) for i, word in enumerate(step))
            given = _segments(words, offset // width, length, ramps, limit, width, deep=True)
            at += len(step)
        else:
            raise Refused(Refusal.BROKEN, "segmented palette malformed")
    return given
