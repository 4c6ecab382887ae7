"""PNG, JPEG, GIF, WebP, TIFF, BMP, JPEG 2000 and JPEG XL that lie, loop, break off or swell."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from functools import cache

import imagecodecs
import numpy as np
from PIL import Image

from tests.hostile_inputs.case import ACCEPT, EITHER, REJECT, Case


@cache
def picture(form: str, width: int = 64, height: int = 48, mode: str = "RGB") -> bytes:
    """A valid picture of a gradient."""
    rows, columns = np.mgrid[0:height, 0:width]
    grey = ((rows * 3 + columns * 2) % 256).astype(np.uint8)
    if form == "jxl":
        return bytes(imagecodecs.jpegxl_encode(np.stack([grey, grey, 255 - grey], -1)))
    out = io.BytesIO()
    Image.fromarray(grey).convert(mode).save(out, form)
    return out.getvalue()


def moving(form: str, count: int, size: int = 8) -> bytes:
    frames = [
        Image.new("RGB", (size, size), (number * 53 % 256, number * 97 % 256, 90))
        for number in range(count)
    ]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=40)
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, depth: int = 8, colour: int = 0, *extra: bytes) -> bytes:
    """A PNG whose header says anything; its data are enough for 8 by 8 grey."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    data = zlib.compress(b"\0" + bytes(8)) if not extra else b""
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + b"".join(extra)
        + chunk(b"IDAT", data or zlib.compress((b"\0" + bytes(8)) * 8))
        + chunk(b"IEND", b"")
    )


@cache
def zeros(size: int) -> bytes:
    """`size` zero bytes, packed."""
    packer = zlib.compressobj(9)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()


def cases() -> Iterator[Case]:
    yield from _png()
    yield from _jpeg()
    yield from _gif()
    yield from _webp()
    yield from _tiff()
    yield from _others()
    for form in ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "JPEG2000", "AVIF", "BMP", "jxl"):
        whole = picture(form)
        yield Case(f"{form} whole", ACCEPT, whole)
        for cut in (1, 5, 9, 14, 24, len(whole) // 2):
            sure = cut < 15 or form in ("PNG", "JPEG2000", "AVIF", "WEBP")
            yield Case(f"{form} cut at {cut}", REJECT if sure else EITHER, whole[:cut])
        yield Case(f"{form} without its last byte", EITHER, whole[:-1])


def _png() -> Iterator[Case]:
    gigabyte = zeros(1 << 30)
    for width, height in ((0, 0), (1, 2**31 - 1), (2**32 - 1, 2**32 - 1), (40000, 4400)):
        yield Case(f"png {width}x{height}", REJECT, png(width, height))
    for name, body in (
        (b"zTXt", b"a\0\0" + gigabyte),
        (b"iTXt", b"a\0\1\0\0\0" + gigabyte),
        (b"iCCP", b"a\0\0" + gigabyte),
    ):
        bomb = png(8, 8, 8, 0, chunk(name, body))
        yield Case(f"png {name.decode()} bomb", EITHER, bomb)
    actl = chunk(b"acTL", struct.pack(">II", 2**32 - 1, 0))
    yield Case("png claims 2^32 frames", EITHER, png(8, 8, 8, 0, actl))
    outside = struct.pack(">IIIIIHHBB", 0, 4000, 4000, 9, 9, 1, 10, 0, 0)
    yield Case("png frame outside", REJECT, png(8, 8, 8, 0, actl, chunk(b"fcTL", outside)))
    yield Case("png bad checksum", REJECT, picture("PNG")[:29] + b"\0\0\0\0" + picture("PNG")[33:])
    second = chunk(b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 8, 6, 0, 0, 0))
    yield Case("png second header", REJECT, png(8, 8, 8, 0, second))
    yield Case("png depth 17", REJECT, png(8, 8, 17))
    yield Case("png text in hundred thousand chunks", EITHER, png(8, 8, 8, 0, *_many_texts()))


def _many_texts() -> list[bytes]:
    return [chunk(b"tEXt", b"Comment\0x")] * 100_000


