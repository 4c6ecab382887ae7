"""Structured reports as readable text: the content tree of PS3.3 C.17.3, item by item."""

from __future__ import annotations

from collections.abc import Iterator

from pydicom.dataset import Dataset
from pydicom.uid import UID

from adapters.imaging.letters import Line
from adapters.imaging.metadata import clean

MAX_LINES = 4000
MAX_DEPTH = 32
MAX_VALUE = 65_536  # letters of one text; a long discharge letter has some ten thousand
_MORE = "…"


def is_report(dataset: Dataset) -> bool:
    """Whether the object is a content tree and no picture."""
    return bool(dataset.get("ContentSequence")) and "ValueType" in dataset


def lines(dataset: Dataset) -> list[Line]:
    """The report as lines, its title first."""
    title = _meaning(dataset, "ConceptNameCodeSequence") or "Report"
    found = [Line(title, heading=True)]
    facts = (("Date", _date(dataset)), ("Status", _status(dataset)))
    found += [Line(f"{name}: {value}") for name, value in facts if value]
    for line in _items(dataset, 0):
        found.append(line)
        if len(found) >= MAX_LINES:
            found.append(Line(_MORE))
            break
    return found


def _items(dataset: Dataset, level: int) -> Iterator[Line]:
    if level > MAX_DEPTH:
        if dataset.get("ContentSequence"):
            yield Line(_MORE, level)
        return
    for item in dataset.get("ContentSequence") or ():
        name = _meaning(item, "ConceptNameCodeSequence")
        value = _value(item)
        if item.get("ValueType") == "CONTAINER":
            if name:
                yield Line(name, level, heading=level == 0)
        elif name or value:
            yield Line(f"{name}: {value}" if name and value else name or value, level)
        yield from _items(item, level + 1)


def _value(item: Dataset) -> str:
    kind = str(item.get("ValueType", ""))
    if kind == "TEXT":
        return _text(item, "TextValue", lines=True)
    if kind == "CODE":
        return _meaning(item, "ConceptCodeSequence")
    if kind == "NUM":
        return _number(item)
    if kind == "PNAME":
        return _text(item, "PersonName").replace("^", " ").strip()
    if kind in ("DATE", "TIME", "DATETIME"):
        raw = _text(item, {"DATE": "Date", "TIME": "Time", "DATETIME": "DateTime"}[kind])
        return _readable(raw) if kind != "TIME" else _clock(raw)
    if kind in ("IMAGE", "COMPOSITE", "WAVEFORM"):
        references = item.get("ReferencedSOPSequence") or [Dataset()]
        uid = _text(references[0], "ReferencedSOPClassUID")
        return f"[{UID(uid).name}]" if uid else "[a picture]"
    if kind in ("SCOORD", "SCOORD3D"):
        return f"[{_text(item, 'GraphicType').lower() or 'marked place'}]"
    return ""


def _number(item: Dataset) -> str:
    measured = item.get("MeasuredValueSequence")
    if not measured:
        return _meaning(item, "NumericValueQualifierCodeSequence")
    value = _text(measured[0], "NumericValue")
    unit = measured[0].get("MeasurementUnitsCodeSequence")
    symbol = _text(unit[0], "CodeValue") if unit else ""
    # UCUM writes "no unit" as 1 and remarks in braces.
    if symbol in ("1", "{no units}") or symbol.startswith("{"):
        symbol = ""
    return f"{value} {symbol}".strip()


def _meaning(dataset: Dataset, keyword: str) -> str:
    codes = dataset.get(keyword)
    return _text(codes[0], "CodeMeaning") if codes else ""


def _text(dataset: Dataset, keyword: str, *, lines: bool = False) -> str:
    value = dataset.get(keyword)
    return clean(str(value), MAX_VALUE, lines=lines).strip() if value is not None else ""


def _date(dataset: Dataset) -> str:
    return _readable(_text(dataset, "ContentDate"))


def _status(dataset: Dataset) -> str:
    said = (_text(dataset, "CompletionFlag"), _text(dataset, "VerificationFlag"))
    return ", ".join(one.lower() for one in said if one)


def _readable(date: str) -> str:
    if len(date) >= 8 and date[:8].isdigit():
        clock = f" {_clock(date[8:14])}" if len(date) >= 12 else ""
        return f"{date[:4]}-{date[4:6]}-{date[6:8]}{clock}"
    return date


def _clock(time: str) -> str:
    return f"{time[:2]}:{time[2:4]}" if len(time) >= 4 and time[:4].isdigit() else time
