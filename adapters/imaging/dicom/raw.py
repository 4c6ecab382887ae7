"""Attributes as they lie in the file: read without pydicom's conversion, which checks and copies.

Some sixty attributes decide how one picture is drawn; converting them took as long as its decoding.
"""

from __future__ import annotations

import struct
from functools import cache

from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.errors import BytesLengthException
from pydicom.tag import BaseTag

from adapters.imaging.metadata import elements

_TEXTS = frozenset(("CS", "DS", "IS", "UI"))
_NUMBERS = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "FL": "f", "FD": "d"}
# What pydicom raises on a value that it cannot convert.
_UNREADABLE = (
    ValueError, TypeError, KeyError, AttributeError, OverflowError, NotImplementedError,
    BytesLengthException, struct.error,
)  # fmt: skip


def value(dataset: Dataset, keyword: str) -> object:
    """An attribute's value: bytes of a code, a number in letters or a UID, a tuple of numbers.

    Anything else is what pydicom makes of it. None where it is absent, empty or unreadable.
    """
    tag, usual = _known(keyword)
    element = elements.raw(dataset, tag)
    if element is None:
        return None
    if isinstance(element, RawDataElement):
        vr = element.VR or usual
        if vr in _TEXTS:
            return element.value or None
        if vr in _NUMBERS:
            return _numbers(element, _NUMBERS[vr])
    try:
        return dataset.get(keyword)
    except _UNREADABLE:
        return None


@cache
def _known(keyword: str) -> tuple[BaseTag, str]:
    """The tag of a keyword of the standard, and its representation where a file names none."""
    tag = tag_for_keyword(keyword)
    if tag is None:
        raise ValueError(f"{keyword} is no keyword of the standard")
    return BaseTag(tag), dictionary_VR(tag)


def _numbers(element: RawDataElement, code: str) -> tuple[float, ...] | None:
    data = element.value or b""
    width = struct.calcsize(f"={code}")
    count, odd = divmod(len(data), width)
    if odd or not count:
        return None
    return struct.unpack(f"{'<' if element.is_little_endian else '>'}{count}{code}", data)
