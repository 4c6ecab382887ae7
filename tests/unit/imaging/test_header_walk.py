"""Elements walked over memory are those that pydicom reads through a file."""

from __future__ import annotations

import io
import struct
import warnings
from pathlib import Path

import pydicom
import pytest
from pydicom.dataelem import RawDataElement
from pydicom.filereader import read_dataset

from adapters.imaging.dicom import walk
from adapters.imaging.dicom.syntaxes import BIG_ENDIAN, EXPLICIT, IMPLICIT

SHIPPED = Path(pydicom.__file__).parent / "data" / "test_files"
PIXELS = frozenset((0x7FE00008, 0x7FE00009, 0x7FE00010))


def told(dataset):
    return [
        (int(tag), str(one.VR), one.value if isinstance(one, RawDataElement) else repr(one.value))
        for tag, one in dataset.items()
        if tag != 0x00080005  # converted on the way to the character set
    ]


def by_pydicom(body, layout):
    file = io.BytesIO(body)
    made = read_dataset(
        file,
        layout.implicit,
        layout.little_endian,
        stop_when=lambda tag, _vr, _length: int(tag) in PIXELS,
    )
    return told(made), file.tell()


def by_walk(body, layout):
    made, end = walk.dataset(
        memoryview(body), layout, PIXELS, 1 << 26, io.BytesIO, lambda _part: None
    )
    return told(made), end


def both(body, layout):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return outcome(by_walk, body, layout), outcome(by_pydicom, body, layout)


def outcome(read, body, layout):
    try:
        return read(body, layout)
    except struct.error:  # cut off within a length
        return "unreadable"


def body_and_layout(path):
    meta = pydicom.dcmread(path, stop_before_pixels=True, force=True)
    data = path.read_bytes()
    start = 132 + 12 + meta.file_meta.FileMetaInformationGroupLength
    syntax = meta.file_meta.TransferSyntaxUID
    if not syntax.is_little_endian:
        return data[start:], BIG_ENDIAN
    return data[start:], IMPLICIT if syntax.is_implicit_VR else EXPLICIT


@pytest.mark.parametrize(
    "name",
    [
        "CT_small.dcm",  # explicit, private elements
        "rtplan.dcm",  # implicit, nested sequences
        "ExplVR_BigEnd.dcm",
        "MR_small_bigendian.dcm",
        "nested_priv_SQ.dcm",
        "priv_SQ.dcm",
        "UN_sequence.dcm",
        "liver_1frame.dcm",  # sequences of undefined length
        "chrX1.dcm",  # a character set
    ],
)
def test_shipped_files_are_read_alike(name):
    path = SHIPPED / name
    if not path.exists():
        path = next(SHIPPED.parent.rglob(name), None)
    if path is None:
        pytest.skip("this pydicom does not ship it")
    walked, read = both(*body_and_layout(path))
    assert walked == read


def test_a_header_cut_off_anywhere_is_read_alike():
    body, layout = body_and_layout(SHIPPED / "CT_small.dcm")
    for end in range(0, 700, 3):
        walked, read = both(body[:end], layout)
        assert walked == read, end


@pytest.mark.parametrize(
    ("layout", "element"),
    [
        (EXPLICIT, struct.pack("<HH2sH", 0x0010, 0x0010, b"PN", 0)),
        (EXPLICIT, struct.pack("<HH2sH", 0x0010, 0x0010, b"ZZ", 2) + b"ab"),
        (EXPLICIT, struct.pack("<HH2sHI", 0x0008, 0x1140, b"SQ", 0, 0)),
        (EXPLICIT, struct.pack("<HHI", 0xFFFE, 0xE00D, 0)),
        (EXPLICIT, struct.pack("<HH2sHI", 0x0042, 0x0011, b"OB", 0, 4) + b"%PDF"),
        (IMPLICIT, struct.pack("<HHI", 0x0010, 0x0010, 0)),
        (IMPLICIT, struct.pack("<HHI", 0x0008, 0x1140, 0xFFFFFFFF)
         + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)),
        (BIG_ENDIAN, struct.pack(">HH2sH", 0x0028, 0x0010, b"US", 2) + b"\0\x10"),
    ],
)  # fmt: skip
def test_single_elements_are_read_alike(layout, element):
    head = struct.pack(">HH2sH" if layout is BIG_ENDIAN else "<HH2sH", 8, 0x60, b"CS", 2) + b"CT"
    if layout is IMPLICIT:
        head = struct.pack("<HHI", 8, 0x60, 2) + b"CT"
    walked, read = both(head + element + head, layout)
    assert walked == read


def test_it_stops_at_the_pixels():
    body, layout = body_and_layout(SHIPPED / "CT_small.dcm")
    found, end = by_walk(body, layout)
    assert struct.unpack_from("<HH", body, end) == (0x7FE0, 0x0010)
    assert all(tag not in PIXELS for tag, _vr, _value in found)
