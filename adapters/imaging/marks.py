"""The patient's sides and a bar for size, drawn at the edge of a picture that a chat shows.

A chat lays nothing over a picture, so what a viewer would lay there is drawn once, into a rendition
of its own (docs/decisions/0009). A mark stands on the picture only where that is black and nothing
is to be seen; else the picture gets a margin on that side. White is no empty ground: bone is white.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from adapters.imaging import scale
from core.imaging import JsonValue, bar_label, bar_length

Pixels = npt.NDArray[np.uint8]
Box = tuple[int, int, int, int]

SMALLEST = 200  # pixels of the shorter side; below that marks would take more than they tell
_EDGES = ("left", "right", "top", "bottom")
_SHARE, _LEAST, _MOST = 32, 11, 26  # a letter's height: a part of the shorter side, pixels
_WIDEST = 0.25  # of the picture, for the bar
_BLACK, _INK = 32, 200  # levels: the brightest of empty ground; marks, less than white


@dataclass(frozen=True, slots=True)
class Marks:
    """`edges` are letters by the name of an edge; `mm` a shown pixel's width in the patient, in
    millimetres, None where that is not known."""

    edges: Mapping[str, str]
    mm: float | None


@dataclass(frozen=True, slots=True)
class _Item:
    """One mark: a letter, or a bar of `bar` pixels with its length beside it."""

    edge: str
    text: str
    bar: int = 0


def of_view(view: Mapping[str, JsonValue], shrunk: float) -> Marks | None:
    """The marks of what `orientation.view` told, for a picture `shrunk` times (at most 1) as wide.

    None where nothing is known. A size at the detector gets no bar: that the patient is smaller
    than it says could not be told beside it.
    """
    said = view.get("edges")
    edges = {str(k): str(v) for k, v in said.items()} if isinstance(said, Mapping) else {}
    sizes = view.get("mm") if view.get("at") == "patient" else None
    first = sizes[0] if isinstance(sizes, list) and sizes else None
    mm = float(first) / shrunk if isinstance(first, int | float) and shrunk > 0 else None
    return Marks(edges, mm) if edges or mm else None


def drawn(pixels: Pixels, marks: Marks) -> Pixels | None:
    """A copy of grey or coloured `pixels` with its marks, no longer than a preview may be.

    None where the picture is too small for marks.
    """
    if min(pixels.shape[:2]) < SMALLEST:
        return None
    sheet = _Sheet(pixels.shape[1], pixels.shape[0], marks)
    outside = sheet.crowded(pixels)
    longest = max(sheet.size(outside))
    most = max(scale.SIDES.values())
    if longest > most:
        smaller = scale.within(
            pixels.shape[1], pixels.shape[0], max(pixels.shape[:2]) - (longest - most)
        )
        mm = marks.mm * pixels.shape[1] / smaller[0] if marks.mm else None
        pixels = scale.resized(pixels, smaller)
        sheet = _Sheet(smaller[0], smaller[1], Marks(marks.edges, mm))
    return sheet.painted(pixels, outside)


class Frame:
    """The same margin, with its marks, round every picture of a film: nothing on the pictures."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._made: tuple[tuple[int, ...], Pixels, Box] | None = None

    def around(self, pixels: Pixels) -> Pixels:
        """`pixels` within the margin, themselves where they are too small for marks."""
        if min(pixels.shape[:2]) < SMALLEST:
            return pixels
        if self._made is None or self._made[0] != pixels.shape:
            sheet = _Sheet(pixels.shape[1], pixels.shape[0], self._marks)
            empty = sheet.painted(np.zeros_like(pixels), frozenset(_EDGES))
            self._made = pixels.shape, empty, sheet.place(frozenset(_EDGES))
        _, empty, (left, top, right, bottom) = self._made
        framed = empty.copy()
        framed[top:bottom, left:right] = pixels
        return framed


