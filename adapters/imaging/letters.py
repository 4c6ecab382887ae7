"""Text drawn on pages: reports that have no picture of their own become pictures to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

PAGE = (1240, 1754)  # A4 at 150 dpi
_MARGIN = 90
_INDENT = 32
_SIZE, _HEADING = 24, 32
_LINE = 1.35
_WORD = 256  # letters of a word that are measured at once
_INK, _PAPER = 20, 255
# Whoever runs this may have a font with more scripts than the one inside Pillow.
_FONTS = (
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: `level` steps to the right; a heading is larger."""

    text: str
    level: int = 0
    heading: bool = False


@cache
def font(size: int) -> Font:
    """The reading font at `size` pixels. Loaded once, before the fences close."""
    for path in _FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, size)
    return ImageFont.load_default(size)


def warm() -> None:
    """Load the fonts that pages need."""
    for size in (_SIZE, _HEADING):
        font(size)


def pages(lines: Sequence[Line], limit: int) -> Iterator[Image.Image]:
    """The lines as grey pages, at most `limit` of them."""
    (page, pen), top, drawn = _blank(), _MARGIN, 0
    for line in lines:
        face = font(_HEADING if line.heading else _SIZE)
        step = round((_HEADING if line.heading else _SIZE) * _LINE)
        left = _MARGIN + min(line.level, 8) * _INDENT
        for row in wrapped(line.text, face, PAGE[0] - _MARGIN - left):
            if top + step > PAGE[1] - _MARGIN:
                yield page
                drawn += 1
                if drawn >= limit:
                    return
                page, pen = _blank()
                top = _MARGIN
            pen.text((left, top), row, font=face, fill=_INK)
            top += step
    yield page


def _blank() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    page = Image.new("L", PAGE, _PAPER)
    return page, ImageDraw.Draw(page)


def wrapped(text: str, face: Font, width: int) -> Iterator[str]:
    """`text` broken at spaces, and inside words that are wider than `width` pixels."""
    for paragraph in text.splitlines() or [""]:
        row = ""
        for word in paragraph.split(" "):
            longer = f"{row} {word}" if row else word
            if len(word) <= _WORD and face.getlength(longer) <= width:
                row = longer
                continue
            if row:
                yield row
            row = word
            while cut := _cut(row, face, width):
                yield row[:cut]
                row = row[cut:]
        yield row


def _cut(word: str, face: Font, width: int) -> int:
    """Where to break a word that is too wide, 0 where it is not. Only its head is measured."""
    head = word[:_WORD]
    wide = face.getlength(head)
    if wide > width:
        return max(1, int(len(head) * width / wide))
    return len(head) if len(word) > len(head) else 0
