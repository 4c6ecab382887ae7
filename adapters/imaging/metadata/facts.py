"""The few plain facts of a picture, and what the file says about whose it is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Final

from pydicom.dataset import Dataset

from adapters.imaging.metadata import elements, values
from adapters.imaging.metadata.anatomy import BODY_PART_OF_CODE
from adapters.imaging.metadata.words import only_imaging_words
from core.imaging import PatientClues

_MODALITY: Final = 0x00080060
_DATES: Final = (0x00080020, 0x00080021, 0x00080022, 0x00080023)  # study, series, acquisition, own
_DESCRIPTIONS: Final = (0x0008103E, 0x00081030, 0x00181030)  # series, study, protocol
_BODY_PART: Final = 0x00180015
_LATERALITIES: Final = (0x00200062, 0x00200060, 0x00209072)  # image, series, frame
_VIEW_POSITION: Final = 0x00185101
_VIEW_CODES: Final = 0x00540220
_SERIES_NUMBER: Final = 0x00200011
_ANATOMIC_REGION: Final = 0x00082218
_FRAME_ANATOMY: Final = 0x00209071
_FUNCTIONAL_GROUPS: Final = (0x52009229, 0x52009230)  # shared, per frame
_CODE_VALUE: Final = 0x00080100
_PLAIN: Final = values.Context()
_TERM: Final = re.compile(r"[A-Z0-9][A-Z0-9 _/-]{0,31}")

_VIEW_OF_CODE: Final = {
    # SNOMED CT and the older SRT codes of CID 4014, View for Mammography
    "399162004": "CC",
    "R-10242": "CC",
    "399368009": "MLO",
    "R-10226": "MLO",
    "399260004": "ML",
    "R-10224": "ML",
    "399352003": "LM",
    "R-10228": "LM",
}


def summary(ds: Dataset) -> Mapping[str, str]:
    """modality, body_part, laterality, view, study_date, description, series_number: what is known.

    Every value is a code, a date, a number or, in `description`, words of imaging only, so that
    nothing of the patient's identity can be among them.
    """
    anatomy = _anatomy(ds)
    names = _identity_words(ds)
    terms = {
        "modality": _term(ds, _MODALITY),
        "body_part": _term(ds, _BODY_PART) or _coded_body_part(ds, anatomy),
        "laterality": _laterality(ds, anatomy),
        "view": _term(ds, _VIEW_POSITION) or _coded_view(ds),
    }
    found = {key: term for key, term in terms.items() if not names & set(re.split(r"\W|_", term))}
    found["study_date"] = _date(ds)
    found["description"] = _description(ds, names)
    found["series_number"] = _digits(ds, _SERIES_NUMBER)
    return {key: value for key, value in found.items() if value}


def patient(ds: Dataset) -> PatientClues:
    """What the file says about its patient; text cleaned, name groups and ^ as written."""
    return PatientClues(
        name=_name(ds),
        patient_id=_string(ds, 0x00100020) or None,
        birth_date=_string(ds, 0x00100030) or None,
        sex=_string(ds, 0x00100040)[:1].upper() or None,
        issuer=_string(ds, 0x00100021) or None,
    )


def _first(ds: Dataset, tag: int) -> object:
    element = elements.raw(ds, tag)
    if element is None:
        return None
    vr = elements.vr_of(element)
    # Codes, numbers and UIDs do not depend on the character set that the file declares.
    plain = vr in values.PLAIN and isinstance(element.value, bytes) and element.value.isascii()
    context = _PLAIN if plain else values.Context.of(ds)
    told, _ = values.told_values(element, vr, context, 1)
    return told[0] if told else None


def _string(ds: Dataset, tag: int) -> str:
    value = _first(ds, tag)
    return "" if value is None or isinstance(value, dict) else str(value)


def _name(ds: Dataset) -> str | None:
    value = _first(ds, 0x00100010)
    if isinstance(value, str):  # a broken file may give the name another representation
        return value
    if not isinstance(value, dict):
        return None
    groups = [str(value.get(key, "")) for key in ("Alphabetic", "Ideographic", "Phonetic")]
    return "=".join(groups).rstrip("=") or None


def _identity_words(ds: Dataset) -> set[str]:
    clues = patient(ds)
    told = " ".join(part for part in (clues.name, clues.patient_id) if part)
    return {word for word in re.split(r"\W|_", told.upper()) if len(word) > 2}


def _term(ds: Dataset, tag: int) -> str:
    value = _string(ds, tag).upper()
    return value if _TERM.fullmatch(value) else ""


def _digits(ds: Dataset, tag: int) -> str:
    value = _string(ds, tag)
    return value if re.fullmatch(r"[0-9]{1,9}", value) else ""


def _date(ds: Dataset) -> str:
    for tag in _DATES:
        value = _string(ds, tag).replace(".", "")  # ACR-NEMA wrote 1993.08.22
        try:
            return datetime.datetime.strptime(value, "%Y%m%d").strftime("%Y%m%d")  # noqa: DTZ007
        except ValueError:
            continue
    return ""


def _description(ds: Dataset, names: set[str]) -> str:
    found = (only_imaging_words(_string(ds, tag), names) for tag in _DESCRIPTIONS)
    return next((words for words in found if words), "")


def _item(ds: Dataset | None, tag: int) -> Dataset | None:
    element = elements.raw(ds, tag) if ds is not None else None
    if ds is None or element is None:
        return None
    found, _ = elements.items(element, values.Context.of(ds).sets, 1)
    return found[0] if found else None


def _anatomy(ds: Dataset) -> Dataset | None:
    """The frame anatomy of an enhanced object."""
    groups = (_item(ds, tag) for tag in _FUNCTIONAL_GROUPS)
    return next((found for group in groups if (found := _item(group, _FRAME_ANATOMY))), None)


def _coded_body_part(ds: Dataset, anatomy: Dataset | None) -> str:
    for holder in (ds, anatomy):
        region = _item(holder, _ANATOMIC_REGION)
        if region is not None and (term := BODY_PART_OF_CODE.get(_string(region, _CODE_VALUE))):
            return term
    return ""


def _laterality(ds: Dataset, anatomy: Dataset | None) -> str:
    for holder in (ds, anatomy):
        for tag in _LATERALITIES:
            value = _term(holder, tag)[:1] if holder is not None else ""
            if value in {"L", "R", "B"}:
                return value
    return ""


def _coded_view(ds: Dataset) -> str:
    view = _item(ds, _VIEW_CODES)
    return _VIEW_OF_CODE.get(_string(view, _CODE_VALUE), "") if view is not None else ""
