"""From bytes to a data set, without believing the file about itself.

The pixel data are not copied: they stay a view of the upload. pydicom reads the rest, after this
module has found out by looking where the data set begins and how it is encoded, has inflated what
is deflated under a cap, and has counted how deep sequences nest.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

import pydicom.charset
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset

from adapters.imaging.dicom import walk
from adapters.imaging.dicom.syntaxes import BIG_ENDIAN, BY_UID, EXPLICIT, IMPLICIT, Syntax
from adapters.imaging.errors import Refused
from adapters.imaging.metadata import elements
from core.imaging import Refusal

MAX_INFLATED = 512 * 1024 * 1024
MAX_HEADER = 64 * 1024 * 1024
MAX_DEPTH = 64
MAX_ITEMS = 50_000  # of undefined length, each some 60 µs; 2,000 frames come with half as many
PIXEL_TAGS = frozenset((0x7FE00008, 0x7FE00009, 0x7FE00010))
UNDEFINED = 0xFFFFFFFF
_LONG_VRS = frozenset(
    (b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV")
)
_LONGEST_UID = 64
_MEDIA_DIRECTORY = "1.2.840.10008.1.3.10"


@dataclass(frozen=True, slots=True)
class PixelElement:
    """The pixel data element: its tag, its value as a view, and whether it came in fragments."""

    tag: int
    value: memoryview
    undefined_length: bool
    words: bool = True  # OW: in big endian, 8-bit samples lie in 16-bit words


@dataclass(frozen=True, slots=True)
class Parsed:
    """One DICOM object. `dataset` holds everything that stands before the pixel data."""

    dataset: Dataset
    syntax: Syntax
    syntax_uid: str | None  # as the file says, None where it says nothing
    pixels: PixelElement | None
    warnings: list[str] = field(default_factory=list)


def _no_other_codec(encoding: str) -> str:
    """Character sets come from the standard's list only; pydicom would take any Python codec."""
    patched = re.sub(r"^ISO[^_]IR", "ISO_IR", encoding)
    patched = re.sub(r"^ISO.2022.IR.", "ISO 2022 IR ", patched)
    return pydicom.charset.python_encoding.get(patched, pydicom.charset.default_encoding)


pydicom.charset._python_encoding_for_corrected_encoding = _no_other_codec


def read(data: memoryview) -> Parsed:
    """Parse a DICOM object. Raises Refused (BROKEN, DIRECTORY_FILE, UNPACKS_TOO_BIG)."""
    meta, start = _file_meta(data)
    uid = _text(meta, 0x00020010)
    if _text(meta, 0x00020002) == _MEDIA_DIRECTORY:
        raise Refused(Refusal.DIRECTORY_FILE)
    if uid is not None and len(uid) > _LONGEST_UID:
        raise Refused(Refusal.BROKEN, "transfer syntax longer than any UID")
    warnings: list[str] = []
    syntax = BY_UID.get(uid or "")
    body = data[start:]
    if syntax is not None and syntax.deflated:
        body = _inflate(body)
        syntax = EXPLICIT if syntax.name.startswith("Deflated") else syntax
    seen = _look(body)
    if syntax is None:
        warnings.append("transfer syntax missing" if not uid else "transfer syntax unknown")
        syntax = seen
    elif (syntax.implicit, syntax.little_endian) != (seen.implicit, seen.little_endian):
        warnings.append("transfer syntax contradicts the bytes")
        syntax = seen if not syntax.encapsulated else syntax
    layout = seen if len(body) >= 8 else syntax
    dataset, end = _dataset(body, layout, warnings)
    dataset.file_meta = meta  # type: ignore[assignment]
    pixels = _pixel_element(body[end:], layout, warnings)
    return Parsed(dataset, syntax, uid, pixels, warnings)


def refuse_cut(dataset: Dataset) -> None:
    """Raises Refused where the file ends inside of its last element: half a report reads whole.

    One byte is forgiven: some writers leave out what makes a last value even.
    """
    for last in tuple(dataset._dict.values())[-1:]:
        if not isinstance(last, RawDataElement) or last.length == UNDEFINED:
            return
        if len(last.value or b"") + 1 < last.length:
            raise Refused(Refusal.BROKEN, "the data set stops early")


def _file_meta(data: memoryview) -> tuple[Dataset, int]:
    """The file meta information, empty where there is none, and where the data set starts."""
    start = 132 if bytes(data[128:132]) == b"DICM" else 0
    at = start
    # Group 2 is always explicit little endian; its own length is often wrong, so walk it.
    while bytes(data[at : at + 2]) == b"\x02\x00" and len(data) - at >= 8:
        vr = bytes(data[at + 4 : at + 6])
        if not (vr.isalpha() and vr.isupper()):
            break
        if vr in _LONG_VRS:
            at += 12 + int.from_bytes(data[at + 8 : at + 12], "little")
        else:
            at += 8 + int.from_bytes(data[at + 6 : at + 8], "little")
    if at > len(data) or at - start > MAX_HEADER:
        raise Refused(Refusal.BROKEN, "file meta information is cut off")
    return _walked(data[start:at], EXPLICIT, frozenset())[0], at


def _text(dataset: Dataset, tag: int) -> str | None:
    element = elements.raw(dataset, tag)
    if element is None or element.value is None:
        return None
    value = element.value
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    return str(value).strip().rstrip("\0") or None


def _inflate(body: memoryview) -> memoryview:
    """The inflated data set. Some writers add a zlib header that the standard does not have."""
    for bits in (-zlib.MAX_WBITS, zlib.MAX_WBITS):
        machine = zlib.decompressobj(bits)
        try:
            out = machine.decompress(body, MAX_INFLATED + 1)
        except zlib.error:
            continue
        if len(out) > MAX_INFLATED:
            raise Refused(Refusal.UNPACKS_TOO_BIG, "deflated data set")
        if out:
            return memoryview(out)
    raise Refused(Refusal.BROKEN, "deflated data set does not inflate")


