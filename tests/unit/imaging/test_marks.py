"""Letters and a bar at the edge of a chat's picture: on black ground, else beside the picture."""

import io

import numpy as np
import pytest
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from adapters.imaging import marks
from core.imaging import Purpose, TranscodeOrder
from tests.unit.imaging.made import file, grey, transcoded

CHAT = TranscodeOrder(
    purposes=frozenset({Purpose.PREVIEW, Purpose.MARKED, Purpose.CINE}), still_format="png"
)
AXIAL = [1, 0, 0, 0, 1, 0]
KNOWN = marks.Marks({"left": "R", "right": "L", "top": "A", "bottom": "P"}, 0.5)


def disc(side=400, radius=120, ground=0):
    """A round body in the middle, so that every edge is free."""
    y, x = np.mgrid[:side, :side] - side / 2
    return np.where(np.hypot(x, y) < radius, 700, ground).astype(np.uint16)


def made(pixels, **attributes):
    attributes = {"WindowCenter": 500, "WindowWidth": 1000} | attributes
    return transcoded(file(grey(pixels, **attributes)), CHAT)


def of(image, purpose):
    found = [one for one in image.renditions if one.purpose is purpose]
    if not found:
        return None
    with Image.open(io.BytesIO(found[0].data)) as opened:
        return np.asarray(opened.convert("L"))


def test_on_black_ground_the_picture_keeps_its_size_and_its_body():
    image = made(disc(), ImageOrientationPatient=AXIAL, PixelSpacing=[0.5, 0.5])
    plain, marked = of(image, Purpose.PREVIEW), of(image, Purpose.MARKED)
    assert marked.shape == plain.shape
    body = plain > 0
    assert (marked[body] == plain[body]).all()
    for part in (
        np.s_[180:220, :30],
        np.s_[180:220, -30:],
        np.s_[:30, 180:220],
        np.s_[-30:, 180:220],
    ):
        assert (marked[part] > 150).any()
        assert not (plain[part] > 0).any()


@pytest.mark.parametrize("ground", [300, 1000], ids=["grey", "white"])
def test_where_something_is_to_be_seen_the_marks_stand_beside_it(ground):
    image = made(disc(ground=ground), ImageOrientationPatient=AXIAL, PixelSpacing=[0.5, 0.5])
    plain, marked = of(image, Purpose.PREVIEW), of(image, Purpose.MARKED)
    high, wide = (a - b for a, b in zip(marked.shape, plain.shape, strict=True))
    assert 0 < high <= 60
    assert 0 < wide <= 60
    windows = np.lib.stride_tricks.sliding_window_view(marked, plain.shape)
    assert (windows == plain).all(axis=(2, 3)).any()


def test_a_picture_with_margins_is_no_longer_than_a_preview():
    image = made(disc(1400, 400, 300), ImageOrientationPatient=AXIAL)
    assert max(of(image, Purpose.MARKED).shape) == 1280


def test_the_bar_is_as_long_as_it_says():
    image = made(disc(), PixelSpacing=[0.5, 0.5])
    marked = of(image, Purpose.MARKED)
    rows = [row for row in marked[-30:] if (row > 150).sum() > 60]
    lit = np.flatnonzero(rows[0] > 150)
    run = max(np.split(lit, np.flatnonzero(np.diff(lit) > 1) + 1), key=len)
    assert abs(len(run) - 100) <= 1  # 5 cm of half a millimetre a pixel


def test_a_size_at_the_detector_has_no_bar():
    assert of(made(disc(), ImagerPixelSpacing=[0.5, 0.5]), Purpose.MARKED) is None


@pytest.mark.parametrize(
    "attributes", [{}, {"ImageOrientationPatient": AXIAL, "AnatomicalOrientationType": "QUADRUPED"}]
)
def test_what_the_file_does_not_say_is_not_drawn(attributes):
    assert of(made(disc(), **attributes), Purpose.MARKED) is None


def test_a_small_picture_is_left_alone():
    image = made(disc(128, 40), ImageOrientationPatient=AXIAL, PixelSpacing=[1, 1])
    assert of(image, Purpose.MARKED) is None


def test_nothing_is_marked_that_was_not_ordered():
    data = file(grey(disc(), ImageOrientationPatient=AXIAL))
    purposes = {one.purpose for one in transcoded(data, TranscodeOrder()).renditions}
    assert purposes == {Purpose.FULL, Purpose.PREVIEW, Purpose.THUMBNAIL}


def test_a_film_has_its_marks_in_a_margin():
    frame = marks.Frame(KNOWN)
    picture = np.full((300, 320), 90, np.uint8)
    framed = frame.around(picture)
    assert framed.shape > picture.shape
    windows = np.lib.stride_tricks.sliding_window_view(framed, picture.shape)
    assert (windows == picture).all(axis=(2, 3)).any()
    assert (frame.around(picture + 9)[framed != 90] == framed[framed != 90]).all()


def turned(*axes):
    """Functional groups: how the plane of each frame lies."""
    frames = []
    for one in axes:
        plane, item = Dataset(), Dataset()
        plane.ImageOrientationPatient = one
        item.PlaneOrientationSequence = Sequence([plane])
        frames.append(item)
    return Sequence(frames)


@pytest.mark.parametrize(
    ("third", "marked"), [(AXIAL, True), ([1, 0, 0, 0, 0, -1], False)], ids=["alike", "unlike"]
)
def test_a_film_is_marked_only_where_its_frames_look_the_same_way(third, marked):
    groups = turned(AXIAL, AXIAL, third)
    image = made(np.stack([disc()] * 3), PerFrameFunctionalGroupsSequence=groups)
    film = next(one for one in image.renditions if one.purpose is Purpose.CINE)
    assert ((film.width, film.height) > (400, 400)) is marked


def test_colour_keeps_its_colours():
    picture = np.zeros((300, 300, 3), np.uint8)
    picture[50:250, 50:250] = (200, 10, 10)
    drawn = marks.drawn(picture, KNOWN)
    assert drawn is not None
    assert (drawn[60:240, 60:240] == (200, 10, 10)).all()
