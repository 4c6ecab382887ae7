"""Which metadata a person may see, by their privileges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.disclosure import MOST_ROWS, Group, visible
from core.model import PRESETS, Privilege, Role

METADATA = {
    "dicom": {
        "00080020": {"vr": "DA", "Value": ["20240303"]},
        "00080060": {"vr": "CS", "Value": ["DX"]},
        "00080080": {"vr": "LO", "Value": ["Mercy Hospital"]},
        "00080090": {"vr": "PN", "Value": [{"Alphabetic": "Who^Doctor"}]},
        "0008103E": {"vr": "LO", "Value": ["Hand of Jane"]},
        "00100010": {"vr": "PN", "Value": [{"Alphabetic": "Doe^Jane", "Ideographic": "山"}]},
        "00100020": {"vr": "LO", "Value": ["4711"]},
        "00180015": {"vr": "CS", "Value": ["HAND"]},
        "00104000": {"vr": "LT", "Value": ["Afraid of needles"]},
        "00400275": {"vr": "SQ", "Value": [{"00400007": {"vr": "LO", "Value": ["x"]}}]},
    },
    "exif": {
        "Make": "A phone",
        "DateTimeOriginal": "2024:03:03 10:00:00",
        "Artist": "Jane",
        "GPSInfo": {"GPSLatitude": [52.0, 31.0, 12.0], "GPSLatitudeRef": "N"},
    },
    "transcoding": {"decoder": "pydicom", "scale": 0.5, "source": {"sha256": "ab"}},
}


def text(rows: object) -> str:
    return " ".join(f"{row.key}={row.value}" for row in rows)  # type: ignore[attr-defined]


@pytest.mark.parametrize("privileges", [set(), {Privilege.DOWNLOAD}, {Privilege.VIEW_IDENTIFIED}])
def test_nothing_without_view(privileges: set[Privilege]) -> None:
    assert visible(METADATA, privileges, uploader=True) == ()


def test_view_shows_what_the_picture_is_and_nobody() -> None:
    told = text(visible(METADATA, {Privilege.VIEW}))
    assert "modality=DX" in told
    assert "body-part=HAND" in told
    assert "study-date=20240303" in told
    for secret in ("Jane", "4711", "Mercy", "Who", "needles", "52.0", "phone", "ab"):
        assert secret not in told.split("=") and secret not in told


def test_a_name_in_the_place_of_a_code_is_not_shown_to_view() -> None:
    dicom = {**METADATA["dicom"], "00180015": {"vr": "CS", "Value": ["HAND JANE"]}}
    assert "JANE" not in text(visible({"dicom": dicom}, {Privilege.VIEW}))
    identified = {Privilege.VIEW, Privilege.VIEW_IDENTIFIED}
    assert "HAND JANE" in text(visible({"dicom": dicom}, identified))


def test_identified_adds_who_and_where_from() -> None:
    rows = visible(METADATA, {Privilege.VIEW, Privilege.VIEW_IDENTIFIED})
    told = text(rows)
    assert "patient-name=Doe^Jane 山" in told
    assert "institution=Mercy Hospital" in told
    assert "needles" not in told
    assert [row.group for row in rows] == sorted((row.group for row in rows), key=list(Group).index)


def test_download_adds_the_rest_but_not_the_place() -> None:
    everything = {Privilege.VIEW, Privilege.VIEW_IDENTIFIED, Privilege.DOWNLOAD}
    told = text(visible(METADATA, everything))
    assert "00104000=Afraid of needles" in told
    assert "Artist=Jane" in told
    assert "52.0" not in told
    assert "GPS" not in told
    assert "needles" not in text(visible(METADATA, {Privilege.VIEW, Privilege.DOWNLOAD}))


@pytest.mark.parametrize("role", Role)
def test_the_place_is_for_the_uploader_alone(role: Role) -> None:
    assert "GPSLatitude" not in text(visible(METADATA, PRESETS[role]))
    assert "GPSLatitude=52.0, 31.0, 12.0" in text(visible(METADATA, PRESETS[role], uploader=True))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(JSON, st.sets(st.sampled_from(Privilege)))
def test_any_shape_is_taken(value: object, privileges: set[Privilege]) -> None:
    rows = visible({"dicom": {"00080060": value}, "exif": value, "transcoding": value}, privileges)
    assert len(rows) <= MOST_ROWS
    assert all("\n" not in row.value and len(row.value) <= 200 for row in rows)


@given(st.sets(st.sampled_from(Privilege)), st.sets(st.sampled_from(Privilege)))
def test_more_privileges_never_show_less(one: set[Privilege], more: set[Privilege]) -> None:
    assert set(visible(METADATA, one)) <= set(visible(METADATA, one | more))
