"""Slices of one series, transcoded one by one, become one entry with a film and a contact sheet."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from adapters.imaging import encode, scale, series
from adapters.imaging.renditions import CINE_SIDE, Pixels
from adapters.imaging.stills import contact_sheet, pixels
from core.imaging import Json, Kind, Purpose, Rendition, TranscodedImage, TranscodeOrder

_FPS = 10.0
_SHEET_PICTURES = 30
_STILLS = (Purpose.FULL, Purpose.PREVIEW, Purpose.THUMBNAIL)


def merged(images: Sequence[TranscodedImage], order: TranscodeOrder) -> list[TranscodedImage]:
    """The entries of an archive with every series of slices as one; the others as they were."""
    slices = []
    for number, image in enumerate(images):
        dicom = image.metadata.get("dicom")
        if image.kind is Kind.DICOM and isinstance(dicom, dict):
            slices.append(series.read(number, dicom))
    told = {one.number for one in slices}
    found: dict[int, TranscodedImage] = {
        number: image for number, image in enumerate(images) if number not in told
    }
    for one in series.group(slices):
        members = [images[number] for number in one.order]
        whole = len(members) >= series.SMALLEST and all(map(_largest, members))
        if not whole:
            found |= dict(zip(one.order, members, strict=True))
            continue
        found[min(one.order)] = _entry(one, members, order)
    return [found[number] for number in sorted(found)]


def _largest(image: TranscodedImage) -> Rendition | None:
    """The rendition that a film is made from."""
    for purpose in _STILLS:
        for one in image.renditions:
            if one.purpose is purpose:
                return one
    return None


def _entry(
    one: series.Series, members: Sequence[TranscodedImage], order: TranscodeOrder
) -> TranscodedImage:
    """The middle slice stands for the series: it shows most of what was looked at."""
    middle = members[len(members) // 2]
    made = [rendition for rendition in middle.renditions if rendition.purpose in _STILLS]
    identified = any(member.burned_in.suspected for member in members)
    if Purpose.CINE in order.purposes:
        made.append(encode.cine(_moving(members), _FPS, order.cine_format, identified=identified))
    cells = [Image.fromarray(picture) for picture in _sampled(members)]
    sheet = pixels(contact_sheet(cells))
    made.append(
        encode.still(
            sheet, order.still_format, purpose=Purpose.CONTACT_SHEET, identified=identified
        )
    )
    warnings = dict.fromkeys(word for member in members for word in member.warnings)
    if one.missing:
        warnings[f"{one.missing} slices are missing between the first and the last"] = None
    told: Json = {
        "instances": len(members),
        "missing": one.missing,
        "part": one.part,
        "shown": len(members) // 2,
    }
    return replace(
        middle,
        frames=len(members),
        metadata={**middle.metadata, "series": told},
        summary={**middle.summary, "instances": str(len(members))},
        renditions=tuple(made),
        warnings=tuple(warnings),
    )


def _moving(members: Sequence[TranscodedImage]) -> Iterator[Pixels]:
    first: tuple[int, ...] | None = None
    for member in members:
        picture = _pixels(member)
        size = scale.within(picture.shape[1], picture.shape[0], CINE_SIDE)
        picture = scale.resized(picture, size)
        first = first or picture.shape
        if picture.shape == first:
            yield picture


def _sampled(members: Sequence[TranscodedImage]) -> Iterator[Pixels]:
    count = min(_SHEET_PICTURES, len(members))
    for index in np.linspace(0, len(members) - 1, count).round().astype(int):
        picture = _pixels(members[int(index)])
        size = scale.within(picture.shape[1], picture.shape[0], scale.SIDES[Purpose.THUMBNAIL])
        yield scale.resized(picture, size)


def _pixels(member: TranscodedImage) -> Pixels:
    largest = _largest(member)
    if largest is None:
        raise ValueError("a slice without a picture")
    with Image.open(io.BytesIO(largest.data)) as image:
        return np.asarray(image)
