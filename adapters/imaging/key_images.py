"""Key images: the pictures that a Key Object Selection of the same archive names (PS3.3 A.35.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from core.imaging import TranscodedImage

_KEY_OBJECTS = "1.2.840.10008.5.1.4.1.1.88.59"
_CLASS, _INSTANCE = "00080016", "00080018"
_EVIDENCE, _SERIES, _OBJECTS, _UID = "0040A375", "00081115", "00081199", "00081155"


def named(images: Iterable[TranscodedImage]) -> frozenset[str]:
    """The SOP Instance UIDs that the selections among `images` name."""
    found: set[str] = set()
    for image in images:
        dicom = image.metadata.get("dicom")
        if not isinstance(dicom, Mapping) or _first(dicom, _CLASS) != _KEY_OBJECTS:
            continue
        for study in _items(dicom, _EVIDENCE):
            for series in _items(study, _SERIES):
                found.update(_first(one, _UID) for one in _items(series, _OBJECTS))
    return frozenset(found - {""})


def uid(image: TranscodedImage) -> str:
    """The SOP Instance UID of a picture; empty where it has none."""
    dicom = image.metadata.get("dicom")
    return _first(dicom, _INSTANCE) if isinstance(dicom, Mapping) else ""


def _items(dicom: Mapping[str, object], tag: str) -> Iterator[Mapping[str, object]]:
    for one in _values(dicom, tag):
        if isinstance(one, Mapping):
            yield one


def _first(dicom: Mapping[str, object], tag: str) -> str:
    values = _values(dicom, tag)
    return str(values[0]) if values else ""


def _values(dicom: Mapping[str, object], tag: str) -> list[object]:
    attribute = dicom.get(tag)
    values = attribute.get("Value") if isinstance(attribute, Mapping) else None
    return values if isinstance(values, list) else []
