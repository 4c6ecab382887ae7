"""Functional groups of enhanced objects: what holds for one frame, else for all."""

from __future__ import annotations

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from adapters.imaging.dicom import raw


def functional_group(dataset: Dataset, frame: int, keyword: str) -> Dataset | None:
    """The item of one functional group for `frame`, None where the object has none."""
    for where, index in (
        ("PerFrameFunctionalGroupsSequence", frame),
        ("SharedFunctionalGroupsSequence", 0),
    ):
        groups = raw.value(dataset, where)
        if not isinstance(groups, Sequence) or index >= len(groups):
            continue
        items = raw.value(groups[index], keyword)
        if isinstance(items, Sequence) and items:
            item: Dataset = items[0]
            return item
    return None
