"""Many instances of one examination to few entries: slices in order, phases and echoes apart.

The grouping is a pure function of headers. A film and a contact sheet show a whole series; what is
missing between the first and the last slice is counted and said.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.imaging import Json

SMALLEST = 3  # fewer pictures are shown one by one
# More phases than that are moments (of a heart beat, of a contrast, of a brain at work): one film.
_MOST_PARTS = 12
_TOLERANCE = 0.01  # millimetres: two slices at one place
_APART = {
    "temporal position": "00200100",
    "trigger time": "00181060",
    "echo time": "00180081",
    "echo": "00180086",
    "diffusion b-value": "00189087",
    "inversion time": "00180082",
    "acquisition": "00200012",
    "acquisition time": "00080032",
    "content time": "00080033",
}


@dataclass(frozen=True, slots=True)
class Slice:
    """What grouping needs of one instance. `number` is its place in what was handed over."""

    number: int
    series: str
    kind: tuple[str, ...]
    position: float | None
    instance: float | None
    apart: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Instances that belong into one entry, in order of looking. `missing` slices between them."""

    uid: str
    order: tuple[int, ...]
    missing: int = 0
    part: str = ""  # which phase or echo, where a series was taken apart
    which: tuple[int, int] | None = None  # the same counted: the second of three is (2, 3)


def read(number: int, dicom: Json) -> Slice:
    """A header (DICOM JSON model) as a slice. What cannot be read counts as not said."""
    kind = (
        _text(dicom, "00080016"),
        _text(dicom, "00280010"),
        _text(dicom, "00280011"),
        ",".join(f"{one:.2f}" for one in _numbers(dicom, "00200037")),
        # The later parts of ImageType tell a localizer or a reconstruction from the slices.
        "\\".join(str(one) for one in _values(dicom, "00080008")[2:]),
        "film" if (_number(dicom, "00280008") or 1) > 1 else "still",
    )
    return Slice(
        number=number,
        series=_text(dicom, "0020000E") or f"alone-{number}",
        kind=kind,
        position=_position(dicom),
        instance=_number(dicom, "00200013"),
        apart=tuple(_text(dicom, tag) for tag in _APART.values()),
    )


def group(slices: Iterable[Slice]) -> list[Series]:
    """The series, in the order of their first instance. Films and lone pictures stand alone."""
    together: defaultdict[tuple[str, ...], list[Slice]] = defaultdict(list)
    for one in slices:
        together[(one.series, *one.kind)].append(one)
    found: list[Series] = []
    for key, members in together.items():
        if key[-1] == "film" or len(members) < SMALLEST:
            found += [Series(key[0], (one.number,)) for one in _sorted(members)]
            continue
        found += _phases(key[0], members)
    return sorted(found, key=lambda series: min(series.order))


def _phases(uid: str, members: Sequence[Slice]) -> list[Series]:
    """One series, or where several slices lie at one place, one for each phase or echo."""
    if not _crowded(members):
        return [_series(uid, members)]
    for index, keyword in enumerate(_APART):
        parts: defaultdict[str, list[Slice]] = defaultdict(list)
        for one in members:
            parts[one.apart[index]].append(one)
        few = 1 < len(parts) <= min(_MOST_PARTS, len(members) // 2)
        if few and not any(_crowded(part) for part in parts.values()):
            ordered = sorted(parts.items(), key=lambda item: _numeric(item[0]))
            return [
                replace(_series(uid, part), part=f"{keyword} {value}", which=(at, len(ordered)))
                for at, (value, part) in enumerate(ordered, 1)
            ]
    return [_series(uid, members, by_position=False)]


def _crowded(members: Sequence[Slice]) -> bool:
    places = sorted(one.position for one in members if one.position is not None)
    return any(b - a < _TOLERANCE for a, b in pairwise(places))


def _series(uid: str, members: Sequence[Slice], by_position: bool = True) -> Series:
    ordered = _sorted(members, by_position)
    return Series(uid, tuple(one.number for one in ordered), _missing(ordered, by_position))


def _sorted(members: Sequence[Slice], by_position: bool = True) -> list[Slice]:
    if by_position and all(one.position is not None for one in members):
        ordered = sorted(members, key=lambda one: (one.position or 0.0, one.number))
        first, last = ordered[0].instance, ordered[-1].instance
        # Along the same line, but from the end where the scanner counted from.
        return ordered[::-1] if first is not None and last is not None and first > last else ordered
    return sorted(members, key=lambda one: (_or_last(one.instance), one.number))


def _missing(ordered: Sequence[Slice], by_position: bool) -> int:
    """Slices that the spacing, or else the numbering, says should lie between."""
    if by_position and all(one.position is not None for one in ordered):
        places = [one.position or 0.0 for one in ordered]
        gaps = [abs(b - a) for a, b in pairwise(places)]
        usual = sorted(gaps)[len(gaps) // 2]
        return sum(round(gap / usual) - 1 for gap in gaps if gap > 1.5 * usual) if usual else 0
    numbers = sorted({int(one.instance) for one in ordered if one.instance is not None})
    return numbers[-1] - numbers[0] + 1 - len(numbers) if len(numbers) == len(ordered) else 0


def _position(dicom: Json) -> float | None:
    """How far along the normal of its plane the slice lies, in millimetres."""
    axes, place = _numbers(dicom, "00200037"), _numbers(dicom, "00200032")
    if len(axes) == 6 and len(place) == 3:
        a, b = axes[:3], axes[3:]
        normal = (
            a[1] * b[2] - a[2] * b[1],
            a[2] * b[0] - a[0] * b[2],
            a[0] * b[1] - a[1] * b[0],
        )
        if math.hypot(*normal) > 0.5:
            return sum(n * p for n, p in zip(normal, place, strict=True))
    return _number(dicom, "00201041")


def _values(dicom: Json, tag: str) -> list[object]:
    attribute = dicom.get(tag)
    values = attribute.get("Value") if isinstance(attribute, dict) else None
    return values if isinstance(values, list) else []


def _text(dicom: Json, tag: str) -> str:
    values = _values(dicom, tag)
    return str(values[0]) if values and isinstance(values[0], str | int | float) else ""


def _numbers(dicom: Json, tag: str) -> list[float]:
    found = []
    for one in _values(dicom, tag):
        try:
            found.append(float(str(one)))
        except ValueError:
            return []
    return [one for one in found if math.isfinite(one)]


def _number(dicom: Json, tag: str) -> float | None:
    found = _numbers(dicom, tag)
    return found[0] if found else None


def _numeric(text: str) -> tuple[float, str]:
    try:
        return float(text), text
    except ValueError:
        return math.inf, text


def _or_last(number: float | None) -> float:
    return math.inf if number is None else number
