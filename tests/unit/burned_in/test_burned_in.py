"""Text painted into pixels: found, masked, shown; and none cried where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from adapters.imaging import burned_in
from adapters.imaging.burned_in.components import components
from benchmarks.burned_in import covered
from benchmarks.burned_in_pictures import (
    Painted,
    clean_pictures,
    paint,
    painted_pictures,
    ruled_pictures,
)

PAINTED = list(painted_pictures())
CLEAN = list(clean_pictures())


def written(text: str, size: int = 20, ground: int = 0) -> Painted:
    rng = np.random.default_rng(len(text) + size)
    canvas = np.full((240, 480), ground, np.uint8)
    colour = (255, 255, 255) if ground < 128 else (0, 0, 0)
    return paint(canvas, text, "", size, colour, rng, 1)


def test_at_least_47_of_48_painted_names_are_found() -> None:
    shares = [covered(burned_in.look(one.pixels, modality="US").boxes, one.box) for one in PAINTED]
    assert len(shares) == 48
    assert sum(share > 0.5 for share in shares) >= 47
    assert np.mean(shares) > 0.9


def test_no_painted_name_passes_unsuspected() -> None:
    assert all(burned_in.look(one.pixels, modality="US").suspected for one in PAINTED)


def test_pictures_without_text_raise_no_alarm() -> None:
    alarms = [label for label, px in CLEAN if burned_in.look(px, modality="US").suspected]
    assert len(CLEAN) >= 48
    assert alarms == []


def test_scales_and_curves_are_rarely_taken_for_text() -> None:
    ruled = list(ruled_pictures())
    assert sum(burned_in.look(px, modality="US").suspected for _, px in ruled) <= 6


@pytest.mark.parametrize("size", [10, 12, 16, 24, 36, 48])
@pytest.mark.parametrize("ground", [0, 60, 255])
def test_sizes_and_grounds(size: int, ground: int) -> None:
    one = written("DOE JANE", size, ground)
    found = burned_in.look(one.pixels, modality="US")
    assert found.reason == "text_found"
    assert covered(found.boxes, one.box) > 0.9


@pytest.mark.parametrize(
    ("modality", "flag", "text", "suspected", "reason"),
    [
        ("US", "", "", False, ""),
        ("US", "NO", "", False, ""),
        ("US", "NO", "DOE JANE", True, "text_found"),
        ("CT", "", "DOE JANE", True, "text_found"),
        ("CT", "YES", "", True, "flag"),
        ("CT", "YES", "DOE JANE", True, "flag"),
        ("", "", "R", False, ""),  # the side marker of an X-ray
    ],
)
def test_reasons(modality: str, flag: str, text: str, suspected: bool, reason: str) -> None:
    found = burned_in.look(written(text, 24).pixels, modality=modality, flag=flag)
    assert (found.suspected, found.reason) == (suspected, reason)
    assert bool(found.boxes) == (len(text) > 1)


@pytest.mark.parametrize(
    ("modality", "flag", "expected"),
    [("US", "", (True, "modality")), ("CT", "", (False, "")), ("CT", "YES", (True, "flag"))],
)
def test_what_cannot_be_looked_at(modality: str, flag: str, expected: tuple[bool, str]) -> None:
    found = burned_in.look(None, modality=modality, flag=flag)
    assert (found.suspected, found.reason) == expected


def test_masking_leaves_nothing_to_find_and_the_rest_alone() -> None:
    for one in PAINTED[:8]:
        boxes = burned_in.find(one.pixels)
        masked = burned_in.mask(one.pixels, boxes)
        outside = np.ones(one.pixels.shape[:2], bool)
        for left, top, right, bottom in boxes:
            outside[top:bottom, left:right] = False
            assert len(np.unique(masked[top + 1 : bottom - 1, left + 1 : right - 1])) <= 9
        assert np.array_equal(masked[outside], one.pixels[outside])
        assert covered(burned_in.find(masked), one.box) < 0.2


def test_a_mask_over_the_whole_picture() -> None:
    pixels = np.full((8, 8), 200, np.uint8)
    assert burned_in.mask(pixels, [(0, 0, 8, 8)]).max() == 0


@pytest.mark.parametrize("shape", [(60, 80), (60, 80, 1), (60, 80, 3), (60, 80, 4)])
def test_the_boxes_are_drawn_round_and_not_over(shape: tuple[int, ...]) -> None:
    framed = burned_in.drawn(np.zeros(shape, np.uint8), [(20, 20, 40, 30)])
    assert framed.shape == (60, 80, 3)
    assert framed[18:20, 20:40, 0].min() == 255
    assert framed[20:30, 20:40].max() == 0


@settings(max_examples=40)
@given(
    arrays.arrays(
        np.uint8,
        st.tuples(st.integers(1, 40), st.integers(1, 40))
        | st.tuples(st.integers(1, 20), st.integers(1, 20), st.sampled_from([1, 3, 4])),
    )
)
def test_any_picture_is_taken(pixels: np.ndarray) -> None:
    found = burned_in.look(pixels, modality="US")
    for left, top, right, bottom in found.boxes:
        assert 0 <= left < right <= pixels.shape[1]
        assert 0 <= top < bottom <= pixels.shape[0]
    burned_in.drawn(burned_in.mask(pixels, found.boxes), found.boxes)


def flooded(mask: np.ndarray) -> int:
    """How many parts of `mask` hang together, corners included, counted by flooding."""
    left = {(int(y), int(x)) for y, x in np.argwhere(mask)}
    count = 0
    while left:
        count += 1
        edge = [left.pop()]
        while edge:
            y, x = edge.pop()
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= near
            edge += near
    return count


@given(arrays.arrays(np.bool_, st.tuples(st.integers(1, 14), st.integers(1, 14))))
def test_parts_hang_together(mask: np.ndarray) -> None:
    values = np.where(mask, 200, 0).astype(np.uint8)
    parts = components(mask, values, lambda widths, _heights: widths > 0)
    assert (0 if parts is None else len(parts)) == flooded(mask)
    if parts is not None:
        assert parts.area.sum() == mask.sum()
        assert set(parts.peak) == {200.0}


def test_a_large_picture_is_looked_at_reduced() -> None:
    one = written("JANE DOE", 48)
    large = np.kron(one.pixels[..., 0], np.ones((8, 8), np.uint8))
    box = tuple(8 * side for side in one.box)
    assert covered(burned_in.find(large), box) > 0.9  # type: ignore[arg-type]
