"""PDF: each page becomes a picture, drawn by PDFium without scripts, actions or outside files.

The wheel's PDFium has neither JavaScript nor XFA; links, launch and submit actions are never
followed because nothing here asks for them. Before PDFium sees the file, its compressed streams are
inflated here against caps, for PDFium itself inflates up to a gigabyte each.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image

from adapters.imaging import pages
from adapters.imaging.budget import Budget
from adapters.imaging.dicom import codestream
from adapters.imaging.errors import Refused
from adapters.imaging.guard import decoding
from adapters.imaging.limits import LIMITS, Limits
from core.imaging import BurnedIn, Kind, PatientClues, Refusal, TranscodedImage, TranscodeOrder

_DECODER = "PDFium (pypdfium2)"
_POINTS_PER_INCH = 72
_MOST_DPI = 200
# PDFium takes whatever stands between the word and the end of the line for nothing.
_STREAM = re.compile(rb"stream(?:(?!stream)[^\r\n]){0,255}(?:\r\n|\r|\n)")
_DICTIONARY_WINDOW = 1024
_SIZE = re.compile(rb"/(Width|Height)[ \r\n]*(\d{1,12})")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_FIRST_CHUNK, _CHUNK = 1 << 12, 1 << 20
_JPEG, _JPEG_HEAD = b"\xff\xd8\xff", 1 << 17


def transcode(
    data: memoryview, order: TranscodeOrder, limits: Limits = LIMITS
) -> list[TranscodedImage]:
    """One entry with its pages as frames. Raises Refused (ENCRYPTED, TOO_MANY_PAGES, BROKEN...)."""
    _check_streams(data, limits)
    document = _open(data)
    try:
        return [_entry(document, order, limits)]
    finally:
        document.close()


def _open(data: memoryview) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(bytes(data))
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise Refused(Refusal.ENCRYPTED, "pdf: a password is needed") from error
        raise Refused(Refusal.BROKEN, "pdf: PDFium cannot open it") from error
    if document.get_formtype() == pdfium_c.FORMTYPE_ACRO_FORM:
        document.init_forms()  # what people filled in is drawn, too; there is no script engine
    return document


def _entry(
    document: pypdfium2.PdfDocument, order: TranscodeOrder, limits: Limits
) -> TranscodedImage:
    count = len(document)
    if count <= 0:
        raise Refused(Refusal.NO_PICTURE, "pdf: no page")
    if count > limits.pages_claimed:
        raise Refused(Refusal.TOO_MANY_PAGES, f"pdf: {count} pages")
    numbers, warnings = pages.chosen(range(count), order, limits)
    sizes: list[tuple[int, int]] = []

    def draw() -> Iterator[Image.Image]:
        spent, time_spent = 0, Budget(limits.document_seconds)
        for number in numbers:
            with decoding("pdf page"):
                drawn = _draw(document, number, limits)
            sizes.append(drawn.size)
            yield drawn
            spent += drawn.width * drawn.height
            if spent > limits.document_pixels or time_spent.over():
                return

    made = pages.renditions(draw(), order, identified=True, total=len(numbers))
    if len(sizes) < len(numbers):
        warnings = (f"{len(sizes)} of {count} pages shown",)
    return TranscodedImage(
        kind=Kind.DOCUMENT,
        transfer_syntax=None,
        frames=count,
        width=sizes[0][0],
        height=sizes[0][1],
        decoder=_DECODER,
        metadata={"transcoding": {"decoder": _DECODER, "pages": count}},
        summary={"instances": str(count)},
        patient=PatientClues(),
        burned_in=BurnedIn(suspected=True, reason="modality"),
        renditions=tuple(made),
        warnings=warnings,
    )


def _draw(document: pypdfium2.PdfDocument, number: int, limits: Limits) -> Image.Image:
    """One page on white, its longest side at most `page_side` pixels and 200 dots an inch."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError as error:
        raise Refused(Refusal.BROKEN, "pdf: a page cannot be loaded") from error
    try:
        width, height = page.get_size()
        if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
            raise Refused(Refusal.BROKEN, "pdf: a page without a size")
        scale = min(limits.page_side / max(width, height), _MOST_DPI / _POINTS_PER_INCH)
        if min(width, height) * scale < 1:
            raise Refused(Refusal.BROKEN, "pdf: a page too narrow to be drawn")
        bitmap = page.render(scale=scale, fill_color=(255, 255, 255, 255), rev_byteorder=True)
        try:
            drawn: Image.Image = bitmap.to_pil().convert("RGB")
            return drawn
        finally:
            bitmap.close()
    finally:
        page.close()


