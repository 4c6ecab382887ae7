"""The family's share of the metadata is an allow-list."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from adapters.imaging.deidentify.family import family

METADATA = {
    "dicom": {
        "00080020": {"vr": "DA", "Value": ["20240303"]},
        "00080060": {"vr": "CS", "Value": ["DX"]},
        "00081030": {"vr": "LO", "Value": ["Jane's hand"]},
        "00100010": {"vr": "PN", "Value": [{"Alphabetic": "Doe^Jane"}]},
        "00100020": {"vr": "LO", "Value": ["4711"]},
        "00180015": {"vr": "CS", "Value": ["HAND"]},
        "00280010": {"vr": "US", "Value": [512]},
    },
    "exif": {"Make": "A phone", "GPSInfo": {"GPSLatitude": [1.0, 2.0, 3.0]}},
    "transcoding": {"decoder": "pydicom", "scale": 0.5, "source": {"sha256": "ab"}},
}


def test_only_what_is_listed_goes_to_the_family() -> None:
    assert family(METADATA) == {
        "dicom": {
            "00080020": {"vr": "DA", "Value": ["20240303"]},
            "00080060": {"vr": "CS", "Value": ["DX"]},
            "00180015": {"vr": "CS", "Value": ["HAND"]},
            "00280010": {"vr": "US", "Value": [512]},
        },
        "transcoding": {"scale": 0.5},
    }


def test_a_name_in_the_place_of_a_code_does_not_pass() -> None:
    dicom = {**METADATA["dicom"], "00180015": {"vr": "CS", "Value": ["HAND DOE"]}}
    assert "00180015" not in family({"dicom": dicom})["dicom"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*METADATA["dicom"], "vr", "Value"]), JSON, max_size=5))
def test_any_shape_is_taken_without_an_error_and_free_text_never_passes(dicom: object) -> None:
    told = json.dumps(family({"dicom": dicom, "exif": dicom, "transcoding": dicom}))
    assert "00100010" not in told
    assert "00081030" not in told
