"""EXIF of a photograph by tag name; the place where it was taken is kept apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from numbers import Rational
from typing import Final

from PIL import ExifTags, Image, UnidentifiedImageError

from adapters.imaging.metadata import text
from adapters.imaging.metadata.elements import BROKEN
from core.imaging import Json, JsonValue

PLACE: Final = "GPSInfo"  # the one key under which all that tells the place is found
_SUB_TABLES: Final = (ExifTags.IFD.Exif,)
_MAX_TAGS: Final = 256
_MAX_VALUES: Final = 16
_MAX_TEXT: Final = 256
# Made of bytes, of pictures, or of pointers to other tables.
_LEFT_OUT: Final = frozenset(
    {"MakerNote", "PrintImageMatching", "XMLPacket", "ImageResources", "InterColorProfile",
     "IPTCNAA", "ExifOffset", "GPSInfo", "ExifInteroperabilityOffset", "JPEGInterchangeFormat",
     "JPEGInterchangeFormatLength", "StripOffsets", "StripByteCounts", "UserComment",
     "ComponentsConfiguration", "CFAPattern", "FileSource", "SceneType"}
)  # fmt: skip
_UNREADABLE: Final = (*BROKEN, SyntaxError, UnidentifiedImageError)


def exif(image: Image.Image) -> dict[str, JsonValue]:
    """The EXIF of `image` by tag name, bounded, text cleaned, never raising.

    What tells the place is a mapping of its own under `GPSInfo`: it is for the uploader's eyes
    only. Maker notes, thumbnails and comments in bytes are left out.
    """
    try:
        table = image.getexif()
        found = _named(table, ExifTags.TAGS)
    except _UNREADABLE:
        return {}
    for sub_table in _SUB_TABLES:
        found = {**_sub_table(table, sub_table, ExifTags.TAGS), **found}
    place = _sub_table(table, ExifTags.IFD.GPSInfo, ExifTags.GPSTAGS)
    return {**dict(sorted(found.items())), **({PLACE: place} if place else {})}


def _sub_table(table: Image.Exif, ifd: int, names: Mapping[int, str]) -> dict[str, JsonValue]:
    try:
        return _named(table.get_ifd(ifd), names)
    except _UNREADABLE:
        return {}


def _named(table: Mapping[int, object], names: Mapping[int, str]) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {}
    for tag, value in list(table.items())[:_MAX_TAGS]:
        name = names.get(tag)
        if name is None or name in _LEFT_OUT:
            continue
        told = _told(value)
        if told is not None:
            found[name] = told
    return found


def _told(value: object) -> JsonValue | None:
    if isinstance(value, str):
        return text.clean(value, _MAX_TEXT) or None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float | Rational | Fraction):
        return _number(value)
    if isinstance(value, bytes):
        return _short_bytes(value)
    if isinstance(value, Iterable):
        told = [_told(one) for one in list(value)[:_MAX_VALUES]]
        return [one for one in told if one is not None] or None
    return None


def _number(value: float | Rational | Fraction) -> JsonValue | None:
    try:
        number = float(value)
    except BROKEN:
        return None
    return round(number, 9) if math.isfinite(number) else None


def _short_bytes(value: bytes) -> JsonValue | None:
    """A version or a time kept as bytes; anything longer is no text."""
    if len(value) > 32:
        return None
    return text.clean(value.decode("ascii", "replace").replace("\ufffd", ""), _MAX_TEXT) or None


def place(found: Json) -> Json:
    """Only what tells the place, out of what `exif` returned."""
    told = found.get(PLACE)
    return told if isinstance(told, Mapping) else {}
