"""Objects of an archive that speak about other pictures in it: drawn over those, where both came.

A presentation state says how somebody wanted a picture to be seen; a segmentation, which of its
points are what. Neither is much of a picture by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from adapters.imaging.dicom import geometry, presentation, reading, segmentation
from adapters.imaging.dicom.geometry import Grid
from adapters.imaging.errors import Refused
from adapters.imaging.series import SMALLEST
from core.imaging import Kind, Refusal, TranscodedImage, TranscodeOrder

MOST = 20  # companions of one upload
LARGEST = 64 << 20  # bytes of one
_HEAD = 1024
_STORAGE = rb"1\.2\.840\.10008\.5\.1\.4\.1\.1\."
_STATE = re.compile(_STORAGE + rb"11\.[1268]\0?(?![0-9.])")
_SEGMENTATION = re.compile(_STORAGE + rb"66\.[47]\0?(?![0-9.])")


@dataclass(frozen=True, slots=True)
class Source:
    """A picture of the upload: what became of it, and its bytes once more."""

    image: TranscodedImage
    read: Callable[[], memoryview]

    @property
    def uid(self) -> str:
        """Its SOP Instance UID; empty where it has none."""
        return _first(self.image, "00080018")


def is_one(content: memoryview) -> bool:
    """Whether a DICOM file speaks about other pictures, by the class at its head."""
    head = bytes(content[:_HEAD])
    return bool(_STATE.search(head) or _SEGMENTATION.search(head))


def drawn(
    companion: memoryview, sources: Sequence[Source], order: TranscodeOrder
) -> list[TranscodedImage]:
    """Its entries over the pictures that it names. Raises Refused (NO_PICTURE) where none is here.

    `sources` are all DICOM pictures of the upload.
    """
    parsed = reading.read(companion)
    known: Mapping[str, Source] = {one.uid: one for one in sources if one.uid}
    if parsed.pixels is None:
        return _states(parsed, known, order)
    found = segmentation.planes(parsed, {uid: _place(one.image) for uid, one in known.items()})
    if not found:
        raise Refused(Refusal.NO_PICTURE, "a segmentation without its pictures")
    return [segmentation.over(parsed, found, {uid: known[uid].read for uid in found}, order)]


def _states(
    parsed: reading.Parsed, known: Mapping[str, Source], order: TranscodeOrder
) -> list[TranscodedImage]:
    here = [one for one in presentation.references(parsed.dataset) if one[0] in known]
    if not here:
        raise Refused(Refusal.NO_PICTURE, "a presentation state without its pictures")
    return [
        presentation.applied(parsed, known[uid].read(), uid, frame, order)
        for uid, frame in _worth_showing(here, presentation.singled_out(parsed.dataset))
    ]


def _worth_showing(here: Sequence[tuple[str, int]], drawn_on: set[str]) -> list[tuple[str, int]]:
    """Scanners write a state for every series, which names each slice of it: of those the middle
    one shows what the state does, unless something was drawn on some of them."""
    if len(here) < SMALLEST:
        return list(here)
    chosen = [one for one in here if one[0] in drawn_on][: presentation.MOST_PICTURES]
    return chosen or [here[len(here) // 2]]


def source(image: TranscodedImage, read: Callable[[], memoryview]) -> Source | None:
    """A picture that others may speak about; None for what is no DICOM picture."""
    return Source(image, read) if image.kind is Kind.DICOM else None


def _place(image: TranscodedImage) -> Grid | None:
    """Where a slice lies; None where it does not say."""
    told = (_numbers(image, tag) for tag in ("00200032", "00200037", "00280030"))
    return geometry.grid(*told)


def _numbers(image: TranscodedImage, tag: str) -> list[float]:
    try:
        return [float(str(one)) for one in _values(image, tag)]
    except ValueError:
        return []


def _first(image: TranscodedImage, tag: str) -> str:
    values = _values(image, tag)
    return str(values[0]) if values else ""


def _values(image: TranscodedImage, tag: str) -> list[object]:
    dicom = image.metadata.get("dicom")
    attribute = dicom.get(tag) if isinstance(dicom, dict) else None
    values = attribute.get("Value") if isinstance(attribute, dict) else None
    return values if isinstance(values, list) else []
