"""Photographs, screenshots, scans and animated pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PIL import Image

from adapters.imaging import animation, openers, pages, straighten
from adapters.imaging.colour import LEFT_ASIDE, to_srgb
from adapters.imaging.guard import decoding
from adapters.imaging.limits import LIMITS, Limits
from adapters.imaging.measure import Measured, measure
from adapters.imaging.metadata.photo import exif
from adapters.imaging.renditions import Maker
from adapters.imaging.stills import Pixels, fit, longest_side, painted_text, pixels
from core.imaging import (
    BurnedIn,
    Json,
    Kind,
    PatientClues,
    Rendition,
    TranscodedImage,
    TranscodeOrder,
)

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def transcode(
    data: memoryview, form: str, order: TranscodeOrder, limits: Limits = LIMITS
) -> list[TranscodedImage]:
    """One entry of a picture of format `form` (a name that `sniff` gives). Raises Refused.

    A moving picture gets a film beside its first frame; a TIFF of many pages is a set of pages.
    """
    measured = measure(data, form, limits)
    side = longest_side(order, limits)
    with decoding(form):
        opened = openers.open_picture(data, form, measured, side)
    told = exif(opened.image)
    if len(measured.pages) > 1:
        return [_page_set(opened, measured, order, told, limits)]
    if measured.frames > 1 and opened.frames > 1:
        return [_animation(opened, order, told, limits)]
    return [_still(opened, order, told, side)]


def _still(opened: openers.Opened, order: TranscodeOrder, told: Json, side: int) -> TranscodedImage:
    shown, note = _upright_pixels(opened, side)
    straight = straighten.straightened(shown) if order.straight else None
    shown = shown if straight is None else straight
    maker = Maker(order, raw_bytes=shown.nbytes)
    maker.stills(shown)
    scale = max(shown.shape[:2]) / max(opened.source_size)
    text = painted_text(shown, order, maker.preview)
    made = _entry(opened, 1, opened.source_size, maker.made, told, text, note=note, scale=scale)
    return made if not order.straight else _saying(made, straightened=straight is not None)


def _saying(image: TranscodedImage, **more: bool) -> TranscodedImage:
    """The entry with more words about what was done."""
    done = image.metadata["transcoding"]
    block = {**done, **more} if isinstance(done, dict) else more
    return replace(image, metadata={**image.metadata, "transcoding": block})


def _upright_pixels(opened: openers.Opened, side: int) -> tuple[Pixels, str]:
    """The opened image is given up, so that one copy less is held while encoding."""
    with decoding(opened.decoder):
        image, note = upright(opened.take(), side)
        return pixels(image), note


def _animation(
    opened: openers.Opened, order: TranscodeOrder, told: Json, limits: Limits
) -> TranscodedImage:
    made, text, warnings = animation.renditions(opened.image, opened.frames, order, limits)
    return _entry(opened, opened.frames, opened.source_size, made, told, text, warnings=warnings)


def _page_set(
    opened: openers.Opened,
    measured: Measured,
    order: TranscodeOrder,
    told: Json,
    limits: Limits,
) -> TranscodedImage:
    numbers, warnings = pages.chosen(measured.pages, order, limits)

    def draw() -> Iterable[Image.Image]:
        for number in numbers:
            with decoding(opened.decoder):
                opened.image.seek(number)
                page = upright(opened.image.copy(), limits.page_side)[0]
            yield page

    made = pages.renditions(draw(), order)
    text = BurnedIn(suspected=True, reason="modality")
    return _entry(
        opened, len(measured.pages), opened.source_size, made, told, text, warnings=warnings
    )


def upright(image: Image.Image, side: int) -> tuple[Image.Image, str]:
    """The picture as it is meant to be seen: scaled to `side`, sRGB or grey, turned, on white."""
    image.load()
    turn = image.getexif().get(_ORIENTATION)
    profile = image.info.get("icc_profile")
    if image.mode in ("L", "RGB"):
        image = fit(image, side)  # before the colours: fewer pixels to convert
        if profile:
            image.info["icc_profile"] = profile
    image, note = to_srgb(image)
    image = fit(image, side)
    if turn in _TURNS:
        image = image.transpose(_TURNS[turn])
    return image, note


def _entry(
    opened: openers.Opened,
    frames: int,
    size: tuple[int, int],
    made: list[Rendition],
    told: Json,
    text: BurnedIn,
    *,
    warnings: Iterable[str] = (),
    note: str = "",
    scale: float = 1.0,
) -> TranscodedImage:
    taken = str(told.get("DateTimeOriginal") or told.get("DateTime") or "")
    summary = {"study_date": taken[:10].replace(":", "")} if taken[4:5] == ":" else {}
    if frames > 1:
        summary["instances"] = str(frames)
    return TranscodedImage(
        kind=Kind.PHOTO,
        transfer_syntax=None,
        frames=frames,
        width=size[0],
        height=size[1],
        decoder=opened.decoder,
        metadata={
            "exif": told,
            "transcoding": {
                "decoder": opened.decoder,
                "scale": round(scale, 4),
                "colour": note or "as it is",
            },
        },
        summary=summary,
        patient=PatientClues(),
        burned_in=text,
        renditions=tuple(replace(one, identified=text.suspected) for one in made),
        warnings=(*warnings, *((note,) if note == LEFT_ASIDE else ())),
    )
