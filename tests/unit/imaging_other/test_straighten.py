"""Photographs of a light box taken from the side, made by a known camera, and made straight."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from adapters.imaging import dispatch, straighten
from core.imaging import Purpose, TranscodeOrder

FROM_THE_SIDE = [(210, 130), (900, 60), (860, 690), (150, 560)]
TURNED = [(330, 40), (980, 300), (720, 760), (90, 470)]


def film() -> Image.Image:
    """A light box of 600x500 with a film on it: dark, with a chest of sorts."""
    box = Image.new("RGB", (600, 500), (245, 248, 255))
    pen = ImageDraw.Draw(box)
    pen.rectangle((90, 60, 510, 440), fill=(28, 30, 36))
    pen.ellipse((130, 110, 290, 400), fill=(12, 12, 14))
    pen.ellipse((310, 110, 470, 400), fill=(12, 12, 14))
    pen.rectangle((285, 80, 315, 430), fill=(150, 152, 158))
    return box


def photographed(corners, ground=(40, 36, 30), size=(1040, 800), noise=6) -> Image.Image:
    """The light box as a camera sees it whose corners lie at `corners` of the photograph."""
    box = film()
    source = np.array(((0, 0), (600, 0), (600, 500), (0, 500)), np.float64)
    mapping = straighten._perspective(np.array(corners, np.float64), source)
    seen = box.transform(size, Image.Transform.PERSPECTIVE, mapping, Image.Resampling.BICUBIC)
    inside = Image.new("L", size)
    ImageDraw.Draw(inside).polygon([tuple(one) for one in corners], fill=255)
    photo = Image.new("RGB", size, ground)
    photo.paste(seen, mask=inside)
    grain = np.random.default_rng(5).normal(0, noise, (size[1], size[0], 3))
    blurred = np.asarray(photo.filter(ImageFilter.GaussianBlur(1.2))) + grain
    return Image.fromarray(np.clip(blurred, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("corners", [FROM_THE_SIDE, TURNED], ids=["from the side", "turned"])
def test_the_corners_of_a_light_box_are_found(corners):
    found = straighten.corners(np.asarray(photographed(corners)))
    assert found is not None
    assert np.abs(found - corners).max() < 5


def test_what_was_a_rectangle_is_one_again():
    straight = straighten.straightened(np.asarray(photographed(FROM_THE_SIDE)))
    assert straight is not None
    size = (600, 500)
    again = np.asarray(Image.fromarray(straight).convert("L").resize(size), np.float64)
    wanted = np.asarray(film().convert("L"), np.float64)
    assert np.corrcoef(again.ravel(), wanted.ravel())[0, 1] > 0.98


def test_rounded_corners_and_a_frame_in_the_way_do_not_matter():
    photo = photographed(FROM_THE_SIDE)
    pen = ImageDraw.Draw(photo)
    for x, y in FROM_THE_SIDE:
        pen.ellipse((x - 14, y - 14, x + 14, y + 14), fill=(40, 36, 30))
    found = straighten.corners(np.asarray(photo))
    assert found is not None
    assert np.abs(found - FROM_THE_SIDE).max() < 9


def round_lamp():
    photo = Image.new("RGB", (900, 700), (20, 20, 20))
    ImageDraw.Draw(photo).ellipse((200, 100, 700, 600), fill=(250, 250, 250))
    return photo


def triangle():
    photo = Image.new("RGB", (900, 700), (20, 20, 20))
    ImageDraw.Draw(photo).polygon([(100, 600), (450, 80), (800, 600)], fill=(250, 250, 250))
    return photo


def noise():
    return Image.fromarray(np.random.default_rng(1).integers(0, 255, (600, 800)).astype(np.uint8))


@pytest.mark.parametrize(
    "photo",
    [
        round_lamp(),
        triangle(),
        noise(),
        Image.new("L", (500, 400), 255),
        Image.new("L", (20, 20), 9),
        photographed([(500, 300), (600, 300), (600, 380), (500, 380)]),
        photographed(FROM_THE_SIDE, ground=(225, 225, 225)),
    ],
    ids=["round", "triangle", "noise", "white", "tiny", "far away", "bright room"],
)
def test_what_is_no_light_box_is_left_alone(photo):
    assert straighten.straightened(np.asarray(photo)) is None


def transcoded(photo: Image.Image, **order):
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=95)
    purposes = frozenset({Purpose.FULL, Purpose.PREVIEW})
    images, _ = dispatch.transcode(
        memoryview(out.getvalue()), TranscodeOrder(purposes=purposes, **order)
    )
    return images[0]


def test_only_when_it_is_asked_for():
    plain = transcoded(photographed(FROM_THE_SIDE))
    assert "straightened" not in plain.metadata["transcoding"]
    assert {(one.width, one.height) for one in plain.renditions} == {(1040, 800)}
    straight = transcoded(photographed(FROM_THE_SIDE), straight=True)
    assert straight.metadata["transcoding"]["straightened"] is True
    for one in straight.renditions:
        assert abs(one.width - 712) < 30
        assert abs(one.height - 571) < 90


def test_a_photo_without_a_light_box_stays_as_it_is():
    same = transcoded(round_lamp(), straight=True)
    assert same.metadata["transcoding"]["straightened"] is False
    assert {(one.width, one.height) for one in same.renditions} == {(900, 700)}
