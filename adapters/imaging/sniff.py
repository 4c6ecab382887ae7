"""Tell what an upload is by its content, never by its name, and refuse what no picture needs.

The table is our own, so that nothing is a picture that we did not mean to be one. A file that is
two things at once is refused, with two exceptions that harm nobody, because what goes out is always
drawn anew: text behind the end of a picture, and a TIFF header in a DICOM preamble (the "dual
personality" of whole-slide files, PS3.10 7.1); the preamble is never passed on.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from adapters.imaging import zip_directory
from adapters.imaging.errors import Refused
from core.imaging import Kind, Refusal


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What an upload is. `format` is one of the names below or of `_BRANDS`."""

    kind: Kind
    format: str


_PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
    (b"\xff\x4f\xff\x51", "j2k"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    (b"\xff\x0a", "jxl"),
)

_HEIF_BRANDS = b"heic heix heim heis hevc hevx hevm hevs mif1 msf1".split()
_MP4_BRANDS = (
    b"isom iso2 iso4 iso5 iso6 iso8 mp41 mp42 avc1 MSNV dash 3gp4 3gp5 3gp6 3g2a hvc1 av01"
).split()
_BRANDS: dict[bytes, Sniffed] = (
    dict.fromkeys((b"avif", b"avis"), Sniffed(Kind.PHOTO, "avif"))
    | dict.fromkeys(_HEIF_BRANDS, Sniffed(Kind.PHOTO, "heif"))
    | {b"qt  ": Sniffed(Kind.CLIP, "mov"), b"M4V ": Sniffed(Kind.CLIP, "mp4")}
    | dict.fromkeys(_MP4_BRANDS, Sniffed(Kind.CLIP, "mp4"))
)

_FORBIDDEN: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"\xfe\xed\xfa", "a macOS program"),
    (b"\xce\xfa\xed\xfe", "a macOS program"),
    (b"\xcf\xfa\xed\xfe", "a macOS program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xca\xfe\xd0\x0d", "a program"),
    (b"\0asm", "a program"),
    (b"dex\n", "an Android program"),
    (b"#!", "a script"),
    (b"L\0\0\0\x01\x14\x02\0", "a shortcut"),
    (b"[InternetShortcut]", "a shortcut"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office file"),
    (b"{\\rtf", "an office file"),
    (b"%!", "PostScript"),
    (b"\x04%!", "PostScript"),
    (b"\xc5\xd0\xd3\xc6", "PostScript"),
    (b"X5O!P%@AP", "a virus test"),
    (b"MSCF", "an installer"),
    (b"\xed\xab\xee\xdb", "an installer"),
    (b"!<arch>", "an installer"),
    (b"@echo", "a script"),
)

# Refused in a preamble as well; by themselves they are of no known type.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "an archive"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"\xfd7zXZ\0", "an archive"),
    (b"BZh", "an archive"),
    (b"\x28\xb5\x2f\xfd", "an archive"),
    (b"RIFF", "sound or a film"),
    (b"OggS", "sound or a film"),
    (b"FLV\x01", "sound or a film"),
    (b"ID3", "sound or a film"),
    (b"\0\0\x01\xba", "sound or a film"),
    (b"[Desktop Entry]", "a shortcut"),
    (b"SQLite format 3\0", "a database"),
)

_MARKUP = (b"<svg", b"<html", b"<script", b"<!doctype", b"<?php", b"<iframe", b"<?xml")
_OFFICE_NAMES = ("[Content_Types].xml", "META-INF/MANIFEST.MF", "AndroidManifest.xml", "mimetype")
_DIRECTORY_CLASS = b"1.2.840.10008.1.3.10"
_PDF_WINDOW = 1024
_DICOM_VRS = frozenset(
    b"AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR "
    b"US UT UV".split()
)
_LONG_VRS = frozenset(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())


