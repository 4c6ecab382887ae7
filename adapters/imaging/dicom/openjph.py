"""HTJ2K by OpenJPH, whose errors in the middle of a picture imagecodecs prints and forgets."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import imagecodecs
import numpy as np

from adapters.imaging.dicom.shape import Array


def decode(stream: bytes, halvings: int = 0) -> Array:
    """Samples of a code stream, 2**`halvings` times smaller. Raises ValueError where it breaks off.

    What came out until then would be shown as a whole picture.
    """
    with _heard() as forgotten:
        samples = np.asarray(imagecodecs.htj2k_decode(stream, planar=False, skipres=halvings))
    if forgotten:
        raise ValueError("OpenJPH gave up in the middle")
    return samples


@contextmanager
def _heard() -> Iterator[list[Any]]:
    """What Python would print as an ignored exception; nothing else of this process runs then."""
    forgotten: list[Any] = []
    before, sys.unraisablehook = sys.unraisablehook, lambda told: forgotten.append(told.exc_type)
    try:
        yield forgotten
    finally:
        sys.unraisablehook = before
