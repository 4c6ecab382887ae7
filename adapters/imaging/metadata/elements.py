"""Elements of a data set as they lie in the file, found without converting or changing them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import islice
from typing import Final

from pydicom.datadict import dictionary_VR
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.filereader import read_sequence_item

Element = DataElement | RawDataElement

# What pydicom's readers raise on data that is broken.
BROKEN: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)

_PLAIN: Final = frozenset(
    {
        "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "PN", "SH", "SL",
        "SQ", "SS", "ST", "TM", "UI", "UL", "US",
    }
)  # fmt: skip
_AMBIGUOUS: Final = {"OB or OW": "OW", "US or OW": "OW", "US or SS or OW": "OW"}
_MAX_UN_SEQUENCE: Final = (
    1 << 20
)  # bytes of an unknown element that may still be read as a sequence


def raw(ds: Dataset, tag: int) -> Element | None:
    """The element at `tag` as read, or None."""
    return ds.get_item(tag, keep_deferred=True)


def vr_of(element: Element, *, signed: bool = False) -> str:
    """The two-letter VR: the file's, else the dictionary's, else UN."""
    vr = str(element.VR or "UN")
    if vr in _PLAIN:
        return vr
    if vr == "UN":
        vr = _dictionary_vr(element)
    if vr == "US or SS":
        return "SS" if signed else "US"
    vr = _AMBIGUOUS.get(vr, vr)
    return vr if len(vr) == 2 and vr.isalpha() and vr.isupper() else "UN"


def _dictionary_vr(element: Element) -> str:
    try:
        if element.tag.is_private:
            return "LO" if element.tag.is_private_creator else "UN"
        return dictionary_VR(element.tag)
    except KeyError:
        return "UN"


def in_order_of_worth(ds: Dataset) -> list[tuple[int, Element]]:
    """The tags and elements of `ds`: plain public ones, then public sequences, then private ones.

    A walk that stops at a limit has then seen the attributes that people ask for.
    """
    plain: list[tuple[int, Element]] = []
    sequences: list[tuple[int, Element]] = []
    private: list[tuple[int, Element]] = []
    for tag, element in ds.items():  # as they lie in the file: only other ways convert them
        number = int(tag)
        rank = private if number & 0x10000 else sequences if element.VR == "SQ" else plain
        rank.append((number, element))
    for rank in (plain, sequences, private):
        rank.sort()  # no two have the same tag: elements are never compared
    return plain + sequences + private


def items(element: Element, sets: Sequence[str], limit: int) -> tuple[list[Dataset], bool]:
    """At most `limit` items of a sequence element, and whether some were left out or broken."""
    if isinstance(element, DataElement):
        value = element.value
        if not isinstance(value, Iterable) or isinstance(value, str | bytes):
            return [], value is not None
        found = [item for item in islice(value, limit) if isinstance(item, Dataset)]
        return found, len(value) > limit if isinstance(value, Sequence) else False
    return _read_items(element, sets, limit)


def _read_items(
    element: RawDataElement, sets: Sequence[str], limit: int
) -> tuple[list[Dataset], bool]:
    data = element.value or b""
    unknown = element.VR == "UN"
    if unknown and len(data) > _MAX_UN_SEQUENCE:
        return [], True
    implicit = unknown or element.is_implicit_VR  # PS3.5 6.2.2: UN holds implicit VR
    stream = BytesIO(data)
    found: list[Dataset] = []
    try:
        while stream.tell() < len(data):
            if len(found) >= limit:
                return found, True
            item = read_sequence_item(stream, implicit, element.is_little_endian, list(sets))
            if item is None:
                break
            found.append(item)
    except BROKEN:
        return found, True
    return found, False
