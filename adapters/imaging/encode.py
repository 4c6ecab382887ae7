"""Pictures and films to renditions: which quality serves which purpose, within how many bytes.

The table was measured (docs/imaging.md): JPEG 90 is where more bytes stop to be seen; WebP, AVIF
and JXL are smaller and take 20 to 450 times as long. A preview stays within 60 kB where its floor
allows, because it is what a phone on a thin line loads first.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from adapters.imaging import film, formats, h264
from adapters.imaging.errors import Refused
from adapters.imaging.media_types import MEDIA_TYPES
from core.imaging import Purpose, Refusal, Rendition

Pixels = npt.NDArray[np.uint8]
# Rows of a band (a whole number of JPEG's blocks), every how many bands one is tried, in pictures
# of how many samples; bytes of a JPEG's head.
_BAND, _EACH, _WORTH_TRYING, _JPEG_HEAD = 16, 8, 500_000, 620


@dataclass(frozen=True, slots=True)
class Quality:
    """JPEG-like quality 1–100, and bytes to stay within by lowering it down to `floor`."""

    value: int
    floor: int
    bytes_wanted: int | None = None


QUALITIES: dict[Purpose, Quality] = {
    Purpose.THUMBNAIL: Quality(82, 60, 16_000),
    Purpose.PREVIEW: Quality(88, 45, 60_000),
    Purpose.MARKED: Quality(88, 45, 60_000),
    Purpose.FULL: Quality(92, 92),
    Purpose.CONTACT_SHEET: Quality(80, 55, 200_000),
}


def still(
    pixels: Pixels,
    format: str = "jpeg",  # noqa: A002 - the word of the command line
    *,
    purpose: Purpose = Purpose.FULL,
    identified: bool = False,
    raw_bytes: int | None = None,
    lossless: bool = False,
) -> Rendition:
    """One picture, pixels uint8 (rows, columns) or (rows, columns, 3), its size taken as it is.

    `raw_bytes`, the size of the uncompressed original, is what the loss ratio counts from; without
    it, that of `pixels`. Raises Refused for an unknown format or a picture too large for it.
    """
    wanted = QUALITIES.get(purpose, QUALITIES[Purpose.FULL])
    lossless = lossless or format in formats.LOSSLESS
    quality = wanted.value if lossless else _promising(pixels, format, wanted)
    data = formats.encode(pixels, format, quality, lossless)
    while wanted.bytes_wanted and len(data) > wanted.bytes_wanted and not lossless:
        if quality <= wanted.floor:
            break
        excess = len(data) / wanted.bytes_wanted
        quality = max(wanted.floor, quality - (4 if excess < 1.15 else 14 if excess < 1.6 else 24))
        data = formats.encode(pixels, format, quality)
    raw = raw_bytes or pixels.nbytes
    ratio = None if lossless else raw / len(data)
    return _rendition(purpose, format, pixels.shape, 1, data, ratio, identified)


def _promising(pixels: Pixels, format: str, wanted: Quality) -> int:  # noqa: A002 - as above
    """The quality to begin with: what keeps an eighth of the picture within an eighth of the bytes.

    Encoding a picture again and again until it is small enough would take most of the time.
    """
    if wanted.bytes_wanted is None or format != "jpeg" or pixels.size < _WORTH_TRYING:
        return wanted.value
    bands = [pixels[at : at + _BAND] for at in range(0, len(pixels), _BAND * _EACH)]
    sample = np.concatenate(bands)
    share = wanted.bytes_wanted * len(sample) / len(pixels)
    quality = wanted.value
    while quality > wanted.floor:
        excess = (len(formats.encode(sample, format, quality)) - _JPEG_HEAD) / share
        if excess <= 1:
            break
        quality -= 2 if excess < 1.04 else 4 if excess < 1.1 else 8 if excess < 1.3 else 16
    return max(quality, wanted.floor)


def cine(
    moving: Iterator[Pixels],
    fps: float,
    format: str | None = None,  # noqa: A002 - the word of the command line
    *,
    identified: bool = False,
) -> Rendition:
    """A film of equal-sized pictures, taken one at a time: memory holds one of them.

    `format` is mp4, webp or gif, None for the best that this machine can write; mp4 becomes webp
    where no encoder for it is installed. Raises Refused (NO_PICTURE) for a film without pictures.
    """
    first = next(moving, None)
    if first is None:
        raise Refused(Refusal.NO_PICTURE, "a film without pictures")
    name = film.fitting(format or film.best_format(), first)
    shapes: list[tuple[int, ...]] = []

    def counted() -> Iterator[Pixels]:
        for picture in itertools.chain((first,), moving):
            fitting = film.trimmed(name, picture)
            shapes.append(fitting.shape)
            yield fitting

    try:
        data = film.write(counted(), min(60.0, max(0.5, fps)), name)
    except h264.H264Error as error:
        raise Refused(Refusal.UNSUPPORTED_CODEC, f"H.264: {error}") from None
    raw = sum(int(np.prod(one)) for one in shapes)
    ratio = raw / len(data)
    return _rendition(Purpose.CINE, name, shapes[0], len(shapes), data, ratio, identified)


def _rendition(
    purpose: Purpose,
    name: str,
    shape: tuple[int, ...],
    frames: int,
    data: bytes,
    ratio: float | None,
    identified: bool,
) -> Rendition:
    return Rendition(
        purpose=purpose,
        format=name,
        media_type=MEDIA_TYPES[name],
        width=shape[1],
        height=shape[0],
        frames=frames,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        loss_ratio=None if ratio is None else round(ratio, 2),
        identified=identified,
    )
