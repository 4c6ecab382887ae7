"""The process that makes the files of an upload ready to leave; `apart` asks for it.

Standard input is the key and the upload, standard output takes the records.
"""

from __future__ import annotations

import codecs
import hashlib
import importlib
import io
import json
import mmap
import os
import struct
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import imagecodecs
import numpy as np
import pydicom.charset
from PIL import Image
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.uid import UID, RLELossless

from adapters.imaging import burned_in, sniff, zip_directory
from adapters.imaging.deidentify import painted
from adapters.imaging.deidentify.options import Dates, Options
from adapters.imaging.deidentify.profile import profile
from adapters.imaging.deidentify.pseudonyms import UidMap
from adapters.imaging.deidentify.record import KEY_BYTES, RECORD, SECONDS, Became, How
from adapters.imaging.dicom import reading
from adapters.imaging.dicom.syntaxes import BY_UID
from adapters.imaging.errors import Refused
from adapters.imaging.limits import LIMITS
from adapters.imaging.sandbox.fences import Limits, confine
from core.imaging import Kind

MAGIC = b"DICM"
_MODULES = ("_strptime", "numpy.linalg", "numpy.ma", "unicodedata")
_DECODERS = (
    "jpeg", "jpeg8", "jpegsof3", "ljpeg", "jpegls", "jpeg2k", "htj2k", "jpegxl", "dicomrle",
)  # fmt: skip
_SYNTAX = struct.Struct("<HH2sH")


def _serve(said: str) -> None:
    """Standard input is the key and the upload; standard output takes the records."""
    how = _how(json.loads(said))
    size = os.lseek(0, 0, os.SEEK_END)
    whole = memoryview(mmap.mmap(0, size, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ))
    if not how.identified:
        _warm()
    confine(Limits(cpu_seconds=int(SECONDS)), os.getppid())
    uid_map = UidMap(bytes(whole[:KEY_BYTES]))
    for place, data in _objects(whole[KEY_BYTES:]):
        became, file = _made(data, how, uid_map)
        _write(RECORD.pack(place, became, len(file)))
        _write(file)
    _write(RECORD.pack(0, Became.END, 0))


def _how(said: dict[str, Any]) -> How:
    options = Options(**{**said["options"], "dates": Dates(said["options"]["dates"])})
    return How(bool(said["identified"]), options, bool(said["mask"]))


def _warm() -> None:
    """What reads pixels is imported when it is first used: behind fences that is too late."""
    for name in _MODULES:
        importlib.import_module(name)
    for name in _DECODERS:
        getattr(imagecodecs, f"{name}_decode")
    for encoding in set(pydicom.charset.python_encoding.values()):
        codecs.lookup(encoding)
    Image.init()
    burned_in.find(np.add.outer(np.arange(64), np.arange(64)).astype(np.uint8))


def _made(data: memoryview | None, how: How, uid_map: UidMap) -> tuple[Became, bytes]:
    if data is None:
        return Became.OTHER, b""
    try:
        return Became.FILE, _as_it_came(data) if how.identified else _clean(data, how, uid_map)
    except painted.Painted:
        return Became.PAINTED, b""
    except Exception:  # noqa: BLE001 - parsers of hostile bytes raise anything
        return Became.UNREADABLE, b""


def _objects(data: memoryview) -> Iterator[tuple[int, memoryview | None]]:
    """The entries by their places; None for one that is no DICOM object."""
    try:
        found = sniff.sniff(data)
    except Refused:
        yield 0, None
        return
    if found.kind is not Kind.ARCHIVE:
        yield 0, data if found.kind is Kind.DICOM else None
        return
    left = LIMITS.zip_total_bytes
    for place, entry in enumerate(zip_directory.read(data, LIMITS)):
        if entry.is_folder or entry.is_link:
            continue
        try:
            content = memoryview(zip_directory.unpack(data, entry, left, LIMITS))
            left -= len(content)
            is_dicom = sniff.sniff(content).kind is Kind.DICOM
        except Refused:
            is_dicom = False
        yield place, content if is_dicom else None


def _as_it_came(data: memoryview) -> bytes:
    """Nothing can hide in the preamble any more (CVE-2019-11687)."""
    reading.read(data)  # raises for what is no DICOM object after all
    if bytes(data[128:132]) == MAGIC:
        return bytes(128) + bytes(data[128:])
    return bytes(data)


def _clean(data: memoryview, how: How, uid_map: UidMap) -> bytes:
    parsed = reading.read(data)
    found = painted.boxes(parsed)
    if found and not how.mask:
        raise painted.Painted("text was found")
    source: Dataset = dcmread(io.BytesIO(data), force=True)
    options = how.options
    if not source.get("SOPInstanceUID") and not _said_in_meta(source):
        # Without a UID of its own: one of its content, so that two such objects stay two.
        digest = hashlib.sha256(data).digest()[:16]
        source.SOPInstanceUID = f"2.25.{int.from_bytes(digest)}"
    if found:
        source = painted.masked(parsed, found, source)
        options = replace(options, pixels_cleaned=True)
    return written(profile(source, options, uid_map))


def written(made: Dataset) -> bytes:
    """A file of `made`. pydicom refuses syntaxes that it does not know: they get another name."""
    syntax = str(made.file_meta.TransferSyntaxUID)
    unknown = not UID(syntax).is_transfer_syntax and syntax in BY_UID
    if unknown:
        made.file_meta.TransferSyntaxUID = RLELossless  # packed in fragments, as they all are
    stream = io.BytesIO()
    made.save_as(stream, enforce_file_format=True)
    return _renamed(stream.getvalue(), syntax) if unknown else stream.getvalue()


def _renamed(file: bytes, syntax: str) -> bytes:
    """The file under another transfer syntax: its element, and the length of the head."""
    old, new = (uid.encode() + b"\0" * (len(uid) % 2) for uid in (str(RLELossless), syntax))
    head = _SYNTAX.pack(0x0002, 0x0010, b"UI", len(old)) + old
    changed = _SYNTAX.pack(0x0002, 0x0010, b"UI", len(new)) + new
    length = int.from_bytes(file[140:144], "little") + len(new) - len(old)
    return file[:140] + length.to_bytes(4, "little") + file[144:].replace(head, changed, 1)


def _said_in_meta(source: Dataset) -> bool:
    meta = getattr(source, "file_meta", None)
    return bool(meta is not None and meta.get("MediaStorageSOPInstanceUID"))


def _write(data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(1, view) :]


if __name__ == "__main__":
    _serve(sys.argv[1])
