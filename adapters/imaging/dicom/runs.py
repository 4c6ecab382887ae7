"""RLE of PS3.5 Annex G by the book, slow and forgiving: for what the fast decoders refuse.

Segments that end a little early or late and bitmaps of one bit a pixel come out; the few bytes that
are missing stay zero.
"""

from __future__ import annotations

import struct

import numpy as np

from adapters.imaging.dicom.fragments import Buffer
from adapters.imaging.dicom.shape import Array, Shape

_HEADER = 64
_MISSING = 0.002  # share of a plane that may be missing


def decode(frame: Buffer, shape: Shape) -> Array:
    """One frame as (rows, columns) or (rows, columns, samples). Raises ValueError."""
    count, *offsets = struct.unpack("<16I", bytes(frame[:_HEADER]))
    if not 1 <= count <= 15:
        raise ValueError("no RLE header")
    width = shape.dtype().itemsize
    if shape.allocated == 1:
        return _bitmap(unpack(frame[offsets[0] or _HEADER :], shape.pixels), shape)
    if count != width * shape.samples:
        raise ValueError("segments and samples differ")
    planes = np.zeros((shape.samples, shape.pixels, width), np.uint8)
    ends = [*offsets[1:count], len(frame)]
    for index in range(count):
        plane = unpack(frame[offsets[index] : ends[index]], shape.pixels)
        if len(plane) < shape.pixels * (1 - _MISSING):
            raise ValueError("too short")
        sample, byte = divmod(index, width)
        # The most significant byte of a sample comes first.
        planes[sample, : len(plane), width - 1 - byte] = np.frombuffer(plane, np.uint8)
    values = planes.view(shape.dtype()).reshape(shape.samples, shape.rows, shape.columns)
    return values[0] if shape.samples == 1 else np.moveaxis(values, 0, 2)


def _bitmap(unpacked: bytes, shape: Shape) -> Array:
    raw = np.frombuffer(unpacked, np.uint8)
    if raw.size < shape.pixels:  # eight pixels a byte; some writers give each a byte of its own
        raw = np.unpackbits(raw, bitorder="little")
    if raw.size < shape.pixels:
        raise ValueError("too short")
    return raw[: shape.pixels].reshape(shape.rows, shape.columns)


def unpack(segment: Buffer, limit: int) -> bytes:
    """PackBits: at most `limit` bytes, fewer where the segment ends before."""
    data, out, at = bytes(segment), bytearray(), 0
    while at < len(data) and len(out) < limit:
        control = data[at]
        at += 1
        if control < 128:
            out += data[at : at + control + 1]
            at += control + 1
        elif control > 128:
            out += data[at : at + 1] * (257 - control)
            at += 1
    return bytes(out[:limit])
