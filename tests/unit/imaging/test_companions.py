"""Presentation states and segmentations in an archive: drawn over the pictures that they name."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from adapters.imaging import dispatch
from adapters.imaging.errors import Refused
from core.imaging import Purpose, Refusal, TranscodeOrder
from tests.unit.imaging.made import dataset, file, grey

STATE = "1.2.840.10008.5.1.4.1.1.11.1"
SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"
CT = "1.2.840.10008.5.1.4.1.1.2"
ORDER = TranscodeOrder(
    purposes=frozenset({Purpose.FULL, Purpose.PREVIEW, Purpose.CINE}), still_format="png"
)


def item(**attributes):
    made = Dataset()
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def slice_(number=1, side=64, **attributes):
    pixels = np.full((side, side), 500, np.uint16)
    pixels[:8, :8] = 1000  # the left upper corner, to tell turns by
    known = {
        "SOPClassUID": CT,
        "SOPInstanceUID": f"1.2.3.{number}",
        "SeriesInstanceUID": "1.2.9",
        "Modality": "CT",
        "WindowCenter": 500,
        "WindowWidth": 1000,
        "ImageOrientationPatient": [1, 0, 0, 0, 1, 0],
        "ImagePositionPatient": [0, 0, number * 3],
        "InstanceNumber": number,
    }
    return file(grey(pixels, **(known | attributes)))


def state(uid="1.2.3.1", **attributes):
    made = dataset(SOPClassUID=STATE, SOPInstanceUID="1.2.4.1", SeriesInstanceUID="1.2.8")
    made.Modality = "PR"
    named = item(ReferencedSOPClassUID=CT, ReferencedSOPInstanceUID=uid)
    made.ReferencedSeriesSequence = Sequence(
        [item(SeriesInstanceUID="1.2.9", ReferencedImageSequence=Sequence([named]))]
    )
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return file(made)


def segmentation(masks, sources, kind="BINARY", **attributes):
    """One frame for each mask, (rows, columns) of 0 and 1, over the source of the same place."""
    frames = np.stack(masks).astype(np.uint8)
    made = grey(frames, SOPClassUID=SEGMENTATION, SOPInstanceUID="1.2.5.1", Modality="SEG")
    made.SeriesInstanceUID = "1.2.7"
    made.SegmentationType = kind
    red = [34900, 52000, 45000]
    made.SegmentSequence = Sequence(
        [item(SegmentNumber=1, SegmentLabel="Liver", RecommendedDisplayCIELabValue=red)]
    )
    groups = []
    for number in sources:
        derived = item(
            SourceImageSequence=Sequence([item(ReferencedSOPInstanceUID=f"1.2.3.{number}")])
        )
        place = item(ImagePositionPatient=[0, 0, number * 3])
        groups.append(
            item(
                DerivationImageSequence=Sequence([derived]),
                PlanePositionSequence=Sequence([place]),
                SegmentIdentificationSequence=Sequence([item(ReferencedSegmentNumber=1)]),
            )
        )
    made.PerFrameFunctionalGroupsSequence = Sequence(groups)
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return file(made)


def drawn_note():
    """Annotations with a line and with a name beside it."""
    line = item(
        GraphicAnnotationUnits="PIXEL", GraphicDimensions=2, GraphicType="POLYLINE",
        NumberOfGraphicPoints=2, GraphicData=[10.0, 40.0, 60.0, 40.0],
    )  # fmt: skip
    note = item(
        UnformattedTextValue="Anna Berg", AnchorPoint=[20.0, 20.0],
        AnchorPointAnnotationUnits="PIXEL",
    )  # fmt: skip
    both = {"GraphicObjectSequence": [line], "TextObjectSequence": [note]}
    return Sequence([item(**{name: Sequence(one) for name, one in both.items()})])


def packed(*files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, data in enumerate(files):
            archive.writestr(f"{number}.dcm", data)
    return out.getvalue()


def over(*files):
    """The entry that was drawn over others."""
    images, unread = dispatch.transcode(memoryview(packed(*files)), ORDER)
    assert not unread
    (found,) = (one for one in images if "over" in one.metadata)
    return found


def full(image):
    (data,) = (one.data for one in image.renditions if one.purpose is Purpose.FULL)
    with Image.open(io.BytesIO(data)) as opened:
        return np.asarray(opened)


def test_a_state_is_another_entry_and_the_picture_stays_as_it_was():
    images, _ = dispatch.transcode(memoryview(packed(state(), slice_())), ORDER)
    plain, seen = images
    assert (plain.metadata["dicom"]["00080018"]["Value"], seen.metadata["over"]["of"]) == (
        ["1.2.3.1"],
        ["1.2.3.1"],
    )
    assert seen.metadata["dicom"]["00080060"]["Value"] == ["PR"]
    assert "view" not in seen.metadata["transcoding"]


def test_its_window_comes_before_the_pictures_own():
    voi = Sequence([item(WindowCenter=250, WindowWidth=500)])
    assert full(over(slice_(), state(SoftcopyVOILUTSequence=voi)))[40, 40] == 255
    assert 120 < full(over(slice_(), state()))[40, 40] < 136


def test_a_window_for_other_pictures_is_not_this_ones():
    other = Sequence([item(ReferencedSOPInstanceUID="9.9")])
    voi = Sequence([item(WindowCenter=250, WindowWidth=500, ReferencedImageSequence=other)])
    assert full(over(slice_(), state(SoftcopyVOILUTSequence=voi)))[40, 40] < 136


def test_inversion():
    corner = full(over(slice_(), state(PresentationLUTShape="INVERSE")))[2, 2]
    assert corner < 5


@pytest.mark.parametrize(
    ("attributes", "corner"),
    [
        ({}, (2, 2)),
        ({"ImageRotation": 90, "ImageHorizontalFlip": "N"}, (2, -3)),
        ({"ImageRotation": 270, "ImageHorizontalFlip": "N"}, (-3, 2)),
        ({"ImageRotation": 180, "ImageHorizontalFlip": "N"}, (-3, -3)),
        ({"ImageRotation": 0, "ImageHorizontalFlip": "Y"}, (2, -3)),
        ({"ImageRotation": 90, "ImageHorizontalFlip": "Y"}, (2, 2)),
    ],
)
def test_turned_and_then_flipped(attributes, corner):
    seen = full(over(slice_(), state(**attributes)))
    bright = [at for at in [(2, 2), (2, -3), (-3, 2), (-3, -3)] if seen[at] > 200]
    assert bright == [corner]


def test_the_displayed_area():
    area = item(DisplayedAreaTopLeftHandCorner=[1, 1], DisplayedAreaBottomRightHandCorner=[32, 16])
    seen = over(slice_(), state(DisplayedAreaSelectionSequence=Sequence([area])))
    assert full(seen).shape == (16, 32)


@pytest.mark.parametrize(
    "shutter",
    [
        {
            "ShutterShape": "RECTANGULAR",
            "ShutterLeftVerticalEdge": 20,
            "ShutterRightVerticalEdge": 50,
            "ShutterUpperHorizontalEdge": 20,
            "ShutterLowerHorizontalEdge": 50,
        },
        {"ShutterShape": "CIRCULAR", "CenterOfCircularShutter": [35, 35],
         "RadiusOfCircularShutter": 15},
        {"ShutterShape": "POLYGONAL",
         "VerticesOfThePolygonalShutter": [20, 20, 20, 50, 50, 50, 50, 20]},
    ],
    ids=["rectangle", "circle", "polygon"],
)  # fmt: skip
def test_shutters(shutter):
    seen = full(over(slice_(), state(**shutter)))
    assert seen[2, 2] == 0
    assert seen[35, 35] > 100


@pytest.mark.parametrize(
    ("kind", "points", "on"),
    [
        ("POLYLINE", [10, 40, 60, 40], (39, 30)),
        ("CIRCLE", [32, 32, 52, 32], (31, 51)),
        ("ELLIPSE", [12, 32, 52, 32, 32, 22, 32, 42], (31, 11)),
        ("POINT", [32, 40], (39, 31)),
    ],
)
def test_graphics_are_drawn_and_words_are_not(kind, points, on):
    drawing = item(
        GraphicAnnotationUnits="PIXEL", GraphicDimensions=2, GraphicType=kind,
        NumberOfGraphicPoints=len(points) // 2, GraphicData=[float(one) for one in points],
    )  # fmt: skip
    note = item(
        UnformattedTextValue="Anna Berg", AnchorPoint=[20.0, 20.0],
        AnchorPointAnnotationUnits="PIXEL",
    )  # fmt: skip
    annotation = item(
        GraphicObjectSequence=Sequence([drawing]), TextObjectSequence=Sequence([note])
    )
    image = over(slice_(), state(GraphicAnnotationSequence=Sequence([annotation])))
    seen = full(image)
    assert tuple(seen[on]) == (255, 220, 60)
    assert (seen[18:24, 18:60] == seen[50, 50]).all() or kind in ("CIRCLE", "ELLIPSE")
    assert image.warnings == ("1 notes of the presentation state are not shown",)


def test_a_state_without_its_picture_is_named_as_unread():
    images, unread = dispatch.transcode(memoryview(packed(slice_(), state("9.9"))), ORDER)
    assert len(images) == 1
    assert [one.refusal for one in unread] == [Refusal.NO_PICTURE]


def test_a_state_alone_is_refused_with_its_sentence():
    with pytest.raises(Refused) as caught:
        dispatch.transcode(memoryview(state()), ORDER)
    assert caught.value.refusal is Refusal.NO_PICTURE


def block(top=20):
    mask = np.zeros((64, 64), np.uint8)
    mask[top : top + 20, 20:40] = 1
    return mask


def test_a_segment_lies_over_its_slice_and_lets_it_through():
    image = over(slice_(), segmentation([block()], [1]))
    seen = full(image).astype(int)
    assert seen[10, 10].tolist() == [seen[10, 10][0]] * 3
    inside, outline = seen[30, 30], seen[20, 30]
    assert inside[0] > inside[2] + 20
    assert outline[0] > inside[0]
    assert image.metadata["over"] == {"kind": "segmentation", "of": ["1.2.3.1"], "segments": 1}


def test_several_slices_become_one_entry_with_a_film():
    masks = [block(10), block(10) | block(30), block(30)]
    slices = [slice_(number) for number in (1, 2, 3)]
    image = over(*slices, segmentation(masks, [1, 2, 3]))
    assert image.frames == 3
    assert image.summary["instances"] == "3"
    assert {one.purpose for one in image.renditions} == {
        Purpose.FULL, Purpose.PREVIEW, Purpose.CINE, Purpose.CONTACT_SHEET,
    }  # fmt: skip
    red = full(image).astype(int)
    assert red[45, 30][0] > red[45, 30][2] + 20  # the slice that has most of it
    assert red[15, 30][0] > red[15, 30][2] + 20


def test_without_a_named_source_the_place_decides():
    made = segmentation([block()], [2])
    cut = made.replace(b"1.2.3.2\x00", b"\x00" * 8)
    image = over(slice_(1), slice_(2), cut)
    assert image.metadata["over"]["of"] == ["1.2.3.2"]


def test_values_of_a_label_map_are_segments():
    mask = block()
    image = over(slice_(), segmentation([mask], [1], "LABELMAP"))
    seen = full(image).astype(int)
    assert seen[30, 30][0] > seen[30, 30][2] + 20


def planned(made, spacing, corner=(0, 0, 3)):
    """The same segmentation, its one frame with a place, a direction and a spacing."""
    read = dcmread(io.BytesIO(made))
    read.SharedFunctionalGroupsSequence = Sequence(
        [
            item(
                PlaneOrientationSequence=Sequence(
                    [item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])]
                ),
                PixelMeasuresSequence=Sequence([item(PixelSpacing=[spacing, spacing])]),
            )
        ]
    )
    place = Sequence([item(ImagePositionPatient=list(corner))])
    read.PerFrameFunctionalGroupsSequence[0].PlanePositionSequence = place
    return file(read)


@pytest.mark.parametrize("named", [True, False], ids=["source named", "by its place"])
def test_a_segmentation_of_another_size_is_laid_by_where_it_lies(named):
    """Half the points at twice the distance, and a corner of its own: 8 mm right, 4 mm down."""
    mask = np.zeros((16, 16), np.uint8)
    mask[6:12, 6:12] = 1
    made = segmentation([mask], [1])
    if not named:
        made = made.replace(b"1.2.3.1\x00", b"\x00" * 8)
    cut = planned(made, 2, corner=(8, 4, 3))
    slice_of_its_own = slice_(PixelSpacing=[1, 1], ImagePositionPatient=[-0.5, -0.5, 3])
    image = over(slice_of_its_own, cut)
    assert (image.width, image.height) == (64, 64)
    seen = full(image).astype(int)
    coloured = seen[..., 0] > seen[..., 2] + 20
    rows, columns = np.nonzero(coloured)
    # Points 6 to 11 of the mask reach from 11 to 23 mm beyond its corner: 15 to 27 mm down.
    assert (rows.min(), rows.max()) == (16, 27)
    assert (columns.min(), columns.max()) == (20, 31)


def test_a_segmentation_of_another_direction_is_shown_by_itself():
    cut = planned(segmentation([block()], [1]), 1, corner=(5, 0, 3))
    turned = slice_(PixelSpacing=[1, 1], ImageOrientationPatient=[0, 1, 0, 0, 0, 1])
    images, unread = dispatch.transcode(memoryview(packed(turned, cut)), ORDER)
    assert not unread
    assert not any("over" in one.metadata for one in images)


def test_a_segmentation_of_another_size_and_no_spacing_is_shown_by_itself():
    images, unread = dispatch.transcode(
        memoryview(packed(slice_(side=32), segmentation([block()], [1]))), ORDER
    )
    assert not unread
    assert len(images) == 2
    assert not any("over" in one.metadata for one in images)


def state_of_a_series(count, **attributes):
    named = [
        item(ReferencedSOPClassUID=CT, ReferencedSOPInstanceUID=f"1.2.3.{number}")
        for number in range(1, count + 1)
    ]
    of_series = item(SeriesInstanceUID="1.2.9", ReferencedImageSequence=Sequence(named))
    return state(**{"ReferencedSeriesSequence": Sequence([of_series])} | attributes)


def states_of(*files):
    images, unread = dispatch.transcode(memoryview(packed(*files)), ORDER)
    assert not unread
    return [one.metadata["over"]["of"] for one in images if "over" in one.metadata]


def test_a_state_of_a_whole_series_is_one_entry_more_not_one_for_each_slice():
    slices = [slice_(number) for number in range(1, 6)]
    assert states_of(*slices, state_of_a_series(5)) == [["1.2.3.3"]]


def test_of_a_whole_series_the_slices_that_were_drawn_on_are_shown():
    note = drawn_note()
    note[0].ReferencedImageSequence = Sequence([item(ReferencedSOPInstanceUID="1.2.3.5")])
    slices = [slice_(number) for number in range(1, 6)]
    made = state_of_a_series(5, GraphicAnnotationSequence=note)
    assert states_of(*slices, made) == [["1.2.3.5"]]