def _check_streams(data: memoryview, limits: Limits) -> None:
    """Count what the compressed streams really inflate to, and what their pictures claim."""
    total = read = 0
    for found in _STREAM.finditer(data):
        if found.start() >= 3 and bytes(data[found.start() - 3 : found.start()]) == b"end":
            continue
        before = bytes(data[max(0, found.start() - _DICTIONARY_WINDOW) : found.start()])
        dictionary = before[before.rfind(b"obj") + 1 :]
        sides = [int(side) for _, side in _SIZE.findall(dictionary)]
        if len(sides) >= 2 and sides[-1] * sides[-2] > limits.still_pixels * 4:
            raise Refused(Refusal.TOO_MANY_PIXELS, "pdf: a picture in it")
        filters = len(_FLATE.findall(dictionary))
        if filters > 1:
            raise Refused(Refusal.UNPACKS_TOO_BIG, "pdf: a stream packed twice")
        _check_jpeg(data, found.end(), limits)
        if _is_packed(data, found.end()):
            given, taken = _inflated(data, found.end(), limits)
            total, read = total + given, read + taken
        # Streams that lie inside of each other would be read again and again.
        if total > limits.pdf_total_bytes or read > 4 * len(data) + _CHUNK:
            raise Refused(Refusal.UNPACKS_TOO_BIG, "pdf: all streams together")


def _check_jpeg(data: memoryview, position: int, limits: Limits) -> None:
    """A JPEG in it is as large as it says itself, whatever the document says about it."""
    if bytes(data[position : position + 3]) != _JPEG:
        return
    head = codestream.jpeg_head(data[position : position + _JPEG_HEAD])
    if head is not None and head.rows * head.columns > limits.still_pixels * 4:
        raise Refused(Refusal.TOO_MANY_PIXELS, "pdf: a JPEG in it")


def _is_packed(data: memoryview, position: int) -> bool:
    """Whether zlib's header stands there: a filter's name may hide in another object or in #xx."""
    head = bytes(data[position : position + 2])
    return len(head) == 2 and head[0] & 0x8F == 0x08 and int.from_bytes(head, "big") % 31 == 0


def _inflated(data: memoryview, position: int, limits: Limits) -> tuple[int, int]:
    """Bytes that the stream at `position` gives, counted without keeping them, and takes."""
    inflater = zlib.decompressobj()
    given = taken = 0
    size = _FIRST_CHUNK  # most are short, and what is left over is copied
    pending: bytes | memoryview = data[position : position + size]
    try:
        while pending and not inflater.eof:
            before = len(pending)
            given += len(inflater.decompress(pending, _CHUNK))
            if given > limits.pdf_stream_bytes:
                raise Refused(Refusal.UNPACKS_TOO_BIG, "pdf: one stream")
            pending = inflater.unconsumed_tail
            # What lies behind its end was looked at for nothing, and is no part of it.
            taken += before - len(pending) - len(inflater.unused_data)
            if not pending:
                size = min(size * 2, _CHUNK)
                pending = data[position + taken : position + taken + size]
    except zlib.error:
        return given, taken + len(
            pending
        )  # PDFium shows what a damaged stream still gives, and so do we
    return given, taken
