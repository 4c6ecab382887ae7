"""EXIF by name with the place apart, cleaned text, and what the transcoding did."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from adapters.imaging import metadata
from core.imaging import Purpose, Rendition


def photo() -> Image.Image:
    exif = Image.Exif()
    exif[0x010F] = "A phone\x07\x1b"
    exif[0x0132] = "2024:03:03 10:00:00"
    exif.get_ifd(0x8769)[0x829A] = IFDRational(1, 50)
    exif.get_ifd(0x8769)[0x927C] = b"maker's notes" * 50
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    exif.get_ifd(0x8825)[1] = "N"
    stream = BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "JPEG", exif=exif)
    return Image.open(BytesIO(stream.getvalue()))


def test_exif_by_name_with_the_place_apart() -> None:
    found = metadata.exif(photo())
    assert found["Make"] == "A phone"
    assert found["ExposureTime"] == 0.02
    assert "MakerNote" not in found
    assert [key for key in found if "GPS" in key] == ["GPSInfo"]
    assert metadata.place(found) == {"GPSLatitude": [52.0, 31.0, 12.0], "GPSLatitudeRef": "N"}


@given(st.binary(max_size=200))
def test_broken_exif_never_raises(data: bytes) -> None:
    image = Image.new("RGB", (8, 8))
    image.info["exif"] = b"Exif\0\0" + data
    json.dumps(metadata.exif(image), allow_nan=False)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\u202eb\u2066c\u200bd\ufeff", "abcd"),
        ("a\0b\x1bc\x7f", "abc"),
        ("a\nb\tc", "a b c"),
        ("a\u2028b", "a b"),
        ("Z" + "\u0335" * 40, "Z" + "\u0335" * 3),
        ("\ud800x", "x"),
        ("ㅤx⠀", "x"),
        ("x" * 2000, "x" * 1023 + "…"),
    ],
)
def test_text_is_made_harmless(text: str, cleaned: str) -> None:
    assert metadata.clean(text) == cleaned


@given(st.text(st.characters(exclude_categories=[])), st.integers(1, 50))
def test_cleaned_text_is_short_and_stays_cleaned(text: str, limit: int) -> None:
    cleaned = metadata.clean(text, limit)
    assert len(cleaned) <= limit
    assert metadata.clean(cleaned, limit) == cleaned
    cleaned.encode()


def rendition(loss: float | None) -> Rendition:
    return Rendition(
        Purpose.PREVIEW, "jpeg", "image/jpeg", 10, 20, 1, b"abc", "ef", loss_ratio=loss
    )


def test_what_the_transcoding_did_in_the_words_of_the_standard() -> None:
    block = metadata.transcoding(
        decoder="imagecodecs",
        source_sha256="ab",
        source_bytes=9,
        elapsed_ms=1.23456,
        window=(40.0, 400.0),
        window_from="file",
        renditions=[rendition(12.345), rendition(None)],
    )
    assert block["window"] == {"center": 40.0, "width": 400.0, "from": "file"}
    assert block["source"] == {"sha256": "ab", "bytes": 9}
    lossy, whole = block["renditions"]  # type: ignore[misc]
    assert lossy["LossyImageCompression"] == "01"
    assert lossy["LossyImageCompressionRatio"] == 12.35
    assert lossy["LossyImageCompressionMethod"] == "ISO_10918_1"
    assert whole["LossyImageCompression"] == "00"
    assert "frame" not in block
