"""What a compressed frame says about itself, read from its own markers: labels are not believed."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from adapters.imaging.dicom.fragments import Buffer
from adapters.imaging.dicom.syntaxes import Codec

_JP2 = b"\0\0\0\x0cjP  "
_CONTAINERS = frozenset((b"jp2h", b"uuid", b"asoc"))


@dataclass(frozen=True, slots=True)
class JpegHead:
    """SOF marker (0xC0 …), bits a sample, size, sampling factors, component ids, transform."""

    sof: int
    precision: int
    rows: int
    columns: int
    components: tuple[tuple[int, int], ...]  # (id, sampling)
    adobe_transform: int | None
    jfif: bool

    @property
    def lossless(self) -> bool:
        return self.sof in (0xC3, 0xC7, 0xCB, 0xCF)

    @property
    def subsampled(self) -> bool:
        return len({sampling for _id, sampling in self.components}) > 1


@dataclass(frozen=True, slots=True)
class J2kHead:
    """Size, bits and sign of the first component, and whether a colour transform was used."""

    rows: int
    columns: int
    components: int
    precision: int
    signed: bool
    colour_transform: bool
    high_throughput: bool
    reversible: bool
    levels: int  # how many times it can be halved


def sniff(frame: Buffer, label: Codec) -> Codec:
    """The codec that `frame` really is of; the label where the bytes say nothing."""
    head = bytes(frame[:12])
    if head[:2] == b"\xff\xd8":
        jpeg = jpeg_head(frame)
        if jpeg is not None and jpeg.sof == 0xF7:
            return Codec.JPEG_LS
        return Codec.JPEG
    if head[:4] == b"\xff\x4f\xff\x51" or head[:8] == _JP2:
        j2k = j2k_head(frame)
        return Codec.HTJ2K if j2k is not None and j2k.high_throughput else Codec.JPEG_2000
    if head[:2] == b"\xff\x0a" or head[:8] == b"\0\0\0\x0cJXL ":
        return Codec.JPEG_XL
    return label


def jpeg_head(frame: Buffer) -> JpegHead | None:
    """The frame header of a JPEG or JPEG-LS stream, None where there is none."""
    at, end = 2, len(frame)
    transform: int | None = None
    jfif = False
    while at + 4 <= end:
        if frame[at] != 0xFF:
            at += 1
            continue
        marker = frame[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in (0x00, 0x01, 0xD8) or 0xD0 <= marker <= 0xD7:
            at += 2
            continue
        length = int.from_bytes(frame[at + 2 : at + 4], "big")
        body = bytes(frame[at + 4 : at + 2 + length])
        if marker == 0xEE and body[:5] == b"Adobe" and len(body) >= 12:
            transform = body[11]
        jfif = jfif or (marker == 0xE0 and body[:4] == b"JFIF")
        if (0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC)) or marker == 0xF7:
            return _sof(marker, body, transform, jfif)
        if marker in (0xDA, 0xD9):
            return None
        at += 2 + max(2, length)
    return None


def _sof(marker: int, body: bytes, transform: int | None, jfif: bool) -> JpegHead | None:
    if len(body) < 6 or len(body) < 6 + 3 * body[5]:
        return None
    precision, rows, columns, count = struct.unpack(">BHHB", body[:6])
    components = tuple((body[6 + 3 * i], body[7 + 3 * i]) for i in range(count))
    return JpegHead(marker, precision, rows, columns, components, transform, jfif)


def j2k_codestream(frame: Buffer) -> Buffer:
    """The code stream inside a JP2 file; the frame itself where it is one already."""
    if bytes(frame[:8]) != _JP2:
        return frame
    at = 0
    while at + 8 <= len(frame):
        length, kind = struct.unpack(">I4s", bytes(frame[at : at + 8]))
        head = 8
        if length == 1:
            length, head = struct.unpack(">Q", bytes(frame[at + 8 : at + 16]))[0], 16
        if kind == b"jp2c":
            return frame[at + head :] if length == 0 else frame[at + head : at + length]
        if length < head:  # a box of length 0 reaches to the end; a shorter one is a lie
            break
        at += length
    return frame


def j2k_head(frame: Buffer) -> J2kHead | None:
    """The SIZ, COD and CAP markers of a JPEG 2000 code stream, None where they are cut off."""
    stream = j2k_codestream(frame)
    if bytes(stream[:4]) != b"\xff\x4f\xff\x51" or len(stream) < 45:
        return None
    x1, y1, x0, y0 = struct.unpack(">4I", bytes(stream[8:24]))
    components = int.from_bytes(stream[40:42], "big")
    depth = stream[42]
    at = 4 + int.from_bytes(stream[4:6], "big")
    transform = high_throughput = reversible = False
    levels = 0
    while at + 4 <= len(stream) and stream[at] == 0xFF and stream[at + 1] != 0x90:
        marker, length = stream[at + 1], int.from_bytes(stream[at + 2 : at + 4], "big")
        if marker == 0x50:
            high_throughput = True
        elif marker == 0x52 and at + 14 <= len(stream):
            transform, reversible = stream[at + 8] == 1, stream[at + 13] == 1
            levels = stream[at + 9]
        at += 2 + max(2, length)
    return J2kHead(
        rows=y1 - y0,
        columns=x1 - x0,
        components=components,
        precision=(depth & 0x7F) + 1,
        signed=bool(depth & 0x80),
        colour_transform=transform,
        high_throughput=high_throughput,
        reversible=reversible,
        levels=levels,
    )
