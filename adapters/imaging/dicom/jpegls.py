"""JPEG-LS (ITU-T T.87) decoded in Python: the second opinion beside CharLS, and its replacement.

Every other decoder that is to be had is CharLS again or GPL. This one knows no restart intervals,
no mapping tables and no colour transforms of makers; it takes some 6 s for a million samples, so it
serves small frames, and no more than `MOST_SAMPLES` in the life of a process.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from adapters.imaging.dicom.shape import Array, Shape

MOST_SAMPLES = 1 << 20
MOST_BYTES = 4 << 20  # of one scan; each of its bits takes eight bytes here
_SOI, _SOF, _SOS, _EOI, _LSE, _DRI, _APP8 = 0xD8, 0xF7, 0xDA, 0xD9, 0xF8, 0xDD, 0xE8
_RUN_BITS = (0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7,
             8, 9, 10, 11, 12, 13, 14, 15)  # fmt: skip
_CONTEXTS = 365  # two more are for the ends of runs
_WINDOW = 24  # bits that can be read at once

_spent = 0


@dataclass(frozen=True, slots=True)
class Coding:
    """The parameters of a scan, by their names in the standard."""

    maxval: int
    near: int = 0
    t1: int = 0
    t2: int = 0
    t3: int = 0
    reset: int = 64

    def filled(self) -> Coding:
        """With the standard's thresholds (C.2.4.1.1.1) where none were given."""
        near, top = self.near, self.maxval
        if top >= 128:
            factor = (min(top, 4095) + 128) // 256
            base = (factor + 2, factor * 4 + 3, factor * 17 + 4)
        else:
            factor = 256 // (top + 1)
            base = (max(2, 3 // factor), max(3, 7 // factor), max(4, 21 // factor))
        found, least = [], near + 1
        for given, start, times in zip((self.t1, self.t2, self.t3), base, (3, 5, 7), strict=True):
            value = given or start + times * near
            least = least if value > top or value < least else value
            found.append(least)
        return replace(self, t1=found[0], t2=found[1], t3=found[2], reset=self.reset or 64)


def decode(frame: bytes, shape: Shape) -> Array:
    """(rows, columns) or (rows, columns, components), unsigned. Raises ValueError."""
    global _spent  # noqa: PLW0603 - what a process has spent is the process's
    head = _head(frame)
    samples = head.rows * head.columns * head.components
    if (head.rows, head.columns) != (shape.rows, shape.columns):
        raise ValueError("another size")
    if _spent + samples > MOST_SAMPLES:
        raise ValueError("too large for this decoder")
    _spent += samples
    made = np.zeros((head.components, head.rows, head.columns), np.uint16)
    at, done = head.end, 0
    while done < head.components:
        at, found, head = _scan(frame, at, head)
        made[done : done + len(found)] = found
        done += len(found)
    typed = made.astype(np.uint8) if head.precision <= 8 else made
    return typed[0] if head.components == 1 else np.ascontiguousarray(np.moveaxis(typed, 0, 2))


# ── markers ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Head:
    rows: int
    columns: int
    components: int
    precision: int
    preset: Coding | None
    end: int


def _head(frame: bytes) -> _Head:
    """What stands before the first scan."""
    if frame[:2] != bytes((0xFF, _SOI)):
        raise ValueError("no JPEG stream")
    head = _Head(0, 0, 0, 0, None, 2)
    while not head.components:
        head = _segment(frame, head)
    if not 2 <= head.precision <= 16 or head.components not in (1, 3) or not head.rows:
        raise ValueError("not of this decoder")
    return head


def _segment(frame: bytes, head: _Head) -> _Head:
    """One marker segment that is no scan."""
    at = head.end
    if len(frame) < at + 4 or frame[at] != 0xFF:
        raise ValueError("cut off")
    marker, length = frame[at + 1], int.from_bytes(frame[at + 2 : at + 4])
    body = frame[at + 4 : at + 2 + length]
    head = replace(head, end=at + 2 + length)
    if marker == _SOF:
        precision, rows, columns, components = struct.unpack(">BHHB", body[:6])
        return replace(head, rows=rows, columns=columns, components=components, precision=precision)
    if marker == _LSE:
        if body[0] != 1 or len(body) < 11:
            raise ValueError("mapping tables")
        maxval, t1, t2, t3, reset = struct.unpack(">5H", body[1:11])
        return replace(head, preset=Coding(maxval, 0, t1, t2, t3, reset))
    if marker == _DRI or marker in (_SOI, _EOI) or (marker == _APP8 and body[:4] == b"mrfx"):
        raise ValueError("not of this decoder")
    return head


def _scan(frame: bytes, at: int, head: _Head) -> tuple[int, npt.NDArray[np.uint16], _Head]:
    """The next scan: where it ends, its components as (components, rows, columns), the head."""
    head = replace(head, end=at)
    while frame[head.end + 1 : head.end + 2] != bytes((_SOS,)):
        head = _segment(frame, head)
    at = head.end
    length = int.from_bytes(frame[at + 2 : at + 4])
    count = frame[at + 4]
    near, interleave, shift = frame[at + 5 + 2 * count : at + 8 + 2 * count]
    if shift or count not in (1, head.components) or interleave > 2:
        raise ValueError("not of this decoder")
    preset = head.preset or Coding(0)
    coding = replace(preset, maxval=preset.maxval or (1 << head.precision) - 1, near=near).filled()
    data = frame[at + 2 + length :]
    size = _entropy_coded(data)
    if size > MOST_BYTES:
        raise ValueError("too large for this decoder")
    lines = _Lines(coding, _Bits(data[:size]), head.columns, count)
    together = interleave == 2 and count > 1
    return at + 2 + length + size, lines.all(head.rows, together=together), head


def _entropy_coded(data: bytes) -> int:
    """How many bytes stand before the next marker: 255, and then a first bit of one."""
    at = data.find(b"\xff")
    while at >= 0:
        if at + 1 >= len(data) or data[at + 1] >= 0x80:
            return at
        at = data.find(b"\xff", at + 1)
    return len(data)


class _Bits:
    """The coded bits, the one after each byte of 255 left out. Reading past the end raises."""

    def __init__(self, data: bytes) -> None:
        raw = np.frombuffer(data, np.uint8)
        stuffed = (np.flatnonzero(raw == 0xFF) + 1) * 8
        bits = np.delete(np.unpackbits(raw), stuffed[stuffed < raw.size * 8])
        padded = np.concatenate((bits, np.zeros(_WINDOW, np.uint8))).astype(np.int32)
        windows = np.zeros(bits.size, np.int32)
        for step in range(_WINDOW):
            windows = (windows << 1) | padded[step : step + bits.size]
        ones = np.where(bits == 1, np.arange(bits.size), bits.size)
        nearest = np.minimum.accumulate(ones[::-1])[::-1].astype(np.int32)
        # A view gives plain numbers one by one, without a list of millions of them.
        self.windows = windows.data
        self.next_one = np.ascontiguousarray(nearest).data
        self.at = 0

    def read(self, count: int) -> int:
        """The next `count` bits, at most 24."""
        if not count:
            return 0
        found = int(self.windows[self.at]) >> (_WINDOW - count)
        self.at += count
        return found

    def zeros(self) -> int:
        """How many zeros stand before the next one; both are read."""
        one = int(self.next_one[self.at])
        count = one - self.at
        self.at = one + 1
        return count


# ── samples ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Contexts:
    """A, B, C, N of the standard; the last two of A and N are of run ends, as is `below`."""

    a: list[int]
    b: list[int] = field(default_factory=lambda: [0] * _CONTEXTS)
    c: list[int] = field(default_factory=lambda: [0] * _CONTEXTS)
    n: list[int] = field(default_factory=lambda: [1] * (_CONTEXTS + 2))
    below: list[int] = field(default_factory=lambda: [0, 0])


class _Lines:
    """The lines of the components of one scan, decoded in turn."""

    def __init__(self, coding: Coding, bits: _Bits, width: int, components: int) -> None:
        self._coding, self._bits, self._width = coding, bits, width
        self._step = 2 * coding.near + 1
        self._range = (coding.maxval + 2 * coding.near) // self._step + 1
        self._bits_of_range = (self._range - 1).bit_length()
        deep = max(2, coding.maxval.bit_length())
        self._limit = 2 * (deep + max(8, deep))
        start = max(2, (self._range + 32) // 64)
        self._contexts = _Contexts([start] * (_CONTEXTS + 2))
        self._runs = [0] * components
        self._levels = _levels(coding)
        self._components = components

    def all(self, rows: int, *, together: bool) -> npt.NDArray[np.uint16]:
        """(components, rows, columns). `together`: the components of a point follow each other."""
        made = np.zeros((self._components, rows, self._width), np.uint16)
        above = [[0] * (self._width + 2) for _ in range(self._components)]
        for row in range(rows):
            lines = [[0] * (self._width + 2) for _ in range(self._components)]
            for line, before in zip(lines, above, strict=True):
                before[-1] = before[-2]
                line[0] = before[1]
            if together:
                self._line(lines, above, 0)
            else:
                for at, (line, before) in enumerate(zip(lines, above, strict=True)):
                    self._line([line], [before], at)
            made[:, row] = [line[1:-1] for line in lines]
            above = lines
        return made

    def _line(self, lines: list[list[int]], above: list[list[int]], which: int) -> None:
        """One line of one component, or of all at once. Lines have a sample more at each end."""
        levels, middle = self._levels, self._coding.maxval
        at, end = 1, self._width + 1
        while at < end:
            numbers = []
            for line, before in zip(lines, above, strict=True):
                b, c = before[at], before[at - 1]
                numbers.append(
                    81 * levels[before[at + 1] - b + middle]
                    + 9 * levels[b - c + middle]
                    + levels[c - line[at - 1] + middle]
                )
            if any(numbers):
                for line, before, number in zip(lines, above, numbers, strict=True):
                    line[at] = self._regular(line[at - 1], before[at], before[at - 1], number)
                at += 1
            else:
                at = self._run(lines, above, at, end, which)

    def _regular(self, a: int, b: int, c: int, number: int) -> int:
        contexts, coding = self._contexts, self._coding
        sign = 1
        if number < 0:
            number, sign = -number, -1
        low, high = (a, b) if a < b else (b, a)
        guess = low if c >= high else high if c <= low else a + b - c
        guess += sign * contexts.c[number]
        guess = 0 if guess < 0 else min(guess, coding.maxval)
        k, n, total = 0, contexts.n[number], contexts.a[number]
        while (n << k) < total:
            k += 1
        mapped = self._golomb(k, self._limit)
        if coding.near == 0 and k == 0 and 2 * contexts.b[number] <= -n:
            error = mapped >> 1 if mapped & 1 else -(mapped >> 1) - 1
        else:
            error = -((mapped + 1) >> 1) if mapped & 1 else mapped >> 1
        self._learn(number, error)
        return self._rebuilt(guess, sign * error)

    def _golomb(self, k: int, limit: int) -> int:
        zeros = self._bits.zeros()
        if zeros < limit - self._bits_of_range - 1:
            return (zeros << k) | self._bits.read(k)
        return self._bits.read(self._bits_of_range) + 1

    def _learn(self, number: int, error: int) -> None:
        contexts = self._contexts
        a, b = contexts.a[number] + abs(error), contexts.b[number] + error * self._step
        n = contexts.n[number]
        if n == self._coding.reset:
            a, b, n = a >> 1, b >> 1 if b >= 0 else -((1 - b) >> 1), n >> 1
        n += 1
        if b <= -n:
            b = max(b + n, 1 - n)
            contexts.c[number] = max(contexts.c[number] - 1, -128)
        elif b > 0:
            b = min(b - n, 0)
            contexts.c[number] = min(contexts.c[number] + 1, 127)
        contexts.a[number], contexts.b[number], contexts.n[number] = a, b, n

    def _rebuilt(self, guess: int, error: int) -> int:
        near, top = self._coding.near, self._coding.maxval
        value = guess + error * self._step
        if value < -near:
            value += self._range * self._step
        elif value > top + near:
            value -= self._range * self._step
        return 0 if value < 0 else min(value, top)

    def _run(
        self, lines: list[list[int]], above: list[list[int]], at: int, end: int, which: int
    ) -> int:
        """A run and the sample that ends it; where the line goes on."""
        start, run = at, self._runs[which]
        while at < end and self._bits.read(1):
            whole = 1 << _RUN_BITS[run]
            run = min(run + 1, len(_RUN_BITS) - 1) if whole <= end - at else run
            at += min(whole, end - at)
        ended = at == end
        if not ended:
            at += self._bits.read(_RUN_BITS[run])
        for line in lines:
            line[start:at] = [line[start - 1]] * (at - start)
        if not ended:
            if at >= end:
                raise ValueError("a run beyond its line")
            for line, before in zip(lines, above, strict=True):
                alone = len(lines) == 1
                line[at] = self._run_end(line[at - 1], before[at], _RUN_BITS[run], alone=alone)
            at, run = at + 1, max(0, run - 1)
        self._runs[which] = run
        return at

    def _run_end(self, a: int, b: int, run_bits: int, *, alone: bool) -> int:
        """The sample after a run. `alone`: its component is, so that it may be like the run."""
        alike = int(alone and abs(a - b) <= self._coding.near)
        contexts, which = self._contexts, _CONTEXTS + alike
        n, below = contexts.n[which], contexts.below[alike]
        total = contexts.a[which] + (n >> 1 if alike else 0)
        k = 0
        while (n << k) < total:
            k += 1
        mapped = self._golomb(k, self._limit - run_bits - 1)
        odd = (mapped + alike) & 1
        error = (mapped + alike + odd) >> 1
        if (k != 0 or 2 * below >= n) == bool(odd):
            error = -error
        contexts.below[alike] += error < 0
        contexts.a[which] += (mapped + 1 - alike) >> 1
        if n == self._coding.reset:
            contexts.a[which] >>= 1
            contexts.below[alike] >>= 1
            n >>= 1
        contexts.n[which] = n + 1
        if alike:
            return self._rebuilt(a, error)
        return self._rebuilt(b, error if a <= b else -error)


def _levels(coding: Coding) -> list[int]:
    """The level (-4 to 4) of every difference of two samples, that of -maxval first."""
    differences = np.arange(-coding.maxval, coding.maxval + 1)
    size = np.abs(differences)
    steps = (coding.near + 1, coding.t1, coding.t2, coding.t3)
    found = np.sum([size >= step for step in steps], axis=0) * np.sign(differences)
    return [int(one) for one in found]
