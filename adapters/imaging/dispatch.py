"""One upload to its pictures, by what its content is. Runs inside the decoder process."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath

from adapters.imaging import archive, companions, dicom, document, merge, raster, sniff, video
from adapters.imaging.errors import Refused
from adapters.imaging.sniff import Sniffed
from core.imaging import Kind, Refusal, TranscodedImage, TranscodeOrder, Unread


def transcode(
    data: memoryview, order: TranscodeOrder
) -> tuple[list[TranscodedImage], list[Unread]]:
    """Sniff, then decode by kind. Raises Refused."""
    found = sniff.sniff(data)
    if found.kind is Kind.ARCHIVE:
        images, unread = archive.transcode(data, order, _one, draw_over=_over)
        return merge.merged(images, order), unread
    return _one(data, found, order), []


def _one(data: memoryview, found: Sniffed, order: TranscodeOrder) -> list[TranscodedImage]:
    """One picture, document or clip; whatever a library raises about it becomes a refusal."""
    with _refusing():
        return _by_kind(data, found, order)


def _over(
    companion: memoryview, sources: Sequence[companions.Source], order: TranscodeOrder
) -> list[TranscodedImage]:
    """What speaks about other pictures, drawn over them."""
    with _refusing():
        return companions.drawn(companion, sources, order)


@contextmanager
def _refusing() -> Iterator[None]:
    """Parsers of hostile bytes raise anything. One bad member must not end a whole archive."""
    try:
        yield
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise Refused(Refusal.BROKEN, f"{type(error).__name__} at {_place(error)}") from error


def _by_kind(data: memoryview, found: Sniffed, order: TranscodeOrder) -> list[TranscodedImage]:
    if found.kind is Kind.DICOM:
        return dicom.transcode(data, order)
    if found.kind is Kind.PHOTO:
        return raster.transcode(data, found.format, order)
    if found.kind is Kind.DOCUMENT:
        return document.transcode(data, order)
    if found.kind is Kind.CLIP:
        return video.transcode(data, order, found.format)
    raise Refused(Refusal.UNSUPPORTED_CODEC, found.format)


def _place(error: BaseException) -> str:
    """File and line of our own code that an error came through: says nothing of the upload."""
    place = "?"
    for frame in traceback.extract_tb(error.__traceback__):
        if "imaging" in frame.filename:
            place = f"{PurePath(frame.filename).name}:{frame.lineno}"
    return place
