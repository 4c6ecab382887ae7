"""Renditions of one picture or film for the purposes that were ordered."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from adapters.imaging import encode, marks, progress, scale
from core.imaging import Json, Purpose, Rendition, TranscodeOrder

Pixels = npt.NDArray[np.uint8]

CINE_SIDE = 640


class Maker:
    """Collects the renditions of one image. `aspect` is a pixel's height over its width.

    `raw_bytes` is the size of one uncompressed frame, for the loss ratio.
    """

    def __init__(self, order: TranscodeOrder, aspect: float = 1.0, raw_bytes: int = 0) -> None:
        self._order = order
        self._aspect = aspect
        self._raw_bytes = raw_bytes
        self.made: list[Rendition] = []
        self.scale = 1.0
        self.preview: Pixels | None = None  # the pixels of the preview, once it was made

    def stills(self, pixels: Pixels) -> None:
        """Full, preview and thumbnail of one picture; each is made from the one before."""
        self.full(pixels)
        self.smaller(pixels, pixels.shape[1])

    def full(self, pixels: Pixels) -> None:
        """The picture at its own size, its pixels as square or not as they are."""
        if Purpose.FULL in self._order.purposes:
            self.still(Purpose.FULL, pixels)

    def smaller(self, pixels: Pixels, width: int) -> None:
        """Preview and thumbnail. `width` of the original in pixels, for the scale that is told."""
        for purpose in (Purpose.PREVIEW, Purpose.THUMBNAIL):
            marked = purpose is Purpose.PREVIEW and Purpose.MARKED in self._order.purposes
            if purpose not in self._order.purposes and not marked:
                continue
            side = scale.SIDES[purpose]
            size = scale.within(pixels.shape[1], pixels.shape[0], side, self._aspect)
            pixels = scale.resized(pixels, size)
            self.square()
            if purpose is Purpose.PREVIEW:
                self.scale, self.preview = size[0] / width, pixels
            if purpose in self._order.purposes:
                self.still(purpose, pixels)

    def marked(self, view: Json) -> None:
        """The preview with what `orientation.view` told at its edge, if that was ordered."""
        if Purpose.MARKED not in self._order.purposes or self.preview is None:
            return
        told = marks.of_view(view, self.scale)
        pixels = marks.drawn(self.preview, told) if told else None
        if pixels is not None:
            self.still(Purpose.MARKED, pixels)

    def square(self) -> None:
        """From here on pixels are square."""
        self._aspect = 1.0

    def still(self, purpose: Purpose, pixels: Pixels) -> None:
        """One encoded picture, its pixels taken as they are."""
        self.made.append(
            encode.still(
                pixels, self._order.still_format, purpose=purpose, raw_bytes=self._raw_bytes or None
            )
        )

    def cine(
        self, frames: Iterator[Pixels], count: int, fps: float, view: Json | None = None
    ) -> None:
        """A film of `count` frames, scaled to what a chat plays.

        `view`, where it holds for all of them, goes into a margin round them if that was ordered.
        """
        if Purpose.CINE not in self._order.purposes:
            return
        frame: marks.Frame | None = None

        def scaled() -> Iterator[Pixels]:
            nonlocal frame
            for done, picture in enumerate(frames, 1):
                size = scale.within(picture.shape[1], picture.shape[0], CINE_SIDE, self._aspect)
                if done == 1 and view and Purpose.MARKED in self._order.purposes:
                    told = marks.of_view(view, size[0] / picture.shape[1])
                    frame = marks.Frame(told) if told else None
                small = scale.resized(picture, size)
                yield frame.around(small) if frame else small
                progress.tell(done, count)

        self.made.append(encode.cine(scaled(), fps, self._order.cine_format))
