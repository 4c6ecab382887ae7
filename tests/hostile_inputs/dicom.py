"""DICOM that lies about its lengths, geometry, syntax and names."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import imagecodecs
import numpy as np

from tests.hostile_inputs.case import ACCEPT, EITHER, REJECT, Case
from tests.hostile_inputs.pictures import picture

_LONG = frozenset(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"])
EXPLICIT, DEFLATED = "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99"
JPEG, J2K, JLS, RLE = (f"1.2.840.10008.1.2.{end}" for end in ("4.50", "4.90", "4.80", "5"))
_SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"


def element(tag: int, vr: str, value: bytes, length: int | None = None) -> bytes:
    """One explicit little-endian element; `length` may lie."""
    value += b"\0" * (len(value) & 1) if length is None else b""
    size = len(value) if length is None else length
    head = struct.pack("<HH2s", tag >> 16, tag & 0xFFFF, vr.encode())
    head += struct.pack("<HI", 0, size) if vr in _LONG else struct.pack("<H", size)
    return head + value


def short(number: int) -> bytes:
    return struct.pack("<H", number)


def meta(syntax: str, media_class: str = _SECONDARY_CAPTURE) -> bytes:
    body = (
        element(0x00020001, "OB", b"\0\1")
        + element(0x00020002, "UI", media_class.encode())
        + element(0x00020003, "UI", b"1.2.3.4")
        + element(0x00020010, "UI", syntax.encode())
    )
    return element(0x00020000, "UL", struct.pack("<I", len(body))) + body


def dataset(
    changes: dict[int, tuple[str, bytes] | None] | None = None, pixels: bytes | None = None
) -> bytes:
    """A 32 by 32 grey picture; `changes` replaces or (None) removes elements."""
    elements: dict[int, tuple[str, bytes] | None] = {
        0x00080016: ("UI", _SECONDARY_CAPTURE.encode()),
        0x00080018: ("UI", b"1.2.3.4"),
        0x00080060: ("CS", b"OT"),
        0x00100010: ("PN", b"Doe^Jane"),
        0x00100020: ("LO", b"4711"),
        0x00280002: ("US", short(1)),
        0x00280004: ("CS", b"MONOCHROME2 "),
        0x00280010: ("US", short(32)),
        0x00280011: ("US", short(32)),
        0x00280100: ("US", short(8)),
        0x00280101: ("US", short(8)),
        0x00280102: ("US", short(7)),
        0x00280103: ("US", short(0)),
    } | (changes or {})
    out = b"".join(element(tag, *held) for tag, held in sorted(elements.items()) if held)
    return out + (element(0x7FE00010, "OB", bytes(range(256)) * 4) if pixels is None else pixels)


def part10(
    body: bytes | None = None,
    syntax: str = EXPLICIT,
    preamble: bytes = b"",
    media_class: str = _SECONDARY_CAPTURE,
) -> bytes:
    body = dataset() if body is None else body
    return preamble.ljust(128, b"\0") + b"DICM" + meta(syntax, media_class) + body


def fragments(*parts: bytes, table: bytes = b"") -> bytes:
    """Encapsulated pixel data."""
    out = element(0x7FE00010, "OB", b"", 0xFFFFFFFF)
    for part in (table, *parts):
        even = part + b"\0" * (len(part) & 1)
        out += struct.pack("<HHI", 0xFFFE, 0xE000, len(even)) + even
    return out + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)


def _changed(tag: int, vr: str, value: bytes) -> bytes:
    return part10(dataset({tag: (vr, value)}))


def cases() -> Iterator[Case]:
    yield Case("dicom", ACCEPT, part10())
    yield Case("dicom bare", EITHER, dataset())
    yield Case("dicom deflated", ACCEPT, part10(_deflate(dataset()), DEFLATED))
    yield from _geometry()
    yield from _encapsulated()
    yield from _structure()
    yield from _directories()
    for cut in (1, 100, 131, 140, 200, 600):
        yield Case(f"dicom cut at {cut}", REJECT, part10()[:cut])


def _geometry() -> Iterator[Case]:
    for name, tag, value in (
        ("rows 0", 0x00280010, short(0)),
        ("rows 65535", 0x00280010, short(65535)),
        ("bits 0", 0x00280100, short(0)),
        ("bits 7", 0x00280100, short(7)),
        ("samples 65535", 0x00280002, short(65535)),
    ):
        yield Case(f"dicom {name}", REJECT, _changed(tag, "US", value))
    for frames in (b"1000000000", b"2147483647", b"1e9 ", b"-1", b"nan "):
        yield Case(f"dicom frames {frames.decode()}", REJECT, _changed(0x00280008, "IS", frames))
    for name, tag, vr, value in (
        ("high bit 200", 0x00280102, "US", short(200)),
        ("stored above allocated", 0x00280101, "US", short(16)),
        ("representation 9", 0x00280103, "US", short(9)),
        ("window 0", 0x00281051, "DS", b"0 "),
        ("charset of a codec", 0x00080005, "CS", b"zip "),
        ("charset of a path", 0x00080005, "CS", b"../../etc/passwd"),
        ("decimal of a million digits", 0x00281053, "UN", b"1" * 1_000_000),
        ("retrieve address", 0x00081190, "UR", b"http://127.0.0.1:6379/"),
    ):
        yield Case(f"dicom {name}", EITHER, _changed(tag, vr, value))
    for name in (b"<script>alert(1)</script>", "\u202eeod".encode(), b"a\r\nb", b"x" * 60_000):
        yield Case(f"dicom name {name[:9]!r}", ACCEPT, _changed(0x00100010, "UT", name))


def _grey() -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return (np.add.outer(np.arange(32) * 5, np.arange(32) * 3) % 256).astype(np.uint8)


def _encapsulated() -> Iterator[Case]:
    jpeg = picture("JPEG", 32, 32, "L")
    yield Case("dicom jpeg", ACCEPT, part10(dataset(pixels=fragments(jpeg)), JPEG))
    at = jpeg.index(b"\xff\xc0") + 5
    huge = jpeg[:at] + struct.pack(">HH", 65500, 65500) + jpeg[at + 4 :]
    zero_box = b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(8) + bytes(400)
    flat = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = b"".join(flat.compress(bytes(1 << 20)) for _ in range(1024)) + flat.flush()
    for name, syntax, parts in (
        ("jpeg says 65500", JPEG, (huge,)),
        ("jpeg cut", JPEG, (jpeg[: len(jpeg) // 3],)),
        ("no fragments", JPEG, ()),
        ("j2k box of no length", J2K, (zero_box,)),
        ("j2k noise", J2K, (b"\xff\x4f\xff\x51" + b"\x5a" * 500,)),
        ("jpeg-ls cut", JLS, (imagecodecs.jpegls_encode(_grey())[:80],)),
        ("jpeg-ls noise", JLS, (b"\xff\xd8\xff\xf7" + b"\x5a" * 500,)),
        ("rle short", RLE, (struct.pack("<16I", 1, 64, *[0] * 14) + b"\x05",)),
        ("mpeg noise", "1.2.840.10008.1.2.4.102", (b"\x5a" * 2000,)),
        ("hevc noise", "1.2.840.10008.1.2.4.107", (b"\x5a" * 2000,)),
        ("jxl noise", "1.2.840.10008.1.2.4.110", (b"\x5a" * 2000,)),
        ("deflated frame bomb", "1.2.840.10008.1.2.8.1", (bomb,)),
        ("jpip", "1.2.840.10008.1.2.4.94", ()),
    ):
        yield Case(f"dicom {name}", REJECT, part10(dataset(pixels=fragments(*parts)), syntax))
    panic = part10(dataset(pixels=fragments(b"\x7f" * 64)), RLE)
    yield Case("dicom rle of noise", REJECT, panic)
    hundred = fragments(*[b""] * 50_000, jpeg)
    yield Case("dicom of empty fragments", EITHER, part10(dataset(pixels=hundred), JPEG))
    lies = fragments(jpeg, table=struct.pack("<II", 0, 2**32 - 4))
    yield Case("dicom offset table lies", EITHER, part10(dataset(pixels=lies), JPEG))


def _structure() -> Iterator[Case]:
    whole = part10()
    long = element(0x00090010, "OB", b"x", 0xFFFFFFF0)
    yield Case("dicom element of 4 GB", REJECT, part10(long + dataset()))
    opening = element(0x00081140, "SQ", b"", 0xFFFFFFFF) + struct.pack(
        "<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF
    )
    yield Case("dicom nested 20,000 deep", REJECT, part10(opening * 20_000 + dataset()))
    closed = opening + struct.pack("<HHIHHI", 0xFFFE, 0xE00D, 0, 0xFFFE, 0xE0DD, 0)
    yield Case("dicom of 100,000 sequences without a length", REJECT, part10(closed * 100_000))
    yield Case(
        "dicom of 1,000 sequences without a length", ACCEPT, part10(closed * 1000 + dataset())
    )
    unknown = element(0x00091010, "UN", b"", 0xFFFFFFFF)
    implicit = struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)
    inner = struct.pack("<HHI", 9, 0x1010, 0xFFFFFFFF) + implicit
    yield Case("dicom unknown nested", REJECT, part10(unknown + implicit + inner * 10_000))
    items = struct.pack("<HHI", 0xFFFE, 0xE000, 0) * 200_000
    wide = element(0x00081140, "SQ", items)
    yield Case("dicom of 200,000 items", EITHER, part10(wide + dataset()))
    private = b"".join(element(0x00091000 + n % 256, "LO", b"") for n in range(100_000))
    yield Case("dicom of 100,000 private", EITHER, part10(private + dataset()))
    yield Case("dicom deflate bomb", REJECT, part10(_deflate(bytes(1 << 29)), DEFLATED))
    yield Case("dicom deflate noise", REJECT, part10(b"\x5a" * 900, DEFLATED))
    yield Case("dicom unknown syntax", EITHER, part10(syntax="1.2.3"))
    yield Case("dicom syntax of 20 kB", REJECT, part10(syntax="1." * 10_000))
    yield Case("dicom pixels cut", REJECT, whole[:-100])


def _directories() -> Iterator[Case]:
    kind = "1.2.840.10008.1.3.10"
    path = element(0x00041500, "CS", b"..\\..\\..\\ETC\\PASSWD")
    record = element(0x00041130, "CS", b"CD") + path
    yield Case("dicomdir", REJECT, part10(record, media_class=kind))
    yield Case("dicomdir under another class", REJECT, part10(record))
    yield Case("dicomdir bare", REJECT, record + element(0x00041600, "US", short(0)))


def _deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()
