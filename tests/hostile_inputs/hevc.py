"""A tiny HEVC encoder for tests: still pictures of raw (PCM) blocks, one slice a block.

It exists because nothing in the environment writes HEVC. The output is exact: what goes in comes
out of any decoder.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tests.hostile_inputs.bits import BitWriter

Plane = npt.NDArray[np.uint8]

_BLOCK = 16
_VPS, _SPS, _PPS, _IDR = 32, 33, 34, 20


class _Arithmetic:
    """CABAC as far as needed: one likely bin, and the end (ITU-T H.265, 9.3.4)."""

    def __init__(self, out: BitWriter) -> None:
        self._out = out
        self._low, self._range, self._first, self._waiting = 0, 510, True, 0

    def likely(self, lps: int) -> None:
        self._range -= lps
        self._renorm()

    def end(self) -> None:
        """The terminating bin of value 1; the last bit written is the stop bit."""
        self._range -= 2
        self._low += self._range
        self._range = 2
        self._renorm()
        self._put(self._low >> 9 & 1)
        self._out.write(self._low >> 7 & 3 | 1, 2)

    def _renorm(self) -> None:
        while self._range < 256:
            if self._low < 256:
                self._put(0)
            elif self._low >= 512:
                self._low -= 512
                self._put(1)
            else:
                self._low -= 256
                self._waiting += 1
            self._range <<= 1
            self._low <<= 1

    def _put(self, bit: int) -> None:
        if self._first:
            self._first = False
        else:
            self._out.write(bit, 1)
        while self._waiting:
            self._out.write(1 - bit, 1)
            self._waiting -= 1


def _nal(kind: int, out: BitWriter) -> bytes:
    """With its header, and 3 put between zeros that would look like a start code."""
    raw, safe, zeros = out.aligned(), bytearray(), 0
    for byte in raw:
        if zeros >= 2 and byte <= 3:
            safe.append(3)
            zeros = 0
        safe.append(byte)
        zeros = zeros + 1 if byte == 0 else 0
    return bytes([kind << 1, 1]) + bytes(safe)


def _profile(out: BitWriter) -> None:
    out.write(1, 8)  # Main
    out.write(0x60000000, 32)
    out.write(0x9, 4)  # progressive, frames only
    out.write(0, 44)
    out.write(120, 8)  # level 4


def _stop(out: BitWriter) -> BitWriter:
    out.write(1, 1)
    return out


def parameter_sets(width: int, height: int) -> tuple[bytes, bytes, bytes]:
    """VPS, SPS and PPS of a picture whose sides are multiples of 16."""
    vps = BitWriter()
    vps.write(0, 4)
    vps.write(3, 2)
    vps.write(0, 9)
    vps.write(1, 1)
    vps.write(0xFFFF, 16)
    _profile(vps)
    vps.write(1, 1)
    vps.golomb(0, 0, 0)
    vps.write(0, 6)
    vps.golomb(0)
    vps.write(0, 2)
    sps = BitWriter()
    sps.write(0, 7)
    sps.write(1, 1)
    _profile(sps)
    sps.golomb(0, 1, width, height)
    sps.write(0, 1)
    sps.golomb(0, 0, 0)
    sps.write(1, 1)
    sps.golomb(0, 0, 0, 1, 0, 0, 2, 0, 0)  # blocks of 16, transforms of 4 to 16
    sps.write(0b0001, 4)  # no scaling list, no AMP, no SAO, PCM
    sps.write(0x77, 8)
    sps.golomb(1, 0)
    sps.write(1, 1)
    sps.golomb(0)
    sps.write(0, 5)
    pps = BitWriter()
    pps.golomb(0, 0)
    pps.write(0, 7)
    pps.golomb(0, 0, 0)
    pps.write(0, 3)
    pps.golomb(0, 0)
    pps.write(0, 7)
    pps.write(0b101, 3)  # deblocking control: no override, off
    pps.write(0, 2)
    pps.golomb(0)
    pps.write(0, 2)
    return _nal(_VPS, _stop(vps)), _nal(_SPS, _stop(sps)), _nal(_PPS, _stop(pps))


def picture(luma: Plane, blue: Plane, red: Plane) -> list[bytes]:
    """The slices of one picture: planes 4:2:0, luma's sides multiples of 16."""
    rows, columns = luma.shape[0] // _BLOCK, luma.shape[1] // _BLOCK
    address_bits = (rows * columns - 1).bit_length()
    slices = []
    for number in range(rows * columns):
        row, column = divmod(number, columns)
        out = BitWriter()
        out.write(number == 0, 1)
        out.write(0, 1)
        out.golomb(0)
        if number:
            out.write(number, address_bits)
        out.golomb(2, 0)  # an I slice, the QP of the PPS
        _stop(out).align()
        arithmetic = _Arithmetic(out)
        arithmetic.likely(240)  # part_mode: undivided
        arithmetic.end()  # pcm_flag
        out.align()
        for plane, side in ((luma, 16), (blue, 8), (red, 8)):
            top, left = row * side, column * side
            out.raw(plane[top : top + side, left : left + side].tobytes())
        _Arithmetic(out).end()
        slices.append(_nal(_IDR, out))
    return slices
