"""What is known of a picture before it is decoded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """`width`, `height` in pixels, the largest that the file names; `frames` of a moving picture.

    `end` is where the picture's own bytes stop: what follows (the film of a motion photo, a text)
    is no part of it. `heavy`: the decoder holds several four-byte copies. `pages` are the indexes
    of the full-size pages of a TIFF.
    """

    width: int
    height: int
    frames: int = 1
    end: int | None = None
    heavy: bool = False
    pages: tuple[int, ...] = ()
