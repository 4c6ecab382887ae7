"""Whether a JPEG 2000 code stream keeps to ISO/IEC 15444-1 Annex A where OpenJPH believes it.

OpenJPH divides by what a stream says and loops as often as it says: a stream that lies ends its
decoder process. Only what every honest stream keeps is asked for here; the samples are not looked
at.
"""

from __future__ import annotations

import struct

from adapters.imaging.dicom import codestream
from adapters.imaging.dicom.fragments import Buffer

_SIZ, _COD, _QCD, _SOT, _SOD, _EOC = 0x51, 0x52, 0x5C, 0x90, 0x93, 0xD9
_MAX_TILES = 65535
_FEW_TILES, _TILE_SAMPLES = 16, 1024  # more than a few tiles are of at least so many samples
_MAX_COMPONENTS = 4
_MAX_PRECISION = 32
_MAX_LEVELS = 32
_TILE_PART_HEAD = 14  # SOT segment and SOD marker


def is_sound(frame: Buffer) -> bool:
    """Sizes, tiles, code blocks and tile-parts agree with each other and with the length."""
    stream = bytes(codestream.j2k_codestream(frame))
    if stream[:4] != b"\xff\x4f\xff\x51":
        return False
    try:
        tiles = _tiles(stream)
        start = _main_header(stream)
        return tiles > 0 and start > 0 and _tile_parts(stream, start, tiles)
    except (struct.error, IndexError, ValueError):  # cut off
        return False


def _tiles(stream: bytes) -> int:
    """How many tiles the size segment makes, 0 where it cannot be."""
    length, _profile, x1, y1, x0, y0, wide, high, tx, ty, count = struct.unpack_from(
        ">HH8IH", stream, 4
    )
    if not 1 <= count <= _MAX_COMPONENTS or length != 38 + 3 * count:
        return 0
    if x1 <= x0 or y1 <= y0 or not (tx <= x0 < tx + wide and ty <= y0 < ty + high):
        return 0
    for component in range(count):
        depth, across, down = stream[42 + 3 * component : 45 + 3 * component]
        if (depth & 0x7F) >= _MAX_PRECISION or not (1 <= across <= 2 and 1 <= down <= 2):
            return 0
    tiles = -(-(x1 - tx) // wide) * -(-(y1 - ty) // high)
    most = max(_FEW_TILES, (x1 - x0) * (y1 - y0) // _TILE_SAMPLES)
    return tiles if tiles <= min(most, _MAX_TILES) else 0


def _main_header(stream: bytes) -> int:
    """Where the first tile-part begins, 0 where the header is not whole."""
    at = 2
    seen: set[int] = set()
    while stream[at] == 0xFF:
        marker = stream[at + 1]
        if marker == _SOT:
            return at if {_SIZ, _COD, _QCD} <= seen else 0
        length = struct.unpack_from(">H", stream, at + 2)[0]
        if length < 2 or marker in (_SOD, _EOC) or (marker in seen and marker in (_SIZ, _COD)):
            return 0
        if marker == _COD and not _coding(stream[at + 4 : at + 2 + length]):
            return 0
        seen.add(marker)
        at += 2 + length
    return 0


def _coding(body: bytes) -> bool:
    """The COD segment: style, order, layers, colour transform, levels, code blocks, wavelet."""
    style, order, layers, transform, levels, wide, high, _block, wavelet = struct.unpack_from(
        ">BBHBBBBBB", body
    )
    plain = order <= 4 and layers >= 1 and transform <= 1 and wavelet <= 1
    blocks = wide <= 8 and high <= 8 and wide + high <= 8
    if not (plain and blocks and levels <= _MAX_LEVELS):
        return False
    precincts = body[10:]
    if not style & 1:
        return not precincts
    # Only the lowest resolution may have precincts of one sample.
    return len(precincts) == levels + 1 and all(one >> 4 and one & 15 for one in precincts[1:])


def _tile_parts(stream: bytes, at: int, tiles: int) -> bool:
    """Every tile-part names a tile that there is and ends within the stream."""
    while stream[at : at + 2] == bytes((0xFF, _SOT)):
        length, tile, size = struct.unpack_from(">HHI", stream, at + 2)
        if length != 10 or tile >= tiles:
            return False
        if size == 0:  # it reaches to the end
            return True
        if size < _TILE_PART_HEAD or at + size > len(stream):
            return False
        at += size
    return stream[at : at + 2] == bytes((0xFF, _EOC)) or at == len(stream)
