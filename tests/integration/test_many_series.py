"""A disc with several series: counted, named, and shared as its sender says."""

import io
import zipfile
from collections.abc import AsyncIterator

import numpy as np
import pytest

from tests.integration.house import House, house
from tests.unit.imaging.made import file, grey
from tests.unit.imaging.test_companions import drawn_note, packed, state
from tests.unit.imaging.test_companions import slice_ as companions_slice


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


def slice_(series: int, place: int, part: str) -> bytes:
    pixels = (np.add.outer(np.arange(48), np.arange(48)) * (place + 1) % 900).astype(np.uint16)
    return file(
        grey(
            pixels,
            Modality="CT",
            BodyPartExamined=part,
            SOPInstanceUID=f"1.2.{series}.{place}",
            SeriesInstanceUID=f"1.2.{series}",
            StudyInstanceUID="1.2",
            PatientName="Berg^Anna",
            PatientID="4711",
            InstanceNumber=place,
            ImageOrientationPatient=[1, 0, 0, 0, 1, 0],
            ImagePositionPatient=[0, 0, place * 3],
            WindowCenter=450,
            WindowWidth=900,
        )
    )


def disc(*series: tuple[str, list[int]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, (part, places) in enumerate(series, 3):
            for place in places:
                archive.writestr(f"{number}/{place}", slice_(number, place, part))
    return out.getvalue()


async def test_several_series_are_counted_and_one_is_shared(home: House) -> None:
    telegram = home.parts.telegram
    private = telegram.private(home.anna)
    data = disc(("CHEST", list(range(22))), ("HEAD", list(range(24))))
    await telegram.send_document(home.anna, private, data, "disc.zip")
    asked = lambda: [m for m in home.private(home.anna) if "Which shall I share?" in m.text]  # noqa: E731
    await home.until(asked)
    (question,) = asked()
    assert "2 series, 46 pictures in all." in question.text
    assert "#1 CT scan of the chest, 22 pictures" in question.text
    assert "#2 CT scan of the head, 24 pictures" in question.text
    labels = [[button.text for button in row] for row in question.buttons]
    assert labels == [["#1", "#2"], ["Share"]]
    await home.press(home.anna, question, "#2")
    await home.until(lambda: home.team_pictures() and home.family_pictures())
    assert len(await home.posts(2)) == 2
    assert list(await home.posts(1)) == []


async def test_what_is_missing_is_said_where_the_picture_is_shown(home: House) -> None:
    telegram = home.parts.telegram
    places = [0, 1, 2, 5, 6, 7]
    data = disc(("CHEST", places))
    await telegram.send_document(home.anna, telegram.private(home.anna), data, "disc.zip")
    await home.until(home.family_pictures)
    assert "2 slices in between are missing." in home.family_pictures()[-1].text


async def test_what_was_drawn_over_a_picture_is_another_picture_that_says_so(home: House) -> None:
    telegram = home.parts.telegram
    data = packed(companions_slice(), state(GraphicAnnotationSequence=drawn_note()))
    await telegram.send_document(home.anna, telegram.private(home.anna), data, "disc.zip")
    await home.until(lambda: len(home.family_pictures()) == 2)
    plain, seen = sorted(home.family_pictures(), key=lambda one: len(one.text))
    assert "at the hospital" not in plain.text
    assert "with the drawings made there" in seen.text
    assert "Written notes in the file are not shown here" in seen.text
    assert "Anna Berg" not in seen.text
