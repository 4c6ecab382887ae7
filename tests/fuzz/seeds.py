"""The seed corpus, built in code: small valid files of every format and codec."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import imagecodecs
import numpy as np
from PIL import Image

from tests.hostile_inputs import archives, boxes, dicom, documents, objects, pictures
from tests.hostile_inputs.pictures import moving, picture

_SIDE = 32


def _grey() -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    rows, columns = np.mgrid[0:_SIDE, 0:_SIDE]
    return ((rows * 5 + columns * 3) % 256).astype(np.uint8)


def _saved(form: str, mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(_grey()).convert(mode).save(out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _dicom() -> list[bytes]:
    grey = _grey()
    wide = (grey.astype(np.uint16) << 4) | 3
    sixteen = {0x00280100: ("US", dicom.short(16)), 0x00280101: ("US", dicom.short(12)),
               0x00280102: ("US", dicom.short(11))}  # fmt: skip
    coded = (
        (dicom.JPEG, picture("JPEG", _SIDE, _SIDE, "L"), {}),
        (dicom.J2K, imagecodecs.jpeg2k_encode(grey, level=0, codecformat="j2k"), {}),
        (dicom.JLS, imagecodecs.jpegls_encode(grey), {}),
        ("1.2.840.10008.1.2.4.70", imagecodecs.ljpeg_encode(wide, bitspersample=12), sixteen),
        ("1.2.840.10008.1.2.4.201", imagecodecs.htj2k_encode(grey), {}),
        ("1.2.840.10008.1.2.4.110", imagecodecs.jpegxl_encode(grey, lossless=True), {}),
        (dicom.RLE, _rle(grey.tobytes()), {}),
    )
    return [
        dicom.part10(),
        dicom.dataset(),
        dicom.part10(dicom.dataset(sixteen, dicom.element(0x7FE00010, "OW", wide.tobytes()))),
        *(
            dicom.part10(dicom.dataset(changes, dicom.fragments(bytes(code))), syntax)
            for syntax, code, changes in coded
        ),
        objects.palette(),
        objects.overlay(),
        objects.image(objects.ENHANCED, 4, 16),
        objects.segments(),
    ]


def _dicom_other() -> list[bytes]:
    """What is read rather than looked at, and what lies over other pictures."""
    picture_ = objects.image(side=16)
    return [
        objects.report(),
        objects.curves(),
        archives.zipped(("1", picture_), ("2", objects.state())),
        archives.zipped(("1", objects.image(side=32)), ("2", objects.segments(frames=1))),
        archives.stored(("1", picture_), ("2", objects.state())),
    ]


def _rle(raw: bytes) -> bytes:
    """Literal runs of 128 behind a header of one segment."""
    runs = b"".join(b"\x7f" + raw[at : at + 128] for at in range(0, len(raw), 128))
    return (1).to_bytes(4, "little") + (64).to_bytes(4, "little") + bytes(56) + runs


def _tiff() -> list[bytes]:
    pages = [Image.new("L", (9, 9), level) for level in (10, 90, 200)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    packed = [_saved("TIFF", compression=name) for name in ("tiff_lzw", "tiff_deflate", "jpeg")]
    group4 = _saved("TIFF", "1", compression="group4")
    return [out.getvalue(), *packed, group4, _saved("TIFF", "CMYK"), pictures.tiff(8, 8)]


def _jp2() -> list[bytes]:
    code = imagecodecs.jpeg2k_encode(_grey(), level=0, codecformat="j2k")
    return [picture("JPEG2000"), bytes(code)]


def _pdf() -> list[bytes]:
    image = (
        b"<</Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8"
        b"/ColorSpace/DeviceGray/Length 4>>\nstream\nabcd\nendstream"
    )
    resources = (
        b"/Resources<</XObject<</F 5 0 R>>/Font<</H<</Type/Font/Subtype/Type1"
        b"/BaseFont/Helvetica>>>>>>"
    )
    text = b"BT /H 20 Tf 20 50 Td (hello) Tj ET /F Do"
    return [documents.pdf(box=b"60 80"), documents.pdf(box=b"60 80", kids=3),
            documents.pdf(box=b"60 80", page=resources, content=text, extra=(image,))]  # fmt: skip


def _zip() -> list[bytes]:
    return [
        archives.zipped(("a.png", picture("PNG")), ("b", dicom.part10()), ("x.txt", b"text")),
        archives.zipped(("CT/1", dicom.part10()), ("CT/2", dicom.part10())),
    ]


SEEDS: Mapping[str, Callable[[], list[bytes]]] = {
    "avif": lambda: [_saved("AVIF"), moving("AVIF", 3, 16)],
    "bmp": lambda: [_saved("BMP"), _saved("BMP", "P"), _saved("BMP", "1")],
    "dicom": _dicom,
    "objects": _dicom_other,
    "gif": lambda: [_saved("GIF", "P"), moving("GIF", 4)],
    "heif": lambda: [boxes.heic()],
    "jp2": _jp2,
    "jpeg": lambda: [
        _saved("JPEG"),
        _saved("JPEG", "L", progressive=True),
        _saved("JPEG", "CMYK", exif=b"Exif\0\0" + pictures.tiff(8, 8)),
    ],
    "jxl": lambda: [picture("jxl")],
    "mp4": lambda: [boxes.clip(3), boxes.film(b"jpeg", [picture("JPEG", 32, 32)] * 4, 32, 32)],
    "pdf": _pdf,
    "png": lambda: [_saved("PNG"), _saved("PNG", "P"), _saved("PNG", "RGBA"), moving("PNG", 3)],
    "tiff": _tiff,
    "webp": lambda: [_saved("WEBP"), _saved("WEBP", "RGBA", lossless=True), moving("WEBP", 3)],
    "zip": _zip,
}
