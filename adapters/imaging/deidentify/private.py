"""Private attributes that are known to hold measurements and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag, Tag

from adapters.imaging.metadata import elements, text

# Of PS3.15 Table E.3.10-1, those that are numbers: (group, private creator) to last two digits of
# the element and VR. Text is left out even where the standard calls it safe.
_SAFE: Final[dict[tuple[int, str], dict[int, str]]] = {
    (0x7053, "Philips PET Private Group"): {0x00: "DS", 0x09: "DS"},
    (0x00E1, "ELSCINT1"): {0x21: "DS"},
    (0x01F1, "ELSCINT1"): {0x07: "DS", 0x26: "DS", 0x27: "DS"},
    (0x0019, "GEMS_ACQU_01"): {0x23: "DS", 0x24: "DS", 0x27: "DS"},
    (0x0045, "GEMS_HELIOS_01"): {0x01: "SS", 0x02: "FL"},
    (0x0903, "GEIIS PACS"): {0x10: "US", 0x11: "US"},
    (0x2001, "Philips Imaging DD 001"): {0x03: "FL"},
    (0x0019, "SIEMENS MR HEADER"): {0x0C: "IS", 0x0E: "FD", 0x27: "FD", 0x28: "FD"},
}
_WIDTHS: Final = {"SS": 2, "US": 2, "FL": 4, "FD": 8}
_NUMBERS: Final = re.compile(rb"[0-9+\-.eE \\]{1,128}")


def safe(ds: Dataset) -> list[tuple[BaseTag, str]]:
    """(tag, VR) of the safe private attributes of `ds`, each with its private creator before it."""
    found: list[tuple[BaseTag, str]] = []
    for tag in ds.keys():  # noqa: SIM118 - iterating a data set would convert its elements
        if not tag.is_private or tag.is_private_creator or tag.element < 0x1000:
            continue
        creator = Tag(tag.group, tag.element >> 8)
        vr = _SAFE.get((tag.group, _creator(ds, creator)), {}).get(tag.element & 0xFF)
        if vr and _is_number(elements.raw(ds, tag), vr):
            found += [(creator, "LO"), (tag, vr)]
    return list(dict.fromkeys(found))


def _creator(ds: Dataset, tag: BaseTag) -> str:
    element = elements.raw(ds, tag)
    value = element.value if element is not None else None
    if isinstance(value, bytes):
        value = text.decode(value[:64], text.DEFAULT_SETS)
    return value.strip("\0 ") if isinstance(value, str) else ""


def _is_number(element: elements.Element | None, vr: str) -> bool:
    """True if the value is written as the numbers that `vr` says, whatever the file claims."""
    if isinstance(element, RawDataElement):
        data = element.value or b""
        if vr in _WIDTHS:
            return 0 < len(data) <= 64 and len(data) % _WIDTHS[vr] == 0
        return _NUMBERS.fullmatch(data.strip(b"\0 ")) is not None
    if isinstance(element, DataElement) and str(element.VR) == vr:
        told = element.value if isinstance(element.value, Sequence) else [element.value]
        return all(isinstance(one, int | float | Decimal) for one in told) and len(told) <= 16
    return False
