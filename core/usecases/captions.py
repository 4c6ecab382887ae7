"""What stands under a picture: from its data and the sharer's note, never from guessing."""

from __future__ import annotations

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
    lines = [texts.say("picture-shared-by", language, {"who": by})] if by else []
    if image.note:
        lines.append(texts.say("picture-note", language, {"note": image.note}))
    return Caption(title, "\n".join(lines), " ".join((what, *lines)))


def what_it_is(texts: Texts, language: str, image: Image) -> str:
    """In plain words: 'X-ray of the left hand, 3 March 2024'."""
    return texts.say("picture-what", language, describe.of_image(image))
