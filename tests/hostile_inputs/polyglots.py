"""Nothing, too little, programs, scripts, markup, and files that are two things at once."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile_inputs.archives import zipped
from tests.hostile_inputs.case import ACCEPT, EITHER, REJECT, Case
from tests.hostile_inputs.dicom import part10
from tests.hostile_inputs.documents import pdf
from tests.hostile_inputs.pictures import picture

_SVG = b'<svg xmlns="http://www.w3.org/2000/svg">%s</svg>'
_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><svg>&b;</svg>'


def cases() -> Iterator[Case]:
    for number, data in enumerate((b"", b"\0", b"\xff", b"\x89", b"GIF", b"PK", b" ", b"\n" * 40)):
        yield Case(f"too little {number}", REJECT, data)
    for name, data in (
        ("windows program", b"MZ\x90\0" + bytes(400)),
        ("linux program", b"\x7fELF\x02\x01\x01" + bytes(400)),
        ("macos program", b"\xcf\xfa\xed\xfe" + bytes(400)),
        ("java class", b"\xca\xfe\xba\xbe" + bytes(400)),
        ("shell script", b"#!/bin/sh\nid\n"),
        ("batch file", b"@echo off\r\ndir\r\n"),
        ("shortcut", b"[InternetShortcut]\r\nURL=http://127.0.0.1/\r\n"),
        ("old office file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("rtf", b"{\\rtf1\\ansi x}"),
        ("postscript", b"%!PS-Adobe-3.0\n"),
        ("eps", b"\xc5\xd0\xd3\xc6" + bytes(60)),
        ("html", b"<!DOCTYPE html><script>1</script>"),
        ("html after spaces", b"\xef\xbb\xbf \r\n\t<html>"),
        ("xml", b'<?xml version="1.0"?><!DOCTYPE d SYSTEM "http://127.0.0.1/"><d/>'),
        ("svg", _SVG % b"<script>alert(1)</script>"),
        ("svg laughs", _LAUGHS),
        ("svg in utf-16", (_SVG % b"").decode().encode("utf-16")),
        ("ppm", b"P6 13000 13000 255\n"),
        ("xbm", b"#define a_width 13000\n#define a_height 13000\n"),
        ("text", b"just text, nothing else. " * 50),
        ("virus test", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-"),
    ):
        yield Case(name, REJECT, data)
    for name, start in (
        ("windows program", b"MZ"), ("linux program", b"\x7fELF"), ("script", b"#!/bin/sh\n"),
        ("page", b"<html>"), ("jpeg", b"\xff\xd8\xff\xe0"), ("pdf", b"%PDF-1.4\n"),
        ("zip", b"PK\x03\x04"), ("png", b"\x89PNG\r\n\x1a\n"), ("gif", b"GIF89a"),
        ("mp4", b"\0\0\0\x18ftypmp42"), ("rar", b"Rar!\x1a\x07\0"), ("gzip", b"\x1f\x8b\x08"),
        ("7z", b"7z\xbc\xaf\x27\x1c"), ("xz", b"\xfd7zXZ\0"), ("sound", b"RIFF\0\0\0\0WAVE"),
        ("shortcut", b"[Desktop Entry]\n"), ("office file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ):  # fmt: skip
        yield Case(f"dicom with a {name} in its preamble", REJECT, part10(preamble=start))
    yield Case("dicom with a tiff in its preamble", ACCEPT, part10(preamble=b"II*\0\xe8\x05"))
    yield Case("dicom with noise in its preamble", ACCEPT, part10(preamble=b"vendor text"))
    archive = zipped(("scan.png", picture("PNG")))
    yield Case("dicom and zip", REJECT, part10() + archive)
    yield Case("jpeg and zip", REJECT, picture("JPEG") + archive)
    yield Case("pdf and zip", REJECT, pdf() + archive)
    inside = picture("JPEG")[:2] + b"\xff\xfe\0\x20%PDF-1.7".ljust(34, b" ") + picture("JPEG")[2:]
    yield Case("jpeg with a pdf inside", REJECT, inside)
    yield Case("gif and page", EITHER, picture("GIF").replace(b"GIF87a", b"GIF89a") + b"<script>")
    script = b"\xff\xfe\x2f\x2a" + b"x" * 0x2F2A + picture("JPEG")[2:]
    yield Case("jpeg and script", EITHER, b"\xff\xd8" + script)