def sniff(data: memoryview) -> Sniffed:
    """What the file is. Raises Refused (EMPTY, FORBIDDEN_TYPE, UNKNOWN_TYPE, ...)."""
    if len(data) == 0:
        raise Refused(Refusal.EMPTY, "no bytes")
    head = bytes(data[:4096])
    if head[128:132] == b"DICM":
        return _dicom(data, head)
    found = _picture(head) or _clip(head) or _document(head)
    if found is not None:
        _refuse_second_type(data, head, found)
        return found
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _archive(data)
    _refuse_forbidden(head)
    if head[:4] == b"DICM" or _is_bare_dicom(data):
        return _bare_dicom(data, head)
    raise Refused(Refusal.UNKNOWN_TYPE, "no known signature")


def _picture(head: bytes) -> Sniffed | None:
    for signature, name in _PICTURES:
        if head.startswith(signature):
            return Sniffed(Kind.PHOTO, name)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Sniffed(Kind.PHOTO, "webp")
    if head[:2] == b"BM" and len(head) >= 26 and head[14:18] in _BMP_HEADERS:
        return Sniffed(Kind.PHOTO, "bmp")
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    return None


_BMP_HEADERS = tuple(struct.pack("<I", size) for size in (12, 40, 52, 56, 64, 108, 124))


def _by_brand(head: bytes) -> Sniffed | None:
    """HEIF, AVIF, MP4 and MOV share one box: the first brand that we know decides."""
    size = min(struct.unpack_from(">I", head)[0], len(head))
    brands = [head[8:12]] + [head[at : at + 4] for at in range(16, max(size - 3, 16), 4)]
    if brands[0] in (b"mif1", b"msf1") and any(brand in (b"avif", b"avis") for brand in brands):
        return _BRANDS[b"avif"]
    for brand in brands:
        if brand in _BRANDS:
            return _BRANDS[brand]
    raise Refused(Refusal.UNKNOWN_TYPE, "a box file of an unknown brand")


def _clip(head: bytes) -> Sniffed | None:
    if head[4:8] in (b"moov", b"mdat", b"wide", b"pnot"):
        return Sniffed(Kind.CLIP, "mov")
    if head[:4] == b"\x1aE\xdf\xa3" and (b"webm" in head[:64] or b"matroska" in head[:64]):
        return Sniffed(Kind.CLIP, "webm")
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return Sniffed(Kind.CLIP, "avi")
    return None


def _document(head: bytes) -> Sniffed | None:
    """A PDF may begin with a byte order mark or white space, but with nothing else."""
    if head[:16].lstrip(b"\xef\xbb\xbf\r\n\t \0").startswith(b"%PDF-"[: len(head)]):
        stripped = head.lstrip(b"\xef\xbb\xbf\r\n\t \0")
        return Sniffed(Kind.DOCUMENT, "pdf") if stripped.startswith(b"%PDF-") else None
    return None


def _refuse_second_type(data: memoryview, head: bytes, found: Sniffed) -> None:
    """A ZIP behind a picture, a PDF inside its first kilobyte: made to be read as both."""
    if zip_directory.has_directory(data):
        raise Refused(Refusal.TWO_TYPES_AT_ONCE, f"{found.format} and a ZIP behind it")
    if found.kind is not Kind.DOCUMENT and b"%PDF-" in head[:_PDF_WINDOW]:
        raise Refused(Refusal.TWO_TYPES_AT_ONCE, f"{found.format} and a PDF inside it")


def _archive(data: memoryview) -> Sniffed:
    """A ZIP of files, not a program nor an office file that happens to be zipped."""
    if len(data) == 22:
        raise Refused(Refusal.EMPTY, "an archive without entries")
    for name in zip_directory.names(data):
        if name in _OFFICE_NAMES:
            raise Refused(Refusal.FORBIDDEN_TYPE, "a program or office file in a ZIP")
    return Sniffed(Kind.ARCHIVE, "zip")


def _refuse_forbidden(head: bytes) -> None:
    for signature, what in _FORBIDDEN:
        if head.startswith(signature):
            raise Refused(Refusal.FORBIDDEN_TYPE, what)
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ").lower()
    if text.startswith(b"<") or any(mark in text[:1024] for mark in _MARKUP):
        raise Refused(Refusal.FORBIDDEN_TYPE, "markup")


