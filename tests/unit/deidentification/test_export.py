"""What an export records, keeps alike across files, and does with graphics and private numbers."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian

from adapters.imaging.deidentify.options import Dates, Options
from adapters.imaging.deidentify.profile import profile
from adapters.imaging.deidentify.pseudonyms import UidMap, shift

POD, OTHER_POD = UidMap(b"the key of this pod"), UidMap(b"the key of another")


def small() -> Dataset:
    ds = Dataset()
    ds.SOPInstanceUID = "1.2.3.4"
    ds.StudyInstanceUID = "1.2.3"
    ds.PatientID = "4711"
    ds.PatientName = "Doe^Jane"
    ds.StudyDate = "20240303"
    ds.Modality = "CT"
    return ds


def read_again(ds: Dataset) -> Dataset:
    stream = BytesIO()
    ds.save_as(stream, enforce_file_format=True)
    return dcmread(BytesIO(stream.getvalue()))


def test_one_uid_becomes_one_uid_within_a_pod_and_another_in_another() -> None:
    assert POD.uid("1.2.3") == POD.uid("1.2.3 ") == POD.uid("1.2.3\0")
    assert POD.uid("1.2.3") != POD.uid("1.2.4")
    assert POD.uid("1.2.3") != OTHER_POD.uid("1.2.3")


@given(st.from_regex(r"[0-9](\.[1-9][0-9]{0,5}){1,9}", fullmatch=True))
def test_new_uids_are_valid_and_of_the_2_25_root(old: str) -> None:
    new = POD.uid(old)
    if old.startswith("1.2.840.10008."):
        assert new == old
    else:
        assert new.startswith("2.25.")
        assert len(new) <= 64
        assert not new.split(".")[2].startswith("0")


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        UidMap(b"short")


def test_files_of_one_study_still_belong_together() -> None:
    first, second = small(), small()
    second.SOPInstanceUID = "1.2.3.5"
    second.ReferencedImageSequence = Sequence([Dataset()])
    second.ReferencedImageSequence[0].ReferencedSOPInstanceUID = "1.2.3.4"
    one = profile(first, Options(), POD)
    two = profile(second, Options(), POD)
    assert one.StudyInstanceUID == two.StudyInstanceUID
    assert one.SOPInstanceUID != two.SOPInstanceUID
    assert two.ReferencedImageSequence[0].ReferencedSOPInstanceUID == one.SOPInstanceUID
    assert one.PatientID == two.PatientID != "4711"


def test_the_well_known_frame_of_reference_and_the_class_stay() -> None:
    ds = small()
    ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    ds.FrameOfReferenceUID = "1.2.840.10008.1.4.1.1"
    result = profile(ds, Options(), POD)
    assert result.SOPClassUID == ds.SOPClassUID
    assert result.FrameOfReferenceUID == ds.FrameOfReferenceUID


def test_what_was_done_is_recorded() -> None:
    options = Options(clean_descriptors=True, dates=Dates.SHIFT, pixels_cleaned=True)
    result = read_again(profile(small(), options, POD, -7))
    assert result.PatientIdentityRemoved == "YES"
    assert result.LongitudinalTemporalInformationModified == "MODIFIED"
    assert result.BurnedInAnnotation == "NO"
    codes = [item.CodeValue for item in result.DeidentificationMethodCodeSequence]
    assert codes == ["113100", "113101", "113105", "113107"]
    assert {i.CodingSchemeDesignator for i in result.DeidentificationMethodCodeSequence} == {"DCM"}
    assert "PS3.15" in result.DeidentificationMethod[0]
    assert all(len(one) <= 64 for one in result.DeidentificationMethod)
    assert result.StudyDate == "20240225"


@pytest.mark.parametrize(("dates", "word"), [(Dates.REMOVE, "REMOVED"), (Dates.KEEP, "UNMODIFIED")])
def test_what_became_of_the_dates_is_recorded(dates: Dates, word: str) -> None:
    result = profile(small(), Options(dates=dates), POD)
    assert result.LongitudinalTemporalInformationModified == word


def test_without_a_number_of_days_the_patient_has_one_of_their_own() -> None:
    result = profile(small(), Options(dates=Dates.SHIFT), POD)
    assert result.StudyDate == shift("DA", "20240303", POD.days("4711"))
    assert POD.days("4711") % 7 == 0
    assert -7 * 520 <= POD.days("4711") < 0


@pytest.mark.parametrize(
    ("vr", "value", "moved"),
    [
        ("DA", "20240301", "20240223"),
        ("DA", "1993.08.22", "19930815"),
        ("DA", "20240231", None),
        ("DA", "20240101-20240201", None),
        ("DA", "00010101", None),
        ("DT", "20240301", "20240223"),
        ("DT", "20240301101530.123456+0200", "20240223101530.123456+0200"),
        ("DT", "2024", None),
        ("TM", "101530", "101530"),
        ("TM", "Mary", None),
    ],
)
def test_shifting(vr: str, value: str, moved: str | None) -> None:
    assert shift(vr, value, -7) == moved


def test_preamble_and_file_meta_tell_nothing() -> None:
    ds = small()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.file_meta.SourceApplicationEntityTitle = "WARD7"
    ds.preamble = b"MZ" + b"\1" * 126
    stream = BytesIO()
    profile(ds, Options(), POD).save_as(stream, enforce_file_format=True)
    written = stream.getvalue()
    assert written[:128] == b"\0" * 128
    assert b"WARD7" not in written
    assert dcmread(BytesIO(written)).file_meta.MediaStorageSOPInstanceUID == POD.uid("1.2.3.4")


def test_a_very_old_patient_is_told_as_ninety() -> None:
    ds = small()
    ds.PatientAge = "097Y"
    result = profile(ds, Options(retain_patient_characteristics=True), POD)
    assert result.PatientAge == "090Y"


def test_safe_private_numbers_stay_and_text_among_them_goes() -> None:
    ds = small()
    block = ds.private_block(0x0019, "SIEMENS MR HEADER", create=True)
    block.add_new(0x0C, "IS", "1000")
    block.add_new(0x0D, "CS", "DOE")
    block.add_new(0x0E, "LO", "Jane Doe")  # claims the place of a number
    result = read_again(profile(ds, Options(retain_safe_private=True), POD))
    kept = result.private_block(0x0019, "SIEMENS MR HEADER")
    assert kept[0x0C].value == 1000
    assert 0x0D not in kept
    assert 0x0E not in kept


def overlay(drawn: np.ndarray) -> Dataset:
    ds = small()
    ds.add_new(0x60000010, "US", drawn.shape[0])
    ds.add_new(0x60000011, "US", drawn.shape[1])
    ds.add_new(0x60000022, "LO", "Jane's knee")
    ds.add_new(0x60000040, "CS", "G")
    ds.add_new(0x60004000, "LT", "Jane")
    ds.add_new(0x60003000, "OW", np.packbits(drawn.astype(bool), bitorder="little").tobytes())
    ds.add_new(0x50003000, "OW", b"\1\2")
    return ds


def test_overlays_and_curves_go() -> None:
    result = profile(overlay(np.ones((64, 64))), Options(), POD)
    assert not [tag for tag in result.keys() if tag.group in {0x5000, 0x6000}]  # noqa: SIM118


def test_a_cleaned_overlay_keeps_its_plane_and_loses_its_words() -> None:
    drawn = np.zeros((128, 128))
    drawn[40:90, 60] = 1
    result = profile(overlay(drawn), Options(clean_graphics=True), POD)
    assert 0x60003000 in result
    assert 0x60000022 not in result
    assert 0x60004000 not in result
    assert 0x50003000 not in result


def test_a_picture_keeps_its_pixels() -> None:
    ds = dcmread(get_testdata_file("CT_small.dcm"))
    result = read_again(profile(ds, Options(), POD))
    assert np.array_equal(result.pixel_array, ds.pixel_array)
    assert not [tag for tag in result.keys() if tag.is_private]  # noqa: SIM118


def test_compressed_and_multi_frame_pictures_keep_theirs() -> None:
    for name in ("JPEG2000.dcm", "SC_rgb_rle_2frame.dcm", "color3d_jpeg_baseline.dcm"):
        path = get_testdata_file(name, download=False)
        if path is None:
            continue
        ds = dcmread(path)
        result = read_again(profile(ds, Options(), POD))
        assert result.PixelData == ds.PixelData
        assert result.file_meta.TransferSyntaxUID == ds.file_meta.TransferSyntaxUID


def test_names_in_many_scripts_do_not_survive_by_their_character_set() -> None:
    ds = small()
    ds.SpecificCharacterSet = ["ISO 2022 IR 6", "ISO 2022 IR 87"]
    ds.PatientName = "Yamada^Tarou=山田^太郎=やまだ^たろう"
    ds.Manufacturer = "山"
    source = read_again(profile(ds, Options(), POD))
    assert source.SpecificCharacterSet == "ISO_IR 192"
    assert source.Manufacturer == "山"
    assert "山田" not in str(source)


def test_sequences_nested_without_end_are_cut() -> None:
    ds = small()
    for _ in range(60):
        outer = small()
        outer.DerivationImageSequence = Sequence([ds])
        ds = outer
    depth, level = 0, profile(ds, Options(), POD)
    while "DerivationImageSequence" in level:
        level, depth = level.DerivationImageSequence[0], depth + 1
    assert depth < 30
