"""HEIF, AVIF and MP4 boxes that lie."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tests.hostile_inputs.case import EITHER, REJECT, Case
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
