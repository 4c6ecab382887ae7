"""Many pictures at once: counted, named, and asked about before any of them is shared."""

from __future__ import annotations

from collections.abc import Sequence

from core import describe
from core.imaging import Kind
from core.model import Image, Pod, Upload
from core.usecases.desk import Choice, Desk, Words

MOST_UNASKED = 10  # entries that are shared without a question
MOST_PICTURES_UNASKED = 40  # and pictures in them, where they are of several series
MOST_BY_ONE_PRESS = 50
NAMED = 10  # series that have a line and a button of their own
_A_ROW = 5


def asks(images: Sequence[Image]) -> bool:
    """Whether their sender says first which of them are shared."""
    series = sum(map(_is_series, images))
    pictures = sum(map(_pictures, images))
    return len(images) > MOST_UNASKED or (series > 1 and pictures > MOST_PICTURES_UNASKED)


def question(ready: Sequence[Image]) -> Words:
    """ "3 series, 412 pictures in all. Which shall I share?", and what each is."""
    series = sum(map(_is_series, ready))
    if series < 2:
        numbers = ", ".join(f"#{image.number}" for image in ready)
        return Words("upload-which", {"count": len(ready), "numbers": numbers})
    lines = [
        Words(
            "picture-title",
            {"number": image.number, "what": Words("picture-what", describe.of_image(image))},
        )
        for image in ready[:NAMED]
    ]
    if len(ready) > NAMED:
        lines.append(Words("literal", {"text": "…"}))
    pictures = sum(map(_pictures, ready))
    return Words("upload-which-series", {"series": series, "pictures": pictures, "lines": lines})


async def choices(
    desk: Desk, pod: Pod, upload: Upload, ready: Sequence[Image]
) -> list[list[Choice]]:
    """A button for each that has a line, and one for all of them."""
    one_by_one: list[Choice] = []
    if sum(map(_is_series, ready)) > 1:
        for image in ready[:NAMED]:
            label = Words("literal", {"text": f"#{image.number}"})
            one_by_one.append(await _choice(desk, pod, upload, label, [image]))
    every = ready[:MOST_BY_ONE_PRESS]
    rows = [one_by_one[at : at + _A_ROW] for at in range(0, len(one_by_one), _A_ROW)]
    return [*rows, [await _choice(desk, pod, upload, Words("button-share-all"), every)]]


async def _choice(
    desk: Desk, pod: Pod, upload: Upload, label: Words, images: Sequence[Image]
) -> Choice:
    named = {"images": " ".join(image.id for image in images)}
    return await desk.choice(label, "share", named, pod=pod.id, user=upload.sender)


def _is_series(image: Image) -> bool:
    return image.kind == Kind.DICOM.value and _pictures(image) > 1


def _pictures(image: Image) -> int:
    return describe.describe(image.summary, kind=image.kind, frames=image.frames).count