def _jpeg() -> Iterator[Case]:
    whole = picture("JPEG")
    at = whole.index(b"\xff\xc0") + 5

    def sized(width: int, height: int) -> bytes:
        return whole[:at] + struct.pack(">HH", height, width) + whole[at + 4 :]

    for width, height, verdict in (
        (0, 0, REJECT), (0, 48, REJECT), (65500, 65500, REJECT), (65500, 1, EITHER),
        (1, 65500, EITHER), (13300, 13300, REJECT),
    ):  # fmt: skip
        yield Case(f"jpeg says {width}x{height}", verdict, sized(width, height))
    comment = b"\xff\xfe" + struct.pack(">H", 65535) + b"x" * 65533
    yield Case("jpeg of comments", EITHER, whole[:2] + comment * 30 + whole[2:])
    yield Case("jpeg of fill bytes", EITHER, whole[:2] + b"\xff" * 1_500_000 + whole[2:])
    profile = b"\xff\xe2" + struct.pack(">H", 65530) + b"ICC_PROFILE\0\x01\x01" + b"n" * 65514
    yield Case("jpeg of profile noise", ACCEPT, whole[:2] + profile + whole[2:])
    lying = b"\xff\xe2" + struct.pack(">H", 30) + b"ICC_PROFILE\0\x07\x03" + b"n" * 14
    yield Case("jpeg profile chunk 7 of 3", ACCEPT, whole[:2] + lying + whole[2:])
    yield Case("jpeg exif loop", ACCEPT, whole[:2] + _exif_loop() + whole[2:])
    yield Case("jpeg with a film behind", ACCEPT, whole + b"\0\0\0\x18ftypmp42" + bytes(5000))
    yield Case("jpeg segment of no length", REJECT, whole[:2] + b"\xff\xe0\0\0" + whole[2:])
    yield Case("jpeg of scans", EITHER, _many_scans(500))
    yield Case("jpeg of scans at 64 MP", REJECT, _many_scans(500, 8000))
    two = whole[:2] + whole[whole.index(b"\xff\xc0") : at + 14] + whole[2:]
    yield Case("jpeg with two frame headers", EITHER, two)


def _exif_loop() -> bytes:
    """EXIF whose directory points at itself as its sub-directory and as its next."""
    entry = struct.pack("<HHII", 0x8769, 4, 1, 8)
    table = b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 8)
    body = b"Exif\0\0" + table
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _many_scans(count: int, side: int = 64) -> bytes:
    out = io.BytesIO()
    Image.new("L", (side, side), 128).save(out, "JPEG", progressive=True)
    whole = out.getvalue()
    last = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * count + b"\xff\xd9"


def _gif() -> Iterator[Case]:
    whole = picture("GIF")

    def canvas(width: int, height: int) -> bytes:
        return whole[:6] + struct.pack("<HH", width, height) + whole[10:]

    yield Case("gif 0x0", REJECT, canvas(0, 0))
    yield Case("gif 65535x65535", REJECT, canvas(65535, 65535))
    frame = b"\x2c" + struct.pack("<HHHHB", 65000, 65000, 8, 8, 0) + b"\x02\x01\x00\x00"
    yield Case("gif frame far outside", EITHER, whole[:-1] + frame + b";")
    tiny = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6)
    yield Case("gif of 50,000 frames", EITHER, head + tiny * 50_000 + b";")
    yield Case("gif of 300,000 frames", REJECT, head + tiny * 300_000 + b";")
    yield Case("gif without a frame", REJECT, head + b";")
    yield Case(
        "gif code size 12", EITHER, head + tiny.replace(b"\x02\x02\x44", b"\x0c\x02\x44") + b";"
    )
    comment = b"\x21\xfe" + b"\x01x" * 500_000 + b"\0"
    yield Case("gif of comment blocks", EITHER, whole[:13] + whole[13:-1] + comment + b";")
    yield Case("gif with a page behind", ACCEPT, whole + b"<html><script>alert(1)</script>")


def _webp() -> Iterator[Case]:
    def lossless(width: int, height: int) -> bytes:
        bits = (width - 1) | (height - 1) << 14
        body = b"\x2f" + struct.pack("<I", bits) + b"\x88\x88\x08\0\0\0\0\0\0"
        chunked = b"VP8L" + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)
        return b"RIFF" + struct.pack("<I", len(chunked) + 4) + b"WEBP" + chunked

    yield Case("webp of 34 bytes, 268 MP", REJECT, lossless(16384, 16384))
    yield Case("webp of 34 bytes, 60 MP", EITHER, lossless(7700, 7700))
    whole = picture("WEBP")
    body = whole[12:]
    canvas = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + b"\xff\x3f\0" * 2
    large = b"WEBP" + canvas + body
    yield Case("webp canvas 16384", REJECT, b"RIFF" + struct.pack("<I", len(large)) + large)
    empty = canvas.replace(b"\0\0\0\0\xff", b"\x02\0\0\0\xff").replace(b"\xff\x3f\0", b"\x07\0\0")
    none = b"WEBP" + empty
    yield Case("webp animation of nothing", REJECT, b"RIFF" + struct.pack("<I", len(none)) + none)
    yield Case("webp of 2,000 frames", EITHER, moving("WEBP", 2000, 2))


