"""Which of a picture's metadata a person may see: an allow-list for each privilege.

`view` shows what the picture is, codes and dates only. `view_identified` adds whose it is, who made
it and where, and the descriptions, which are free text. `download` adds all the rest of the
attributes, as whoever may take the file has them anyway. Where a photo was taken is for the
uploader alone, whatever they may do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.imaging import Json, JsonValue
from core.model import Privilege
from core.plain import one_line

MOST_ROWS = 500
LONGEST_VALUE = 200
PLACE = "GPSInfo"


class Group(StrEnum):
    """Under which heading a row is shown, in this order."""

    PICTURE = "picture"
    PATIENT = "patient"
    ORIGIN = "origin"
    PLACE = "place"
    DONE = "done"  # what the transcoding did
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `key` is a word of ours, or the tag or EXIF name where we have none."""

    group: Group
    key: str
    value: str = field(repr=False)


# DICOM attributes that whoever may look at the picture sees.
_VIEW: Mapping[str, str] = {
    "00080060": "modality",
    "00080020": "study-date",
    "00180015": "body-part",
    "00200060": "laterality",
    "00200062": "laterality",
    "00185101": "view",
    "00200011": "series-number",
    "00200013": "instance-number",
    "00180050": "slice-thickness",
    "00280030": "pixel-spacing",
    "00280010": "rows",
    "00280011": "columns",
    "00280008": "frames",
}
_PATIENT: Mapping[str, str] = {
    "00100010": "patient-name",
    "00100020": "patient-id",
    "00100030": "birth-date",
    "00100040": "sex",
    "00101010": "age",
}
_IDENTITY: Mapping[str, str] = {tag: _PATIENT[tag] for tag in ("00100010", "00100020")}
_ORIGIN: Mapping[str, str] = {
    "00080030": "study-time",
    "00080050": "accession-number",
    "00080070": "manufacturer",
    "00080080": "institution",
    "00080090": "referring-physician",
    "00081030": "study-description",
    "0008103E": "series-description",
    "00081090": "model",
    "00180060": "tube-voltage",
    "00181030": "protocol",
}
_EXIF_VIEW: Mapping[str, str] = {"DateTimeOriginal": "taken", "ExifImageWidth": "columns",
                                 "ExifImageHeight": "rows"}  # fmt: skip
_EXIF_ORIGIN: Mapping[str, str] = {"Make": "manufacturer", "Model": "model"}
_DONE: Mapping[str, str] = {
    "decoder": "decoder",
    "window": "window",
    "scale": "scale",
    "elapsed_ms": "elapsed-ms",
    "metadata_cut": "metadata-cut",
}


def visible(
    metadata: Json, privileges: Collection[Privilege], *, uploader: bool = False
) -> tuple[Row, ...]:
    """The rows of `metadata` (`dicom`, `exif`, `transcoding`) for a person with `privileges`.

    In the order of Group. Nothing for a person who may not view. `uploader` is whether the picture
    came from that very person.
    """
    if Privilege.VIEW not in privileges:
        return ()
    identified = Privilege.VIEW_IDENTIFIED in privileges
    everything = identified and Privilege.DOWNLOAD in privileges
    dicom, exif = _mapping(metadata.get("dicom")), _mapping(metadata.get("exif"))
    rows = [*_dicom(dicom, Group.PICTURE, _VIEW), *_named(exif, Group.PICTURE, _EXIF_VIEW)]
    if not identified:
        rows = _without_names(rows, dicom)
    if identified:
        rows += _dicom(dicom, Group.PATIENT, _PATIENT)
        rows += _dicom(dicom, Group.ORIGIN, _ORIGIN)
        rows += _named(exif, Group.ORIGIN, _EXIF_ORIGIN)
    if uploader:
        rows += _named(_mapping(exif.get(PLACE)), Group.PLACE)
    rows += _named(_mapping(metadata.get("transcoding")), Group.DONE, _DONE)
    if everything:
        rows += _rest(dicom, exif)
    return tuple(rows[:MOST_ROWS])


def _without_names(rows: Sequence[Row], dicom: Mapping[str, JsonValue]) -> list[Row]:
    """The rows that hold no word of the patient's name or number: any field may be misused."""
    told = " ".join(row.value for row in _dicom(dicom, Group.PATIENT, _IDENTITY)).casefold()
    words = {word for word in re.split(r"[\W_]+", told) if len(word) > 2}
    return [row for row in rows if not words & set(re.split(r"[\W_]+", row.value.casefold()))]


def _rest(dicom: Mapping[str, JsonValue], exif: Mapping[str, JsonValue]) -> list[Row]:
    listed = {*_VIEW, *_PATIENT, *_ORIGIN}
    tags = {tag: tag for tag in dicom if tag not in listed}
    names = {name: name for name in exif if name not in {*_EXIF_VIEW, *_EXIF_ORIGIN, PLACE}}
    return [*_dicom(dicom, Group.REST, tags), *_named(exif, Group.REST, names)]


def _dicom(attributes: Mapping[str, JsonValue], group: Group, keys: Mapping[str, str]) -> list[Row]:
    values = {tag: _mapping(attributes.get(tag)).get("Value") for tag in keys}
    return [Row(group, keys[tag], text) for tag, one in values.items() if (text := _text(one))]


def _named(
    values: Mapping[str, JsonValue], group: Group, keys: Mapping[str, str] | None = None
) -> list[Row]:
    chosen = keys if keys is not None else {name: name for name in values}
    told = {name: _text(values.get(name)) for name in chosen}
    return [Row(group, chosen[name], text) for name, text in told.items() if text]


def _mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, Mapping) else {}


def _text(value: JsonValue) -> str:
    """A value on one line; sequences of items, which have lines of their own, are left out."""
    if isinstance(value, Mapping):
        return " ".join(filter(None, map(_text, value.values())))[:LONGEST_VALUE]
    if isinstance(value, Sequence) and not isinstance(value, str):
        if any(isinstance(one, Mapping) and not _is_plain(one) for one in value):
            return ""
        return one_line(", ".join(filter(None, map(_text, value[:16]))), LONGEST_VALUE)
    return "" if value is None else one_line(str(value), LONGEST_VALUE)


def _is_plain(value: Mapping[str, JsonValue]) -> bool:
    return not any(isinstance(one, Mapping | list | tuple) for one in value.values())
