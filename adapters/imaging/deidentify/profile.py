"""Export of a data set by the Basic Application Level Confidentiality Profile, PS3.15 Annex E.

A new data set is built from what may stay; the one that came in is not changed. An attribute that
Annex E does not list stays, as the standard has it, if it is in the data dictionary and cannot hold
a person, a private UID, a date or a link; one that is unknown is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as SequenceAbc
from dataclasses import dataclass
from typing import Final

from pydicom import config
from pydicom.datadict import dictionary_has_tag
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag
from pydicom.uid import UID, ImplicitVRLittleEndian, SecondaryCaptureImageStorage

from adapters.imaging.deidentify import dummies, graphics, private, pseudonyms, table
from adapters.imaging.deidentify.options import Dates, Options, method_codes
from adapters.imaging.deidentify.table import Action
from adapters.imaging.metadata import elements, text, values
from adapters.imaging.metadata.words import only_imaging_words

MAX_DEPTH: Final = 24
MAX_ITEMS: Final = 100_000

_CHARACTER_SET: Final = 0x00080005
_DATES: Final = frozenset({"DA", "DT", "TM"})
_TEXTS: Final = frozenset({"LO", "LT", "SH", "ST", "UC", "UT"})
_REFERENCE_VRS: Final = frozenset({"IS", "UI", "UL", "US"})
_CLASS_UIDS: Final = frozenset({0x00080016, 0x00081150, 0x0008001A, 0x0008001B})
_PERFORMED_STEPS: Final = 0x00081111  # a list of references: kept as such, with new UIDs
_PATIENT_NAMED: Final = frozenset({0x00100010, 0x00100020})
_AGE: Final = 0x00101010
_WELL_KNOWN_SCHEMES: Final = frozenset({"DCM", "LN", "SCT", "SNM3", "SRT", "UCUM"})
_IMPLEMENTATION: Final = UID("2.25.184069125386735183917459170342165912345")


def profile(
    ds: Dataset,
    options: Options,
    uid_map: pseudonyms.UidMap,
    date_shift: int | None = None,
) -> Dataset:
    """A new data set with what the profile and `options` let stay, ready to be saved as a file.

    `date_shift` is days to add to every date, used when `options.dates` is SHIFT; None takes the
    pod's own for this patient. Pixels go over as they are. Never raises on a broken element: it is
    left out.
    """
    patient_id = _patient_id(ds)
    days = uid_map.days(patient_id) if date_shift is None else date_shift
    export = _Export(options, uid_map, days, uid_map.pseudonym(patient_id), _names(ds))
    result = export.dataset(ds, None, 0)
    _record(result, options)
    _head(result, ds, uid_map)
    return result


def _patient_id(ds: Dataset) -> str:
    element = elements.raw(ds, 0x00100020)
    if element is None:
        return ""
    told, _ = values.told_values(element, "LO", values.Context.of(ds), 1)
    return str(told[0]) if told else ""


def _names(ds: Dataset) -> frozenset[str]:
    """The words of every person's name at the top of `ds`, upper case."""
    context = values.Context.of(ds)
    words: set[str] = set()
    for tag in ds.keys():  # noqa: SIM118 - iterating a data set would convert its elements
        element = elements.raw(ds, tag)
        if element is not None and elements.vr_of(element) == "PN":
            told, _ = values.told_values(element, "PN", context, 16)
            words.update(re.split(r"\W+|_", str(told).upper()))
    return frozenset(words)


def _record(result: Dataset, options: Options) -> None:
    """(0012,0062) to (0012,0064), and what became of the dates."""
    codes = method_codes(options)
    result.PatientIdentityRemoved = "YES"
    result.DeidentificationMethod = [f"PS3.15 Annex E {table.EDITION.split(', ')[0]}"[-64:]] + [
        meaning[:64] for _, meaning in codes
    ]
    items = []
    for code, meaning in codes:
        item = Dataset()
        item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = code, "DCM", meaning
        items.append(item)
    result.DeidentificationMethodCodeSequence = Sequence(items)
    result.LongitudinalTemporalInformationModified = {
        Dates.REMOVE: "REMOVED",
        Dates.SHIFT: "MODIFIED",
        Dates.KEEP: "UNMODIFIED",
    }[options.dates]
    if options.pixels_cleaned:
        result.BurnedInAnnotation = "NO"