# --- DICOM --------------------------------------------------------------------------------------


def _dicom(data: memoryview, head: bytes) -> Sniffed:
    _refuse_preamble(data, head[:128])
    _refuse_directory(data, 132)
    return Sniffed(Kind.DICOM, "dicom")


def _refuse_preamble(data: memoryview, preamble: bytes) -> None:
    """The 128 bytes that nobody reads are where another type hides (CVE-2019-11687)."""
    if not any(preamble):
        if zip_directory.has_directory(data):
            raise Refused(Refusal.TWO_TYPES_AT_ONCE, "DICOM and a ZIP behind it")
        return
    for signature, what in (*_FORBIDDEN, *_OTHERS):
        if preamble.startswith(signature):
            raise Refused(Refusal.TWO_TYPES_AT_ONCE, f"DICOM and {what}")
    lowered = preamble.lower()
    if any(mark in lowered for mark in (*_MARKUP, b"%pdf-", b"pk\x03\x04", b"#!/")):
        raise Refused(Refusal.TWO_TYPES_AT_ONCE, "DICOM and another type in its preamble")
    other = _picture(preamble) if preamble[4:8] != b"ftyp" else Sniffed(Kind.CLIP, "mp4")
    other = other or _clip(preamble)
    if (other and other.format != "tiff") or zip_directory.has_directory(data):
        raise Refused(Refusal.TWO_TYPES_AT_ONCE, "DICOM and another type in its preamble")


def _bare_dicom(data: memoryview, head: bytes) -> Sniffed:
    start = 4 if head[:4] == b"DICM" else 0
    if zip_directory.has_directory(data):
        raise Refused(Refusal.TWO_TYPES_AT_ONCE, "DICOM and a ZIP behind it")
    _refuse_directory(data, start)
    return Sniffed(Kind.DICOM, "dicom")


def _refuse_directory(data: memoryview, start: int) -> None:
    """A DICOMDIR names files by path: it is no picture and is never followed (CVE-2026-32711)."""
    position = start
    for _ in range(64):
        element = _element(data, position)
        if element is None:
            return
        group, number, body, following = element
        if group == 0x0004:
            raise Refused(Refusal.DIRECTORY_FILE, "a DICOMDIR")
        value = bytes(data[body : min(following, body + 64)]).rstrip(b"\0 ")
        if (group, number) in ((2, 2), (8, 0x16)) and value == _DIRECTORY_CLASS:
            raise Refused(Refusal.DIRECTORY_FILE, "a DICOMDIR")
        if group > 0x0008:
            return
        position = following


def _is_bare_dicom(data: memoryview) -> bool:
    """A data set without preamble: three elements in ascending order, beginning with group 2 or 8.

    Big-endian and implicit ones are seen as well.
    """
    position, last = 0, (-1, -1)
    for index in range(3):
        element = _element(data, position)
        if element is None:
            return False
        group, number, _, position = element
        if (group, number) <= last or (index == 0 and group not in (2, 4, 8)):
            return False
        last = (group, number)
    return True


def _element(data: memoryview, position: int) -> tuple[int, int, int, int] | None:
    """Group, element, start of the value and of the next element; None where none can stand."""
    if position + 8 > len(data):
        return None
    raw = bytes(data[position : position + 12])
    order = ">" if raw[0] == 0 and raw[1] in (2, 4, 8) else "<"
    group, number = struct.unpack_from(order + "HH", raw)
    if raw[4:6] not in _DICOM_VRS:
        (length,) = struct.unpack_from(order + "I", raw, 4)
        body = position + 8
    elif raw[4:6] in _LONG_VRS:
        if len(raw) < 12:
            return None
        (length,) = struct.unpack_from(order + "I", raw, 8)
        body = position + 12
    else:
        (length,) = struct.unpack_from(order + "H", raw, 6)
        body = position + 8
    if body + length > len(data):
        return None
    return group, number, body, body + length
