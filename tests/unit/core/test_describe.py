"""What a picture is, in keys; and that English has words for every key."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import FluentTexts
from core import describe
from core.describe import NONE, PICTURE, Description

HAND = {
    "modality": "DX", "body_part": "HAND", "laterality": "L", "instances": "2",
    "study_date": "20240303", "view": "AP",
}  # fmt: skip


def said(summary: dict[str, str], kind: str = "", frames: int = 1) -> str:
    description = describe.describe(summary, kind=kind, frames=frames)
    return FluentTexts().say("picture-what", "en", describe.arguments(description))


def test_the_facts_become_keys() -> None:
    assert describe.describe(HAND) == Description(
        "x-ray", "hand", "left", NONE, 2, "views", date(2024, 3, 3)
    )


@pytest.mark.parametrize(
    ("summary", "kind", "frames", "words"),
    [
        (HAND, "dicom", 1, "X-ray of the left hand, 2 views, 3 March 2024"),
        ({"modality": "CT", "body_part": "CHEST", "instances": "412"}, "dicom", 1,
         "CT scan of the chest, 412 pictures"),
        ({"modality": "US"}, "dicom", 30, "Ultrasound, moving"),
        ({"modality": "MG", "body_part": "BREAST", "laterality": "B", "view": "MLO"}, "dicom", 1,
         "Mammogram of both breasts, seen at a slant"),
        ({"modality": "MR", "body_part": "C-SPINE"}, "dicom", 1,
         "MRI scan of the spine of the neck"),
        ({"modality": "CR", "laterality": "R"}, "dicom", 1, "X-ray, right side"),
        ({"body_part": "RIB", "laterality": "R"}, "dicom", 1, "Picture of the right ribs"),
        ({"modality": "CT", "instances": "24", "part": "2/3"}, "dicom", 24,
         "CT scan, part 2 of 3, 24 pictures"),
        ({"modality": "CT", "part": "4/3"}, "dicom", 1, "CT scan"),
        ({}, "photo", 1, "Photo"),
        ({}, "clip", 90, "Film, moving"),
        ({"modality": "ZZ", "body_part": "JANE", "study_date": "20240230"}, "dicom", 1, "Picture"),
    ],
)  # fmt: skip
def test_english(summary: dict[str, str], kind: str, frames: int, words: str) -> None:
    assert said(summary, kind, frames) == words


@pytest.mark.parametrize("part", sorted(set(describe.BODY_PARTS.values())))
@pytest.mark.parametrize("side", [NONE, *describe.SIDES.values()])
def test_english_has_words_for_every_part_and_side(part: str, side: str) -> None:
    description = Description(PICTURE, part, side)
    words = FluentTexts().say("picture-what", "en", describe.arguments(description))
    assert words.startswith("Picture of ")
    assert not words.endswith((" body", " sides")) or part == "whole-body"


@pytest.mark.parametrize("modality", sorted(set(describe.MODALITIES.values())))
def test_english_has_words_for_every_kind(modality: str) -> None:
    words = FluentTexts().say("picture-what", "en", describe.arguments(Description(modality)))
    assert words != "Picture"


@given(st.dictionaries(st.sampled_from([*HAND]), st.text(max_size=12)), st.integers(1, 9))
def test_whatever_the_data_say_there_are_words(summary: dict[str, str], frames: int) -> None:
    words = said(summary, frames=frames)
    assert words[0].isupper()
    assert "{" not in words