def _head(result: Dataset, source: Dataset, uid_map: pseudonyms.UidMap) -> None:
    """A preamble of zeros and a file meta that names no application."""
    old = getattr(source, "file_meta", None) or FileMetaDataset()
    result.SpecificCharacterSet = "ISO_IR 192"
    if not result.get("SOPClassUID"):
        result.SOPClassUID = SecondaryCaptureImageStorage
    if not result.get("SOPInstanceUID"):
        result.SOPInstanceUID = uid_map.uid(str(old.get("MediaStorageSOPInstanceUID", "")))
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = UID(str(old.get("TransferSyntaxUID") or ImplicitVRLittleEndian))
    meta.MediaStorageSOPClassUID = UID(str(result.SOPClassUID))
    meta.MediaStorageSOPInstanceUID = UID(str(result.SOPInstanceUID))
    meta.ImplementationClassUID = _IMPLEMENTATION
    result.file_meta = meta
    result.preamble = b"\0" * 128


@dataclass(frozen=True, slots=True)
class _Export:
    options: Options
    uid_map: pseudonyms.UidMap
    days: int
    pseudonym: str
    names: frozenset[str]

    def dataset(
        self, ds: Dataset, parent: values.Context | None, depth: int, *, cleaning: bool = False
    ) -> Dataset:
        """What stays of `ds`; with `cleaning`, of its free text only words of imaging."""
        context = values.Context.of(ds, parent)
        cleaning = cleaning and not _well_known_code(ds, context)
        result = Dataset()
        for tag in ds.keys():  # noqa: SIM118 - iterating a data set would convert its elements
            if tag.group <= 2 or tag.element == 0 or tag.is_private or tag == _CHARACTER_SET:
                continue
            step = _Step(self, ds, tag, context, depth, cleaning)
            element = step.element()
            if element is not None:
                result[tag] = element
        if self.options.retain_safe_private:
            for tag, vr in private.safe(ds):
                _add(result, _Step(self, ds, tag, context, depth, cleaning).kept(vr))
        return result


def _well_known_code(ds: Dataset, context: values.Context) -> bool:
    element = elements.raw(ds, 0x00080102)
    if element is None:
        return False
    told, _ = values.told_values(element, "SH", context, 1)
    return bool(told) and told[0] in _WELL_KNOWN_SCHEMES


def _add(result: Dataset, element: DataElement | None) -> None:
    if element is not None:
        result[element.tag] = element


