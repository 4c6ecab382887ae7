"""Every format goes through the fenced decoder: nothing is imported or opened too late there."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator

import numpy as np
import pytest
from PIL import Image, ImageCms

from adapters.imaging.clip import hevc
from adapters.imaging.transcoder import ImagingTranscoder
from core.imaging import Kind, Purpose, Status, Transcoded, TranscodeOrder
from tests.hostile_inputs import archives, boxes, dicom, documents
from tests.hostile_inputs.pictures import moving, picture


def saved(form: str, mode: str = "RGB", **options: object) -> bytes:
    rows, columns = np.mgrid[0:48, 0:64]
    grey = Image.fromarray(((rows * 3 + columns * 2) % 256).astype(np.uint8))
    out = io.BytesIO()
    grey.convert(mode).save(out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0132] = 6, "Maker", "2024:03:02 10:11:12"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    other = profile.replace("sRGB".encode("utf-16-be"), "wide".encode("utf-16-be"))
    return saved("JPEG", exif=exif, icc_profile=other)


FORMATS = {
    "jpeg": with_exif(),
    "cmyk jpeg": saved("JPEG", "CMYK"),
    "png": saved("PNG", "P"),
    "gif": moving("GIF", 3, 40),
    "apng": moving("PNG", 3, 40),
    "webp": saved("WEBP", "RGBA"),
    "moving webp": moving("WEBP", 3, 40),
    "tiff": saved("TIFF", "LAB"),
    "group 4 tiff": saved("TIFF", "1", compression="group4"),
    "float tiff": saved("TIFF", "F"),
    "bmp": picture("BMP"),
    "jp2": picture("JPEG2000"),
    "jxl": picture("jxl"),
    "avif": picture("AVIF"),
    "moving avif": moving("AVIF", 3, 40),
    "heic": boxes.heic(),
    "pdf": documents.pdf(kids=2),
    "zip": archives.zipped(("ünïcode.png", picture("PNG")), ("2", dicom.part10())),
    **({"hevc": boxes.clip(3)} if hevc.available() else {}),
}


@pytest.fixture(scope="module")
def transcoder() -> Iterator[ImagingTranscoder]:
    made = ImagingTranscoder(parallel=2)
    yield made
    made.close()


async def transcode(
    transcoder: ImagingTranscoder, data: bytes, order: TranscodeOrder
) -> Transcoded:
    async def source() -> AsyncIterator[bytes]:
        yield data

    return await transcoder.transcode(source(), order)


@pytest.mark.parametrize("name", FORMATS)
async def test_a_format_is_read_behind_the_fences(transcoder: ImagingTranscoder, name: str) -> None:
    got = await transcode(transcoder, FORMATS[name], TranscodeOrder())
    assert (got.status, got.refusal, got.detail) == (Status.OK, None, "")
    assert not [image.warnings for image in got.images if image.warnings]
    purposes = {one.purpose for image in got.images for one in image.renditions}
    assert {Purpose.FULL, Purpose.PREVIEW, Purpose.THUMBNAIL} <= purposes
    if got.images[0].frames > 1 and got.images[0].kind is not Kind.DOCUMENT:
        assert Purpose.CINE in purposes


@pytest.mark.parametrize("to", ["png", "webp", "avif", "jxl"])
async def test_every_format_is_written_behind_the_fences(
    transcoder: ImagingTranscoder, to: str
) -> None:
    got = await transcode(transcoder, FORMATS["jpeg"], TranscodeOrder(still_format=to))
    assert {one.format for one in got.images[0].renditions} == {to}
