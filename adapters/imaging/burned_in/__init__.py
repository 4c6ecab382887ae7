"""Text that is painted into pixels: looked for, masked, and shown to the person who decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from adapters.imaging.burned_in.components import Grey
from adapters.imaging.burned_in.detect import Box, find
from core.imaging import BurnedIn

__all__ = ["PAINTING_MODALITIES", "Box", "drawn", "find", "look", "mask"]

# Kinds of pictures that often carry the name: ultrasound, secondary captures, screen shots,
# endoscopy and other visible light, documents, photographs.
PAINTING_MODALITIES: Final = frozenset(
    {"US", "IVUS", "SC", "OT", "ES", "XC", "DOC", "GM", "OP", "OPT", "ECG", "EPS", "BMD", "OSS"}
)
_FRAME: Final = (255, 64, 64)


def _paints(modality: str) -> bool:
    return modality.upper() in PAINTING_MODALITIES


def look(pixels: Grey | None, *, modality: str = "", flag: str = "") -> BurnedIn:
    """Whether text may be painted into `pixels`, why, and where.

    `pixels` is 8 bits, (height, width) or (height, width, channels); None where there are none to
    look at. `modality` is (0008,0060), `flag` (0028,0301) Burned In Annotation. The reason is the
    first of: `flag` (the file says so), `text_found`, and `modality` (a kind of picture that often
    has text could not be looked at). A file that says NO is not believed.
    """
    paints = _paints(modality)
    if pixels is None or pixels.size == 0:
        suspected = paints or flag.upper() == "YES"
        return BurnedIn(suspected, _reason(flag, paints) if suspected else "")
    boxes = find(pixels)
    if flag.upper() == "YES":
        return BurnedIn(True, "flag", boxes)
    if not boxes:
        return BurnedIn(False)
    return BurnedIn(True, "text_found", boxes)


def _reason(flag: str, paints: bool) -> str:
    return "flag" if flag.upper() == "YES" else "modality" if paints else ""


def mask(pixels: Grey, boxes: Sequence[Box]) -> Grey:
    """A copy of `pixels` with every box filled by the middle of what is round it.

    Nothing of what was inside is kept; the fill is one flat value a channel.
    """
    masked = pixels.copy()
    for left, top, right, bottom in boxes:
        rim = _rim(pixels, left, top, right, bottom)
        fill = np.median(rim, axis=0) if len(rim) else np.zeros(pixels.shape[2:])
        masked[top:bottom, left:right] = fill.astype(np.uint8)
    return masked


def _rim(pixels: Grey, left: int, top: int, right: int, bottom: int) -> Grey:
    """The pixels one step outside a box, (count, channels...)."""
    wide = slice(max(left - 1, 0), right + 1)
    sides = [
        pixels[max(top - 1, 0) : top, wide],
        pixels[bottom : bottom + 1, wide],
        pixels[top:bottom, max(left - 1, 0) : left],
        pixels[top:bottom, right : right + 1],
    ]
    return np.concatenate([side.reshape(-1, *pixels.shape[2:]) for side in sides])


def drawn(pixels: Grey, boxes: Sequence[Box]) -> Grey:
    """A copy (height, width, 3) with a red frame round every box, for the person who decides."""
    colour = pixels[..., None] if pixels.ndim == 2 else pixels
    colour = np.repeat(colour[..., :1], 3, axis=2) if colour.shape[2] < 3 else colour[..., :3]
    framed = colour.copy()
    thick = max(2, max(pixels.shape[:2]) // 400)
    for left, top, right, bottom in boxes:
        framed[max(top - thick, 0) : top, left:right] = _FRAME
        framed[bottom : bottom + thick, left:right] = _FRAME
        framed[top:bottom, max(left - thick, 0) : left] = _FRAME
        framed[top:bottom, right : right + thick] = _FRAME
    return framed