def ifd(*entries: tuple[int, int, int, int], following: int = 0) -> bytes:
    packed = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return struct.pack("<H", len(entries)) + packed + struct.pack("<I", following)


def tiff(width: int, height: int, **other: int) -> bytes:
    tags = {256: width, 257: height, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: 8, 279: 64}
    tags |= {int(tag[1:]): value for tag, value in other.items()}
    entries = [(tag, 4, 1, value) for tag, value in sorted(tags.items())]
    return b"II*\0" + struct.pack("<I", 72) + bytes(64) + ifd(*entries)


def _tiff() -> Iterator[Case]:
    yield Case("tiff 8x8", ACCEPT, tiff(8, 8))
    yield Case("tiff 13300x13300", REJECT, tiff(13300, 13300))
    yield Case("tiff 2^31", REJECT, tiff(2**31, 2**31))
    yield Case("tiff of nothing", REJECT, tiff(0, 0))
    yield Case("tiff unknown compression", REJECT, tiff(8, 8, t259=60000))
    yield Case("tiff strip of 4 GB", EITHER, tiff(8, 8, t279=2**32 - 1))
    yield Case("tiff strip beyond the file", REJECT, tiff(8, 8, t273=10**6))
    yield Case("tiff tiles of 2^31", REJECT, tiff(8, 8, t322=2**31, t323=2**31))
    yield Case("tiff of 60,000 samples", REJECT, tiff(8, 8, t277=60000))
    loop = tiff(8, 8)
    yield Case("tiff directory loop", REJECT, loop[:-4] + struct.pack("<I", 72))
    chain = b"".join(ifd((256, 4, 1, 8), following=8 + 18 * (n + 1)) for n in range(50_000))
    yield Case("tiff of 50,000 directories", REJECT, b"II*\0" + struct.pack("<I", 8) + chain)
    yield Case("tiff of 65,535 entries", REJECT, b"II*\0\x08\0\0\0\xff\xff" + bytes(12 * 65535 + 4))
    big = b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 2**62) + bytes(80)
    yield Case("tiff big count 2^62", REJECT, big)
    out = io.BytesIO()
    Image.fromarray(np.zeros((13300, 13300), np.uint8)).save(
        out, "TIFF", compression="tiff_adobe_deflate"
    )
    yield Case("tiff deflate 177 MP", REJECT, out.getvalue())
    swollen = tiff(8, 8, t259=8, t279=len(zeros(1 << 30)), t273=8 + 64 + 2 + 9 * 12 + 4)
    yield Case("tiff strip inflates to 1 GB", EITHER, swollen + zeros(1 << 30))


def _others() -> Iterator[Case]:
    def bmp(width: int, height: int, bits: int = 24) -> bytes:
        return (
            b"BM" + struct.pack("<IHHIIiiHH", 54, 0, 0, 54, 40, width, height, 1, bits) + bytes(124)
        )

    yield Case("bmp 2^31", REJECT, bmp(2**31 - 1, 2**31 - 1))
    yield Case("bmp negative width", REJECT, bmp(-8, 8))
    yield Case("bmp least height", REJECT, bmp(8, -(2**31)))
    yield Case("bmp 300 bits", REJECT, bmp(8, 8, 300))
    whole = picture("JPEG2000")
    at = whole.index(b"\xff\x4f\xff\x51") + 8
    yield Case(
        "jp2 2^31", REJECT, whole[:at] + struct.pack(">II", 2**31 - 1, 2**31 - 1) + whole[at + 8 :]
    )
    tiles = struct.pack(">IIIIII", 8000, 8000, 0, 0, 1, 1)
    yield Case("jp2 of 64 million tiles", REJECT, whole[:at] + tiles + whole[at + 24 :])
    yield Case(
        "jp2 of 16,000 components", REJECT, whole[: at + 32] + b"\x3e\x80" + whole[at + 34 :]
    )
    yield Case(
        "jp2 box of no length", REJECT, whole[:12] + struct.pack(">I4s", 0, b"ftyp") + whole[20:]
    )
    yield Case(
        "jp2 box of 4 bytes", REJECT, whole[:12] + struct.pack(">I4s", 4, b"ftyp") + whole[20:]
    )
    # SizeHeader: not small, height 30 bits, ratio 1:1.
    bits = 0 | 3 << 1 | ((1 << 30) - 1) << 3 | 1 << 33
    yield Case("jxl 2^30", REJECT, b"\xff\x0a" + bits.to_bytes(8, "little") + bytes(60))
    yield Case("jxl header only", REJECT, b"\xff\x0a")
    yield Case("jxl noise", REJECT, b"\xff\x0a" + b"\x9d" * 300)
