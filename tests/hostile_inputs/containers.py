"""Archives, films and other types: indexes that lie, names that turn, other first bytes."""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Iterator

from tests.hostile_inputs import archives, boxes, dicom, documents
from tests.hostile_inputs.case import ACCEPT, EITHER, REJECT, Case
from tests.hostile_inputs.pictures import picture

_NAMES = (
    "\u202egnp.exe", "e\u0301" * 500, "a\r\nSet-Cookie: x", "a\x1b[2J", "<!channel>",
    "=cmd|' /C calc'!A0", "../" * 300 + "x", "nul.dcm", "\ufeff", "\u200b" * 200, "%00.png",
    "..\\..\\windows\\x", "file:///etc/passwd", "&lt;b&gt;", ".", "/", "-rf", "$(id)", "{{7*7}}",
    "%s%n", "x\u2028y", "\0" * 9, "\u3164",
)  # fmt: skip
_TYPES: tuple[tuple[str, bytes], ...] = (
    ("svg behind a mark", b"\xef\xbb\xbf<svg/>"), ("svg behind a comment", b"<!-- x --><svg/>"),
    ("svg in UTF-16", "<svg/>".encode("utf-16-be")), ("svg in UTF-32", "<svg/>".encode("utf-32")),
    ("svg in a text", b"hello <svg onload=alert(1)>"), ("mathml", b"<math></math>"),
    ("a page in XML", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'),
    ("a mail", b"From: a@b\r\nSubject: x\r\n\r\nhi"), ("a script of Windows", b"<job><script>"),
    ("PHP", b"<?php phpinfo();"), ("a pickle", b"\x80\4cos\nsystem\n(S'id'\ntR."),
    ("a help file", b"ITSF\3\0\0\0" + bytes(90)), ("a registry file", b"Windows Registry Editor"),
    ("a shortcut of a desktop", b"[Desktop Entry]\nExec=sh"), ("wasm", b"\0asm\1\0\0\0"),
    ("an icon", b"\0\0\1\0\1\0" + bytes(60)), ("psd", b"8BPS\0\1" + bytes(90)),
    ("exr", b"\x76\x2f\x31\x01" + bytes(90)), ("qoi", b"qoif" + bytes(30)),
    ("mng", b"\x8aMNG\r\n\x1a\n" + bytes(60)), ("djvu", b"AT&TFORM" + bytes(90)),
    ("emf", b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(90)), ("nifti", b"\x5c\1\0\0" + bytes(344)),
    ("eps behind a mark", b"\xef\xbb\xbf%!PS-Adobe-3.0 EPSF-3.0"), ("fdf", b"%FDF-1.2\n"),
    ("rar", b"Rar!\x1a\x07\1\0" + bytes(60)), ("xz", lzma.compress(bytes(1 << 20))),
    ("a disc image", bytes(32769) + b"CD001" + bytes(2000)), ("ogg", b"OggS" + bytes(90)),
    ("wav", b"RIFF\x24\0\0\0WAVEfmt " + bytes(90)), ("mp3", b"ID3\4\0\0" + bytes(90)),
    ("a transport stream", (b"\x47\x40\0\x10" + bytes(184)) * 9), ("json", b'{"a":1}'),
    ("a key", b"-----BEGIN PRIVATE KEY-----\n"), ("a calendar", b"BEGIN:VCALENDAR\r\n"),
    ("a megabyte of zeros", bytes(1 << 20)), ("a megabyte of ones", b"\xff" * (1 << 20)),
    ("new lines", b"\n" * (1 << 20)), ("a size that lies", b"\xff\xff\xff\xffftypheic"),
)  # fmt: skip


def cases() -> Iterator[Case]:
    for name, data in _TYPES:
        yield Case(name, REJECT, data)
    yield from _archives()
    yield from _films()


def _archives() -> Iterator[Case]:
    scan = picture("PNG")
    for name in _NAMES:
        two = archives.zipped((name, scan[:50]), ("a.png", scan))
        yield Case(f"zip entry broken {name[:12]!r}", ACCEPT, two)
    yield Case("zip of one name, twice", ACCEPT, archives.zipped(("a", scan), ("a", scan)))
    body, directory = _wide(scan)
    yield Case("zip of 64 bits", ACCEPT, _ended(body, directory))
    for name, lies in (
        ("count", {"count": 2**63}), ("size", {"size": 2**63}),
        ("start", {"start": 2**63}), ("place", {"place": 2**63}), ("loop", {"place": 0}),
    ):  # fmt: skip
        yield Case(f"zip of 64 bits, its {name} lies", REJECT, _ended(body, directory, **lies))
    for flags in (0x41, 0x2000):
        writer = archives.Writer()
        writer.file(b"s", scan, flags=flags)
        yield Case(f"zip locked {flags:x}", REJECT, writer.done())
    mixed = archives.Writer()
    mixed.file(b"locked", scan, flags=1)
    mixed.file(b"open", scan)
    yield Case("zip locked in part", ACCEPT, mixed.done())
    devices = archives.Writer()
    for name, mode in ((b"pipe", 0o010777), (b"disk", 0o060777), (b"link", 0o120777)):
        devices.file(name, b"/proc/self/environ", mode=mode)
    devices.file(b"scan", scan)
    yield Case("zip of devices", ACCEPT, devices.done())
    for name, before in (("program", b"MZ" + bytes(60)), ("text", b"hello\n"), ("picture", scan),
                         ("document", documents.pdf()), ("disk mark", b"PK\x07\x08")):  # fmt: skip
        yield Case(f"zip behind a {name}", REJECT, before + archives.zipped(("a.png", scan)))
    empty = archives.Writer()
    empty.add(b"x", b"\0\0\0\xff\xff" * 1_000_000 + b"\3\0", unpacked=0)
    empty.file(b"scan", scan)
    yield Case("zip of empty blocks", EITHER, empty.done())
    disc = (("1", dicom.part10()), ("AUTORUN.INF", b"[autorun]"), ("V.EXE", b"MZ" + bytes(99)),
            ("I.HTM", b"<html>"))  # fmt: skip
    yield Case("zip of a disc", ACCEPT, archives.zipped(*disc))
    yield Case("zip of slow documents", EITHER, archives.zipped(
        *((str(number), documents.pdf(kids=50)) for number in range(30))))  # fmt: skip


def _wide(content: bytes) -> tuple[bytes, bytes]:
    """One entry whose sizes and place stand in extra fields of 64 bits."""
    packed, crc = zlib.compress(content)[2:-4], zlib.crc32(content)
    ones = 0xFFFFFFFF
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 45, 0, 8, 0, 0, crc, ones, ones, 1, 20)
    body = local + b"a" + struct.pack("<HHQQ", 1, 16, len(content), len(packed)) + packed
    head = struct.pack("<4sHHHHHH", b"PK\1\2", 45, 45, 0, 8, 0, 0)
    rest = struct.pack("<IIIHHHHHII", crc, ones, ones, 1, 28, 0, 0, 0, 0, ones)
    extra = struct.pack("<HHQQQ", 1, 24, len(content), len(packed), 0)
    return body, head + rest + b"a" + extra