def _look(body: memoryview) -> Syntax:
    """How the first element is really encoded."""
    head = bytes(body[:8])
    if len(head) < 8:
        return EXPLICIT
    explicit = head[4:6].isalpha() and head[4:6].isupper()
    if explicit:
        # A group number such as 0008 has its small byte first or last.
        return EXPLICIT if head[0] >= head[1] else BIG_ENDIAN
    return IMPLICIT


def _dataset(body: memoryview, layout: Syntax, warnings: list[str]) -> tuple[Dataset, int]:
    """Everything before the pixel data, and where it ends."""
    try:
        return _elements(body, layout)
    except RecursionError:
        raise Refused(Refusal.BROKEN, "sequences nest too deep") from None
    except _PARSER_ERRORS as error:
        # Big endian hides little-endian items in UN elements, which pydicom reads wrongly. In
        # little endian nothing honest ends here.
        salvaged = None if layout.little_endian else _salvage(body, layout)
        if salvaged is None:
            raise Refused(Refusal.BROKEN, f"data set: {type(error).__name__}") from None
        warnings.append("part of the header could not be read")
        return salvaged


_PARSER_ERRORS = (ValueError, KeyError, TypeError, struct.error, EOFError, OSError)


def _elements(body: memoryview, layout: Syntax) -> tuple[Dataset, int]:
    return _walked(body, layout, PIXEL_TAGS)


def _walked(body: memoryview, layout: Syntax, stop: frozenset[int]) -> tuple[Dataset, int]:
    def nesting(part: memoryview) -> None:
        check_nesting(part, layout)

    return walk.dataset(body, layout, stop, MAX_HEADER, _file, nesting)


def _salvage(body: memoryview, layout: Syntax) -> tuple[Dataset, int] | None:
    """Start again at the image's own group (0028,0002), behind whatever would not parse.

    The first such element that parses up to pixel data is taken: one of an icon does not.
    """
    tag = (0x0028, 0x0002)
    marker = struct.pack("<HH" if layout.little_endian else ">HH", *tag)
    head = bytes(body[: min(len(body), MAX_HEADER)])
    at = head.find(marker)
    for _attempt in range(16):
        if at < 0:
            return None
        try:
            dataset, length = _elements(body[at:], layout)
        except _PARSER_ERRORS:
            dataset, length = Dataset(), 0
        if "Rows" in dataset and _pixel_element(body[at + length :], layout, []) is not None:
            return dataset, at + length
        at = head.find(marker, at + 1)
    return None


def check_nesting(body: memoryview, layout: Syntax) -> None:
    """Refuse sequences of undefined length that open far more often than any real file does."""
    order = "little" if layout.little_endian else "big"
    item = bytes((0xFE, 0xFF, 0x00, 0xE0)) if order == "little" else bytes((0xFF, 0xFE, 0xE0, 0x00))
    marker = item + b"\xff\xff\xff\xff"
    # Depth is bounded by the longest run of openings without a closing between them.
    closing = item[:2] + (b"\x0d\xe0" if order == "little" else b"\xe0\x0d")
    head = bytes(body[: min(len(body), 4 * 1024 * 1024)])
    if head.count(marker) <= MAX_DEPTH:
        return
    if bytes(body[:MAX_HEADER]).count(marker) > MAX_ITEMS:
        raise Refused(Refusal.BROKEN, "more items than any real file has")
    deepest = max((part.count(marker) for part in head.split(closing)), default=0)
    if deepest > MAX_DEPTH:
        raise Refused(Refusal.BROKEN, "sequences nest too deep")


class _View(io.RawIOBase):
    """A read-only file over a view of memory: `BytesIO` would copy the pixels as well."""

    def __init__(self, view: memoryview) -> None:
        self._view = view
        self._at = 0

    def read(self, size: int = -1, /) -> bytes:
        end = len(self._view) if size < 0 else min(len(self._view), self._at + size)
        if end - self._at > MAX_HEADER:
            raise Refused(Refusal.BROKEN, "one element longer than any header")
        part = self._view[self._at : end].tobytes()
        self._at = max(self._at, end)
        return part

    def seek(self, offset: int, whence: int = 0, /) -> int:
        base = (0, self._at, len(self._view))[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


def _file(part: memoryview) -> BinaryIO:
    return cast(BinaryIO, _View(part))


def _pixel_element(rest: memoryview, layout: Syntax, warnings: list[str]) -> PixelElement | None:
    """The pixel data element at the head of `rest`, None at the end of the file."""
    if len(rest) < 8:
        return None
    order: Any = "little" if layout.little_endian else "big"
    tag = int.from_bytes(rest[:2], order) << 16 | int.from_bytes(rest[2:4], order)
    if tag not in PIXEL_TAGS:
        return None
    if layout.implicit:
        length, start = int.from_bytes(rest[4:8], order), 8
    elif bytes(rest[4:6]) in _LONG_VRS:
        length, start = int.from_bytes(rest[8:12], order), 12
    else:
        length, start = int.from_bytes(rest[6:8], order), 8
    if length == UNDEFINED:
        return PixelElement(tag, rest[start:], undefined_length=True, words=False)
    if length > len(rest) - start:
        warnings.append("pixel data shorter than announced")
    words = layout.implicit or bytes(rest[4:6]) != b"OB"
    return PixelElement(tag, rest[start : start + length], undefined_length=False, words=words)
