"""Grey values to eight bits: against the formulas of the standard, computed plainly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.imaging import window


def plainly(values, low, high):
    return np.clip(np.floor((values.astype(float) - low) * 255 / (high - low) + 0.5), 0, 255)


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int16, np.uint16, np.int32, np.float32])
@pytest.mark.parametrize(
    ("low", "high"),
    [(-160.5, 239.5), (0, 4095), (-1000, 30000), (10.2, 12.7), (-5e4, 7e4), (300, 301), (0, 255)],
)
def test_a_linear_window_is_the_formula_within_one_grey(kind, low, high):
    rng = np.random.default_rng(7)
    limits = (-3e4, 6e4) if kind is np.float32 else (np.iinfo(kind).min, np.iinfo(kind).max)
    values = rng.uniform(limits[0], limits[1], (101, 67)).astype(kind)
    grey = window.apply(values, window.Linear(low, high))
    assert grey.dtype == np.uint8
    assert grey.shape == values.shape
    assert np.abs(grey - plainly(values, low, high)).max() <= 1


@given(
    low=st.floats(-70000, 70000),
    width=st.floats(0.5, 140000),
    signed=st.booleans(),
    seed=st.integers(0, 99),
)
def test_the_ends_are_black_and_white_and_nothing_wraps(low, width, signed, seed):
    kind = np.int16 if signed else np.uint16
    info = np.iinfo(kind)
    values = np.random.default_rng(seed).integers(info.min, info.max, 200, endpoint=True)
    values = np.sort(values.astype(kind))
    grey = window.apply(values, window.Linear(low, low + width)).astype(int)
    assert (np.diff(grey) >= 0).all()
    assert (grey[values.astype(float) <= low] <= 1).all()
    assert (grey[values.astype(float) >= low + width] >= 254).all()


def test_more_than_one_block_is_mapped():
    values = np.arange(65536 * 3, dtype=np.uint32).astype(np.uint16)
    assert (
        window.apply(values, window.Linear(0, 65535))
        == window.apply(values[:65536], window.Linear(0, 65535)).repeat(1)[values]
    ).all()


def test_inverted_is_the_negative():
    values = np.arange(0, 4096, dtype=np.uint16)
    plain = window.apply(values, window.Linear(100, 3000))
    assert (window.apply(values, window.Linear(100, 3000, inverted=True)) == 255 - plain).all()


def test_linear_windows_of_the_standard():
    assert window.linear(2048, 4096) == (0.0, 4095.0)
    assert window.linear(2048, 4096, exact=True) == (0.0, 4096.0)


def test_a_sigmoid_is_half_at_its_centre():
    grey = window.apply(
        np.array([0, 1000, 2000], np.int16), window.Curved(window.sigmoid(1000, 200))
    )
    assert grey[1] == 128
    assert grey[0] < 5 < 250 < grey[2]


def test_not_a_number_is_black():
    values = np.array([np.nan, 0, 1], np.float32)
    assert window.apply(values, window.Linear(0, 1)).tolist() == [0, 0, 255]
