"""HEIF, AVIF and MP4 boxes that lie."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np

from tests.hostile_inputs import hevc
from tests.hostile_inputs.case import ACCEPT, EITHER, REJECT, Case
from tests.hostile_inputs.pictures import picture


def box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), name) + body


HEIC = box(b"ftyp", b"heic\0\0\0\0mif1heic")
MP4 = box(b"ftyp", b"isom\0\0\0\0isommp42")


def ispe(width: int, height: int) -> bytes:
    return box(b"ispe", bytes(4), struct.pack(">II", width, height))


def heif_meta(*properties: bytes) -> bytes:
    return box(b"meta", bytes(4), box(b"iprp", box(b"ipco", *properties)))


def hvcc(width: int, height: int) -> bytes:
    """The decoder configuration: parameter sets, lengths of four bytes."""
    head = (
        b"\x01\x01" + b"\x60\0\0\0" + b"\x90\0\0\0\0\0" + b"\x78\xf0\0\xfc\xfd\xf8\xf8\0\0\x0f\x03"
    )
    sets = b""
    for kind, nal in zip((32, 33, 34), hevc.parameter_sets(width, height), strict=True):
        sets += bytes([0x80 | kind]) + struct.pack(">HH", 1, len(nal)) + nal
    return box(b"hvcC", head, sets)


def samples(number: int, width: int, height: int) -> bytes:
    """One coded picture of a gradient that moves with `number`."""
    rows, columns = np.mgrid[0:height, 0:width]
    luma = ((rows * 3 + columns * 2 + number * 16) % 200 + 20).astype(np.uint8)
    grey = np.full((height // 2, width // 2), 128, np.uint8)
    slices = hevc.picture(luma, grey, grey)
    return b"".join(struct.pack(">I", len(one)) + one for one in slices)


def heic(width: int = 64, height: int = 48, *properties: bytes, extent: bytes = b"") -> bytes:
    """A HEIC of one picture; `properties` (irot, colr ...) are applied to it."""
    data = samples(0, width, height)
    every = [hvcc(width, height), extent or ispe(width, height), *properties]
    links = bytes([len(every)]) + bytes(0x80 * (at != 1) | at + 1 for at in range(len(every)))
    ipma = box(b"ipma", bytes(4), struct.pack(">IH", 1, 1), links)
    infe = box(b"infe", b"\x02\0\0\0", struct.pack(">HH", 1, 0), b"hvc1\0")

    def meta(offset: int) -> bytes:
        iloc = b"\x44\0" + struct.pack(">HHHHII", 1, 1, 0, 1, offset, len(data))
        return box(
            b"meta",
            bytes(4),
            box(b"hdlr", bytes(8), b"pict", bytes(13)),
            box(b"pitm", bytes(4), struct.pack(">H", 1)),
            box(b"iloc", bytes(4), iloc),
            box(b"iinf", bytes(4), struct.pack(">H", 1), infe),
            box(b"iprp", box(b"ipco", *every), ipma),
        )

    return HEIC + meta(len(HEIC) + len(meta(0)) + 8) + box(b"mdat", data)


def clip(frames: int = 5, width: int = 64, height: int = 48, turn: int = 0) -> bytes:
    """An MP4 of HEVC at 25 frames a second; `turn` in degrees, as phones write it."""
    coded = [samples(number, width, height) for number in range(frames)]
    return film(b"hvc1", coded, width, height, hvcc(width, height), turn)


def film(
    codec: bytes, coded: list[bytes], width: int, height: int, config: bytes = b"", turn: int = 0
) -> bytes:
    """An MP4 of `coded` samples, at 25 a second."""
    frames = len(coded)
    matrix = {
        0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)
    }[turn]  # fmt: skip
    a, b, c, d = (one << 16 for one in matrix)
    packed = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    entry = bytes(6) + struct.pack(">H", 1) + bytes(16) + struct.pack(">HH", width, height)
    entry += struct.pack(">IIIH", 72 << 16, 72 << 16, 0, 1) + bytes(32) + b"\0\x18\xff\xff"

    def moov(offset: int) -> bytes:
        stbl = box(
            b"stbl",
            box(b"stsd", bytes(4), struct.pack(">I", 1), box(codec, entry, config)),
            box(b"stts", bytes(4), struct.pack(">III", 1, frames, 40)),
            box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, frames, 1)),
            box(b"stsz", bytes(4), struct.pack(">II", 0, frames),
                b"".join(struct.pack(">I", len(one)) for one in coded)),
            box(b"stco", bytes(4), struct.pack(">II", 1, offset)),
        )  # fmt: skip
        dref = box(b"dref", bytes(4), struct.pack(">I", 1), box(b"url ", b"\0\0\0\1"))
        minf = box(b"minf", box(b"vmhd", bytes(12)), box(b"dinf", dref), stbl)
        mdhd = box(b"mdhd", bytes(12), struct.pack(">IIHH", 1000, 40 * frames, 0, 0))
        mdia = box(b"mdia", mdhd, box(b"hdlr", bytes(8), b"vide", bytes(13)), minf)
        sides = struct.pack(">II", width << 16, height << 16)
        tkhd = box(
            b"tkhd",
            b"\0\0\0\7",
            bytes(8),
            struct.pack(">II", 1, 0),
            bytes(20),
            packed,
            sides,
        )
        place = box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+48.8577+002.2950/"))
        return box(b"moov", box(b"mvhd", bytes(100)), box(b"trak", tkhd, mdia), place)

    return MP4 + moov(len(MP4) + len(moov(0)) + 8) + box(b"mdat", *coded)


def cases() -> Iterator[Case]:
    nested = b""
    for _ in range(3000):
        nested = box(b"meta", bytes(4), nested)
    yield Case("heif boxes 3,000 deep", REJECT, HEIC + nested)
    yield Case(
        "heif box of 2^63", REJECT, HEIC + struct.pack(">I4sQ", 1, b"meta", 2**63 - 1) + bytes(9)
    )
    yield Case("heif ispe 2^32", REJECT, HEIC + heif_meta(ispe(2**32 - 1, 2**32 - 1)))
    yield Case("heif ispe 65535", REJECT, HEIC + heif_meta(ispe(65535, 65535)))
    yield Case("heif ispe 0", REJECT, HEIC + heif_meta(ispe(0, 0)))
    tiles = [ispe(4096, 4096)] * 60
    yield Case("heif of sixty large tiles", REJECT, HEIC + heif_meta(*tiles))
    yield Case("heif of 30,000 boxes", REJECT, HEIC + box(b"free") * 30_000)
    yield Case("heif header only", REJECT, HEIC)
    yield Case("heif unknown brand", REJECT, box(b"ftyp", b"xxxx\0\0\0\0"))
    yield Case("heic", ACCEPT, heic())
    yield Case("heic extent differs", EITHER, heic(extent=ispe(4000, 4000)))
    yield Case("heic extent 65535", REJECT, heic(extent=ispe(65535, 65535)))
    yield Case("heic sides of 65520 inside", REJECT, _huge_inside())
    for cut in (300, len(heic()) - 40):
        yield Case(f"heic cut at {cut}", REJECT, heic()[:cut])
    whole = picture("AVIF")
    at = whole.index(b"ispe") + 8
    yield Case(
        "avif ispe 65535", REJECT, whole[:at] + struct.pack(">II", 65535, 65535) + whole[at + 8 :]
    )
    yield Case(
        "avif ispe differs", EITHER, whole[:at] + struct.pack(">II", 6000, 6000) + whole[at + 8 :]
    )
    data = whole.index(b"mdat") + 4
    yield Case("avif data of noise", REJECT, whole[:data] + b"\x5a" * (len(whole) - data))
    yield Case("mp4 header only", REJECT, MP4)
    yield Case("mp4 without a track", REJECT, MP4 + box(b"moov", box(b"mvhd", bytes(100))))
    samples = box(b"stsz", bytes(4), struct.pack(">II", 0, 2**32 - 1))
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", samples))))
    yield Case("mp4 of 2^32 samples", REJECT, MP4 + box(b"moov", track))
    yield Case("mp4 box of 4 bytes", REJECT, MP4 + struct.pack(">I4s", 4, b"moov") + bytes(64))
    yield Case("webm header only", REJECT, b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm")
    yield Case("avi header only", REJECT, b"RIFF\x40\0\0\0AVI LIST" + bytes(60))


def _huge_inside() -> bytes:
    """The extent says 64 by 48, the code stream 65520 by 65520."""
    small, large = hevc.parameter_sets(64, 48)[1], hevc.parameter_sets(65520, 65520)[1]
    whole = heic()
    at = whole.index(small)
    return whole[: at - 2] + struct.pack(">H", len(large)) + large + whole[at + len(small) :]
