"""A minimal MP4 (ISO/IEC 14496-12, -15) around H.264 frames: one track, index before the data."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

_TIMESCALE = 90_000
_SPS, _PPS, _IDR = 7, 8, 5
_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


@dataclass(frozen=True, slots=True)
class Sample:
    """One frame: its length-prefixed NAL units, whether it can be started from."""

    data: bytes
    key: bool


def sample(units: Sequence[bytes]) -> tuple[Sample, list[bytes]]:
    """A frame's units as a sample, and the parameter sets that stood among them."""
    sets = [unit for unit in units if unit and unit[0] & 31 in (_SPS, _PPS)]
    rest = [unit for unit in units if unit and unit[0] & 31 not in (_SPS, _PPS)]
    data = b"".join(struct.pack(">I", len(unit)) + unit for unit in rest)
    return Sample(data, any(unit[0] & 31 == _IDR for unit in rest)), sets


def mux(
    samples: Sequence[Sample], sets: Sequence[bytes], width: int, height: int, fps: float
) -> bytes:
    """The file. `sets` are the sequence and picture parameter sets, in this order."""
    head = _box(b"ftyp", b"isom" + struct.pack(">I", 512) + b"isomiso2avc1mp41")
    # The index names the place of the data, which lies behind the index: its size comes first.
    size = len(_index(samples, sets, width, height, fps, 0))
    index = _index(samples, sets, width, height, fps, len(head) + size + 8)
    return head + index + _box(b"mdat", b"".join(one.data for one in samples))


def _index(
    samples: Sequence[Sample],
    sets: Sequence[bytes],
    width: int,
    height: int,
    fps: float,
    offset: int,
) -> bytes:
    step = round(_TIMESCALE / fps)
    duration = step * len(samples)
    movie = _full(
        b"mvhd",
        struct.pack(">4I", 0, 0, _TIMESCALE, duration)
        + struct.pack(">IHH8x", 0x10000, 0x0100, 0) + _MATRIX + bytes(24) + struct.pack(">I", 2),
    )  # fmt: skip
    track = _full(
        b"tkhd",
        struct.pack(">5I8xHHHH", 0, 0, 1, 0, duration, 0, 0, 0, 0) + _MATRIX
        + struct.pack(">II", width << 16, height << 16),
        flags=3,
    )  # fmt: skip
    media = _box(
        b"mdia",
        _full(b"mdhd", struct.pack(">4IHH", 0, 0, _TIMESCALE, duration, 0x55C4, 0))
        + _full(b"hdlr", struct.pack(">I4s12x", 0, b"vide") + b"\0")
        + _box(
            b"minf",
            _full(b"vmhd", bytes(8), flags=1)
            + _box(b"dinf", _full(b"dref", struct.pack(">I", 1) + _full(b"url ", b"", flags=1)))
            + _table(samples, sets, width, height, step, offset),
        ),
    )
    return _box(b"moov", movie + _box(b"trak", track + media))


def _table(
    samples: Sequence[Sample],
    sets: Sequence[bytes],
    width: int,
    height: int,
    step: int,
    offset: int,
) -> bytes:
    count = len(samples)
    keys = [number for number, one in enumerate(samples, 1) if one.key]
    return _box(
        b"stbl",
        _full(b"stsd", struct.pack(">I", 1) + _entry(sets, width, height))
        + _full(b"stts", struct.pack(">3I", 1, count, step))
        + _full(b"stss", struct.pack(f">{len(keys) + 1}I", len(keys), *keys))
        + _full(b"stsc", struct.pack(">4I", 1, 1, count, 1))
        + _full(
            b"stsz", struct.pack(f">{count + 2}I", 0, count, *(len(one.data) for one in samples))
        )
        + _full(b"stco", struct.pack(">II", 1, offset)),
    )


def _entry(sets: Sequence[bytes], width: int, height: int) -> bytes:
    sequence = [one for one in sets if one[0] & 31 == _SPS]
    picture = [one for one in sets if one[0] & 31 == _PPS]
    profile = sequence[0][1:4]
    record = b"\x01" + profile + b"\xff" + bytes([0xE0 | len(sequence)])
    record += b"".join(struct.pack(">H", len(one)) + one for one in sequence)
    record += bytes([len(picture)])
    record += b"".join(struct.pack(">H", len(one)) + one for one in picture)
    return _box(
        b"avc1",
        bytes(6) + struct.pack(">H", 1) + bytes(16) + struct.pack(">HH", width, height)
        + struct.pack(">IIIH", 0x480000, 0x480000, 0, 1) + bytes(32) + struct.pack(">Hh", 24, -1)
        + _box(b"avcC", record),
    )  # fmt: skip


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, name) + body


def _full(name: bytes, body: bytes, flags: int = 0) -> bytes:
    return _box(name, struct.pack(">I", flags) + body)
