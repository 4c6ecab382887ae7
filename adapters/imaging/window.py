"""Grey values to eight bits: the windows of PS3.3 C.11.2, at close to the speed of memory.

Everything here is arithmetic on arrays: no headers, no files. A linear window over integers is
done in 16-bit integers, block by block, so that each block stays in the processor's cache; what is
not linear goes through a table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Grey8 = npt.NDArray[np.uint8]
Values = npt.NDArray[Any]
Curve = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]

_BLOCK = 1 << 16
_TABLE_MAX = 1 << 22


@dataclass(frozen=True, slots=True)
class Linear:
    """Values at or below `low` are black, at or above `high` white, evenly between.

    `high` above `low`; `inverted` swaps black and white.
    """

    low: float
    high: float
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Curved:
    """Any other mapping: `curve` takes values to 0 (black) … 1 (white)."""

    curve: Curve
    inverted: bool = False


Mapping = Linear | Curved


def linear(centre: float, width: float, exact: bool = False) -> tuple[float, float]:
    """The (low, high) of a window, by LINEAR or LINEAR_EXACT of PS3.3 C.11.2.1."""
    if exact:
        return centre - width / 2, centre + width / 2
    half = max(width - 1, 1e-6) / 2
    return centre - 0.5 - half, centre - 0.5 + half


def sigmoid(centre: float, width: float) -> Curve:
    """The SIGMOID function of PS3.3 C.11.2.1.3.1."""

    def curve(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        exponent = np.clip(-4 * (values - centre) / width, -700, 700)
        return np.asarray(1 / (1 + np.exp(exponent)), dtype=np.float64)

    return curve


def apply(values: Values, mapping: Mapping) -> Grey8:
    """Map values of any shape and numeric type to eight bits."""
    if isinstance(mapping, Curved):
        return _by_curve(values, mapping)
    out = np.empty(values.shape, np.uint8)
    flat = np.ascontiguousarray(values).reshape(-1)
    target = out.reshape(-1)
    if flat.dtype.kind in "iu" and flat.dtype.itemsize <= 2 and _fits(mapping):
        _integers(flat, target, mapping)
    else:
        _floats(flat, target, mapping)
    return out


def _fits(mapping: Linear) -> bool:
    """Whether the window can be walked in whole 16-bit steps."""
    return (
        -32768 <= mapping.low <= 65535
        and mapping.high <= 65535
        and mapping.high - mapping.low >= 256
    )


def _integers(flat: Values, target: Grey8, mapping: Linear) -> None:
    """clip, subtract, multiply, divide: four passes of 16-bit SIMD over each cached block."""
    info = np.iinfo(flat.dtype)
    low = int(np.clip(np.rint(mapping.low), info.min, info.max))
    high = int(np.clip(np.rint(mapping.high), info.min, info.max))
    width = mapping.high - mapping.low
    factor = int(65535 // max(1, high - low))
    divisor = max(1, round(width * factor / 255))
    # The window may begin below what this type can hold: then black is never reached.
    start = round((low - mapping.low) * factor)
    scratch = np.empty(min(_BLOCK, flat.size), flat.dtype)
    unsigned = scratch.view(np.uint16 if flat.dtype.itemsize == 2 else np.uint8)
    wide = scratch if flat.dtype.itemsize == 2 else np.empty(scratch.size, np.uint16)
    work = unsigned if flat.dtype.itemsize == 2 else wide.view(np.uint16)
    for at in range(0, flat.size, _BLOCK):
        block = flat[at : at + _BLOCK]
        size = block.size
        clipped, grey = scratch[:size], work[:size]
        np.clip(block, flat.dtype.type(low), flat.dtype.type(high), out=clipped)
        np.subtract(clipped, flat.dtype.type(low), out=clipped)
        if grey.dtype.itemsize != clipped.dtype.itemsize:
            grey[...] = unsigned[:size]
        np.multiply(grey, np.uint16(factor), out=grey)
        if start:
            np.add(grey, np.uint16(min(start, 65535 - factor * (high - low))), out=grey)
        np.floor_divide(grey, np.uint16(divisor), out=grey)
        np.minimum(grey, np.uint16(255), out=grey)
        target[at : at + size] = grey
    if mapping.inverted:
        np.invert(target, out=target)


def _floats(flat: Values, target: Grey8, mapping: Linear) -> None:
    kind = np.float64 if flat.dtype.itemsize > 4 or flat.dtype.kind in "iu" else np.float32
    if flat.dtype.itemsize <= 2:
        kind = np.float32
    span = mapping.high - mapping.low
    scale = kind(255.0 / span) if span > 0 else kind(0)
    low = kind(mapping.low)
    scratch = np.empty(min(_BLOCK, flat.size), kind)
    for at in range(0, flat.size, _BLOCK):
        block = flat[at : at + _BLOCK]
        grey = scratch[: block.size]
        np.subtract(block, low, out=grey, casting="unsafe")
        np.multiply(grey, scale, out=grey)
        np.add(grey, kind(0.5), out=grey)
        np.clip(grey, kind(0), kind(255), out=grey)
        if flat.dtype.kind == "f":
            np.nan_to_num(grey, copy=False)
        target[at : at + block.size] = grey
    if mapping.inverted:
        np.invert(target, out=target)


def _by_curve(values: Values, mapping: Curved) -> Grey8:
    if values.dtype.kind in "iu":
        low, high = int(values.min()), int(values.max())
        if high - low < min(_TABLE_MAX, max(65536, values.size)):
            table = _grey(np.arange(low, high + 1, dtype=np.float64), mapping)
            return np.take(table, values.astype(np.intp) - low if low else values)
    return _grey(values.astype(np.float64), mapping)


def _grey(values: npt.NDArray[np.float64], mapping: Curved) -> Grey8:
    shade = np.nan_to_num(mapping.curve(values)) * 255 + 0.5
    grey = np.clip(shade, 0, 255).astype(np.uint8)
    return np.invert(grey) if mapping.inverted else grey
