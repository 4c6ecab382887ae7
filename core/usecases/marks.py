"""Letters for the patient's sides and a bar for size, to be laid over a picture that is shown.

They stand beside the pixels of the viewer's pictures, never in them. Chats lay nothing over a
picture: theirs has a rendition of its own (`Purpose.MARKED`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.imaging import JsonValue, bar_label, bar_length
from core.model import Image

_WIDEST = 0.33  # of the picture
_EDGES = ("left", "right", "top", "bottom")


@dataclass(frozen=True, slots=True)
class Bar:
    """`pixels` of the shown picture stand for `millimetres`, in the patient or at the detector."""

    pixels: float
    millimetres: int
    at_detector: bool

    @property
    def label(self) -> str:
        return bar_label(self.millimetres)


@dataclass(frozen=True, slots=True)
class Marks:
    """Letters of the edges ("" where unknown) and the bar, None where no size is known."""

    left: str
    right: str
    top: str
    bottom: str
    bar: Bar | None


def marks(image: Image, width: int) -> Marks | None:
    """For `image` shown `width` pixels wide; None where the file says neither sides nor size."""
    view = _mapping(_mapping(image.metadata.get("transcoding")).get("view"))
    edges = _mapping(view.get("edges"))
    left, right, top, bottom = (_letters(edges.get(name)) for name in _EDGES)
    bar = _bar(view, image.width, width)
    found = Marks(left, right, top, bottom, bar)
    return found if bar or left or right or top or bottom else None


def _bar(view: Mapping[str, JsonValue], original: int, width: int) -> Bar | None:
    sizes = view.get("mm")
    first = sizes[0] if isinstance(sizes, list) and sizes else None
    if not isinstance(first, int | float) or first <= 0 or min(original, width) < 1:
        return None
    each = first * original / width  # millimetres a shown pixel
    length = bar_length(each, width, widest=_WIDEST)
    if length is None:
        return None
    return Bar(length / each, length, view.get("at") == "detector")


def _letters(value: JsonValue) -> str:
    return value if isinstance(value, str) and len(value) <= 3 and value.isalpha() else ""


def _mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, Mapping) else {}
