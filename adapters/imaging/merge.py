"""Slices of one series, transcoded one by one, become one entry with a film and a contact sheet."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np
from PIL import Image

from adapters.imaging import encode, key_images, marks, scale, series
from adapters.imaging.renditions import CINE_SIDE, Pixels
from adapters.imaging.stills import contact_sheet, pixels
from core.imaging import Json, Kind, Purpose, Rendition, TranscodedImage, TranscodeOrder

_FPS = 10.0
_SHEET_PICTURES = 30
_STILLS = (Purpose.FULL, Purpose.PREVIEW, Purpose.THUMBNAIL)
_KEPT = (*_STILLS, Purpose.MARKED)


def merged(images: Sequence[TranscodedImage], order: TranscodeOrder) -> list[TranscodedImage]:
    """The entries of an archive with every series of slices as one; the others as they were."""
    slices = []
    for number, image in enumerate(images):
        dicom = image.metadata.get("dicom")
        # What was drawn over other pictures is no slice of theirs, nor of its own kind.
        if image.kind is Kind.DICOM and isinstance(dicom, dict) and "over" not in image.metadata:
            slices.append(series.read(number, dicom))
    told = {one.number for one in slices}
    keys = key_images.named(images)
    found: dict[int, TranscodedImage] = {
        number: image for number, image in enumerate(images) if number not in told
    }
    for one in series.group(slices):
        members = [images[number] for number in one.order]
        whole = len(members) >= series.SMALLEST and all(map(_largest, members))
        if not whole:
            found |= dict(zip(one.order, members, strict=True))
            continue
        found[min(one.order)] = _entry(one, members, order, keys)
    return [found[number] for number in sorted(found)]


def _largest(image: TranscodedImage) -> Rendition | None:
    """The rendition that a film is made from."""
    for purpose in _STILLS:
        for one in image.renditions:
            if one.purpose is purpose:
                return one
    return None


def _entry(
    one: series.Series,
    members: Sequence[TranscodedImage],
    order: TranscodeOrder,
    keys: AbstractSet[str],
) -> TranscodedImage:
    """The slice that somebody marked as a key image stands for the series, else the middle one: it
    shows most of what was looked at."""
    marked = [at for at, member in enumerate(members) if key_images.uid(member) in keys]
    shown = marked[0] if marked else len(members) // 2
    middle = members[shown]
    made = [rendition for rendition in middle.renditions if rendition.purpose in _KEPT]
    identified = any(member.burned_in.suspected for member in members)
    if Purpose.CINE in order.purposes:
        moving = _moving(members, _frame(members) if Purpose.MARKED in order.purposes else None)
        made.append(encode.cine(moving, _FPS, order.cine_format, identified=identified))
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
        "shown": shown,
        "keys": marked,
    }
    return replace(
        middle,
        frames=len(members),
        metadata={**middle.metadata, "series": told},
        summary={**middle.summary, "instances": str(len(members)), **_which(one)},
        renditions=tuple(made),
        warnings=tuple(warnings),
    )


def _which(one: series.Series) -> dict[str, str]:
    """Which phase or echo an entry is, as "2/3", for the words below it."""
    return {"part": f"{one.which[0]}/{one.which[1]}"} if one.which else {}


def _frame(members: Sequence[TranscodedImage]) -> marks.Frame | None:
    """The margin of a film; None where its pictures do not all look the same way, alike large."""
    views = [_view(member) for member in members]
    largest = _largest(members[0])
    if largest is None or any(one != views[0] for one in views):
        return None
    width, _ = scale.within(largest.width, largest.height, CINE_SIDE)
    told = marks.of_view(views[0], width / members[0].width)
    return marks.Frame(told) if told else None


def _view(member: TranscodedImage) -> Json:
    done = member.metadata.get("transcoding")
    view = done.get("view") if isinstance(done, dict) else None
    return view if isinstance(view, dict) else {}


def _moving(members: Sequence[TranscodedImage], frame: marks.Frame | None) -> Iterator[Pixels]:
    first: tuple[int, ...] | None = None
    for member in members:
        picture = _pixels(member)
        size = scale.within(picture.shape[1], picture.shape[0], CINE_SIDE)
        picture = scale.resized(picture, size)
        first = first or picture.shape
        if picture.shape == first:
            yield frame.around(picture) if frame else picture


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
