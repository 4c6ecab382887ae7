"""Streams are sealed as Tink seals them, and open only whole and unchanged."""

from __future__ import annotations

import base64
import random
from collections.abc import AsyncIterator

import pytest

from storage.errors import BlobDamaged
from storage.stream import HEADER, SEGMENT, TAG, seal, unseal
from tests.contract.storage.kit import RANDOM

KEY = bytes(range(32))
NAME = b"pods/p/i/full"
SMALL = 128
FIRST = SMALL - HEADER - TAG

# Made by Tink 1.16.1 (AES256-GCM-HKDF, SHA-256, segments of 128 bytes) from KEY and NAME; the clear
# bytes count up from 0 modulo 251.
TINK = [
    (0, "KOPGGGaGjprABNxTjwDOIoQvJUsvn2c4Nz6Q0CPwZUORWh9HO0wTJ/j60hTn2rMA2v46C2K8ZVc="),
    (1, "KMnQievW0OBZMY93SwVswODrTjQmeisSxrK6y+KK/k+4UY+w5YX4mLJkYFl/Vpogv6zwwjlP5JvK"),
    (
        71,
        "KN6hHUtHxlXuXuLttgduKPjbaCaoXxoVgbfPCdOPa+6ZxDGqhI/ozvGUdwtmOWR5evhsAHIDzZ8gkdsyyqQ4Mp/N"
        "M39ufbwyqLUrvPXiiMJ/gRdJIZ0SQ4lswiLyB48ZbMKXppUvVR5CT76dpoVWLgEAI/K3HiXyOABtbadGdw==",
    ),
    (
        72,
        "KORm3BVjDuy5c0STeTCm2QKsfecVvQT6uCEMJxajxdyDR0buzIP58Mn0cPNJkUKqWW/gGbxvBJYF3rJZo455qoKP"
        "4KxfmYbAklaTi/mCt1EqiZXeFbc1KFu+d1M+hPqxxnBKNnX20jCuifWuDmdjlJ9PP8Mabz0gw8xIwgU/eig=",
    ),
    (
        73,
        "KNbu8Kv1EpO+OjLC67GGGewLyx/uJLf63O0MMLICys6Jl2SZqiaF41fIz0NUO2sVhYe9LUzMaZxSoR8giwTVFRlT"
        "pUoZl/Z7ArQU7FvAhibDGe88RszaxxGGAPYoRRynoNmPs4fL9vdNatPqUIplRI2yRqjC0A3bKbqMP5+Fyj90XTIm"
        "7pdN/MzAa1lFqV4gUw==",
    ),
    (
        200,
        "KCU00UNAHxhzNwLpr11jG6fnh4kZAJ2d4U4HBrKIuA+MfflHdK80GM5O2aXMrdhgvuhHOZaNVTi2eWNnoi6uSnFI"
        "T6fzcIRfqJ+g1MD+1E4+b6IOsVjRvo//XWxr7EWdcc1XZVY115Dd3KNVtlEfa4bHaavL9tOsDpNcuBEpswS7peSM"
        "E6GoZaz+RiPjBNNAurNcnNIthGGLqqheaJulQcSJ4mGUwc6lLpH16f6zbyam9fcw133nQdLrBIVLulFc/O2yzIuN"
        "WBk84iVG/FhTCWAuZSgC+Ey+Mk7KUUmx6FO6ACEBEjTKM+0o0EN5Sq2XnIrzbb9odB7MxzsAJN5N1Oj9cA/wExd6"
        "TymbCT3BtLJo07RrNgE7Qx1b3SjC3igc",
    ),
]


def clear(count: int) -> bytes:
    return bytes(n % 251 for n in range(count))


async def pieces(data: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def joined(chunks: AsyncIterator[bytes]) -> bytes:
    return b"".join([chunk async for chunk in chunks])


async def sealed(data: bytes, size: int = 17, segment: int = SMALL, name: bytes = NAME) -> bytes:
    return await joined(seal(pieces(data, size), KEY, name, RANDOM, segment=segment))


async def opened(
    data: bytes, size: int = 17, segment: int = SMALL, name: bytes = NAME, key: bytes = KEY
) -> bytes:
    return await joined(unseal(pieces(data, size), key, name, segment=segment))


@pytest.mark.parametrize(("count", "by_tink"), TINK)
async def test_what_tink_sealed_opens(count: int, by_tink: str) -> None:
    assert await opened(base64.b64decode(by_tink)) == clear(count)


@pytest.mark.parametrize(("count", "by_tink"), TINK)
async def test_the_layout_is_tinks(count: int, by_tink: str) -> None:
    assert len(await sealed(clear(count))) == len(base64.b64decode(by_tink))


@pytest.mark.parametrize("size", [1, 7, 72, 112, 1000])
@pytest.mark.parametrize(
    "count", [0, 1, FIRST - 1, FIRST, FIRST + 1, FIRST + 112, FIRST + 113, 999]
)
async def test_every_length_in_every_chunking(count: int, size: int) -> None:
    data = clear(count)
    assert await opened(await sealed(data, size), 1001 - size) == data


async def test_the_segments_in_use() -> None:
    data = RANDOM.bytes(3 * SEGMENT)
    whole = await sealed(data, 100_000, SEGMENT)
    assert await opened(whole, 65_536, SEGMENT) == data


async def test_a_thousand_flipped_bits_are_refused() -> None:
    whole = await sealed(clear(999))
    dice = random.Random(7)
    for _ in range(1000):
        changed = bytearray(whole)
        changed[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
        with pytest.raises(BlobDamaged):
            await opened(bytes(changed))


async def test_no_end_can_be_cut_off() -> None:
    whole = await sealed(clear(500))
    for end in range(len(whole)):
        with pytest.raises(BlobDamaged):
            await opened(whole[:end])


async def test_segments_cannot_be_swapped_left_out_repeated_or_added() -> None:
    whole = await sealed(clear(500))
    first, rest = whole[:SMALL], whole[SMALL:]
    segments = [rest[n : n + SMALL] for n in range(0, len(rest), SMALL)]
    one, two, *more = segments
    for wrong in ([two, one, *more], [two, *more], [one, one, two, *more], [*segments, one]):
        with pytest.raises(BlobDamaged):
            await opened(first + b"".join(wrong))


async def test_another_name_or_key_does_not_open() -> None:
    whole = await sealed(clear(10))
    with pytest.raises(BlobDamaged):
        await opened(whole, name=b"pods/p/i/thumbnail")
    with pytest.raises(BlobDamaged):
        await opened(whole, key=bytes(32))


async def test_nothing_is_given_before_it_is_authenticated() -> None:
    whole = bytearray(await sealed(clear(500)))
    whole[SMALL + 5] ^= 1
    given = b""
    with pytest.raises(BlobDamaged):
        async for chunk in unseal(pieces(bytes(whole), 9), KEY, NAME, segment=SMALL):
            given += chunk
    assert given == clear(FIRST)


async def test_the_same_bytes_are_never_sealed_alike() -> None:
    assert await sealed(clear(50)) != await sealed(clear(50))
