"""Values that stand in for what was taken out: of the right kind, and the same for everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

WORD: Final = "ANON"
_SENTENCE: Final = "Removed"
_INSTANT: Final = "19000101000000"

_BY_VR: Final[dict[str, object]] = {
    "AE": WORD,
    "AS": "000Y",
    "CS": WORD,
    "DA": "19000101",
    "DS": "0",
    "DT": _INSTANT,
    "FD": 0.0,
    "FL": 0.0,
    "IS": "0",
    "LO": WORD,
    "LT": _SENTENCE,
    "OB": b"\0\0",
    "OW": b"\0\0",
    "PN": WORD,
    "SH": WORD,
    "SL": 0,
    "SS": 0,
    "ST": _SENTENCE,
    "TM": "000000",
    "UC": WORD,
    "UL": 0,
    "UN": b"\0\0",
    "UR": "about:blank",
    "US": 0,
    "UT": _SENTENCE,
}

_EMPTY_PDF: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
_BY_TAG: Final[dict[int, object]] = {
    0x00420011: _EMPTY_PDF + b" " * (len(_EMPTY_PDF) % 2),  # Encapsulated Document
    0x04000565: "COERCE",  # Reason for the Attribute Modification: an enumerated value
}


def value(tag: int, vr: str) -> object:
    """A valid value that is not empty, for any VR but UI and SQ; KeyError for those."""
    return _BY_TAG[tag] if tag in _BY_TAG else _BY_VR[vr]


def _item(**attributes: object) -> Dataset:
    item = Dataset()
    for keyword, one in attributes.items():
        setattr(item, keyword, one)
    return item


def _code(value: str, meaning: str, scheme: str = "99CAREPODS") -> Dataset:
    return _item(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)


def _removed() -> Dataset:
    return _code("REMOVED", _SENTENCE)


def _content() -> Dataset:
    return _item(
        RelationshipType="CONTAINS",
        ValueType="TEXT",
        ConceptNameCodeSequence=Sequence([_code("121071", "Finding", "DCM")]),
        TextValue=_SENTENCE,
    )


def _graphic_annotation() -> Dataset:
    text = _item(
        UnformattedTextValue=_SENTENCE,
        AnchorPointAnnotationUnits="DISPLAY",
        AnchorPoint=[0.0, 0.0],
        AnchorPointVisibility="N",
    )
    return _item(GraphicLayer=WORD, TextObjectSequence=Sequence([text]))


def _flow_identifier() -> Dataset:
    return _item(FlowIdentifier=b"\0\0")


def _operator() -> Dataset:
    return _item(PersonIdentificationCodeSequence=Sequence([_removed()]), InstitutionName=WORD)


def _observer() -> Dataset:
    return _item(
        VerifyingObserverName=WORD,
        VerifyingObserverIdentificationCodeSequence=Sequence(),
        VerifyingOrganization=WORD,
        VerificationDateTime=_INSTANT,
    )


_ITEMS: Final[dict[int, Callable[[], Dataset]]] = {
    0x00080082: _removed,  # Institution Code
    0x00081072: _operator,  # Operator Identification
    0x00340001: _flow_identifier,
    0x00401101: _removed,  # Person Identification Code
    0x0040A073: _observer,  # Verifying Observer
    0x0040A730: _content,
    0x00700001: _graphic_annotation,
}


def sequence(tag: int) -> Sequence:
    """One item that the sequence at `tag` may validly hold, with nothing of the old ones."""
    return Sequence([_ITEMS.get(tag, Dataset)()])
