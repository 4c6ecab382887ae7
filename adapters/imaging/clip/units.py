"""NAL units out of samples and out of the decoder configurations (ISO 14496-15)."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.imaging.errors import Refused
from core.imaging import Refusal

_HVCC_ARRAYS = 22
_AVCC_SETS = 5


def of_sample(sample: memoryview, length_size: int) -> Iterator[bytes]:
    """The units of one frame, each behind its length."""
    position = 0
    while position + length_size <= len(sample):
        size = int.from_bytes(sample[position : position + length_size], "big")
        position += length_size
        if size == 0 or position + size > len(sample):
            return
        yield bytes(sample[position : position + size])
        position += size


def of_hvcc(config: bytes) -> tuple[int, list[bytes]]:
    """Size of the lengths, and the parameter sets."""
    if len(config) <= _HVCC_ARRAYS:
        raise Refused(Refusal.BROKEN, "hevc: no configuration")
    sets, position = [], _HVCC_ARRAYS + 1
    for _ in range(config[_HVCC_ARRAYS]):
        count = int.from_bytes(config[position + 1 : position + 3], "big")
        found, position = _counted(config, position + 3, count)
        sets += found
    return (config[21] & 3) + 1, sets


def of_avcc(config: bytes) -> tuple[int, list[bytes]]:
    """Size of the lengths, and the parameter sets."""
    if len(config) <= _AVCC_SETS:
        raise Refused(Refusal.BROKEN, "h264: no configuration")
    sequence, position = _counted(config, _AVCC_SETS + 1, config[_AVCC_SETS] & 31)
    count = config[position] if position < len(config) else 0
    picture, _ = _counted(config, position + 1, count)
    return (config[4] & 3) + 1, sequence + picture


def _counted(config: bytes, position: int, count: int) -> tuple[list[bytes], int]:
    found = []
    for _ in range(count):
        size = int.from_bytes(config[position : position + 2], "big")
        if size == 0 or position + 2 + size > len(config):
            break
        found.append(config[position + 2 : position + 2 + size])
        position += 2 + size
    return found, position
