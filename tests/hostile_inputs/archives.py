"""ZIPs that swell, overlap, nest, climb out, want a password, or are something else."""

from __future__ import annotations

import bz2
import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from tests.hostile_inputs.case import ACCEPT, EITHER, REJECT, Case
from tests.hostile_inputs.pictures import picture, zeros

_NAMES = (
    "../../etc/passwd",
    "/tmp/x.png",
    "C:\\x.png",
    "\\\\host\\s\\x.png",
    "~/.ssh/x",
    "a\0b.png",
    "．．/x.png",
    "<img src=x onerror=alert(1)>.png",
    "n" * 60_000,
)


class Writer:
    """A ZIP of raw parts: every field can be made to lie."""

    def __init__(self) -> None:
        self.body = bytearray()
        self.directory = bytearray()
        self.count = 0

    def add(
        self,
        name: bytes,
        packed: bytes,
        *,
        method: int = 8,
        flags: int = 0,
        unpacked: int = 0,
        crc: int = 0,
        mode: int = 0o100644,
        offset: int | None = None,
        local_name: bytes | None = None,
    ) -> None:
        local_name = name if local_name is None else local_name
        at = len(self.body) if offset is None else offset
        sizes = struct.pack("<III", crc, len(packed), unpacked)
        if offset is None:
            head = struct.pack("<4sHHHHH", b"PK\x03\x04", 20, flags, method, 0, 0)
            self.body += head + sizes + struct.pack("<HH", len(local_name), 0) + local_name + packed
        head = struct.pack("<4sHHHHHH", b"PK\x01\x02", 3 << 8, 20, flags, method, 0, 0)
        rest = struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, mode << 16, at)
        self.directory += head + sizes + rest + name
        self.count += 1

    def file(self, name: bytes, content: bytes, **lies: int) -> None:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
        self.add(name, packed, unpacked=len(content), crc=zlib.crc32(content), **lies)  # type: ignore[arg-type]

    def done(self, comment: bytes = b"") -> bytes:
        end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, self.count, self.count,
                          len(self.directory), len(self.body), len(comment))  # fmt: skip
        return bytes(self.body + self.directory + end + comment)


def zipped(*files: tuple[str, bytes]) -> bytes:
    writer = Writer()
    for name, content in files:
        writer.file(name.encode(), content)
    return writer.done()


def stored(*files: tuple[str, bytes]) -> bytes:
    """A ZIP that packs nothing."""
    writer = Writer()
    for name, content in files:
        writer.add(name.encode(), content, method=0, unpacked=len(content), crc=zlib.crc32(content))
    return writer.done()


def _one(packed: bytes, **lies: object) -> bytes:
    writer = Writer()
    writer.add(b"a", packed, **lies)  # type: ignore[arg-type]
    return writer.done()


def _overlapping(count: int) -> bytes:
    """All names, one body (CVE-2024-0450 and the bomb of 2019)."""
    writer = Writer()
    content = picture("PNG")
    writer.file(b"a", content)
    first = bytes(writer.body)
    packed = first[31:]
    for _ in range(count):
        writer.add(b"a", packed, unpacked=len(content), crc=zlib.crc32(content), offset=0)
    return writer.done()


def _nested(levels: int) -> bytes:
    inner = zipped(("a.png", picture("PNG")))
    for _ in range(levels):
        inner = zipped(("inner.zip", inner))
    return inner


def _raw(size: int) -> tuple[bytes, int]:
    """Zeros packed without zlib's frame."""
    return zeros(size)[2:-4], zlib.crc32(bytes(size)) if size <= 1 << 28 else 0


def cases() -> Iterator[Case]:
    good = ("scan.png", picture("PNG"))
    yield Case(
        "zip", ACCEPT, zipped(good, ("README.TXT", b"hello"), ("VIEWER.EXE", b"MZ" + bytes(99)))
    )
    packed, crc = _raw(1 << 30)
    bomb = Writer()
    bomb.add(b"bomb", packed, unpacked=1 << 30, crc=crc)
    yield Case("zip bomb 1 GB", REJECT, bomb.done())
    lying = Writer()
    lying.add(b"bomb", packed, unpacked=1000, crc=crc)
    yield Case("zip bomb that says 1 kB", REJECT, lying.done())
    small, small_crc = _raw(100 << 20)
    many = Writer()
    for number in range(30):
        many.add(b"b%d" % number, small, unpacked=100 << 20, crc=small_crc)
    yield Case("zip of thirty bombs", REJECT, many.done())
    packed_bz2 = bz2.compress(bytes(50 << 20))
    yield Case("zip of bzip2", REJECT, _one(packed_bz2, method=12, unpacked=50 << 20))
    for method in (9, 14, 93, 95, 98, 200):
        yield Case(f"zip method {method}", REJECT, _one(b"x" * 99, method=method, unpacked=400))
    yield Case("zip with a password", REJECT, _one(b"x" * 99, flags=1, unpacked=400))
    yield Case("zip AES", REJECT, _one(b"x" * 99, method=99, flags=1, unpacked=400))
    yield Case("zip overlapping", REJECT, _overlapping(500))
    yield Case("zip nested 50 deep", REJECT, _nested(50))
    yield Case("zip of a zip", REJECT, _nested(1))
    yield Case("zip with a zip beside a picture", ACCEPT, zipped(good, ("b.zip", _nested(0))))
    for name in _NAMES:
        yield Case(f"zip entry {name[:20]!r}", EITHER, zipped((name, picture("PNG"))))
    link = Writer()
    link.file(b"link", b"/etc/passwd", mode=0o120777)
    link.file(b"link/scan.png", picture("PNG"))
    yield Case("zip of a link", EITHER, link.done())
    whole = zipped(good)
    yield Case("zip with garbage behind", REJECT, whole + b"g" * 70_000)
    yield Case("zip with two ends", EITHER, Writer.done(_with(good), whole[-22:]))
    yield Case("zip cut", REJECT, whole[: len(whole) // 2])
    yield Case("zip of nothing", REJECT, Writer().done())
    yield Case("zip wrong checksum", REJECT, _one(whole[38:60], method=0, unpacked=22, crc=5))
    differing = Writer()
    differing.add(b"scan.png", b"x", method=0, unpacked=1, local_name=b"evil.exe")
    yield Case("zip of two minds", REJECT, differing.done())
    crowd = Writer()
    for number in range(9000):
        crowd.add(b"%d" % number, b"", method=0)
    yield Case("zip of 9,000 entries", REJECT, crowd.done())
    yield Case("zip count lies", REJECT, whole[:-14] + b"\xff\xff\xff\xff" + whole[-10:])
    yield Case("jar", REJECT, zipped(("META-INF/MANIFEST.MF", b"x"), good))
    yield Case("office file", REJECT, zipped(("[Content_Types].xml", b"<x/>"), good))
    yield Case("gzip bomb", REJECT, gzip.compress(bytes(1 << 26)))
    yield Case("tar", REJECT, _tar())
    yield Case("7z", REJECT, b"7z\xbc\xaf\x27\x1c" + bytes(90))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for number in range(20):
            written.writestr(f"IMG{number}", picture("PNG"))
        written.writestr("broken", picture("PNG")[:60])
    yield Case("zip with one broken of 21", ACCEPT, out.getvalue())


def _with(*files: tuple[str, bytes] | Sequence[object]) -> Writer:
    writer = Writer()
    for name, content in files:
        writer.file(str(name).encode(), content)  # type: ignore[arg-type]
    return writer


def _tar() -> bytes:
    return b"../x".ljust(257, b"\0") + b"ustar\0" + bytes(1273)
