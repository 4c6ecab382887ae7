"""The values of one element, as the DICOM JSON model writes them (PS3.18 F.2.3)."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.valuerep import PersonName

from adapters.imaging.metadata import elements, text
from core.imaging import JsonValue

BULK: Final = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "UN"})

_NUMBERS: Final = {
    "US": "H",
    "SS": "h",
    "UL": "I",
    "SL": "i",
    "UV": "Q",
    "SV": "q",
    "FL": "f",
    "FD": "d",
}
_WIDTHS: Final = {code: struct.calcsize(f"={code}") for code in _NUMBERS.values()}
# By whether the smallest byte comes first: what reads one number.
_ONE: Final = {
    little: {code: struct.Struct(f"{order}{code}").unpack for code in _WIDTHS}
    for little, order in ((True, "<"), (False, ">"))
}
_LONG_TEXTS: Final = frozenset({"LT", "ST", "UT"})  # one value, in which a backslash is a letter
_SINGLE: Final = _LONG_TEXTS | {"UR"}
PLAIN: Final = frozenset({"AE", "AS", "CS", "DA", "DS", "DT", "IS", "TM", "UI"})
_PADDING: Final = "\0 \r\n"
_MAX_LONG_TEXT: Final = 4096
_MAX_BYTES: Final = 64 * 1024  # of one element's text; more is not read
_NUMBER_LETTERS: Final = 32
_NUMBER_SIZE: Final = 8  # letters of a number, about
_SHORT: Final = 64  # bytes of a value that is likely to come again
_UID: Final = re.compile(r"[0-9]+(\.[0-9]+)+")
_NAME_GROUPS: Final = ("Alphabetic", "Ideographic", "Phonetic")

# Bytes, representation, little endian, character sets, at most how many values; what they are,
# whether some were left out, how many letters.
_Read = Callable[[bytes, str, bool, tuple[str, ...], int], tuple[list[JsonValue], bool, int]]


@dataclass(frozen=True, slots=True)
class Context:
    """What the values of a data set depend on: its character sets and the sign of its pixels."""

    sets: tuple[str, ...] = text.DEFAULT_SETS
    signed: bool = False

    @classmethod
    def of(cls, ds: Dataset, parent: Context | None = None) -> Context:
        """The context that `ds` states, else the one of the data set it is nested in."""
        sets = _declared_sets(ds) or (parent.sets if parent else text.DEFAULT_SETS)
        sign = elements.raw(ds, 0x00280103)
        if sign is None:
            return cls(sets, parent.signed if parent else False)
        told, _ = told_values(sign, "US", cls(sets), 1)
        return cls(sets, told == [1])


def _declared_sets(ds: Dataset) -> tuple[str, ...]:
    element = elements.raw(ds, 0x00080005)
    if element is None:
        return ()
    terms = [_ascii(part) for part in islice(_parts(element), text.MAX_SETS)]
    return text.decoders(terms) if terms else ()


def _parts(element: elements.Element) -> list[object]:
    if isinstance(element, RawDataElement):
        return list((element.value or b"")[:1024].split(b"\\"))
    return _listed(element.value)


def _ascii(part: object) -> str:
    return part.decode("ascii", "replace") if isinstance(part, bytes) else str(part or "")


def told_values(
    element: elements.Element, vr: str, context: Context, limit: int
) -> tuple[list[JsonValue], bool]:
    """At most `limit` values of `element`, and whether something was cut off or unreadable."""
    told, cut, _letters = _measured(element, vr, context, limit, _read)
    return told, cut


def remembered(
    element: elements.Element, vr: str, context: Context, limit: int
) -> tuple[list[JsonValue], bool, int]:
    """The same, and how many letters the values take, about.

    Short values are remembered while this process lives, because the slices of a series, and the
    elements of one header, say the same again and again: for a decoder, which does not live long.
    """
    return _measured(element, vr, context, limit, _recall)


def _measured(
    element: elements.Element, vr: str, context: Context, limit: int, read: _Read
) -> tuple[list[JsonValue], bool, int]:
    try:
        if isinstance(element, RawDataElement):
            data = element.value or b""
            return read(data, vr, element.is_little_endian, context.sets, limit)
        listed = _listed(element.value)
        told = _trimmed([_from_object(one, vr, context) for one in listed[:limit]])
    except elements.BROKEN:
        return [], True, 0
    return told, len(listed) > limit, sum(map(_size, told))


def _size(value: JsonValue) -> int:
    """Letters that `value` takes, about."""
    if isinstance(value, str):
        return len(value) + 2
    if isinstance(value, dict):
        return sum(len(key) + _size(one) for key, one in value.items())
    return _NUMBER_SIZE


def _listed(value: object) -> list[object]:
    if value is None or value == "":
        return []
    if isinstance(value, str | bytes | PersonName) or not isinstance(value, Iterable):
        return [value]
    return list(islice(value, 100_000))


def _trimmed(told: list[JsonValue]) -> list[JsonValue]:
    return told if told.count(None) < len(told) else []


def _read(
    data: bytes, vr: str, little: bool, sets: tuple[str, ...], limit: int
) -> tuple[list[JsonValue], bool, int]:
    code = _NUMBERS.get(vr)
    if code is not None:
        told, cut = _numbers(data, code, little, limit)
        return told, cut, _NUMBER_SIZE * len(told)
    if vr == "AT":
        pairs, cut = _numbers(data, "H", little, limit * 2)
        told = [_tag(*pair) for pair in zip(pairs[::2], pairs[1::2], strict=False)]
    else:
        told, cut = _texts(data, vr, sets, limit)
    return told, cut, sum(map(_size, told))


_read_short = lru_cache(maxsize=4096)(_read)


def _recall(
    data: bytes, vr: str, little: bool, sets: tuple[str, ...], limit: int
) -> tuple[list[JsonValue], bool, int]:
    if len(data) > _SHORT:
        return _read(data, vr, little, sets, limit)
    told, cut, letters = _read_short(data, vr, little, sets, limit)
    return told.copy(), cut, letters


def _texts(data: bytes, vr: str, sets: tuple[str, ...], limit: int) -> tuple[list[JsonValue], bool]:
    if vr in PLAIN and data.isascii():  # these do not depend on the character set
        decoded = data[:_MAX_BYTES].decode("ascii")
    else:
        decoded = text.decode(data[:_MAX_BYTES], sets, person_name=vr == "PN")
    writer = _WRITERS.get(vr, _words)
    ends = "\0" if vr in _LONG_TEXTS else _PADDING
    if "\\" not in decoded or vr in _SINGLE:  # most have one value
        one = writer(decoded.strip(ends))
        return [] if one is None else [one], len(data) > _MAX_BYTES
    parts = decoded.split("\\", limit)
    told = [writer(part.strip(ends)) for part in parts[:limit]]
    return _trimmed(told), len(data) > _MAX_BYTES or len(parts) > limit


def _numbers(data: bytes, code: str, little: bool, limit: int) -> tuple[list[JsonValue], bool]:
    width = _WIDTHS[code]
    if len(data) == width:  # most have one value
        one = _ONE[little][code](data)[0]
        return [_finite(one) if code in "fd" else one], False
    count = min(len(data) // width, limit)
    found = struct.unpack_from(f"{'<' if little else '>'}{count}{code}", data)
    told = list(found) if code not in "fd" else [_finite(number) for number in found]
    return told, len(data) // width > limit


def _tag(group: JsonValue, element: JsonValue) -> str:
    return f"{group:04X}{element:04X}"


def _finite(number: float) -> JsonValue:
    """JSON has no NaN and no infinities; the model writes them as words."""
    if isinstance(number, float) and not math.isfinite(number):
        return "NaN" if math.isnan(number) else ("inf" if number > 0 else "-inf")
    return number


def _from_object(value: object, vr: str, context: Context) -> JsonValue:
    if isinstance(value, PersonName):
        kept = value.original_string
        value = kept if isinstance(kept, bytes) else str(value)
    if isinstance(value, bytes):
        value = text.decode(value[:_MAX_BYTES], context.sets, person_name=vr == "PN")
    if vr in _NUMBERS:
        return _finite(value) if isinstance(value, int | float) else None
    if vr == "AT":
        return f"{int(value):08X}" if isinstance(value, int) else None
    return _text(str(value)[:_MAX_BYTES], vr)


def _text(part: str, vr: str) -> JsonValue:
    return _WRITERS.get(vr, _words)(part.strip("\0" if vr in _LONG_TEXTS else _PADDING))


def _words(part: str) -> JsonValue:
    return text.clean(part) or None


def _paragraphs(part: str) -> JsonValue:
    return text.clean(part, _MAX_LONG_TEXT, lines=True) or None


def _uid(part: str) -> JsonValue:
    return part if len(part) <= 64 and _UID.fullmatch(part) else None


def _decimal(part: str) -> JsonValue:
    if len(part) > _NUMBER_LETTERS:
        return text.clean(part, _NUMBER_LETTERS)
    try:
        number = float(part)
    except ValueError:
        return _words(part)
    return number if math.isfinite(number) else _finite(number)


def _integer(part: str) -> JsonValue:
    if len(part) > _NUMBER_LETTERS:
        return text.clean(part, _NUMBER_LETTERS)
    try:
        return int(part)
    except ValueError:
        return _decimal(part)


def _person_name(part: str) -> JsonValue:
    groups = (text.clean(group) for group in part.split("=", 2))
    return {key: group for key, group in zip(_NAME_GROUPS, groups, strict=False) if group} or None


_WRITERS: Final[dict[str, Callable[[str], JsonValue]]] = {
    "DS": _decimal,
    "IS": _integer,
    "LT": _paragraphs,
    "PN": _person_name,
    "ST": _paragraphs,
    "UI": _uid,
    "UT": _paragraphs,
}
