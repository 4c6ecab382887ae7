"""Read the central directory of a ZIP, strictly: what two readers could see differently is refused.

The standard library's reader is not used: it trusts offsets (CVE-2024-0450 up to 3.11.7), looks for
the end record where it likes and inflates by what the directory promises.
"""

from __future__ import annotations

import codecs
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from adapters.imaging.errors import Refused
from adapters.imaging.limits import LIMITS, Limits
from core.imaging import Refusal

_END = b"PK\x05\x06"
_END64_LOCATOR = b"PK\x06\x07"
_END64 = b"PK\x06\x06"
_CENTRAL = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_END_SIZE = 22
_MAX_COMMENT = 0xFFFF
_ENCRYPTED_FLAGS = 0x0001 | 0x0040 | 0x2000
_STORED, _DEFLATED, _AES = 0, 8, 99
_CHUNK = 1 << 18
_OLD_NAMES = codecs.lookup("cp437").name  # loaded now: the decoder process has no files


@dataclass(frozen=True, slots=True)
class Entry:
    """One member: `name` as written (never used as a path), sizes in bytes, `start` of its data."""

    name: str
    method: int
    encrypted: bool
    is_folder: bool
    is_link: bool
    crc: int
    packed: int
    unpacked: int
    offset: int
    start: int


def read(data: memoryview, limits: Limits = LIMITS) -> tuple[Entry, ...]:
    """The members in the order of the directory. Raises Refused."""
    count, size, start, end = _directory(data)
    if count > limits.zip_entries:
        raise Refused(Refusal.TOO_MANY_FILES, f"{count} entries in the archive")
    if count * 46 > size or start + size != end:
        raise Refused(Refusal.BROKEN, "the directory of the archive is not where it should be")
    entries = []
    position = start
    for _ in range(count):
        entry, position = _entry(data, position, start + size)
        entries.append(entry)
    if position != start + size:
        raise Refused(Refusal.BROKEN, "the directory of the archive has another length")
    _refuse_overlap(entries, start)
    return tuple(entries)


def names(data: memoryview, most: int = 512) -> Iterator[str]:
    """The first names of the directory, for telling an office file from an archive."""
    count, size, start, _ = _directory(data)
    position = start
    for _ in range(min(count, most)):
        if position + 46 > start + size or bytes(data[position : position + 4]) != _CENTRAL:
            return
        name, extra, comment = struct.unpack_from("<HHH", data, position + 28)
        yield bytes(data[position + 46 : position + 46 + min(name, 256)]).decode(_OLD_NAMES)
        position += 46 + name + extra + comment


def has_directory(data: memoryview) -> bool:
    """Whether a ZIP ends this file: true for a ZIP, and for something that carries one behind."""
    tail = bytes(data[-(_END_SIZE + _MAX_COMMENT) :])
    position = tail.rfind(_END)
    if position < 0 or position + _END_SIZE > len(tail):
        return False
    size, start = struct.unpack_from("<II", tail, position + 12)
    end = len(data) - len(tail) + position
    # Written either from the start of the file or from the start of the ZIP inside it.
    return any(bytes(data[at : at + 4]) == _CENTRAL for at in (start, end - size) if at >= 0)


def unpack(data: memoryview, entry: Entry, most: int, limits: Limits = LIMITS) -> bytes:
    """The bytes of one member, at most `most`, counted while they come out. Raises Refused."""
    if entry.encrypted or entry.method == _AES:
        raise Refused(Refusal.ENCRYPTED, "an entry of the archive is encrypted")
    packed = data[entry.start : entry.start + entry.packed]
    most = min(most, limits.zip_entry_bytes)
    if entry.method == _STORED:
        if entry.packed > most:
            raise Refused(Refusal.UNPACKS_TOO_BIG, "a stored entry is too big")
        content = bytes(packed)
    elif entry.method == _DEFLATED:
        content = _inflate(packed, most, limits)
    else:
        raise Refused(Refusal.UNSUPPORTED_CODEC, f"packing method {entry.method}")
    if len(content) != entry.unpacked or zlib.crc32(content) != entry.crc:
        raise Refused(Refusal.BROKEN, "an entry of the archive does not match its checksum")
    return content


def _inflate(packed: memoryview, most: int, limits: Limits) -> bytes:
    inflater = zlib.decompressobj(-15)
    out = bytearray()
    position = 0
    try:
        while not inflater.eof:
            source = inflater.unconsumed_tail or bytes(packed[position : position + _CHUNK])
            if not inflater.unconsumed_tail:
                position += len(source)
            if not source:
                break
            out += inflater.decompress(source, _CHUNK)
            if len(out) > most:
                raise Refused(Refusal.UNPACKS_TOO_BIG, "an entry unpacks beyond its cap")
            if len(out) > limits.zip_ratio_after and len(out) > limits.zip_ratio * len(packed):
                raise Refused(Refusal.UNPACKS_TOO_BIG, "an entry is packed beyond the ratio")
    except zlib.error as error:
        raise Refused(Refusal.BROKEN, "an entry of the archive cannot be inflated") from error
    if not inflater.eof:
        raise Refused(Refusal.BROKEN, "an entry of the archive stops early")
    return bytes(out)


