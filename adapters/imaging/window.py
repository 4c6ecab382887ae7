"""Grey values to eight bits: the windows of PS3.3 C.11.2, at close to the speed of memory.

Everything here is arithmetic on arrays: no headers, no files. A linear window over integers is
done in 16-bit integers, block by block, so that each block stays in the processor's cache; what is
not linear goes through a table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Grey8 = npt.NDArray[np.uint8]
Values = npt.NDArray[Any]
Curve = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]

_BLOCK = 1 << 18
_TABLE_MAX = 1 << 22
_INDICES = 1 << 15
_SPAN = 65000  # what fits in 16 bits with room for rounding
_GREY_ERROR = 0.3


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
    flat = np.ascontiguousarray(values).reshape(-1)
    if flat.dtype.kind in "iu" and flat.dtype.itemsize == 1:
        return _bytes(flat, mapping).reshape(values.shape)
    target = np.empty(flat.size, np.uint8)
    steps = _steps(mapping, flat.dtype) if flat.dtype in (np.uint16, np.int16) else None
    if steps is None:
        _floats(flat, target, mapping)
    else:
        _integers(flat, target, steps)
    if mapping.inverted:
        np.invert(target, out=target)
    return target.reshape(values.shape)


def _bytes(flat: Values, mapping: Linear) -> Grey8:
    """Eight-bit values have 256 answers: a table that `bytes.translate` walks."""
    table = np.empty(256, np.uint8)
    _floats(np.arange(256, dtype=np.uint8).view(flat.dtype), table, mapping)
    if mapping.inverted:
        table = np.invert(table)
    return _translated(flat, table)


def _translated(flat: Values, table: Grey8) -> Grey8:
    return np.frombuffer(flat.tobytes().translate(table.tobytes()), np.uint8)


@dataclass(frozen=True, slots=True)
class _Steps:
    """A window in whole numbers: ((clip(v, low, high) - low) * factor + start) // divisor."""

    low: int
    high: int
    factor: int
    start: int
    divisor: int


@lru_cache(maxsize=64)  # the frames of a film have one window
def _steps(mapping: Linear, dtype: np.dtype[Any]) -> _Steps | None:
    """The whole-number steps of a window, None where they would be off by a third of a grey."""
    width = mapping.high - mapping.low
    span = int(np.ceil(width)) + 2
    if width < 256 or span > _SPAN or abs(mapping.low) > _SPAN:
        return None
    factors = np.arange(max(1, _SPAN // span // 2), _SPAN // span + 1)
    exact = width * factors / 255
    error = np.abs(exact / np.rint(exact) - 1) * 255
    best = int(np.argmin(error))
    if error[best] > _GREY_ERROR:
        return None
    factor, divisor = int(factors[best]), int(np.rint(exact[best]))
    info = np.iinfo(dtype)

    def numerator(value: int) -> int:
        return round((value - mapping.low) * factor + divisor / 2)

    low, high = int(np.floor(mapping.low)), int(np.ceil(mapping.high))
    low += numerator(low) < 0
    high -= numerator(high) >= 256 * divisor
    low, high = max(low, int(info.min)), min(high, int(info.max))
    if low >= high:
        return None
    return _Steps(low, high, factor, numerator(low), divisor)


def _integers(flat: Values, target: Grey8, steps: _Steps) -> None:
    """Five passes of 16-bit SIMD over each block, which stays in the processor's cache.

    The arithmetic is modulo 2**16: products pass it on the way, the sum that is divided does not.
    """
    kind = flat.dtype.type
    low, high = kind(steps.low), kind(steps.high)
    factor, divisor = np.uint16(steps.factor), np.uint16(steps.divisor)
    offset = np.uint16((steps.start - steps.low * steps.factor) & 0xFFFF)
    scratch = np.empty(min(_BLOCK, flat.size), flat.dtype)
    for at in range(0, flat.size, _BLOCK):
        block = flat[at : at + _BLOCK]
        clipped = scratch[: block.size]
        grey = clipped.view(np.uint16)
        np.clip(block, low, high, out=clipped)
        np.multiply(grey, factor, out=grey)
        np.add(grey, offset, out=grey)
        np.floor_divide(grey, divisor, out=grey)
        target[at : at + block.size] = grey


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


def _by_curve(values: Values, mapping: Curved) -> Grey8:
    flat = np.ascontiguousarray(values).reshape(-1)
    if flat.dtype.kind in "iu" and flat.dtype.itemsize == 1:
        every = np.arange(256, dtype=np.uint8).view(flat.dtype)
        table = _grey(every.astype(np.float64), mapping)
        return _translated(flat, table).reshape(values.shape)
    if flat.dtype.kind in "iu" and flat.size:
        low, high = int(flat.min()), int(flat.max())
        if high - low < min(_TABLE_MAX, max(65536, flat.size)):
            table = _grey(np.arange(low, high + 1, dtype=np.float64), mapping)
            return looked_up(flat, low, table).reshape(values.shape)
    return _grey(values.astype(np.float64), mapping)


def looked_up(flat: Values, low: int, table: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """`table[value - low]` for each of `flat`, one dimension of whole numbers that are in it.

    Block by block: as a whole, the indices take four times the room of 16-bit values.
    """
    found = np.empty(flat.size, table.dtype)
    index = np.empty(min(_INDICES, flat.size), np.intp)
    for at in range(0, flat.size, _INDICES):
        block = flat[at : at + _INDICES]
        places = index[: block.size]
        np.subtract(block, low, out=places, dtype=np.intp, casting="unsafe")
        np.take(table, places, out=found[at : at + block.size], mode="clip")
    return found


def _grey(values: npt.NDArray[np.float64], mapping: Curved) -> Grey8:
    shade = np.nan_to_num(mapping.curve(values)) * 255 + 0.5
    grey = np.clip(shade, 0, 255).astype(np.uint8)
    return np.invert(grey) if mapping.inverted else grey
