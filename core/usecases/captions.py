"""What stands under a picture: from its data and the sharer's note, never from guessing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core import describe
from core.model import Image
from core.ports import Texts


@dataclass(frozen=True, slots=True)
class Caption:
    """`alt` is for those who listen; `title` and `text` for those who look."""

    title: str
    text: str
    alt: str


def caption(texts: Texts, language: str, image: Image, by: str) -> Caption:
    """The picture's number, what it is, who shared it, and their note."""
    what = what_it_is(texts, language, image)
    title = texts.say("picture-title", language, {"number": image.number, "what": what})
    lines = [*_drawn_over(texts, language, image), *_left_out(texts, language, image)]
    if by:
        lines.append(texts.say("picture-shared-by", language, {"who": by}))
    if image.note:
        lines.append(texts.say("picture-note", language, {"note": image.note}))
    return Caption(title, "\n".join(lines), " ".join((what, *lines)))


def _drawn_over(texts: Texts, language: str, image: Image) -> list[str]:
    """What tells a picture with drawings from the one they were made on."""
    over = image.metadata.get("over")
    kind = over.get("kind") if isinstance(over, Mapping) else None
    keys = {
        "presentation": "picture-over-presentation",
        "segmentation": "picture-over-segmentation",
    }
    return [texts.say(keys[kind], language)] if isinstance(kind, str) and kind in keys else []


def _left_out(texts: Texts, language: str, image: Image) -> list[str]:
    """What a reader of the picture has to know is not in it."""
    lines = []
    missing = _counted(image, "series", "missing")
    if missing:
        lines.append(texts.say("picture-missing", language, {"missing": missing}))
    if _counted(image, "over", "notes"):
        lines.append(texts.say("picture-notes-left-out", language))
    return lines


def _counted(image: Image, about: str, name: str) -> int:
    told = image.metadata.get(about)
    value = told.get(name) if isinstance(told, Mapping) else None
    return value if isinstance(value, int) and value > 0 else 0


def what_it_is(texts: Texts, language: str, image: Image) -> str:
    """In plain words: 'X-ray of the left hand, 3 March 2024'."""
    return texts.say("picture-what", language, describe.of_image(image))
