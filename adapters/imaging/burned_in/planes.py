"""A picture as the two grey planes on which letters are bright: as it is, and turned over."""

from __future__ import annotations

import numpy as np

from adapters.imaging.burned_in.components import Grey


def planes(pixels: Grey) -> tuple[Grey, Grey]:
    """Of (height, width), (height, width, 1), 3 or 4: bright letters, and dark ones made bright.

    The brightest channel is taken, so that blue or red letters on black stand out as white ones do;
    an alpha channel is left out.
    """
    if pixels.ndim == 2:
        return pixels, np.asarray(255 - pixels, np.uint8)
    # Channel by channel: numpy is slow at extremes over a short last axis.
    brightest = darkest = pixels[..., 0]
    for channel in range(1, 3 if pixels.shape[2] >= 3 else 1):
        brightest = np.maximum(brightest, pixels[..., channel])
        darkest = np.minimum(darkest, pixels[..., channel])
    return np.ascontiguousarray(brightest), np.asarray(255 - darkest, np.uint8)
