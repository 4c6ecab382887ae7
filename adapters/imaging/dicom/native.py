"""Uncompressed frames: views of the upload wherever its layout allows it."""

from __future__ import annotations

import numpy as np

from adapters.imaging.dicom.shape import Array, Shape
from adapters.imaging.errors import Refused
from core.imaging import Refusal


def frame(value: memoryview, shape: Shape, index: int, order: str, swapped: bool = False) -> Array:
    """Samples of one native frame as (rows, columns) or (rows, columns, samples).

    `order` is "<" or ">". `swapped`: 8-bit samples that lie in big-endian 16-bit words. A frame
    that is cut off is refused: half a picture could be taken for a whole one.
    """
    start_bit = index * shape.frame_bits
    start, end = start_bit // 8, (start_bit + shape.frame_bits + 7) // 8
    if swapped:
        start, end = start & ~1, end + (end & 1)
    part = value[start:end]
    if len(part) < end - start:
        raise Refused(Refusal.BROKEN, "pixel data cut off")
    if swapped:
        part = memoryview(np.frombuffer(part, ">u2").astype("<u2").tobytes())
        part = part[(start_bit // 8) - start :]
    if shape.allocated in (1, 12, 24):
        return _packed(part, shape, start_bit % 8)
    flat = np.frombuffer(part[: shape.frame_bits // 8], shape.dtype(order))
    return _arranged(flat, shape)


def _packed(part: memoryview, shape: Shape, first_bit: int) -> Array:
    raw = np.frombuffer(part, np.uint8)
    if shape.allocated == 1:
        bits = np.unpackbits(raw, bitorder="little")[first_bit : first_bit + shape.pixels]
        return bits.reshape(shape.rows, shape.columns)
    if shape.allocated == 24:
        wide = np.zeros((shape.pixels, 4), np.uint8)
        wide[:, :3] = raw[: shape.pixels * 3].reshape(-1, 3)
        return wide.view("<u4").reshape(shape.rows, shape.columns)
    if first_bit:
        raise Refused(Refusal.UNSUPPORTED_CODEC, "12-bit frames that start inside a byte")
    # Two samples of 12 bits in three bytes, the first in the lower bits (ACR-NEMA).
    triples = np.zeros((-(-shape.pixels // 2), 3), np.uint16)
    triples.reshape(-1)[: raw.size] = raw[: triples.size]
    pairs = np.empty((triples.shape[0], 2), np.uint16)
    pairs[:, 0] = triples[:, 0] | (triples[:, 1] & 0x0F) << 8
    pairs[:, 1] = triples[:, 1] >> 4 | triples[:, 2] << 4
    return pairs.reshape(-1)[: shape.pixels].reshape(shape.rows, shape.columns)


def _arranged(flat: Array, shape: Shape) -> Array:
    if shape.samples == 1:
        return flat.reshape(shape.rows, shape.columns)
    if shape.photometric == "YBR_FULL_422":
        return _widened(flat, shape)
    if shape.planar:
        return np.moveaxis(flat.reshape(shape.samples, shape.rows, shape.columns), 0, 2)
    return flat.reshape(shape.rows, shape.columns, shape.samples)


def _widened(flat: Array, shape: Shape) -> Array:
    """Y Y Cb Cr for every two pixels becomes Y Cb Cr for each (PS3.3 C.7.6.3.1.2)."""
    pairs = flat.reshape(-1, 4)
    out = np.empty((shape.pixels, 3), flat.dtype)
    out[0::2, 0], out[1::2, 0] = pairs[:, 0], pairs[:, 1]
    out[0::2, 1] = out[1::2, 1] = pairs[:, 2]
    out[0::2, 2] = out[1::2, 2] = pairs[:, 3]
    return out.reshape(shape.rows, shape.columns, 3)