def _directory(data: memoryview) -> tuple[int, int, int, int]:
    """Count, size, start and end of the central directory."""
    position = _end_record(data)
    disk, other, here, count, size, start = struct.unpack_from("<HHHHII", data, position + 4)
    if position >= 20 and bytes(data[position - 20 : position - 16]) == _END64_LOCATOR:
        return _directory64(data, position - 20)
    if disk or other or here != count:
        raise Refused(Refusal.BROKEN, "an archive of several disks")
    return count, size, start, position


def _directory64(data: memoryview, locator: int) -> tuple[int, int, int, int]:
    at = struct.unpack_from("<Q", data, locator + 8)[0]
    if at + 56 > locator or bytes(data[at : at + 4]) != _END64:
        raise Refused(Refusal.BROKEN, "the 64-bit end record is not where it should be")
    here, count, size, start = struct.unpack_from("<QQQQ", data, at + 24)
    if here != count:
        raise Refused(Refusal.BROKEN, "an archive of several disks")
    return count, size, start, at


def _end_record(data: memoryview) -> int:
    """Where the one end record stands whose comment reaches exactly to the end of the file."""
    tail = bytes(data[-(_END_SIZE + _MAX_COMMENT) :])
    found = []
    position = tail.find(_END)
    while position >= 0:
        if position + _END_SIZE <= len(tail):
            (comment,) = struct.unpack_from("<H", tail, position + 20)
            if position + _END_SIZE + comment == len(tail):
                found.append(position)
        position = tail.find(_END, position + 1)
    if len(found) != 1:
        raise Refused(Refusal.BROKEN, f"{len(found)} end records in the archive")
    return len(data) - len(tail) + found[0]


def _entry(data: memoryview, position: int, end: int) -> tuple[Entry, int]:
    if position + 46 > end or bytes(data[position : position + 4]) != _CENTRAL:
        raise Refused(Refusal.BROKEN, "an entry of the directory is missing")
    made_by, flags, method = struct.unpack_from("<H2xHH", data, position + 4)
    crc, packed, unpacked = struct.unpack_from("<III", data, position + 16)
    name_size, extra_size, comment_size = struct.unpack_from("<HHH", data, position + 28)
    attributes, offset = struct.unpack_from("<II", data, position + 38)
    name_end = position + 46 + name_size
    following = name_end + extra_size + comment_size
    if following > end:
        raise Refused(Refusal.BROKEN, "an entry of the directory is cut")
    raw = bytes(data[position + 46 : name_end])
    wide = _wide(bytes(data[name_end : name_end + extra_size]), [unpacked, packed, offset])
    unpacked, packed, offset = wide
    name = raw.decode("utf-8" if flags & 0x0800 else _OLD_NAMES, errors="replace")
    is_unix = made_by >> 8 == 3
    entry = Entry(
        name=name,
        method=method,
        encrypted=bool(flags & _ENCRYPTED_FLAGS),
        is_folder=name.endswith(("/", "\\")) and unpacked == 0,
        is_link=is_unix and (attributes >> 16) & 0o170000 == 0o120000,
        crc=crc,
        packed=packed,
        unpacked=unpacked,
        offset=offset,
        start=_data_start(data, offset, raw, method),
    )
    if entry.start + packed > len(data):
        raise Refused(Refusal.BROKEN, "an entry reaches beyond the archive")
    return entry, following


def _wide(extra: bytes, fields: list[int]) -> list[int]:
    """The three 32-bit fields, replaced from the 64-bit extra field where they are all ones."""
    position = 0
    while position + 4 <= len(extra):
        tag, size = struct.unpack_from("<HH", extra, position)
        if tag == 1:
            body = extra[position + 4 : position + 4 + size]
            for index, value in enumerate(fields):
                if value == 0xFFFFFFFF and len(body) >= 8:
                    fields[index] = int.from_bytes(body[:8], "little")
                    body = body[8:]
        position += 4 + size
    return fields


def _data_start(data: memoryview, offset: int, name: bytes, method: int) -> int:
    """Where the member's bytes begin; its local header must agree with the directory."""
    if offset + 30 > len(data) or bytes(data[offset : offset + 4]) != _LOCAL:
        raise Refused(Refusal.BROKEN, "an entry has no local header")
    (local_method,) = struct.unpack_from("<H", data, offset + 8)
    name_size, extra_size = struct.unpack_from("<HH", data, offset + 26)
    local_name = bytes(data[offset + 30 : offset + 30 + name_size])
    if local_method != method or local_name != name:
        raise Refused(Refusal.BROKEN, "an entry has two descriptions that differ")
    return int(offset + 30 + name_size + extra_size)


def _refuse_overlap(entries: list[Entry], directory: int) -> None:
    """No two members may share bytes, nor one of them reach into the directory."""
    reached = 0
    for entry in sorted(entries, key=lambda each: each.offset):
        if entry.offset < reached or entry.start + entry.packed > directory:
            raise Refused(Refusal.BROKEN, "entries of the archive overlap")
        reached = entry.start + entry.packed
