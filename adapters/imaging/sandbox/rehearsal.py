"""Everything is imported and has run once before the fences close: a closed child cannot import.

Codecs, plugins, character sets and time parsing are loaded lazily by the libraries. The template
therefore decodes small pictures of its own making through every path, once, before it forks.
"""

from __future__ import annotations

import codecs
import importlib
import io
import struct
from collections.abc import Iterator
from functools import cache

import imagecodecs
import numpy as np
import numpy.typing as npt
import pydicom.charset
from PIL import Image, features

from adapters.imaging import dispatch, h264, letters
from adapters.imaging.dicom.reading import UNDEFINED
from adapters.imaging.errors import Refused
from adapters.imaging.sandbox import wire
from core.imaging import Purpose, TranscodeOrder

Grey = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]

_MODULES = ("_strptime", "stringprep", "unicodedata", "encodings.idna", "numpy.linalg", "numpy.ma")
_CODECS = (
    "jpeg", "jpeg8", "jpegsof3", "ljpeg", "jpegls", "jpeg2k", "htj2k", "jpegxl", "dicomrle", "png",
    "deflate", "zlib",
)  # fmt: skip
_STILLS = ("jpeg", "png", "webp", "avif", "jxl")
# Memory that a child has of its own before its upload comes: what a 512x512 picture takes.
_HEAP_BYTES = 8 << 20
_SMALL_BYTES, _SMALL_OBJECTS, _ARENAS = 400, 8192, 64
_KEPT: list[bytes] = []
_LITTLE = "1.2.840.10008.1.2.1"


def rehearse() -> None:
    """Load and run what a decoder may need. Takes about a second, once per template."""
    for name in _MODULES:
        importlib.import_module(name)
    for encoding in set(pydicom.charset.python_encoding.values()) | {"latin-1", "utf-16", "ascii"}:
        codecs.lookup(encoding)
    for name in _CODECS:
        getattr(imagecodecs, f"{name}_decode")
    for module in features.get_supported_modules():
        features.version(module)
    Image.init()
    letters.warm()
    h264.available()
    _typical()
    for upload, order in _uploads():
        try:
            dispatch.transcode(memoryview(upload), order)
        except Refused:
            # A codec that this machine lacks is found out when it is needed, with a sentence.
            continue


