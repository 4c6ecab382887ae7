"""The frames of an object as stored values, one at a time, whatever their transfer syntax."""

from __future__ import annotations

import struct
from dataclasses import replace
from functools import cached_property

import numpy as np
from pydicom.dataset import Dataset

from adapters.imaging.dicom import codecs, codestream, colour, native
from adapters.imaging.dicom.fragments import Buffer, Fragments
from adapters.imaging.dicom.reading import Parsed, PixelElement
from adapters.imaging.dicom.shape import Array, Shape
from adapters.imaging.dicom.shape import of as shape_of
from adapters.imaging.dicom.syntaxes import Codec, Syntax
from adapters.imaging.errors import Refused
from core.imaging import Refusal

_GE_BIG_ENDIAN_PIXELS = "1.2.840.113619.5.2"


class Frames:
    """Stored values of every frame. `shape.frames` is what is really there."""

    def __init__(self, parsed: Parsed, pixels: PixelElement) -> None:
        self.dataset: Dataset = parsed.dataset
        self.syntax: Syntax = parsed.syntax
        self.warnings = parsed.warnings
        self.shape: Shape = shape_of(parsed.dataset, pixels.tag)
        self.decoder = ""
        self._value = pixels.value
        self._order = "<" if self.syntax.little_endian else ">"
        if parsed.syntax_uid == _GE_BIG_ENDIAN_PIXELS:
            self._order = ">"
        self._swapped = self._order == ">" and self.shape.allocated <= 8 and pixels.words
        self._fragments: Fragments | None = None
        if pixels.undefined_length or _looks_encapsulated(pixels.value, self.syntax):
            self._fragments = Fragments(pixels.value, self.shape.frames, _extended(self.dataset))
        self.shape = replace(self.shape, frames=self._count())

    def _count(self) -> int:
        announced = self.shape.frames
        if self._fragments is not None:
            there = len(self._fragments)
        else:
            self._mend_native()
            there = len(self._value) * 8 // max(1, self.shape.frame_bits)
        if there == 0:
            raise Refused(Refusal.BROKEN, "pixel data cut off")
        if there < announced:
            self.warnings.append("fewer frames than announced")
        return min(announced, there)

    def _mend_native(self) -> None:
        """Labels that the length of the data contradicts."""
        shape = self.shape
        have = len(self._value) * 8
        if shape.photometric == "YBR_FULL_422" and shape.samples == 3:
            full = replace(shape, photometric="YBR_FULL")
            if have >= full.frame_bits * shape.frames or shape.pixels % 2:
                self.shape = full
        elif shape.photometric == "YBR_FULL" and have < shape.frame_bits * shape.frames:
            half = replace(shape, photometric="YBR_FULL_422")
            if have >= half.frame_bits * shape.frames and not shape.pixels % 2:
                self.shape = half

    @cached_property
    def palette(self) -> colour.Palette:
        """The palette of a PALETTE COLOR object. Raises Refused where it is malformed."""
        return colour.Palette(self.dataset, self.syntax.little_endian, self.shape.signed)

    def unmasked(self, index: int) -> Array | None:
        """Native samples with the bits above the stored ones, where old overlays lie."""
        if self._fragments is not None or self.shape.allocated == self.shape.stored:
            return None
        return native.frame(self._value, self.shape, index, self._order, self._swapped)

    def frame(self, index: int, halvings: int = 0) -> Array:
        """Stored values of one frame: (rows, columns), or (rows, columns, samples).

        Colours are as in `photometric` after the call. `halvings` lets a codec that can give a
        frame 2, 4, 8 … times smaller do so; one that cannot gives it whole. Raises Refused.
        """
        if self._fragments is None:
            if self.syntax.codec not in (Codec.NATIVE, Codec.DEFLATED_FRAME):
                self._note("compressed syntax over native pixels")
            self.decoder = "native"
            samples = native.frame(self._value, self.shape, index, self._order, self._swapped)
            return self._mended(samples, None, self.shape.stored)
        data = self._fragments.frame(index)
        label = self.syntax.codec
        if label is Codec.NATIVE and _is_rle(data):
            label = Codec.RLE
        if self._is_plain(data, label):
            self.decoder = "native"
            samples = native.frame(memoryview(data), self.shape, 0, self._order)
            return self._mended(samples, None, self.shape.stored)
        decoded = codecs.decode(data, self.shape, label, halvings)
        self.decoder = decoded.decoder
        self._converted = decoded.rgb
        return self._mended(decoded.samples, decoded.signed, decoded.precision)

    def _is_plain(self, data: Buffer, label: Codec) -> bool:
        """Whether a fragment holds plain samples, as Encapsulated Uncompressed has them."""
        if codestream.sniff(data, Codec.NATIVE) is not Codec.NATIVE:
            return False
        padded = (self.shape.frame_bits + 15) // 16 * 2
        return label is Codec.NATIVE or (
            label is not Codec.RLE and len(data) in (padded, (self.shape.frame_bits + 7) // 8)
        )

    _converted = False

    @property
    def photometric(self) -> str:
        """The colour space of the frames that `frame` has given."""
        return "RGB" if self._converted and self.shape.samples == 3 else self.shape.photometric

    def data(self, index: int) -> memoryview | bytes | None:
        """The compressed bytes of a frame, None where frames are native."""
        return None if self._fragments is None else self._fragments.frame(index)

    def _note(self, warning: str) -> None:
        if warning not in self.warnings:
            self.warnings.append(warning)

    def _mended(self, samples: Array, signed: bool | None, precision: int | None) -> Array:
        """Unused bits off, sign as the data set says."""
        shape = self.shape
        if shape.floating or samples.dtype.kind == "f":
            return samples
        if signed and not shape.signed:
            return samples  # the code stream's own sign is what the values mean
        if signed and shape.signed:
            return samples
        return stored_values(samples, shape, precision)


def stored_values(samples: Array, shape: Shape, precision: int | None = None) -> Array:
    """Samples with the bits outside BitsStored cut off and the sign bit spread.

    A code stream with its own `precision` has no other bits; its sign bit is the topmost of it.
    """
    width = samples.dtype.itemsize * 8
    stored = min(precision or shape.stored, width)
    shift = 0
    if precision is None or precision == shape.stored:
        shift = max(0, min(shape.high_bit + 1 - shape.stored, width - stored))
    return _cut(samples, stored, shift, shape.signed, width)


def _cut(samples: Array, stored: int, shift: int, signed: bool, width: int) -> Array:
    if stored == width and not signed:
        return samples
    native_order = samples.astype(samples.dtype.newbyteorder("="), copy=False)
    if signed:
        up = width - stored - shift
        values = native_order.view(np.dtype(f"i{width // 8}"))
        if up or shift:
            values = (values << up) >> (up + shift)
        return np.asarray(values)
    if shift:
        native_order = native_order >> shift
    top = (1 << stored) - 1
    # Most files have nothing above their stored bits; looking is cheaper than copying.
    if int(native_order.max(initial=0)) <= top:
        return native_order
    return np.asarray(native_order & native_order.dtype.type(top))


def _looks_encapsulated(value: memoryview, syntax: Syntax) -> bool:
    """Items where native pixels should be, or the other way round: the first bytes decide."""
    return syntax.encapsulated and bytes(value[:4]) == b"\xfe\xff\x00\xe0"


def _is_rle(data: memoryview | bytes) -> bool:
    if len(data) < 64:
        return False
    count, first = struct.unpack("<2I", bytes(data[:8]))
    return bool(1 <= count <= 15 and first == 64)


def _extended(dataset: Dataset) -> tuple[int, ...]:
    table = dataset.get("ExtendedOffsetTable")
    if not isinstance(table, bytes):
        return ()
    return struct.unpack(f"<{len(table) // 8}Q", table[: len(table) // 8 * 8])
