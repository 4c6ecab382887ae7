"""Video inside DICOM: an MP4 as it is; H.264, in a transport stream or by itself, in a new MP4."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adapters.imaging import mp4, mpegts

_START = re.compile(rb"\x00\x00\x01")
_DELIMITER, _PICTURES, _PARAMETERS = 9, (1, 5), (7, 8)
_MAX_UNITS = 2_000_000


def clip(stream: bytes, width: int, height: int, fps: float) -> bytes | None:
    """The stream as an MP4 file, None where it is neither one nor H.264 in start codes."""
    if stream[4:8] == b"ftyp":
        return stream
    if mpegts.is_one(stream):
        stream = mpegts.h264(stream) or b""
    if not stream.startswith((b"\0\0\0\1", b"\0\0\1")):
        return None
    samples: list[mp4.Sample] = []
    sets: list[bytes] = []
    for access_unit in _access_units(stream):
        one, found = mp4.sample(access_unit)
        sets += [unit for unit in found if unit not in sets]
        if one.data:
            samples.append(one)
    kinds = {unit[0] & 31 for unit in sets}
    if not samples or not kinds.issuperset(_PARAMETERS):
        return None
    return mp4.mux(samples, sets, width, height, fps)


def _access_units(stream: bytes) -> Iterator[list[bytes]]:
    """NAL units, those of one picture together."""
    picture: list[bytes] = []
    drawn = False
    for unit in _units(stream):
        kind = unit[0] & 31
        # The first slice of a picture starts at macroblock 0: its first coded number is one bit, 1.
        begins = kind in _PICTURES and len(unit) > 1 and unit[1] >= 0x80
        if drawn and (begins or kind == _DELIMITER or kind in _PARAMETERS):
            yield picture
            picture, drawn = [], False
        if kind != _DELIMITER:
            picture.append(unit)
        drawn = drawn or kind in _PICTURES
    if drawn:
        yield picture


def _units(stream: bytes) -> Iterator[bytes]:
    starts = [found.end() for found in _START.finditer(stream)][:_MAX_UNITS]
    for index, start in enumerate(starts):
        end = starts[index + 1] - 3 if index + 1 < len(starts) else len(stream)
        unit = stream[start:end].rstrip(b"\0")
        if unit:
            yield unit