def limber_up() -> Iterator[None]:
    """One picture in a fresh child, so that an upload does not wait for its memory to be its own.

    After a fork every page of the template that is written to is copied first, and new memory
    comes page by page: some five milliseconds that are spent here, before anybody waits. It goes
    step by step, because whoever comes meanwhile is better served by a child that is still stiff.
    """
    np.empty(_HEAP_BYTES, np.uint8).fill(0)
    small = [bytes(_SMALL_BYTES) for _ in range(_SMALL_OBJECTS)]
    _KEPT[:] = small[:: len(small) // _ARENAS]  # one in each part of memory keeps it from going
    del small
    yield
    for purposes in ({Purpose.FULL}, {Purpose.PREVIEW, Purpose.THUMBNAIL}):
        order = TranscodeOrder(purposes=frozenset(purposes), find_text=False)
        order = wire.unpack_order(wire.pack_order(order))
        images, _unread = dispatch.transcode(memoryview(_typical()), order)
        wire.pack(wire.Answer(images=tuple(images)))
        yield


@cache
def _typical() -> bytes:
    """A CT picture as a scanner writes it: its header has every kind of element."""
    slope = np.add.outer(np.arange(512), np.arange(512)).astype(np.uint16) * 3
    frame = bytes(imagecodecs.ljpeg_encode(slope, bitspersample=12))
    return dicom(slope, f"{_LITTLE[:-2]}.4.70", frame, _header())


def _header() -> bytes:
    """Elements of a usual header, with every value representation and nested sequences."""
    code = _element(0x00080100, b"SH", b"T-D3000") + _element(0x00080104, b"LO", b"Chest")
    item = b"\xfe\xff\x00\xe0" + struct.pack("<I", len(code)) + code
    texts = {b"CS": b"A\\B", b"DA": b"20200101", b"TM": b"101500.5", b"LO": b"Thorax", b"SH": b"a",
             b"DS": b"1.5\\-2", b"IS": b"12", b"PN": b"A^B", b"LT": b"x y", b"UI": b"1.2.3",
             b"ST": b"x", b"AS": b"040Y", b"AE": b"X", b"DT": b"20200101101500"}  # fmt: skip
    values = {**texts, b"US": bytes(2), b"FL": bytes(4), b"FD": bytes(8), b"UL": bytes(4)}
    header = b"".join(
        _element(0x00091000 + 32 * row + column, vr, value)
        for row in range(6)
        for column, (vr, value) in enumerate(values.items())
    )
    header += struct.pack("<HH2sHI", 0x0018, 0x9346, b"SQ", 0, len(item)) + item
    header += _element(0x00281050, b"DS", b"40") + _element(0x00281051, b"DS", b"400")
    return header + _element(0x00281052, b"DS", b"-1024") + _element(0x00281053, b"DS", b"1")


def _uploads() -> Iterator[tuple[bytes, TranscodeOrder]]:
    grey = np.add.outer(np.arange(16), np.arange(16)).astype(np.uint8) * 8
    everything = frozenset(Purpose)
    for name in _STILLS:
        yield dicom(grey), TranscodeOrder(still_format=name, purposes=everything)
    film = np.stack([np.tile(grey, (3, 3)), np.tile(grey[::-1], (3, 3))])
    for moving in ("webp", "gif", "mp4"):
        yield dicom(film), TranscodeOrder(cine_format=moving, purposes=everything)
    order = TranscodeOrder()
    for syntax, frame in _compressed(grey):
        yield dicom(grey, syntax, frame), order
    for name in ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF", "BMP", "PDF"):
        yield _picture(grey, name), order


def _compressed(grey: Grey) -> Iterator[tuple[str, bytes]]:
    yield f"{_LITTLE[:-2]}.4.50", bytes(imagecodecs.jpeg8_encode(grey))
    yield f"{_LITTLE[:-2]}.4.70", bytes(imagecodecs.jpeg8_encode(grey, lossless=True))
    yield f"{_LITTLE[:-2]}.4.80", bytes(imagecodecs.jpegls_encode(grey))
    yield f"{_LITTLE[:-2]}.4.90", bytes(imagecodecs.jpeg2k_encode(grey, codecformat="j2k"))
    yield f"{_LITTLE[:-2]}.4.110", bytes(imagecodecs.jpegxl_encode(grey, lossless=True))


def _picture(grey: Grey, name: str) -> bytes:
    out = io.BytesIO()
    Image.fromarray(grey).convert("RGB").save(out, name)
    return out.getvalue()


def dicom(
    pixels: Grey, syntax: str = _LITTLE, frame: bytes | None = None, header: bytes = b""
) -> bytes:
    """A small DICOM file of 8- or 16-bit grey pixels (rows, columns) or (frames, rows, columns).

    Written by hand, because pydicom writes no syntax that it does not know. `header` holds more
    elements.
    """
    bits = pixels.dtype.itemsize * 8
    value = pixels.tobytes()
    if frame is not None:
        item = b"\xfe\xff\x00\xe0"
        body = frame + b"\0" * (len(frame) % 2)
        value = item + bytes(4) + item + struct.pack("<I", len(body)) + body
        value += b"\xfe\xff\xdd\xe0" + bytes(4)
    rows, columns = pixels.shape[-2:]
    body = _element(0x00080005, b"CS", b"ISO_IR 192") + _element(0x00080020, b"DA", b"20200101")
    body += _element(0x00080060, b"CS", b"OT") + _element(0x00100010, b"PN", b"A^B")
    body += _short(0x00280002, 1) + _element(0x00280004, b"CS", b"MONOCHROME2")
    if pixels.ndim == 3:
        body += _element(0x00280008, b"IS", str(len(pixels)).encode())
    for tag, number in (
        (0x10, rows),
        (0x11, columns),
        (0x100, bits),
        (0x101, bits),
        (0x102, bits - 1),
    ):
        body += _short(0x00280000 | tag, number)
    body += (
        _short(0x00280103, 0)
        + header
        + struct.pack(
            "<HH2sHI", 0x7FE0, 0x10, b"OB", 0, UNDEFINED if frame is not None else len(value)
        )
        + value
    )
    return bytes(128) + b"DICM" + _element(0x00020010, b"UI", syntax.encode()) + body


def _short(tag: int, number: int) -> bytes:
    return _element(tag, b"US", struct.pack("<H", number))


def _element(tag: int, vr: bytes, value: bytes) -> bytes:
    padded = value + (b"\0" if vr == b"UI" else b" ") * (len(value) % 2)
    return struct.pack("<HH2sH", tag >> 16, tag & 0xFFFF, vr, len(padded)) + padded
