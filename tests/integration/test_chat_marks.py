"""Sides and size at the edge of what a chat shows; the viewer lays them over the file's own."""

import io
from collections.abc import AsyncIterator

import numpy as np
import pytest
from PIL import Image

from core.imaging import Purpose
from tests.integration.house import House, house
from tests.integration.web import shared, signed_in
from tests.unit.imaging.made import file, grey


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


def slice_() -> bytes:
    """A body that fills the picture, so that its marks stand beside it."""
    pixels = np.add.outer(np.arange(300), np.arange(320)).astype(np.uint16) + 400
    return file(
        grey(
            pixels,
            Modality="CT",
            PatientName="Berg^Anna",
            ImageOrientationPatient=[1, 0, 0, 0, 1, 0],
            PixelSpacing=[0.5, 0.5],
            WindowCenter=500,
            WindowWidth=1200,
        )
    )


def size(data: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(data)) as opened:
        return opened.size


async def test_a_chat_shows_the_marks_and_the_viewer_the_pixels_alone(home: House) -> None:
    image = await shared(home, slice_())
    async with home.parts.service.store.begin(home.pod, reading=True) as uow:
        kept = {r.sha256: r.purpose for r in await uow.images.renditions(home.pod, image.id)}
    posts = await home.posts()
    assert posts
    assert {kept[post.sha256] for post in posts} == {Purpose.MARKED}
    seen = home.family_pictures()[-1].image
    assert seen is not None
    wide, high = size(seen)
    assert 320 < wide < 380
    assert 300 < high < 360
    async with signed_in(home, home.ben) as ben:
        assert size((await ben.get(f"/pods/{home.pod}/1/preview")).body) == (320, 300)
        assert size((await ben.get(f"/pods/{home.pod}/1/full")).body) == (320, 300)
        assert (await ben.get(f"/pods/{home.pod}/1/marked")).status == 404


async def test_another_window_keeps_the_marks(home: House) -> None:
    await shared(home, slice_())
    await home.write(home.ben, "/show #1 lung")
    await home.until(lambda: len(home.private_pictures(home.ben)) == 1)
    seen = home.private_pictures(home.ben)[-1].image
    assert seen is not None
    assert size(seen) > (320, 300)
