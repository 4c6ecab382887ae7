"""`/show #3 lung`: the same picture in another window, in private, made anew from the original."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.house import House, house, photo
from tests.integration.web import shared, signed_in


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


@pytest.mark.parametrize("written", ["lung", "-600 1500", "-600/1500"])
async def test_a_picture_in_another_window_says_so(home: House, written: str) -> None:
    await shared(home)
    await home.write(home.ben, "/show 1")
    await home.until(lambda: len(home.private_pictures(home.ben)) == 1)
    await home.write(home.ben, f"/show #1 {written}")
    await home.until(lambda: len(home.private_pictures(home.ben)) == 2)
    plain, other = home.private_pictures(home.ben)
    shown = written.replace(" ", "/")
    assert f"window: {shown}" in other.text.casefold()
    assert "Window" not in plain.text
    assert other.image is not None
    assert other.image != plain.image


async def test_what_is_not_known_is_answered_with_what_there_is(home: House) -> None:
    await shared(home)
    told = await home.write(home.ben, "/show #1 heart")
    assert "“heart”" in told
    assert "lung, mediastinum, bone" in told
    assert "/show #1 40 400" in told
    assert "two numbers" in await home.write(home.ben, "/show #1 many many")


async def test_a_photo_has_no_other_window(home: House) -> None:
    await shared(home, photo(), "a.jpg")
    assert "cannot be changed" in await home.write(home.ben, "/show #1 lung")


async def test_the_viewer_lays_sides_and_size_over_the_picture(home: House) -> None:
    await shared(home)
    async with signed_in(home, home.ben) as ben:
        page = await ben.read(f"/pods/{home.pod}/1")
        assert "Left in the picture: R, right: L, above: A, below: P." in page.text
        assert "The bar is" in page.text
        assert '<svg class="marks"' in page.html


async def test_a_clinician_changes_the_window_of_a_ct_by_a_button(home: House) -> None:
    await shared(home)
    await home.write(home.ben, "/show 1")
    await home.until(lambda: len(home.private_pictures(home.ben)) == 1)
    assert len(home.private_pictures(home.ben)[0].buttons) == 1  # the family is not asked to choose

    await home.write(home.anna, "/role Ben clinician")
    await home.write(home.ben, "/show 1")
    await home.until(lambda: len(home.private_pictures(home.ben)) == 2)
    shown = home.private_pictures(home.ben)[1]
    assert [b.text for b in shown.buttons[1]] == ["Lung", "Soft parts", "Bone", "Brain"]
    await home.press(home.ben, shown, "Bone")
    await home.until(lambda: len(home.private_pictures(home.ben)) == 3)
    other = home.private_pictures(home.ben)[2]
    assert "Window: Bone" in other.text
    assert other.image != shown.image
    assert [b.text for b in other.buttons[1]] == ["Lung", "Soft parts", "Brain"]
