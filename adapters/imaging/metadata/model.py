"""A data set as the DICOM JSON model of PS3.18 Annex F, whatever state the data set is in.

The values are read from the raw elements by this folder, not by pydicom's converters: those decode
with any codec that a file names, follow nested sequences to any depth and raise on broken values.
The data set is never changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydicom.dataset import Dataset

from adapters.imaging.metadata import elements, values
from core.imaging import Json


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a data set is told; beyond it the rest is left out."""

    depth: int = 8
    items: int = 64  # of one sequence
    elements: int = 4096  # of the whole data set
    values: int = 256  # of one element
    characters: int = 512 * 1024  # of all text together


DEFAULT_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Model:
    """`attributes` maps "GGGGEEEE" to {"vr", "Value"?}; `cut`: a limit left something out."""

    attributes: dict[str, Json]
    cut: bool


def dicom_json(ds: Dataset, limits: Limits = DEFAULT_LIMITS) -> dict[str, Json]:
    """The DICOM JSON model of `ds`: bulk data named but left out, bounded, never raising."""
    return model(ds, limits).attributes


def model(ds: Dataset, limits: Limits = DEFAULT_LIMITS) -> Model:
    """Like `dicom_json`, and whether a limit left something out."""
    walk = _Walk(limits)
    attributes = walk.dataset(ds, None, 0)
    return Model(attributes, walk.cut)


class _Walk:
    """One pass over a data set, with what is left of each limit."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.elements_left = limits.elements
        self.characters_left = limits.characters
        self.cut = False

    def dataset(self, ds: Dataset, parent: values.Context | None, depth: int) -> dict[str, Json]:
        context = values.Context.of(ds, parent)
        told: list[tuple[int, Json]] = []
        for tag, element in elements.in_order_of_worth(ds):
            if self.elements_left <= 0 or self.characters_left <= 0:
                self.cut = True
                break
            self.elements_left -= 1
            if tag & 0xFFFF:  # group lengths are no part of the model
                told.append((tag, self._attribute(element, context, depth)))
        told.sort()  # no two have the same tag: attributes are never compared
        return {f"{tag:08X}": attribute for tag, attribute in told}

    def _spent(self) -> bool:
        if self.elements_left > 0 and self.characters_left > 0:
            return False
        self.cut = True
        return True

    def _attribute(self, element: elements.Element, context: values.Context, depth: int) -> Json:
        vr = elements.vr_of(element, signed=context.signed)
        if vr == "SQ":
            return self._sequence(element, context, depth)
        if vr in values.BULK:
            return {"vr": vr}
        told, cut, letters = values.remembered(element, vr, context, self.limits.values)
        self.cut |= cut
        self.characters_left -= letters
        return {"vr": vr, "Value": told} if told else {"vr": vr}

    def _sequence(self, element: elements.Element, context: values.Context, depth: int) -> Json:
        if depth + 1 >= self.limits.depth:
            self.cut = True
            return {"vr": "SQ"}
        items, cut = elements.items(element, context.sets, self.limits.items)
        self.cut |= cut
        told = []
        for item in items:
            if self._spent():
                break
            told.append(self.dataset(item, context, depth + 1))
        return {"vr": "SQ", "Value": told} if told else {"vr": "SQ"}
