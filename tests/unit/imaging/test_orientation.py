"""Which side is which and how large a pixel is, as the file says."""

import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from adapters.imaging.dicom import orientation
from tests.unit.imaging.made import dataset, file, grey, ramp, transcoded


def edges(left, right, top, bottom):
    return {"left": left, "right": right, "top": top, "bottom": bottom}


@pytest.mark.parametrize(
    ("axes", "expected"),
    [
        ([1, 0, 0, 0, 1, 0], edges("R", "L", "A", "P")),
        ([0, 1, 0, 0, 0, -1], edges("A", "P", "H", "F")),
        ([1, 0, 0, 0, 0, -1], edges("R", "L", "H", "F")),
        ([-1, 0, 0, 0, 1, 0], edges("L", "R", "A", "P")),
        ([0.8, 0.6, 0, 0, 0, -1], edges("RA", "LP", "H", "F")),
        ([0.99, 0.1, 0, -0.1, 0.99, 0], edges("R", "L", "A", "P")),
    ],
)
def test_the_sides_of_a_slice(axes, expected):
    assert orientation.view(dataset(ImageOrientationPatient=axes), 0)["edges"] == expected


def test_the_sides_of_a_projection_are_what_it_says():
    assert orientation.view(dataset(PatientOrientation=["A", "F"]), 0) == {
        "edges": edges("P", "A", "H", "F")
    }


@pytest.mark.parametrize(
    "attributes",
    [
        {},
        {"PatientOrientation": ["X", "F"]},
        {"PatientOrientation": ["", ""]},
        {"ImageOrientationPatient": [0, 0, 0, 0, 0, 0]},
        {"ImageOrientationPatient": [1, 0, 0, 0, 1, 0], "AnatomicalOrientationType": "QUADRUPED"},
        {"ImageOrientationPatient": [1, 0, 0, 0, 1, 0], "TotalPixelMatrixColumns": 9},
        {"PixelSpacing": [0, 0]},
    ],
)
def test_what_is_not_known_is_not_told(attributes):
    assert orientation.view(dataset(**attributes), 0) == {}


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"PixelSpacing": [0.5, 0.25]}, {"mm": [0.25, 0.5], "at": "patient"}),
        ({"ImagerPixelSpacing": [0.1, 0.1]}, {"mm": [0.1, 0.1], "at": "detector"}),
        (
            {"PixelSpacing": [0.1, 0.1], "ImagerPixelSpacing": [0.1, 0.1]},
            {"mm": [0.1, 0.1], "at": "detector"},
        ),
        (
            {
                "PixelSpacing": [0.09, 0.09],
                "ImagerPixelSpacing": [0.1, 0.1],
                "PixelSpacingCalibrationType": "FIDUCIAL",
            },
            {"mm": [0.09, 0.09], "at": "patient"},
        ),
    ],
)
def test_how_large_a_pixel_is(attributes, expected):
    assert orientation.view(dataset(**attributes), 0) == expected


def test_every_frame_has_its_own():
    def frame(axes):
        plane, group = Dataset(), Dataset()
        plane.ImageOrientationPatient = axes
        group.PlaneOrientationSequence = Sequence([plane])
        return group

    made = dataset(
        PerFrameFunctionalGroupsSequence=Sequence(
            [frame([1, 0, 0, 0, 1, 0]), frame([0, 1, 0, 0, 0, -1])]
        )
    )
    assert orientation.view(made, 0)["edges"]["left"] == "R"
    assert orientation.view(made, 1)["edges"]["left"] == "A"


def test_it_stands_beside_the_picture():
    image = transcoded(file(grey(ramp(64, 64), PixelSpacing=[1, 1], PatientOrientation=["L", "F"])))
    assert image.metadata["transcoding"]["view"] == {
        "edges": edges("R", "L", "H", "F"),
        "mm": [1.0, 1.0],
        "at": "patient",
    }
