"""Hostile uploads, built here: every family with the verdict that it must get.

`REJECT` must be refused with a reason, `ACCEPT` must give a picture, `EITHER` may do one or the
other; none may crash, hang, or take more than a gigabyte.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile_inputs import archives, boxes, dicom, documents, pictures, polyglots
from tests.hostile_inputs.case import ACCEPT, EITHER, REJECT, Case

__all__ = ["ACCEPT", "EITHER", "REJECT", "Case", "cases"]


def cases() -> Iterator[Case]:
    """All of them, small first, each built when it is asked for."""
    for module in (polyglots, pictures, boxes, documents, archives, dicom):
        yield from module.cases()
