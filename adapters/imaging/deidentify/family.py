"""The metadata that goes with the family's rendition: an allow-list, not what a scrubber left."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from core.imaging import Json

# Codes, dates of the study and the shape of the picture; nothing that is free text.
_ALLOWED: Final = {
    "00080020": re.compile(r"\d{8}"),  # Study Date
    "00080060": re.compile(r"[A-Z]{2,16}"),  # Modality
    "00180015": re.compile(r"[A-Z0-9 _/]{2,16}"),  # Body Part Examined
    "00185101": re.compile(r"[A-Z]{1,8}"),  # View Position
    "00200060": re.compile(r"[LRB]"),  # Laterality
    "00200062": re.compile(r"[LRBU]"),  # Image Laterality
    "00280010": re.compile(r"\d{1,6}"),  # Rows
    "00280011": re.compile(r"\d{1,6}"),  # Columns
    "00280008": re.compile(r"\d{1,6}"),  # Number of Frames
}
_TRANSCODING: Final = ("scale", "frame")


def family(metadata: Json) -> dict[str, Json]:
    """Of an image's `metadata` (`dicom`, `exif`, `transcoding`) what the family may have.

    Nothing of EXIF is among it. A value that does not look like what its attribute should hold is
    left out: a name written into Body Part Examined does not pass as a body part's code.
    """
    found: dict[str, Json] = {}
    dicom = _mapping(metadata.get("dicom"))
    names = _identity_words(dicom)
    kept = {tag: value for tag in _ALLOWED if (value := _attribute(dicom, tag, names))}
    if kept:
        found["dicom"] = kept
    block = _mapping(metadata.get("transcoding"))
    told = {key: block[key] for key in _TRANSCODING if isinstance(block.get(key), int | float)}
    if told:
        found["transcoding"] = told
    return found


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _values(dicom: Mapping[str, object], tag: str) -> Sequence[object]:
    values = _mapping(dicom.get(tag)).get("Value")
    return values if isinstance(values, Sequence) and not isinstance(values, str) else []


def _identity_words(dicom: Mapping[str, object]) -> frozenset[str]:
    told = f"{_values(dicom, '00100010')} {_values(dicom, '00100020')}".upper()
    return frozenset(word for word in re.split(r"\W+|_", told) if len(word) > 2)


def _attribute(dicom: Mapping[str, object], tag: str, names: frozenset[str]) -> Json | None:
    first = next(iter(_values(dicom, tag)), None)
    written = str(first) if isinstance(first, str | int) else ""
    if not _ALLOWED[tag].fullmatch(written) or names & set(re.split(r"\W+|_", written)):
        return None
    return {"vr": str(_mapping(dicom[tag]).get("vr", "")), "Value": [first]}