class _Sheet:
    """Where the marks of a picture of one size go."""

    def __init__(self, width: int, height: int, marks: Marks) -> None:
        self._width, self._height = width, height
        self._em = max(_LEAST, min(_MOST, min(width, height) // _SHARE))
        self._pad = self._em // 2
        self._items = list(_items(marks, width))

    def crowded(self, pixels: Pixels) -> frozenset[str]:
        """The edges at which a mark would cover something."""
        return frozenset(item.edge for item in self._items if not _empty(pixels, self._box(item)))

    def size(self, outside: frozenset[str]) -> tuple[int, int]:
        """Width and height of the picture with margins at `outside`."""
        left, top, right, bottom = self._margins(outside)
        return self._width + left + right, self._height + top + bottom

    def place(self, outside: frozenset[str]) -> Box:
        """Where the picture itself is, margins counted."""
        left, top, _, _ = self._margins(outside)
        return left, top, left + self._width, top + self._height

    def painted(self, pixels: Pixels, outside: frozenset[str]) -> Pixels:
        """The picture with margins at `outside` and every mark."""
        left, top, right, bottom = self._margins(outside)
        rest = [(0, 0)] * (pixels.ndim - 2)
        wide = np.pad(pixels, [(top, bottom), (left, right), *rest])
        image = Image.fromarray(np.ascontiguousarray(wide))
        pen = ImageDraw.Draw(image)
        for item in self._items:
            box = self._box(item, outside)
            x, y = box[0] + left, box[1] + top
            self._draw(pen, item, x, y, _INK if pixels.ndim == 2 else (_INK, _INK, _INK))
        return np.asarray(image)

    def _margins(self, outside: frozenset[str]) -> Box:
        """Left, top, right, bottom, in pixels."""
        wide = dict.fromkeys(_EDGES, 0)
        for item in self._items:
            if item.edge not in outside:
                continue
            across, down = self._extent(item)
            needed = across if item.edge in ("left", "right") else down
            wide[item.edge] = max(wide[item.edge], needed + 2 * self._pad)
        return wide["left"], wide["top"], wide["right"], wide["bottom"]

    def _extent(self, item: _Item) -> tuple[int, int]:
        across = round(_font(self._em).getlength(item.text))
        return (across + self._pad + item.bar if item.bar else across), self._em

    def _box(self, item: _Item, outside: frozenset[str] = frozenset()) -> Box:
        """Where an item stands, in pixels of the picture; beyond it where its margin is."""
        across, down = self._extent(item)
        pad = self._pad
        x, y = (self._width - across) // 2, (self._height - down) // 2
        if item.bar:
            x = self._width - across - 2 * pad
        if item.edge == "left":
            x = -across - pad if "left" in outside else pad
        elif item.edge == "right":
            x = self._width + pad if "right" in outside else self._width - across - pad
        elif item.edge == "top":
            y = -down - pad if "top" in outside else pad
        else:
            y = self._height + pad if "bottom" in outside else self._height - down - pad
        return x, y, x + across, y + down

    def _draw(
        self, pen: ImageDraw.ImageDraw, item: _Item, x: int, y: int, ink: int | tuple[int, ...]
    ) -> None:
        middle = y + self._em // 2
        pen.text((x, middle), item.text, font=_font(self._em), fill=ink, anchor="lm")
        if not item.bar:
            return
        end = x + self._extent(item)[0]
        tick = self._em // 4
        pen.line((end - item.bar, middle, end, middle), fill=ink, width=max(1, self._em // 12))
        for at in (end - item.bar, end):
            pen.line((at, middle - tick, at, middle + tick), fill=ink)


def _items(marks: Marks, width: int) -> Iterator[_Item]:
    for edge in _EDGES:
        text = marks.edges.get(edge, "")
        if text:
            yield _Item(edge, text)
    if marks.mm:
        length = bar_length(marks.mm, width, widest=_WIDEST)
        if length:
            yield _Item("bottom", bar_label(length), round(length / marks.mm))


def _empty(pixels: Pixels, box: Box) -> bool:
    """Whether the ground of a mark, and a little around it, shows nothing."""
    left, top, right, bottom = box
    near = 2
    ground = pixels[max(0, top - near) : bottom + near, max(0, left - near) : right + near]
    return ground.size > 0 and int(ground.max()) <= _BLACK


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The face inside Pillow: no file is opened behind the fences."""
    return ImageFont.load_default(size)
