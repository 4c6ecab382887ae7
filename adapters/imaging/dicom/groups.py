"""Functional groups of enhanced objects: what holds for one frame, else for all."""

from __future__ import annotations

from pydicom.dataset import Dataset


def functional_group(dataset: Dataset, frame: int, keyword: str) -> Dataset | None:
    """The item of one functional group for `frame`, None where the object has none."""
    for where, index in (
        ("PerFrameFunctionalGroupsSequence", frame),
        ("SharedFunctionalGroupsSequence", 0),
    ):
        groups = dataset.get(where)
        if not groups or index >= len(groups):
            continue
        items = groups[index].get(keyword)
        if items:
            item: Dataset = items[0]
            return item
    return None
