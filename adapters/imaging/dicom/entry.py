"""One DICOM object to one image entry, by what kind of object it is."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from PIL import Image
from pydicom.uid import UID

from adapters.imaging import document, letters, pages, scale, video
from adapters.imaging.dicom import (
    content,
    describe,
    grey,
    orientation,
    overlays,
    picture,
    rate,
    reading,
    report,
    slide,
    stream,
    waveform,
)
from adapters.imaging.dicom import shape as pixel
from adapters.imaging.dicom.fragments import Fragments
from adapters.imaging.dicom.frames import Frames
from adapters.imaging.dicom.reading import Parsed, PixelElement
from adapters.imaging.dicom.shape import Array
from adapters.imaging.dicom.syntaxes import Codec
from adapters.imaging.errors import Refused
from adapters.imaging.limits import LIMITS
from adapters.imaging.renditions import Maker, Pixels
from adapters.imaging.window import Linear
from core.imaging import Json, Purpose, Refusal, TranscodedImage, TranscodeOrder

_PDF = b"%PDF-"
_RANGE_SAMPLES = 8
_LOOKED_AT = frozenset((Purpose.PREVIEW, Purpose.THUMBNAIL, Purpose.CINE))


def transcode(data: memoryview, order: TranscodeOrder) -> list[TranscodedImage]:
    """Every picture of one DICOM object. Raises Refused."""
    started = time.perf_counter()
    parsed = reading.read(data)
    image = _make(parsed, order)
    elapsed = (time.perf_counter() - started) * 1000
    return [describe.timed(image, elapsed, len(data))]


def _make(parsed: Parsed, order: TranscodeOrder) -> TranscodedImage:
    dataset = parsed.dataset
    if parsed.pixels is not None:
        return _pictures(parsed, order)
    if "EncapsulatedDocument" in dataset or "ValueType" in dataset or "WaveformSequence" in dataset:
        reading.refuse_cut(dataset)
    if isinstance(dataset.get("EncapsulatedDocument"), bytes):
        return _document(parsed, order)
    if report.is_report(dataset):
        lines = report.lines(dataset)
        return _pages(parsed, order, "report", letters.pages(lines, LIMITS.pages + 1))
    if waveform.is_waveform(dataset):
        curves = waveform.channels(dataset, parsed.syntax.little_endian)
        if curves:
            return _pages(parsed, order, "waveform", waveform.pages(curves, LIMITS.pages + 1))
    name = UID(pixel.text(dataset, "SOPClassUID")).name
    raise Refused(Refusal.NO_PICTURE, f"no pixel data: {name}")


def _pages(
    parsed: Parsed, order: TranscodeOrder, decoder: str, drawn: Iterator[Image.Image]
) -> TranscodedImage:
    """An object that is read rather than looked at, as pages."""
    first = next(drawn)
    shown = itertools.islice(drawn, LIMITS.pages - 1)
    # What stands in a report may name the patient anywhere.
    made = pages.renditions(itertools.chain((first,), shown), order, identified=True)
    count = max(1, sum(one.purpose is Purpose.FULL for one in made))
    more = (f"{LIMITS.pages} pages shown, there are more",) if next(drawn, None) else ()
    size = first.width, first.height
    return describe.image(parsed, decoder, size, count, made, warnings=more)


def _document(parsed: Parsed, order: TranscodeOrder) -> TranscodedImage:
    held: bytes = parsed.dataset.EncapsulatedDocument
    if held.lstrip()[:5] != _PDF:
        kind = pixel.text(parsed.dataset, "MIMETypeOfEncapsulatedDocument") or "unknown"
        known = kind if kind in ("model/stl", "model/obj", "text/xml") else "unknown"
        raise Refused(Refusal.NO_PICTURE, f"encapsulated document of type {known}")
    inner = document.transcode(memoryview(held), order)[0]
    made = [replace(one, identified=True) for one in inner.renditions]
    size = inner.width, inner.height
    return describe.image(parsed, inner.decoder, size, inner.frames, made, warnings=inner.warnings)


def _pictures(parsed: Parsed, order: TranscodeOrder) -> TranscodedImage:
    if parsed.pixels is None:
        raise Refused(Refusal.NO_PICTURE, "no pixel data")
    if parsed.syntax.codec is Codec.VIDEO:
        return _video(parsed, parsed.pixels, order)
    frames = Frames(parsed, parsed.pixels)
    index = order.frame or 0
    if not 0 <= index < frames.shape.frames:
        raise Refused(Refusal.NO_PICTURE, f"no frame {index} of {frames.shape.frames}")
    stored = frames.frame(index, _reduction(frames, order))
    drawn = picture.map_frame(frames, stored, index, order.window)
    painted = _with_overlays(frames, drawn.pixels, index, order)
    maker = Maker(order, picture.aspect(frames, index), frames.shape.frame_bits // 8)
    maker.full(painted)
    small, look = _for_looking(frames, stored, drawn, painted, order)
    tiled = slide.is_tiled(parsed.dataset, frames.shape)
    if tiled and order.frame is None and order.purposes & scale.SIDES.keys():
        small = _overview(frames, order)
        maker.square()
    maker.smaller(small, frames.shape.columns)
    maker.marked(orientation.view(parsed.dataset, index))
    if frames.shape.frames > 1 and not tiled and order.frame is None:
        _film(frames, maker, order, look)
    size = frames.shape.columns, frames.shape.rows
    return describe.image(
        parsed,
        frames.decoder,
        size,
        frames.shape.frames,
        maker.made,
        look=drawn.look,
        frame=index,
        scale=maker.scale,
        burned=describe.burned_in(parsed.dataset, drawn.pixels if order.find_text else None),
    )


def _video(parsed: Parsed, pixels: PixelElement, order: TranscodeOrder) -> TranscodedImage:
    shape = pixel.of(parsed.dataset, pixels.tag)
    held = Fragments(pixels.value, 1).whole() if pixels.undefined_length else bytes(pixels.value)
    fps = rate.frames_a_second(parsed.dataset)
    clip = stream.clip(held, shape.columns, shape.rows, fps)
    if clip is None:
        raise Refused(Refusal.UNSUPPORTED_CODEC, parsed.syntax.name)
    inner = video.transcode(memoryview(clip), order)[0]
    size = inner.width, inner.height
    burned = describe.burned_in(parsed.dataset, None)
    return describe.image(
        parsed,
        inner.decoder,
        size,
        inner.frames,
        inner.renditions,
        burned=burned,
        warnings=inner.warnings,
    )


def _reduction(frames: Frames, order: TranscodeOrder) -> int:
    """How many times a JPEG 2000 frame may be halved while still as large as is asked for."""
    film = Purpose.CINE in order.purposes and frames.shape.frames > 1 and order.frame is None
    if order.purposes & {Purpose.FULL, Purpose.ORIGINAL} or film or order.overlays:
        return 0
    if order.find_text and describe.may_be_painted(frames.dataset):
        return 0  # small letters would be lost to the search
    large = order.purposes & {Purpose.PREVIEW, Purpose.MARKED}
    side = scale.SIDES[Purpose.PREVIEW if large else Purpose.THUMBNAIL]
    longest, times = max(frames.shape.rows, frames.shape.columns), 0
    while longest // 2 >= side and times < 5:
        longest, times = longest // 2, times + 1
    return times


def _with_overlays(frames: Frames, pixels: Pixels, index: int, order: TranscodeOrder) -> Pixels:
    if not order.overlays:
        return pixels
    embedded = frames.unmasked(index)
    for plane in overlays.planes(frames.dataset, frames.shape, embedded, index):
        pixels = overlays.paint(pixels, plane)
    return pixels


def _for_looking(
    frames: Frames,
    stored: Array,
    drawn: picture.Picture,
    painted: Pixels,
    order: TranscodeOrder,
) -> tuple[Pixels, grey.Look | None]:
    """What preview, thumbnail and film show: the same, or where the file names no window and its
    range says little, a window by content."""
    look = drawn.look
    asked = order.window == grey.RANGE or order.overlays or not order.purposes & _LOOKED_AT
    if look is None or look.source != "range" or asked:
        return painted, look
    better = content.look(frames.dataset, frames.shape, stored, look)
    if better is None:
        return painted, look
    return picture.map_frame(frames, stored, 0, None, better).pixels, better


def _overview(frames: Frames, order: TranscodeOrder) -> Pixels:

    def tile(at: int) -> Pixels | None:
        try:
            return picture.draw(frames, at, order.window).pixels
        except Refused:
            if "some tiles could not be read" not in frames.warnings:
                frames.warnings.append("some tiles could not be read")
            return None

    whole = slide.overview(frames.dataset, frames.shape, tile)
    if whole is None:
        frames.warnings.append("too many tiles for an overview: one tile is shown")
        return picture.draw(frames, 0, order.window).pixels
    return whole


def _film(frames: Frames, maker: Maker, order: TranscodeOrder, look: grey.Look | None) -> None:
    if Purpose.CINE not in order.purposes:
        return
    count, step = _shown(frames)
    fps = rate.frames_a_second(frames.dataset) / step
    if step > 1:
        frames.warnings.append(f"every {step}. frame of {frames.shape.frames} in the film")
    if look is not None and look.source == "range":
        look = _common_look(frames, look)
    chosen = range(0, count * step, step)
    maker.cine(_moving(lambda at: picture.draw(frames, at, order.window, look).pixels, chosen),
               count, fps, _common_view(frames, chosen))  # fmt: skip


def _common_view(frames: Frames, chosen: Sequence[int]) -> Json:
    """Sides and size that hold for every frame of a film; nothing where they differ."""
    views = (orientation.view(frames.dataset, at) for at in chosen)
    first = next(views)
    return first if all(one == first for one in views) else {}


def _shown(frames: Frames) -> tuple[int, int]:
    """How many frames a film shows, and which: every `step`."""
    total = frames.shape.frames
    most = max(2, min(LIMITS.frames, LIMITS.cine_pixels // frames.shape.pixels))
    step = -(-total // most)
    return -(-total // step), step


def _moving(draw: Callable[[int], Pixels], chosen: Sequence[int]) -> Iterator[Pixels]:
    """Frames in turn; a film whose later frames are broken ends there."""
    for at in chosen:
        try:
            yield draw(at)
        except Refused:
            if at == chosen[0]:
                raise
            return


def _common_look(frames: Frames, look: grey.Look) -> grey.Look:
    """One range for the whole film, from a few frames of it, so that it does not flicker."""
    total = frames.shape.frames
    seen = {round(i * (total - 1) / (_RANGE_SAMPLES - 1)) for i in range(_RANGE_SAMPLES)}
    lows, highs = [], []
    for at in sorted(seen):
        try:
            low, high = grey.finite_range(frames.frame(at), frames.shape)
        except Refused:
            continue
        lows.append(low)
        highs.append(high)
    if not lows or not isinstance(look.mapping, Linear):
        return look
    mapping = replace(look.mapping, low=min(lows), high=float(np.max(highs)))
    return replace(look, mapping=mapping)