def _ended(body: bytes, directory: bytes, *, count: int = 1, size: int | None = None,
           start: int | None = None, place: int | None = None) -> bytes:  # fmt: skip
    size = len(directory) if size is None else size
    start = len(body) if start is None else start
    place = len(body) + len(directory) if place is None else place
    end = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, place, 1)
    short = struct.pack("<4sHHHHIIH", b"PK\5\6", *[0xFFFF] * 4, *[0xFFFFFFFF] * 2, 0)
    return body + directory + end + locator + short


def _films() -> Iterator[Case]:
    whole = boxes.clip(3)
    for name, offset, value, verdict in (
        (b"stsz", 8, b"\xff" * 4, REJECT), (b"stco", 4, b"\xff" * 4, EITHER),
        (b"stco", 8, b"\xff" * 4, REJECT), (b"stsc", 8, bytes(12), REJECT),
        (b"stts", 8, b"\xff" * 8, EITHER), (b"stsd", 4, b"\xff" * 4, EITHER),
        (b"hvc1", 24, b"\xff" * 4, EITHER), (b"mdhd", 12, bytes(4), EITHER),
        (b"mdhd", 12, b"\xff" * 8, EITHER), (b"tkhd", 40, b"\xff" * 36, EITHER),
    ):  # fmt: skip
        at = whole.index(name) + 4 + offset
        lying = whole[:at] + value + whole[at + len(value) :]
        yield Case(f"mp4 {name.decode()} + {offset} of {value[:2].hex()}", verdict, lying)
    for name in (b"moov", b"trak"):
        deep = b""
        for _ in range(3000):
            deep = boxes.box(name, deep)
        yield Case(f"mp4 {name.decode()} 3,000 deep", REJECT, boxes.MP4 + boxes.box(b"moov", deep))
    many = boxes.box(b"moov", boxes.box(b"trak", boxes.box(b"mdia")) * 15_000)
    yield Case("mp4 of 15,000 tracks", REJECT, boxes.MP4 + many)
    yield Case("mp4 of data alone", REJECT, boxes.MP4 + boxes.box(b"mdat", bytes(100_000)))
    packed = boxes.box(b"cmvd", struct.pack(">I", 2**31) + zlib.compress(bytes(1 << 20)))
    squeezed = boxes.box(b"moov", boxes.box(b"cmov", boxes.box(b"dcom", b"zlib"), packed))
    yield Case("mp4 of a packed index", REJECT, boxes.MP4 + squeezed)
    for codec in (b"av01", b"vp09", b"apch", b"mp4v", b"encv", b"<b>x"):
        yield Case(f"mp4 of {codec.decode()}", REJECT, boxes.film(codec, [bytes(90)], 64, 48))
    config = boxes.hvcc(64, 48)
    first = boxes.samples(0, 64, 48)
    for name, verdict, coded, said in (
        ("noise behind", EITHER, [first, *[bytes(range(256)) * 4] * 20], config),
        ("sizes that change", EITHER, [first, boxes.samples(1, 128, 96)], config),
        ("sides of 16,384", REJECT, [first] * 3, boxes.hvcc(16384, 16384)),
        ("lengths that lie", REJECT, [b"\xff\xff\xff\xff" + first] * 3, config),
        ("nothing at length", REJECT, [bytes(400_000)] * 3, config),
    ):
        yield Case(f"mp4 hevc {name}", verdict, boxes.film(b"hvc1", coded, 64, 48, said))
    yield Case("mp4 of 60,000 samples", REJECT, boxes.film(b"jpeg", [b"x"] * 60_000, 32, 32))
    for quarter in (1, 2, 3):
        yield Case(f"mp4 cut at {quarter}/4", REJECT, whole[: len(whole) * quarter // 4])
