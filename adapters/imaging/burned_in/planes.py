"""A picture as the two grey planes on which letters are bright: as it is, and turned over."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from adapters.imaging.burned_in.components import Grey


def channels(pixels: Grey) -> list[Grey]:
    """Of (height, width), (height, width, 1), 3 or 4: the planes of one or three colours, each in
    one piece, because numpy is slow over a short last axis. An alpha channel is left out."""
    if pixels.ndim == 2:
        return [pixels]
    count = 3 if pixels.shape[2] >= 3 else 1
    return [np.ascontiguousarray(pixels[..., channel]) for channel in range(count)]


def planes(colours: Sequence[Grey]) -> tuple[Grey, Grey]:
    """Bright letters, and dark ones made bright, on the planes of the colours of one picture.

    The brightest colour is taken, so that blue or red letters on black stand out as white ones do.
    """
    brightest = darkest = colours[0]
    for colour in colours[1:]:
        brightest, darkest = np.maximum(brightest, colour), np.minimum(darkest, colour)
    return brightest, np.asarray(255 - darkest, np.uint8)
