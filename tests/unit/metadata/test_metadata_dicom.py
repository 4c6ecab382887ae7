"""The DICOM JSON model and the plain facts, of sound data sets and of broken ones."""

from __future__ import annotations

import json
import struct
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom import config, dcmread
from pydicom.data import get_testdata_files
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian

from adapters.imaging import metadata
from adapters.imaging.metadata import Limits

config.settings.reading_validation_mode = config.IGNORE


def element(group: int, number: int, vr: str, value: bytes) -> bytes:
    """One element, explicit VR little endian."""
    long = vr in {"OB", "OW", "SQ", "UN", "UT", "UC", "UR"}
    head = struct.pack("<HH2s", group, number, vr.encode())
    size = struct.pack("<HI", 0, len(value)) if long else struct.pack("<H", len(value))
    return head + size + value


def read(*elements: bytes) -> Dataset:
    """A data set of raw elements, as a file has them."""
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = meta.MediaStorageSOPInstanceUID = "1.2.3"
    stream = BytesIO()
    empty = Dataset()
    empty.file_meta = meta
    empty.save_as(stream, enforce_file_format=True)
    return dcmread(BytesIO(stream.getvalue() + b"".join(elements)))


def value(ds: Dataset, tag: str) -> Any:
    return metadata.dicom_json(ds).get(tag, {}).get("Value")  # type: ignore[attr-defined]


def item(content: bytes) -> bytes:
    return struct.pack("<HHI", 0xFFFE, 0xE000, len(content)) + content


@pytest.mark.parametrize(
    ("vr", "raw", "told"),
    [
        ("CS", b"MR", ["MR"]),
        ("DS", b"1.5\\-2", [1.5, -2.0]),
        ("DS", b"nan", ["NaN"]),
        ("DS", b"9" * 200, ["9" * 31 + "…"]),
        ("DS", b"wide", ["wide"]),
        ("IS", b"12\\x", [12, "x"]),
        ("FD", struct.pack("<2d", 1.5, float("inf")), [1.5, "inf"]),
        ("US", b"\1\0\2\0\3", [1, 2]),
        ("SS", b"\xff\xff", [-1]),
        ("AT", b"\x10\0\x20\0", ["00100020"]),
        ("UI", b"1.2.3\0", ["1.2.3"]),
        ("UI", b"../../etc/passwd", None),
        ("PN", b"Doe^Jane=\xe5", [{"Alphabetic": "Doe^Jane", "Ideographic": "å"}]),
        ("LT", b"a\\b\r\nc", ["a\\b\nc"]),
        ("LO", b"a\0b\x1b[31m", ["ab[31m"]),
        ("LO", b"", None),
        ("OW", b"\1\2", None),
        ("UN", b"\1\2", None),
    ],
)
def test_values_by_representation(vr: str, raw: bytes, told: list[object] | None) -> None:
    ds = read(element(0x0009, 0x1001, vr, raw))
    ds_public = metadata.dicom_json(ds)["00091001"]
    assert ds_public.get("Value") == told  # type: ignore[attr-defined]
    assert ds_public["vr"] == vr


@pytest.mark.parametrize("term", ["zip", "os", "unicode_escape", "../../etc/passwd", "idna", ""])
def test_a_character_set_outside_the_standard_is_not_used(term: str) -> None:
    ds = read(
        element(0x0008, 0x0005, "CS", term.encode()),
        element(0x0010, 0x0010, "PN", b"Caf\xe9^\\u0041"),
    )
    assert metadata.patient(ds).name == "Café^"


@pytest.mark.parametrize(
    ("terms", "raw", "name"),
    [
        ("ISO_IR 192", "Müller^Ä".encode(), "Müller^Ä"),
        ("ISO_IR 144", "Иван".encode("iso8859_5"), "Иван"),
        ("GB18030", "王^小".encode("gb18030"), "王^小"),
        (
            "\\ISO 2022 IR 87",
            b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B",
            "Yamada^Tarou=山田^太郎",
        ),
    ],
)
def test_the_standard_character_sets(terms: str, raw: bytes, name: str) -> None:
    ds = read(element(0x0008, 0x0005, "CS", terms.encode()), element(0x0010, 0x0010, "PN", raw))
    assert metadata.patient(ds).name == name


def test_nested_items_have_the_character_set_of_what_they_lie_in() -> None:
    inner = element(0x0008, 0x0104, "LO", "Ж".encode("iso8859_5"))
    ds = read(
        element(0x0008, 0x0005, "CS", b"ISO_IR 144"),
        element(0x0008, 0x2218, "SQ", item(inner)),
    )
    assert value(ds, "00082218") == [{"00080104": {"vr": "LO", "Value": ["Ж"]}}]


