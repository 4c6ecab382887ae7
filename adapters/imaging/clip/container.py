"""MP4 and QuickTime (ISO 14496-12): the first film track and where each of its frames lies.

Nothing else is read: sound, places, titles and thumbnails stay behind.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from adapters.imaging.errors import Refused
from adapters.imaging.limits import LIMITS, Limits
from core.imaging import Refusal

_ENTRY_HEADER = 78  # of a visual sample entry, before its own boxes
_VIDEO = b"vide"
_TURNS = {(0, 1): 90, (-1, 0): 180, (0, -1): 270}
Box = tuple[int, int]  # start and end of a body


@dataclass(frozen=True, slots=True)
class Track:
    """A film: `samples` are (offset, size) in coding order, `config` the body of avcC or hvcC.

    `width`, `height` in pixels before turning by `turn` degrees clockwise; `fps` is the mean.
    """

    codec: str
    config: bytes
    width: int
    height: int
    turn: int
    fps: float
    samples: tuple[tuple[int, int], ...]


def read(data: memoryview, limits: Limits = LIMITS) -> Track:
    """The film of the file. Raises Refused (BROKEN, NO_PICTURE, UNSUPPORTED_CODEC, ...)."""
    try:
        return _read(data, limits)
    except (struct.error, IndexError) as error:
        raise Refused(Refusal.BROKEN, "clip: the index stops early") from error


def _read(data: memoryview, limits: Limits) -> Track:
    top = dict(_boxes(data, (0, len(data)), limits))
    if b"moov" not in top:
        raise Refused(Refusal.BROKEN, "clip: no index")
    fragmented = False
    for name, body in _boxes(data, top[b"moov"], limits):
        fragmented = fragmented or name == b"mvex"
        if name == b"trak" and _handler(data, body, limits) == _VIDEO:
            track = _track(data, body, limits)
            if track is not None:
                return track
    if fragmented:
        raise Refused(Refusal.UNSUPPORTED_CODEC, "clip: an index in fragments")
    raise Refused(Refusal.NO_PICTURE, "clip: no film in it")


def _track(data: memoryview, trak: Box, limits: Limits) -> Track | None:
    head = _inside(data, trak, limits, b"tkhd")
    media = _inside(data, trak, limits, b"mdia", b"mdhd")
    table = _inside(data, trak, limits, b"mdia", b"minf", b"stbl")
    parts = dict(_boxes(data, table, limits))
    samples = _samples(data, parts, limits)
    if not samples:
        return None
    codec, config, width, height = _entry(data, parts, limits)
    if not 0 < width * height <= limits.clip_pixels:
        raise Refused(Refusal.TOO_MANY_PIXELS, f"clip: {width} x {height}")
    return Track(
        codec, config, width, height, _turn(data, head), _rate(data, media, len(samples)), samples
    )


def _boxes(data: memoryview, inside: Box, limits: Limits) -> Iterator[tuple[bytes, Box]]:
    """Name and body of each box directly in `inside`; junk behind the last ends the list."""
    position, end = inside
    for _ in range(limits.boxes):
        if position + 8 > end:
            return
        size, name = struct.unpack_from(">I4s", data, position)
        header = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, position + 8)
            header = 16
        elif size == 0:
            size = end - position
        if size < header or position + size > end:
            return
        yield name, (position + header, position + size)
        position += size


def _inside(data: memoryview, where: Box, limits: Limits, *path: bytes) -> Box:
    for wanted in path:
        found = dict(_boxes(data, where, limits))
        if wanted not in found:
            raise Refused(Refusal.BROKEN, "clip: a part of the index is missing")
        where = found[wanted]
    return where


def _handler(data: memoryview, trak: Box, limits: Limits) -> bytes:
    start, _ = _inside(data, trak, limits, b"mdia", b"hdlr")
    return bytes(data[start + 8 : start + 12])


def _turn(data: memoryview, head: Box) -> int:
    """Degrees clockwise, from the first two numbers of the matrix."""
    start = head[0] + (52 if data[head[0]] == 1 else 40)
    a, b = struct.unpack_from(">ii", data, start)
    return _TURNS.get((_sign(a), _sign(b)), 0)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _rate(data: memoryview, media: Box, frames: int) -> float:
    start = media[0]
    code, at = (">IQ", start + 20) if data[start] == 1 else (">II", start + 12)
    timescale, duration = struct.unpack_from(code, data, at)
    return frames * timescale / duration if timescale and duration else 25.0


def _entry(
    data: memoryview, parts: Mapping[bytes, Box], limits: Limits
) -> tuple[str, bytes, int, int]:
    start, end = parts[b"stsd"]
    size, name = struct.unpack_from(">I4s", data, start + 8)
    body, end = start + 16, min(end, start + 8 + size)
    width, height = struct.unpack_from(">HH", data, body + 24)
    inner = dict(_boxes(data, (body + _ENTRY_HEADER, end), limits))
    config = inner.get(b"hvcC") or inner.get(b"avcC") or (0, 0)
    codec = name.decode("latin-1").strip()
    return codec, bytes(data[config[0] : config[1]]), width, height


def _samples(
    data: memoryview, parts: Mapping[bytes, Box], limits: Limits
) -> tuple[tuple[int, int], ...]:
    """Chunks unrolled into samples; every one must lie inside the file."""
    if not {b"stsd", b"stsz", b"stsc"} <= parts.keys() or not parts.keys() & {b"stco", b"co64"}:
        raise Refused(Refusal.BROKEN, "clip: a part of the index is missing")
    sizes = _sizes(data, parts[b"stsz"], limits)
    chunks = _offsets(data, parts, len(sizes))
    runs = _runs(data, parts[b"stsc"], len(sizes))
    found: list[tuple[int, int]] = []
    for number, chunk in enumerate(chunks, 1):
        while len(runs) > 1 and number >= runs[1][0]:
            runs.pop(0)
        at = chunk
        for _ in range(min(runs[0][1] if runs else 0, len(sizes) - len(found))):
            size = sizes[len(found)]
            if at + size > len(data):
                raise Refused(Refusal.BROKEN, "clip: a frame lies beyond the file")
            found.append((at, size))
            at += size
        if len(found) == len(sizes):
            break
    return tuple(found)


def _sizes(data: memoryview, box: Box, limits: Limits) -> tuple[int, ...]:
    size, count = struct.unpack_from(">II", data, box[0] + 4)
    if count > limits.clip_samples:
        raise Refused(Refusal.TOO_MANY_FRAMES, f"clip: {count} frames")
    return (size,) * count if size else struct.unpack_from(f">{count}I", data, box[0] + 12)


def _offsets(data: memoryview, parts: Mapping[bytes, Box], most: int) -> tuple[int, ...]:
    box, code = (parts[b"stco"], "I") if b"stco" in parts else (parts[b"co64"], "Q")
    (count,) = struct.unpack_from(">I", data, box[0] + 4)
    return struct.unpack_from(f">{min(count, most)}{code}", data, box[0] + 8)


def _runs(data: memoryview, box: Box, most: int) -> list[tuple[int, int]]:
    """First chunk and samples a chunk."""
    (count,) = struct.unpack_from(">I", data, box[0] + 4)
    at = box[0] + 8
    return [struct.unpack_from(">II", data, at + 12 * n) for n in range(min(count, most))]
