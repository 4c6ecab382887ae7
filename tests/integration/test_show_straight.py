"""`/show #3 straight`: a photographed light box as if taken from the front, in private."""

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image

from tests.integration.house import House, house, photo
from tests.integration.web import shared
from tests.unit.imaging_other.test_straighten import FROM_THE_SIDE, photographed


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


def light_box() -> bytes:
    out = io.BytesIO()
    photographed(FROM_THE_SIDE).save(out, "JPEG", quality=95)
    return out.getvalue()


@pytest.mark.parametrize("found", [True, False], ids=["a light box", "something else"])
async def test_a_light_box_is_straightened_and_nothing_else(home: House, found: bool) -> None:
    await shared(home, light_box() if found else photo(), "a.jpg")
    await home.write(home.ben, "/show #1 straight")
    await home.until(lambda: len(home.private_pictures(home.ben)) == 1)
    (shown,) = home.private_pictures(home.ben)
    assert ("Straightened" if found else "as it is") in shown.text
    assert shown.image is not None
    with Image.open(io.BytesIO(shown.image)) as opened:
        assert (opened.size == (640, 480)) is not found
        assert opened.width < 800