def test_explicitly_sized_nesting_is_followed_to_a_depth_and_no_further() -> None:
    content = b""
    for _ in range(200):
        content = element(0x0008, 0x2218, "SQ", item(content))[:60_000]
    ds = read(content)
    model = metadata.model(ds)
    assert model.cut
    assert json.dumps(model.attributes).count("00082218") == Limits().depth


def test_wide_sequences_private_floods_and_long_texts_are_bounded() -> None:
    ds = read(
        *(element(0x0009, 0x1000 + one, "LO", b"x" * 4000) for one in range(3000)),
        element(0x0010, 0x4000, "LT", b"y" * 60_000),
        element(0x0040, 0x0275, "SQ", item(b"") * 5000),
        element(0x7FE0, 0x0010, "OW", b"\0" * 60_000),
    )
    model = metadata.model(ds)
    assert model.cut
    assert len(json.dumps(model.attributes)) < 2_000_000
    assert "00104000" in model.attributes  # public ones come first
    assert len(model.attributes["00400275"]["Value"]) == Limits().items  # type: ignore[index]
    assert model.attributes["7FE00010"] == {"vr": "OW"}


def test_the_data_set_is_not_changed() -> None:
    ds = read(element(0x0008, 0x2218, "SQ", item(element(0x0008, 0x0100, "SH", b"T-D8700"))))
    before = ds.get_item(0x00082218)
    metadata.dicom_json(ds)
    metadata.summary(ds)
    assert ds.get_item(0x00082218) is before


def test_every_file_that_pydicom_ships_has_a_model() -> None:
    seen = 0
    for path in get_testdata_files():
        try:
            ds = dcmread(path, force=True)
        except (OSError, ValueError, NotImplementedError, EOFError):
            continue
        json.dumps(metadata.dicom_json(ds), allow_nan=False)
        metadata.summary(ds)
        metadata.patient(ds)
        seen += 1
    assert seen > 50


@settings(max_examples=60)
@given(st.integers(0, 10**9), st.binary(min_size=1, max_size=8))
def test_a_broken_file_never_raises(place: int, junk: bytes) -> None:
    stream = BytesIO()
    ds = Dataset()
    ds.PatientName, ds.Modality, ds.Rows, ds.SliceThickness = "Doe^Jane", "CT", 3, "1.5"
    ds.AnatomicRegionSequence = Sequence([Dataset()])
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.file_meta.MediaStorageSOPClassUID = ds.file_meta.MediaStorageSOPInstanceUID = "1.2"
    ds.save_as(stream, enforce_file_format=True)
    data = bytearray(stream.getvalue())
    start = len(data) - 90 + place % 90
    data[start : start + len(junk)] = junk
    try:
        broken = dcmread(BytesIO(bytes(data)))
    except Exception:  # noqa: BLE001 - what cannot be parsed at all is not for this test
        return
    json.dumps(metadata.dicom_json(broken), allow_nan=False)
    metadata.summary(broken)
    metadata.patient(broken)


def test_a_summary_has_the_plain_facts_and_nobody_in_it() -> None:
    ds = Dataset()
    ds.PatientName, ds.PatientID = "Hand^Jane", "4711"
    ds.Modality, ds.BodyPartExamined, ds.Laterality = "DX", "KNEE", "L"
    ds.ViewPosition, ds.StudyDate, ds.SeriesNumber = "AP", "20240303", "4"
    ds.SeriesDescription = "Knee AP for Jane 4711, hand"
    assert metadata.summary(ds) == {
        "modality": "DX", "body_part": "KNEE", "laterality": "L", "view": "AP",
        "study_date": "20240303", "series_number": "4", "description": "Knee AP",
    }  # fmt: skip


def test_a_name_in_the_place_of_a_code_is_left_out_of_the_summary() -> None:
    ds = Dataset()
    ds.PatientName, ds.BodyPartExamined, ds.ViewPosition = "Doe^Jane", "JANE KNEE", "Jane D."
    assert metadata.summary(ds) == {}


def test_codes_stand_in_for_terms() -> None:
    ds = Dataset()
    region, frame, shared = Dataset(), Dataset(), Dataset()
    region.CodeValue, region.CodingSchemeDesignator = "85562004", "SCT"
    frame.FrameLaterality, frame.AnatomicRegionSequence = "R", Sequence([region])
    shared.FrameAnatomySequence = Sequence([frame])
    ds.SharedFunctionalGroupsSequence = Sequence([shared])
    view = Dataset()
    view.CodeValue = "R-10226"
    ds.ViewCodeSequence = Sequence([view])
    assert metadata.summary(ds) == {"body_part": "HAND", "laterality": "R", "view": "MLO"}
