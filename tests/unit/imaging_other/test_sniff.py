"""The type of an upload comes from its content alone."""

from __future__ import annotations

import pytest

from adapters.imaging.errors import Refused
from adapters.imaging.sniff import Sniffed, sniff
from core.imaging import Kind, Refusal
from tests.hostile_inputs import archives, boxes, dicom, documents
from tests.hostile_inputs.pictures import picture


@pytest.mark.parametrize(
    ("data", "kind", "form"),
    [
        (picture("JPEG"), Kind.PHOTO, "jpeg"),
        (picture("PNG"), Kind.PHOTO, "png"),
        (picture("GIF"), Kind.PHOTO, "gif"),
        (picture("WEBP"), Kind.PHOTO, "webp"),
        (picture("TIFF"), Kind.PHOTO, "tiff"),
        (picture("BMP"), Kind.PHOTO, "bmp"),
        (picture("JPEG2000"), Kind.PHOTO, "jp2"),
        (picture("AVIF"), Kind.PHOTO, "avif"),
        (picture("jxl"), Kind.PHOTO, "jxl"),
        (boxes.heic(), Kind.PHOTO, "heif"),
        (boxes.clip(1), Kind.CLIP, "mp4"),
        (b"\0\0\0\x14ftypqt  " + bytes(60), Kind.CLIP, "mov"),
        (b"\0\0\0\x08wide\0\0\0\0mdat", Kind.CLIP, "mov"),
        (b"\x1aE\xdf\xa3\x9fB\x82\x84webm", Kind.CLIP, "webm"),
        (documents.pdf(), Kind.DOCUMENT, "pdf"),
        (b"\xef\xbb\xbf\r\n" + documents.pdf(), Kind.DOCUMENT, "pdf"),
        (archives.zipped(("a", b"b")), Kind.ARCHIVE, "zip"),
        (dicom.part10(), Kind.DICOM, "dicom"),
        (dicom.dataset(), Kind.DICOM, "dicom"),
        (b"DICM" + dicom.meta(dicom.EXPLICIT) + dicom.dataset(), Kind.DICOM, "dicom"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_known_types_are_told_apart(data: bytes, kind: Kind, form: str) -> None:
    assert sniff(memoryview(data)) == Sniffed(kind, form)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", Refusal.EMPTY),
        (b"MZ" + bytes(200), Refusal.FORBIDDEN_TYPE),
        (b"<svg/>", Refusal.FORBIDDEN_TYPE),
        (b"%!PS", Refusal.FORBIDDEN_TYPE),
        (b"hello there", Refusal.UNKNOWN_TYPE),
        (dicom.part10(preamble=b"#!/bin/sh"), Refusal.TWO_TYPES_AT_ONCE),
        (dicom.part10(preamble=b"%PDF-1.4"), Refusal.TWO_TYPES_AT_ONCE),
        (picture("PNG") + archives.zipped(("a", b"b")), Refusal.TWO_TYPES_AT_ONCE),
        (dicom.part10(media_class="1.2.840.10008.1.3.10"), Refusal.DIRECTORY_FILE),
        (archives.zipped(("[Content_Types].xml", b"")), Refusal.FORBIDDEN_TYPE),
    ],
)
def test_what_is_no_picture_is_refused_by_its_reason(data: bytes, refusal: Refusal) -> None:
    with pytest.raises(Refused) as caught:
        sniff(memoryview(data))
    assert caught.value.refusal is refusal


def test_big_endian_data_set_without_preamble_is_dicom() -> None:
    elements = (
        b"\x00\x08\x00\x05CS\x00\x0aISO_IR 100" + b"\x00\x08\x00\x08CS\x00\x08ORIGINAL"
        b"\x00\x08\x00\x60CS\x00\x02CT"
    )
    assert sniff(memoryview(elements)).kind is Kind.DICOM
