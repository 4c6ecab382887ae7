"""The H.264 stream inside an MPEG transport stream (ISO/IEC 13818-1), as DICOM objects have it."""

from __future__ import annotations

from collections.abc import Iterator

_PACKET, _SYNC = 188, 0x47
_PROGRAMS, _NOTHING = 0x0000, 0x1FFF  # packet identifiers
_AVC = 0x1B  # stream type
_PES_HEAD = 9
_LOOKED_AT = 20_000  # packets in which the tables have to come


def is_one(data: bytes) -> bool:
    """Whether `data` is a transport stream: packets of 188 bytes that begin with 0x47."""
    return len(data) >= 3 * _PACKET and all(data[at * _PACKET] == _SYNC for at in range(3))


def h264(data: bytes) -> bytes | None:
    """The first H.264 stream with its start codes; None where there is none."""
    wanted = _avc(data)
    if wanted is None:
        return None
    parts: list[bytes] = []
    for identifier, begins, payload in _packets(data):
        if identifier != wanted:
            continue
        if begins:
            parts.append(_without_head(payload))
        elif parts:  # else the rest of a picture whose beginning is not here
            parts.append(payload)
    return b"".join(parts) or None


def _packets(data: bytes) -> Iterator[tuple[int, bool, bytes]]:
    """Identifier, whether a unit begins, and payload of every sound packet."""
    for at in range(0, len(data) - _PACKET + 1, _PACKET):
        packet = data[at : at + _PACKET]
        if packet[0] != _SYNC or packet[1] & 0x80:
            continue
        identifier = (packet[1] & 0x1F) << 8 | packet[2]
        start = 4
        if packet[3] & 0x20:  # an adaptation field, its length before it
            start += 1 + packet[4]
        if packet[3] & 0x10 and start < _PACKET and identifier != _NOTHING:
            yield identifier, bool(packet[1] & 0x40), packet[start:]


def _avc(data: bytes) -> int | None:
    """The identifier of the first H.264 stream, by the tables of programs."""
    maps: set[int] = set()
    for identifier, begins, payload in _packets(data[: _LOOKED_AT * _PACKET]):
        if not begins or not (identifier == _PROGRAMS or identifier in maps):
            continue
        section = _section(payload)
        if identifier == _PROGRAMS:
            maps.update(_identifier(section, at + 2) for at in range(5, len(section) - 3, 4)
                        if section[at : at + 2] != b"\0\0")  # fmt: skip
            continue
        found = _stream_of(section)
        if found is not None:
            return found
    return None


def _section(payload: bytes) -> bytes:
    """A table after its length, without its checksum: empty where it is cut off."""
    at = 1 + payload[0]
    if len(payload) < at + 3:
        return b""
    length = (payload[at + 1] & 0x0F) << 8 | payload[at + 2]
    return payload[at + 3 : at + 3 + max(0, length - 4)]


def _stream_of(section: bytes) -> int | None:
    if len(section) < 9:
        return None
    at = 9 + ((section[7] & 0x0F) << 8 | section[8])
    while at + 5 <= len(section):
        if section[at] == _AVC:
            return _identifier(section, at + 1)
        at += 5 + ((section[at + 3] & 0x0F) << 8 | section[at + 4])
    return None


def _identifier(section: bytes, at: int) -> int:
    return (section[at] & 0x1F) << 8 | section[at + 1]


def _without_head(payload: bytes) -> bytes:
    """A packet of the elementary stream without its head; as it is where it has none."""
    if len(payload) < _PES_HEAD or payload[:3] != b"\0\0\1":
        return payload
    return payload[_PES_HEAD + payload[8] :]
