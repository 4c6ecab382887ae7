"""A segmentation laid over its slices: each segment in a colour that lets the slice through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PIL import Image
from pydicom.dataset import Dataset

from adapters.imaging import encode, metadata, scale
from adapters.imaging.dicom import describe, geometry, picture, reading
from adapters.imaging.dicom import shape as pixel
from adapters.imaging.dicom.frames import Frames
from adapters.imaging.dicom.geometry import Grid
from adapters.imaging.dicom.groups import functional_group
from adapters.imaging.dicom.reading import Parsed
from adapters.imaging.dicom.shape import Array
from adapters.imaging.errors import Refused
from adapters.imaging.renditions import Maker
from adapters.imaging.stills import contact_sheet
from adapters.imaging.stills import pixels as to_pixels
from core.imaging import Purpose, Refusal, TranscodedImage, TranscodeOrder

Pixels = npt.NDArray[np.uint8]
Read = Callable[[], memoryview]

_MOST_SLICES = 300
_SHEET_PICTURES = 30
_FPS = 10.0
_SHARE = 0.4  # of the segment's colour, over the slice
# Where the object recommends none: colours that are told apart by most eyes (Okabe and Ito).
_COLOURS = (
    (230, 159, 0), (86, 180, 233), (0, 158, 115), (240, 228, 66),
    (0, 114, 178), (213, 94, 0), (204, 121, 167),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plane:
    """One frame of the segmentation. `segment` None: its values are the segments' numbers."""

    frame: int
    segment: int | None


def planes(parsed: Parsed, places: Mapping[str, Grid | None]) -> dict[str, list[Plane]]:
    """The frames over each picture that is here, by its SOP Instance UID, in the frames' order.

    `places` are where the pictures lie, None where unknown: what names no source is laid by place.
    """
    found: defaultdict[str, list[Plane]] = defaultdict(list)
    label_map = pixel.text(parsed.dataset, "SegmentationType").upper() == "LABELMAP"
    count = int(pixel.number(parsed.dataset, "NumberOfFrames") or 1)
    for frame in range(count):
        segment = None if label_map else _segment(parsed.dataset, frame)
        for uid in _sources(parsed.dataset, frame, places):
            found[uid].append(Plane(frame, segment))
    return dict(found)


def _segment(dataset: Dataset, frame: int) -> int:
    group = functional_group(dataset, frame, "SegmentIdentificationSequence")
    return int(pixel.number(group, "ReferencedSegmentNumber") or 1) if group is not None else 1


def _sources(dataset: Dataset, frame: int, places: Mapping[str, Grid | None]) -> Iterator[str]:
    derived = functional_group(dataset, frame, "DerivationImageSequence")
    named = [
        pixel.text(one, "ReferencedSOPInstanceUID")
        for one in (derived.get("SourceImageSequence") or () if derived is not None else ())
    ]
    here = [uid for uid in dict.fromkeys(named) if uid in places]
    if len(here) == 1 or (any(named) and not here):
        yield from here
        return
    # Several sources of one frame, or none said: only the slice in the same place is meant.
    place = geometry.of(dataset, frame)
    for uid in here or places:
        there = places[uid]
        if place is not None and there is not None and geometry.in_one_plane(place, there):
            yield uid


def over(
    parsed: Parsed,
    found: Mapping[str, Sequence[Plane]],
    read: Mapping[str, Read],
    order: TranscodeOrder,
) -> TranscodedImage:
    """The slices with their segments as one entry: the one that shows most of them stands for all;
    where there are several, with a film and a contact sheet. Raises Refused."""
    if parsed.pixels is None:
        raise Refused(Refusal.NO_PICTURE, "a segmentation without pixels")
    frames = Frames(parsed, parsed.pixels)
    layers = _Layers(frames)
    shown: list[Pixels] = []
    chosen, covered, source = -1, -1, None
    for uid in list(found)[:_MOST_SLICES]:
        slice_ = reading.read(read[uid]())
        drawn = _slice(slice_, order)
        if drawn is None or (shown and drawn.shape[:2] != shown[0].shape[:2]):
            continue
        laid = layers.laid(drawn, geometry.of(slice_.dataset, 0), found[uid])
        if laid is None:
            continue
        mask, pixels = laid
        shown.append(pixels)
        if mask > covered:
            covered, chosen, source = mask, len(shown) - 1, slice_
    if source is None:
        raise Refused(Refusal.NO_PICTURE, "a segmentation that does not fit its pictures")
    maker = Maker(order, raw_bytes=shown[chosen].nbytes)
    maker.stills(shown[chosen])
    if len(shown) > 1:
        _several(shown, maker, order)
    image = describe.image(
        source, frames.decoder, (shown[0].shape[1], shown[0].shape[0]), len(shown), maker.made,
        scale=maker.scale,
        burned=describe.burned_in(source.dataset, shown[chosen] if order.find_text else None),
    )  # fmt: skip
    told = metadata.model(parsed.dataset).attributes
    done = image.metadata["transcoding"]
    about = {"kind": "segmentation", "of": list(found), "segments": layers.count}
    summary = {**image.summary}
    if len(shown) > 1:
        summary["instances"] = str(len(shown))
    return replace(
        image, summary=summary, metadata={"dicom": told, "transcoding": done, "over": about}
    )


