"""What is laid over a picture in the viewer."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from core.usecases.marks import Bar, marks


@dataclass
class Pictured:
    """As much of an image as marks need."""

    view: Any
    width: int = 512
    metadata: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.metadata = {"transcoding": {"view": self.view}}


def of(view: Any, width: int = 512, shown: int = 512) -> Any:
    return marks(Pictured(view, width), shown)  # type: ignore[arg-type]


def test_letters_stand_at_their_edges() -> None:
    found = of({"edges": {"left": "R", "right": "L", "top": "A", "bottom": "P"}})
    assert (found.left, found.right, found.top, found.bottom) == ("R", "L", "A", "P")
    assert found.bar is None


@pytest.mark.parametrize(
    ("each", "width", "shown", "millimetres", "pixels", "label"),
    [
        (0.5, 512, 512, 50, 100, "5 cm"),
        (0.5, 1024, 512, 100, 100, "10 cm"),
        (0.05, 512, 512, 5, 100, "5 mm"),
        (1.0, 128, 128, 20, 20, "2 cm"),
    ],
)
def test_the_bar_is_round_and_fits(
    each: float, width: int, shown: int, millimetres: int, pixels: float, label: str
) -> None:
    bar = of({"mm": [each, each], "at": "patient"}, width, shown).bar
    assert bar == Bar(pixels, millimetres, at_detector=False)
    assert bar.label == label


def test_at_the_detector_it_is_said() -> None:
    assert of({"mm": [0.5, 0.5], "at": "detector"}).bar.at_detector


@pytest.mark.parametrize(
    "view",
    [None, {}, "words", {"mm": []}, {"mm": ["1"]}, {"mm": [0]}, {"mm": [1e9]},
     {"edges": {"left": 3}}, {"edges": {"left": "<b>"}}],
)  # fmt: skip
def test_where_nothing_is_known_nothing_is_shown(view: object) -> None:
    assert of(view) is None
