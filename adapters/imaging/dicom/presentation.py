"""A softcopy presentation state (PS3.3 A.33) applied to a picture that it names.

Applied: its modality and VOI transformation, inversion, shutters, graphics, rotation and flip, and
the displayed area. The words of its annotations are not drawn, because names stand in them, too;
that there are some is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from adapters.imaging import metadata
from adapters.imaging.dicom import describe, graphics, picture, reading
from adapters.imaging.dicom import shape as pixel
from adapters.imaging.dicom.frames import Frames
from adapters.imaging.dicom.reading import Parsed
from adapters.imaging.errors import Refused
from adapters.imaging.renditions import Maker
from core.imaging import JsonValue, Refusal, TranscodedImage, TranscodeOrder

Pixels = npt.NDArray[np.uint8]

MOST_PICTURES = 10
_MODALITY = ("RescaleSlope", "RescaleIntercept", "RescaleType", "ModalityLUTSequence")
_VOI = ("WindowCenter", "WindowWidth", "VOILUTFunction", "VOILUTSequence")
_TURNS = {90: 3, 180: 2, 270: 1}  # clockwise degrees to quarter turns the other way


def references(state: Dataset) -> Iterator[tuple[str, int]]:
    """The pictures that a state names: (SOP Instance UID, frame counted from 0)."""
    for series in state.get("ReferencedSeriesSequence") or ():
        for item in series.get("ReferencedImageSequence") or ():
            uid = pixel.text(item, "ReferencedSOPInstanceUID")
            frame = pixel.number(item, "ReferencedFrameNumber")
            if uid:
                yield uid, max(0, int(frame or 1) - 1)


def singled_out(state: Dataset) -> set[str]:
    """The pictures that something was drawn on: those that a state's graphics name."""
    return {
        pixel.text(image, "ReferencedSOPInstanceUID")
        for note in state.get("GraphicAnnotationSequence") or ()
        for image in note.get("ReferencedImageSequence") or ()
    }


def applied(
    state: Parsed, data: memoryview, uid: str, frame: int, order: TranscodeOrder
) -> TranscodedImage:
    """The entry of one picture, `data`, as `state` wants it to be seen. Raises Refused."""
    source = reading.read(data)
    if source.pixels is None:
        raise Refused(Refusal.NO_PICTURE, "a state of no picture")
    _prepare(source.dataset, state.dataset, uid)
    frames = Frames(source, source.pixels)
    if not 0 <= frame < frames.shape.frames:
        raise Refused(Refusal.NO_PICTURE, f"no frame {frame}")
    drawn = picture.map_frame(frames, frames.frame(frame), frame, order.window)
    painted = describe.burned_in(source.dataset, drawn.pixels if order.find_text else None)
    pixels, texts = _seen(drawn.pixels, state.dataset, uid)
    pixels, aspect = _turned(pixels, state.dataset, picture.aspect(frames, frame))
    maker = Maker(order, aspect, frames.shape.frame_bits // 8)
    maker.stills(pixels)
    warnings = [f"{texts} notes of the presentation state are not shown"] if texts else []
    image = describe.image(
        source, frames.decoder, (pixels.shape[1], pixels.shape[0]), 1, maker.made,
        look=drawn.look, frame=frame, scale=maker.scale, burned=painted, warnings=warnings,
    )  # fmt: skip
    return _told(image, state.dataset, {"kind": "presentation", "of": [uid], "notes": texts})


def _told(image: TranscodedImage, state: Dataset, over: dict[str, JsonValue]) -> TranscodedImage:
    """The entry as that of the state: its own header; sides and size no longer hold."""
    done = image.metadata.get("transcoding")
    block = dict(done) if isinstance(done, dict) else {}
    block.pop("view", None)
    told = metadata.model(state).attributes
    return replace(image, metadata={"dicom": told, "transcoding": block, "over": over})


def _prepare(dataset: Dataset, state: Dataset, uid: str) -> None:
    """The state's grey transformations in place of the picture's own."""
    if any(keyword in state for keyword in _MODALITY):
        _replace(dataset, state, _MODALITY)
        _forget(dataset, "PixelValueTransformationSequence")
    for item in state.get("SoftcopyVOILUTSequence") or ():
        named = [
            pixel.text(one, "ReferencedSOPInstanceUID")
            for one in item.get("ReferencedImageSequence") or ()
        ]
        if not named or uid in named:
            _replace(dataset, item, _VOI)
            _forget(dataset, "FrameVOILUTSequence")
            break
    shape = pixel.text(state, "PresentationLUTShape").upper()
    if shape == "INVERSE":
        dataset.PresentationLUTShape = "INVERSE"
    elif shape == "IDENTITY":
        # The output is P-values, bright is more: MONOCHROME1 counts no longer.
        dataset.PresentationLUTShape = "IDENTITY"


def _replace(dataset: Dataset, source: Dataset, keywords: tuple[str, ...]) -> None:
    for keyword in keywords:
        if keyword in dataset:
            del dataset[keyword]
        if keyword in source:
            dataset[keyword] = source[keyword]


def _forget(dataset: Dataset, keyword: str) -> None:
    """Transformations of single frames that the state overrides."""
    for groups in ("PerFrameFunctionalGroupsSequence", "SharedFunctionalGroupsSequence"):
        for item in dataset.get(groups) or ():
            if keyword in item:
                del item[keyword]


def _seen(pixels: Pixels, state: Dataset, uid: str) -> tuple[Pixels, int]:
    """With shutters and graphics, and how many notes were left out."""
    shut = graphics.shutter(state, pixels.shape[1], pixels.shape[0])
    if shut is not None:
        pixels = pixels.copy()
        pixels[shut] = 0
    return graphics.drawn(pixels, state, uid)


def _turned(pixels: Pixels, state: Dataset, aspect: float) -> tuple[Pixels, float]:
    """The displayed area, turned clockwise and then flipped; the pixels' height over width."""
    pixels = _area(pixels, state)
    degrees = int(pixel.number(state, "ImageRotation") or 0) % 360
    if degrees in _TURNS:
        pixels = np.rot90(pixels, _TURNS[degrees])
        aspect = 1 / aspect if degrees != 180 else aspect
    if pixel.text(state, "ImageHorizontalFlip").upper() == "Y":
        pixels = pixels[:, ::-1]
    return np.ascontiguousarray(pixels), aspect


def _area(pixels: Pixels, state: Dataset) -> Pixels:
    """The part of the picture that the state displays; all of it where that says nothing."""
    items = state.get("DisplayedAreaSelectionSequence") or ()
    if not items or len(items) > 1:
        return pixels  # several areas are of several pictures: none is cut
    first = pixel.numbers(items[0], "DisplayedAreaTopLeftHandCorner")
    last = pixel.numbers(items[0], "DisplayedAreaBottomRightHandCorner")
    if len(first) != 2 or len(last) != 2:
        return pixels
    left, right = sorted((int(first[0]), int(last[0])))
    top, bottom = sorted((int(first[1]), int(last[1])))
    cut = pixels[max(0, top - 1) : max(0, bottom), max(0, left - 1) : max(0, right)]
    return cut if min(cut.shape[:2]) >= 2 else pixels
