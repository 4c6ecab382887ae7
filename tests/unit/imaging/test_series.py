"""Many instances to few entries: order, phases, gaps, and what an archive becomes."""

import io
import zipfile

import numpy as np
import pytest

from adapters.imaging import dispatch, series
from core.imaging import Purpose, TranscodeOrder
from tests.unit.imaging.made import file, grey, ramp


def header(number, position=None, *, uid="1.2", instance=None, **more):
    told = {
        "0020000E": {"vr": "UI", "Value": [uid]},
        "00280010": {"vr": "US", "Value": [64]},
        "00280011": {"vr": "US", "Value": [64]},
        "00200013": {"vr": "IS", "Value": [instance if instance is not None else number]},
    }
    if position is not None:
        told["00200037"] = {"vr": "DS", "Value": [1, 0, 0, 0, 1, 0]}
        told["00200032"] = {"vr": "DS", "Value": [0, 0, position]}
    for tag, value in more.items():
        told[tag.removeprefix("t")] = {"vr": "XX", "Value": [value]}
    return series.read(number, told)


def test_slices_lie_in_order_of_their_place_not_of_their_arrival():
    found = series.group(header(i, place, instance=place) for i, place in enumerate([9, 0, 6, 3]))
    assert [one.order for one in found] == [(1, 3, 2, 0)]
    assert found[0].missing == 0


def test_the_end_where_the_scanner_began_comes_first():
    found = series.group(header(i, place, instance=9 - place) for i, place in enumerate([0, 3, 6]))
    assert found[0].order == (2, 1, 0)


def test_missing_slices_are_counted():
    found = series.group(header(i, place) for i, place in enumerate([0, 3, 6, 15, 18]))
    assert found[0].missing == 2


def test_without_places_the_numbers_count():
    found = series.group(header(i, instance=n) for i, n in enumerate([5, 2, 4]))
    assert found[0].order == (1, 2, 0)
    assert found[0].missing == 1


@pytest.mark.parametrize(
    ("tag", "values"),
    [("t00200100", [1, 2]), ("t00180081", [10.5, 90]), ("t00200012", [1, 2])],
    ids=["phases", "echoes", "acquisitions"],
)
def test_phases_and_echoes_are_apart(tag, values):
    slices = [
        header(i * 2 + at, place, **{tag: value})
        for i, place in enumerate([0, 3, 6])
        for at, value in enumerate(values)
    ]
    found = series.group(slices)
    assert [one.order for one in found] == [(0, 2, 4), (1, 3, 5)]
    assert all(one.part for one in found)
    assert [one.which for one in found] == [(1, 2), (2, 2)]


def test_many_phases_are_moments_of_one_film():
    slices = [
        header(phase * 3 + i, place, **{"t00200100": phase})
        for phase in range(25)
        for i, place in enumerate([0, 3, 6])
    ]
    (found,) = series.group(slices)
    assert found.order == tuple(range(75))
    assert found.which is None


def test_other_series_other_sizes_and_lone_pictures_stand_alone():
    slices = [header(i, i * 3.0) for i in range(3)]
    slices += [header(3, 99, uid="1.3"), header(4, 5.0, t00280010=128)]
    assert [one.order for one in series.group(slices)] == [(0, 1, 2), (3,), (4,)]


def test_films_are_never_slices():
    found = series.group(header(i, i * 3.0, t00280008=20) for i in range(4))
    assert [one.order for one in found] == [(0,), (1,), (2,), (3,)]


def test_nothing_is_nothing():
    assert series.group([]) == []


def archive(slices):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, data in slices:
            zipped.writestr(name, data)
    return out.getvalue()


def slice_of(position, brightness, **attributes):
    pixels = ramp(40, 40, 1000) + np.uint16(brightness)
    return file(
        grey(
            pixels,
            SeriesInstanceUID="1.2.3",
            StudyInstanceUID="1.2",
            InstanceNumber=position,
            ImageOrientationPatient=[1, 0, 0, 0, 1, 0],
            ImagePositionPatient=[0, 0, position * 5.0],
            WindowCenter=1000,
            WindowWidth=2000,
            Modality="CT",
            **attributes,
        )
    )


def test_the_words_below_a_phase_say_which_it_is():
    slices = [
        (f"{phase}-{i}", slice_of(i, phase * 100, EchoTime=phase * 30))
        for phase in (1, 2)
        for i in range(3)
    ]
    images, _unread = dispatch.transcode(memoryview(archive(slices)), TranscodeOrder())
    assert [one.summary["part"] for one in images] == ["1/2", "2/2"]


def test_a_series_in_an_archive_is_one_entry_with_film_and_sheet():
    slices = [(f"IMG{9 - i}", slice_of(i, i * 100)) for i in (0, 1, 2, 4)]
    images, _unread = dispatch.transcode(
        memoryview(archive([*slices, ("README", b"\0\1\2 no picture")])), TranscodeOrder()
    )
    assert len(images) == 1
    (image,) = images
    assert image.frames == 4
    assert image.summary["instances"] == "4"
    assert image.metadata["series"]["missing"] == 1
    assert any("missing" in word for word in image.warnings)
    film = next(one for one in image.renditions if one.purpose is Purpose.CINE)
    assert film.frames == 4
    assert {one.purpose for one in image.renditions} >= {Purpose.CONTACT_SHEET, Purpose.FULL}
