"""How fast the frames of an object follow each other, and whether they are a film at all."""

from __future__ import annotations

from pydicom.dataset import Dataset

from adapters.imaging.dicom import shape as pixel

USUAL, STACK = 20.0, 10.0
_STACKS = frozenset({"CT", "MR", "PT", "NM", "SEG", "RTDOSE", "OPT", "OCT", "BMD", "SM"})


def frames_a_second(dataset: Dataset) -> float:
    """By the file's own display rate, else by its frame time, else as its kind is looked at."""
    for keyword in ("RecommendedDisplayFrameRate", "CineRate"):
        rate = pixel.number(dataset, keyword)
        if rate and 0.1 <= rate <= 240:
            return rate
    frame_time = pixel.number(dataset, "FrameTime")
    if frame_time and 4 <= frame_time <= 10_000:
        return 1000 / frame_time
    vector = [one for one in pixel.numbers(dataset, "FrameTimeVector") if one > 0]
    if vector:
        mean = sum(vector) / len(vector)
        if 4 <= mean <= 10_000:
            return 1000 / mean
    return STACK if pixel.text(dataset, "Modality") in _STACKS else USUAL