@dataclass(frozen=True, slots=True)
class _Step:
    """One attribute on its way."""

    export: _Export
    ds: Dataset
    tag: BaseTag
    context: values.Context
    depth: int
    cleaning: bool

    def element(self) -> DataElement | None:
        """The attribute as it may leave, or None."""
        source = elements.raw(self.ds, self.tag)
        if source is None:
            return None
        vr = elements.vr_of(source, signed=self.context.signed)
        row = table.row_of(self.tag)
        if row is None:
            return self._done(self._unlisted(vr), vr)
        action = table.action(row, self.export.options)
        done = self._done(action, vr)
        if done is None and action in {Action.CLEAN, Action.SHIFT}:
            return self._done(table.basic(row), vr)
        return done

    def _unlisted(self, vr: str) -> Action:
        """The action for an attribute that Annex E does not list."""
        if self.tag.group >> 8 == 0x60:
            return Action.CLEAN if self.export.options.clean_graphics else Action.REMOVE
        if not dictionary_has_tag(self.tag) or vr in {"UN", "UR"}:
            return Action.REMOVE
        if vr in _DATES:
            by_option = {Dates.KEEP: Action.KEEP, Dates.SHIFT: Action.SHIFT}
            return by_option.get(self.export.options.dates, Action.DUMMY)
        if vr == "PN":
            return Action.EMPTY
        if vr == "UI" and self.tag not in _CLASS_UIDS and not self.export.options.retain_uids:
            return Action.UID
        if self.cleaning and vr in _TEXTS:
            return Action.CLEAN
        return Action.KEEP

    def _done(self, action: Action, vr: str) -> DataElement | None:
        if vr == "SQ":
            return self._sequence(action)
        if action is Action.REMOVE:
            return None
        if action is Action.EMPTY:
            return _made(self.tag, vr, None)
        if action is Action.DUMMY:
            return self._dummy(vr)
        if action is Action.UID:
            return self._mapped_uid()
        if action is Action.SHIFT:
            return self._shifted(vr)
        if action is Action.CLEAN:
            return self._cleaned(vr)
        return self._age() if self.tag == _AGE else self.kept(vr)

    def _sequence(self, action: Action) -> DataElement | None:
        if action is Action.REMOVE:
            return None
        if action is Action.EMPTY:
            return _made(self.tag, "SQ", Sequence())
        if action is Action.DUMMY and self.tag != _PERFORMED_STEPS:
            return _made(self.tag, "SQ", dummies.sequence(self.tag))
        if self.depth + 1 >= MAX_DEPTH:
            return None
        cleaning = self.cleaning or action is Action.CLEAN
        if cleaning and self.tag in graphics.TEXT_OF_ANNOTATIONS:
            return None
        source = elements.raw(self.ds, self.tag)
        items, _ = elements.items(source, self.context.sets, MAX_ITEMS) if source else ([], True)
        kept = [
            self.export.dataset(item, self.context, self.depth + 1, cleaning=cleaning)
            for item in items
        ]
        if action in {Action.UID, Action.DUMMY}:
            kept = [_reference(item) for item in kept]
        return _made(self.tag, "SQ", Sequence(kept))

    def _texts(self, vr: str) -> list[str]:
        """The values as text, in full, whatever the element holds."""
        source = elements.raw(self.ds, self.tag)
        value = source.value if source is not None else None
        if isinstance(value, bytes):
            decoded = text.decode(value, self.context.sets, person_name=vr == "PN")
            value = decoded.rstrip("\0 ")
            return [value] if vr in {"LT", "ST", "UT", "UR"} else value.split("\\")
        if isinstance(value, SequenceAbc) and not isinstance(value, str):
            return [str(one) for one in value]
        return [str(value)] if value not in (None, "") else []

    def _dummy(self, vr: str) -> DataElement | None:
        if self.tag in _PATIENT_NAMED:
            return _made(self.tag, vr, self.export.pseudonym)
        return (
            self._mapped_uid() if vr == "UI" else _made(self.tag, vr, dummies.value(self.tag, vr))
        )

    def _mapped_uid(self) -> DataElement:
        return _made(self.tag, "UI", [self.export.uid_map.uid(one) for one in self._texts("UI")])

    def _shifted(self, vr: str) -> DataElement | None:
        if vr not in _DATES:
            return None
        moved = [pseudonyms.shift(vr, one, self.export.days) for one in self._texts(vr)]
        return _made(self.tag, vr, moved) if moved and all(moved) else None

    def _cleaned(self, vr: str) -> DataElement | None:
        if self.tag.group >> 8 == 0x60:
            return self.kept(vr) if graphics.keeps(self.ds, self.tag) else None
        if vr not in _TEXTS | {"AE", "CS", "PN"}:
            return None
        names = self.export.names
        words = [only_imaging_words(one, names) for one in self._texts(vr)]
        kept = [one for one in words if one]
        return _made(self.tag, vr, kept) if kept else None

    def _age(self) -> DataElement | None:
        """Ages above 89 identify by themselves: they are told as 90."""
        ages = self._texts("AS")
        if len(ages) != 1 or not re.fullmatch(r"\d{3}[DWMY]", ages[0]):
            return None
        old = ages[0].endswith("Y") and int(ages[0][:3]) > 89
        return _made(self.tag, "AS", "090Y" if old else ages[0])

    def kept(self, vr: str) -> DataElement | None:
        """The attribute with its own value; None if that is broken."""
        if vr in _TEXTS:
            return _made(self.tag, vr, self._texts(vr))
        try:
            element = self.ds[self.tag]
        except elements.BROKEN:
            return None
        return element


def _reference(item: Dataset) -> Dataset:
    """Of an item that points to other objects, the pointers only."""
    bare = Dataset()
    for element in item:
        if element.VR in _REFERENCE_VRS:
            bare[element.tag] = element
    return bare


def _made(tag: BaseTag, vr: str, value: object) -> DataElement:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return DataElement(tag, vr, value, validation_mode=config.IGNORE)
