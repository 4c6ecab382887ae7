"""Mutations of bytes: the classic ones, from a generator that a number seeds."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Sequence

_INTERESTING = (
    *(0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000),
    *(0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x7FFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF),
)
_LONGEST = 1 << 20

Mutation = Callable[[bytearray, random.Random], None]


def mutate(corpus: Sequence[bytes], chance: random.Random) -> bytes:
    """One file of the corpus with one to eight mutations, at most a megabyte."""
    data = bytearray(chance.choice(corpus))
    if chance.random() < 0.1:
        _splice(data, chance.choice(corpus), chance)
    for _ in range(1 << chance.randrange(4)):
        if not data:
            break
        chance.choice(_MUTATIONS)(data, chance)
    if chance.random() < 0.7:
        _mend_checksums(data)
    return bytes(data[:_LONGEST])


def _mend_checksums(data: bytearray) -> None:
    """Most mutations of a PNG or ZIP would end at a checksum and never reach what is behind it."""
    if data.startswith(b"\x89PNG"):
        _mend_png(data)
    elif data.startswith(b"PK\x03\x04"):
        _mend_zip(data)


def _mend_png(data: bytearray) -> None:
    at = 8
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        if end + 4 > len(data):
            return
        data[end : end + 4] = zlib.crc32(data[at + 4 : end]).to_bytes(4, "big")
        at = end + 4


def _mend_zip(data: bytearray) -> None:
    """The checksums of entries that are stored as they are."""
    at = data.find(b"PK\x01\x02")
    while 0 <= at <= len(data) - 46:
        method, packed, offset = *struct.unpack_from("<H8xI", data, at + 10), _offset(data, at)
        if method == 0 and offset + 30 <= len(data):
            start = offset + 30 + sum(struct.unpack_from("<HH", data, offset + 26))
            struct.pack_into("<I", data, at + 16, zlib.crc32(data[start : start + packed]))
        at = data.find(b"PK\x01\x02", at + 4)


def _offset(data: bytearray, at: int) -> int:
    return int.from_bytes(data[at + 42 : at + 46], "little")


def _splice(data: bytearray, other: bytes, chance: random.Random) -> None:
    data[chance.randrange(len(data) + 1) :] = other[chance.randrange(len(other) + 1) :]


def _flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _byte(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] = chance.randrange(256)


def _number(data: bytearray, chance: random.Random) -> None:
    """A length or a size replaced by one that programs stumble over."""
    width = chance.choice((1, 2, 4, 8))
    at = chance.randrange(len(data))
    value = chance.choice(_INTERESTING) & ((1 << width * 8) - 1)
    order = "little" if chance.random() < 0.5 else "big"
    data[at : at + width] = value.to_bytes(width, order)  # type: ignore[arg-type]


def _step(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at] = (data[at] + chance.choice((-1, 1, 16, -16))) % 256


def _delete(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.randrange(1, 33)]


def _repeat(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    part = data[at : at + chance.randrange(1, 65)]
    data[at:at] = part * chance.choice((1, 2, 16))


def _copy(data: bytearray, chance: random.Random) -> None:
    source, target = chance.randrange(len(data)), chance.randrange(len(data))
    part = data[source : source + chance.randrange(1, 33)]
    data[target : target + len(part)] = part


def _cut(data: bytearray, chance: random.Random) -> None:
    if chance.random() < 0.3:
        del data[chance.randrange(len(data)) :]


_MUTATIONS: tuple[Mutation, ...] = (
    _flip,
    _byte,
    _number,
    _number,
    _step,
    _delete,
    _repeat,
    _copy,
    _cut,
)
