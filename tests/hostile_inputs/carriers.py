"""Pictures that carry something along: places, names, thumbnails, profiles, scripts, tails.

Everything hidden holds `CANARY`, which must be in nothing that goes out.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image, ImageCms

from tests.hostile_inputs import archives, boxes, dicom, documents, objects
from tests.hostile_inputs.case import ACCEPT, EITHER, REJECT, Case
from tests.hostile_inputs.pictures import chunk, ifd, picture, png

CANARY = b"CANARY-q7x-4711"
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
_PROFILES = {
    "noise": bytes(range(256)) * 12,
    "zeros": bytes(128),
    "Lab": ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(),
    "too many tags": _SRGB[:128] + struct.pack(">I", 2**32 - 1) + bytes(400),
    "text": _SRGB + CANARY * 50,
}


def cases() -> Iterator[Case]:
    yield from _exif()
    yield from _jpeg()
    yield from _png()
    yield from _profiles()
    yield from _boxes()
    yield from _dicom()
    yield from _documents()


def _saved(form: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(picture("PNG"))).save(out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def _with(*segments: bytes) -> bytes:
    whole = picture("JPEG")
    return whole[:2] + b"".join(segments) + whole[2:]


def _exif() -> Iterator[Case]:
    exif = Image.Exif()
    for tag in (0x010E, 0x010F, 0x013B, 0x8298):
        exif[tag] = CANARY.decode()
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (48.0, 51.0, 29.0), "E", (2.0, 17.0, 40.0)
    place[29] = CANARY.decode()
    for form in ("JPEG", "PNG", "WEBP", "AVIF", "TIFF"):
        yield Case(f"{form} with a place", ACCEPT, _saved(form, exif=exif))


def _jpeg() -> Iterator[Case]:
    small = _saved("JPEG", comment=CANARY)
    for name, offset, count in (("of the whole scene", 68, len(small)), ("nowhere", 2**31, 2**31)):
        entries = (0x0103, 3, 1, 6), (0x0201, 4, 1, offset), (0x0202, 4, 1, count)
        tables = ifd((0x0112, 3, 1, 1), following=26) + ifd(*entries)
        body = b"Exif\0\0II*\0\x08\0\0\0" + tables + small
        yield Case(f"jpeg with a thumbnail {name}", ACCEPT, _with(_segment(0xE1, body)))
    xmp = b"<!DOCTYPE x [<!ENTITY a '" + CANARY * 900 + b"'><!ENTITY b '&a;&a;&a;'>]><x>&b;</x>"
    yield Case(
        "jpeg xmp of entities",
        ACCEPT,
        _with(_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp)),
    )
    parts = [
        _segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32
                 + struct.pack(">II", 2**32 - 1, part * 65000) + CANARY * 4000)
        for part in range(9)
    ]  # fmt: skip
    yield Case("jpeg xmp in parts", ACCEPT, _with(*parts))
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\xff\xff\xff\xff\x1c\x02\x78" + CANARY * 40
    yield Case("jpeg iptc that lies", ACCEPT, _with(_segment(0xED, iptc)))
    yield Case("jpeg of comments", ACCEPT, _with(*[_segment(0xFE, CANARY * 4000)] * 5))
    yield Case("jpeg with another behind", ACCEPT, picture("JPEG") + small)
    yield Case("jpeg with a page behind", ACCEPT, picture("JPEG") + b"<script>" + CANARY)
    yield Case("jpeg with a rar behind", EITHER, picture("JPEG") + b"Rar!\x1a\x07\0" + CANARY)
    gif = picture("GIF")
    said = b"\x21\xfe" + bytes([len(CANARY)]) + CANARY + b"\0"
    yield Case("gif with a comment", ACCEPT, gif[:-1] + said + b";")


def _png() -> Iterator[Case]:
    for name, body in (
        (b"tEXt", b"Comment\0" + CANARY),
        (b"zTXt", b"Comment\0\0" + zlib.compress(CANARY * 99)),
        (b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(CANARY * 99)),
        (b"prVt", CANARY),
        (b"tIME", b"\xff" * 7),
        (b"gAMA", bytes(4)),
        (b"cHRM", bytes(32)),
        (b"eXIf", b"II*\0\x08\0\0\0" + ifd((0x8769, 4, 1, 8), following=8)),
    ):
        yield Case(f"png {name.decode()}", ACCEPT, png(8, 8, 8, 0, chunk(name, body)))
        behind = png(8, 8)[:-12] + chunk(name, body) + png(8, 8)[-12:]
        yield Case(f"png {name.decode()} behind the picture", ACCEPT, behind)
    yield Case("png with a tail", ACCEPT, picture("PNG") + CANARY * 99)


def _profiles() -> Iterator[Case]:
    for name, profile in _PROFILES.items():
        for form in ("JPEG", "PNG", "WEBP", "TIFF"):
            yield Case(f"{form} profile of {name}", ACCEPT, _saved(form, icc_profile=profile))
    for value in (-3 << 16, 0, 1, 2**31 - 1, -(2**31)):
        yield Case(f"png profile gamma {value}", ACCEPT, _saved("PNG", icc_profile=_gamma(value)))


def _gamma(value: int) -> bytes:
    """sRGB whose curves have `value` (16.16) for their exponent."""
    profile = bytearray(_SRGB)
    at = profile.find(b"para", 128 + 12 * profile[131])
    while at > 0:
        struct.pack_into(">i", profile, at + 12, value)
        at = profile.find(b"para", at + 4)
    return bytes(profile)


def _boxes() -> Iterator[Case]:
    yield Case("heic with a box behind", ACCEPT, boxes.heic() + boxes.box(b"mdat", CANARY * 99))
    profile = boxes.box(b"colr", b"prof" + _PROFILES["text"])
    yield Case("heic profile of text", ACCEPT, boxes.heic(64, 48, profile))
    clip = boxes.clip(2) + boxes.box(b"udta", CANARY) + boxes.box(b"free", CANARY)
    yield Case("mp4 with a title", ACCEPT, clip)
    code = picture("JPEG2000")
    code = code[code.index(b"\xff\x4f\xff\x51") :]
    at = code.index(b"\xff\x52")
    said = b"\xff\x64" + struct.pack(">H", len(CANARY) + 4) + b"\0\1" + CANARY
    yield Case("j2k with a comment", ACCEPT, code[:at] + said + code[at:])


def _dicom() -> Iterator[Case]:
    for tag, vr in (
        (0x00100010, "PN"), (0x00104000, "LT"), (0x00091010, "LO"), (0x00880200, "OB"),
        (0x00400275, "LO"), (0x50000022, "LO"), (0x60001500, "LO"), (0xFFFCFFFC, "OB"),
    ):  # fmt: skip
        whole = dicom.part10(dicom.dataset({tag: (vr, CANARY * 4)}))
        yield Case(f"dicom {tag:08x}", ACCEPT, whole)
    yield Case("dicom with a tail", ACCEPT, dicom.part10() + CANARY * 99)
    padded = dicom.element(0x7FE00010, "OB", bytes(range(256)) * 4 + CANARY)
    yield Case("dicom with more pixels", ACCEPT, dicom.part10(dicom.dataset(pixels=padded)))
    said = b"\xff\xfe" + struct.pack(">H", len(CANARY) + 2) + CANARY
    code = picture("JPEG", 32, 32, "L")
    inside = dicom.dataset(pixels=dicom.fragments(code[:2] + said + code[2:]))
    yield Case("dicom jpeg with a comment", ACCEPT, dicom.part10(inside, dicom.JPEG))
    yield Case("dicom addresses", ACCEPT, dicom.part10(dicom.dataset({
        0x00081190: ("UR", b"http://127.0.0.1:9/"), 0x00287FE0: ("UR", b"http://127.0.0.1:9/"),
        0x0040E010: ("UR", b"file:///etc/passwd")})))  # fmt: skip


def _documents() -> Iterator[Case]:
    attached = b"<</Length 2>>\nstream\nMZ\nendstream"
    for name, catalog in (
        ("script by name", b"/Names<</JavaScript<</Names[(a) <</S/JavaScript/JS(x)>>]>>>>"),
        ("file inside", b"/Names<</EmbeddedFiles<</Names[(a) <</EF<</F 5 0 R>>>>]>>>>"),
        ("form of its own", b"/AcroForm<</XFA 5 0 R/Fields[]>>"),
        ("action after action", b"/OpenAction 5 0 R"),
        ("collection", b"/Collection<</View/H>>"),
    ):
        yield Case(f"pdf {name}", ACCEPT, documents.pdf(catalog=catalog, extra=(attached,)))
    info = b"<</Title(%s)>>" % CANARY
    yield Case("pdf title", ACCEPT, documents.pdf(trailer=b"/Info 5 0 R", extra=(info,)))
    yield Case("zip comment", ACCEPT, archives.zipped(("a.png", picture("PNG")))[:-2]
               + struct.pack("<H", len(CANARY)) + CANARY)  # fmt: skip
    for kind, body in ((b"text/html", b"<html>"), (b"text/xml", b"<?xml?>"), (b"x/y", b"MZ" * 99)):
        held = objects.written(objects.DOCUMENT, EncapsulatedDocument=body,
                               MIMETypeOfEncapsulatedDocument=kind.decode())  # fmt: skip
        yield Case(f"dicom that holds {kind.decode()}", REJECT, held)