def _slice(parsed: Parsed, order: TranscodeOrder) -> Pixels | None:
    if parsed.pixels is None:
        return None
    frames = Frames(parsed, parsed.pixels)
    return picture.draw(frames, 0, order.window).pixels if frames.shape.frames == 1 else None


def _several(shown: Sequence[Pixels], maker: Maker, order: TranscodeOrder) -> None:
    maker.cine(iter(shown), len(shown), _FPS)
    chosen = np.linspace(0, len(shown) - 1, min(_SHEET_PICTURES, len(shown))).round().astype(int)
    cells = []
    for at in chosen:
        one = shown[int(at)]
        size = scale.within(one.shape[1], one.shape[0], scale.SIDES[Purpose.THUMBNAIL])
        cells.append(Image.fromarray(scale.resized(one, size)))
    sheet = to_pixels(contact_sheet(cells))
    maker.made.append(encode.still(sheet, order.still_format, purpose=Purpose.CONTACT_SHEET))


class _Layers:
    """The frames of a segmentation as colours over a slice."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames
        self._colours = dict(_colours(frames.dataset))
        fractional = pixel.text(frames.dataset, "SegmentationType").upper() == "FRACTIONAL"
        most = pixel.number(frames.dataset, "MaximumFractionalValue") or 255
        self._least = most / 2 if fractional else 0

    @property
    def count(self) -> int:
        """How many segments the object describes."""
        return len(self._colours)

    def laid(
        self, slice_: Pixels, place: Grid | None, planes_: Sequence[Plane]
    ) -> tuple[int, Pixels] | None:
        """How many points are covered, and the slice in colour; None where no plane fits it."""
        base = slice_ if slice_.ndim == 3 else np.repeat(slice_[..., None], 3, axis=2)
        made, covered, fits = base.astype(np.float32), 0, False
        for plane in planes_:
            values = self._values(plane.frame, slice_, place)
            if values is None:
                continue
            fits = True
            numbers = [plane.segment] if plane.segment else [n for n in np.unique(values) if n]
            for number in numbers:
                mask = values > self._least if plane.segment else values == number
                covered += int(mask.sum())
                self._paint(made, np.asarray(mask, np.bool_), int(number or 0))
        return (covered, made.round().astype(np.uint8)) if fits else None

    def _values(self, frame: int, slice_: Pixels, place: Grid | None) -> Array | None:
        """A frame's values at the points of the slice: point by point where both have the same
        points, else by where they lie in the patient."""
        values = self._frames.frame(frame)
        own = geometry.of(self._frames.dataset, frame)
        rows, columns = slice_.shape[:2]
        if values.shape == (rows, columns) and geometry.alike(own, place):
            return values
        if own is None or place is None:
            return None
        return geometry.moved(values, own, place, rows, columns)

    def _paint(
        self, made: npt.NDArray[np.float32], mask: npt.NDArray[np.bool_], number: int
    ) -> None:
        colour = np.array(self._colours.get(number) or _COLOURS[number % len(_COLOURS)], np.float32)
        made[mask] += (colour - made[mask]) * _SHARE
        made[mask & ~_inner(mask)] = colour


def _inner(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The points whose four neighbours are in the mask, too; the others are its outline."""
    wide = np.pad(mask, 1)
    return wide[:-2, 1:-1] & wide[2:, 1:-1] & wide[1:-1, :-2] & wide[1:-1, 2:]


def _colours(dataset: Dataset) -> Iterator[tuple[int, tuple[int, int, int]]]:
    for index, item in enumerate(dataset.get("SegmentSequence") or ()):
        number = int(pixel.number(item, "SegmentNumber") or index + 1)
        lab = pixel.numbers(item, "RecommendedDisplayCIELabValue")
        yield number, _rgb(lab) if len(lab) == 3 else _COLOURS[index % len(_COLOURS)]


def _rgb(lab: Sequence[float]) -> tuple[int, int, int]:
    """CIELab as PS3.3 C.10.7.1.1 packs it (three words, D50) to sRGB."""
    light, a, b = lab[0] / 65535 * 100, lab[1] / 257 - 128, lab[2] / 257 - 128
    y = (light + 16) / 116
    whole = [
        one**3 if one**3 > 0.008856 else (one - 16 / 116) / 7.787
        for one in (y + a / 500, y, y - b / 200)
    ]
    xyz = np.array(whole) * (0.96422, 1.0, 0.82521)
    linear = _D50_TO_SRGB @ xyz
    curved = np.where(
        linear <= 0.0031308, 12.92 * linear, 1.055 * np.abs(linear) ** (1 / 2.4) - 0.055
    )
    red, green, blue = (int(one) for one in (np.clip(curved, 0, 1) * 255).round())
    return red, green, blue


_D50_TO_SRGB = np.array(
    (
        (3.1338561, -1.6168667, -0.4906146),
        (-0.9787684, 1.9161415, 0.0334540),
        (0.0719453, -0.2289914, 1.4052427),
    )
)
