"""Animated GIF, PNG, WebP and AVIF: a film and its first frame, frames streamed one by one."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

from adapters.imaging.budget import Budget
from adapters.imaging.colour import to_srgb
from adapters.imaging.errors import Refused
from adapters.imaging.guard import LIBRARY_ERRORS, decoding
from adapters.imaging.limits import LIMITS, Limits
from adapters.imaging.renditions import Maker
from adapters.imaging.stills import Pixels, fit, painted_text, pixels
from core.imaging import BurnedIn, Refusal, Rendition, TranscodeOrder

_SLOWEST, _FASTEST, _USUAL = 0.5, 30.0, 10.0  # frames a second


def renditions(
    image: Image.Image, frames: int, order: TranscodeOrder, limits: Limits = LIMITS
) -> tuple[list[Rendition], BurnedIn, tuple[str, ...]]:
    """The renditions, text in the still, and a warning where frames are left out."""
    size = image.size
    shown = min(frames, limits.frames, max(1, limits.cine_pixels // (size[0] * size[1])))
    chosen = order.frame or 0
    if not 0 <= chosen < shown:
        raise Refused(Refusal.NO_PICTURE, f"no frame {chosen} of {shown}")
    with decoding("first frame"):
        for number in range(chosen + 1):
            image.seek(number)
        still = pixels(fit(to_srgb(image.copy())[0], limits.full_side))
    maker = Maker(order, raw_bytes=still.nbytes)
    maker.stills(still)
    spent = Budget(limits.film_cpu_seconds)
    if shown > 1:
        maker.cine(_frames(image, shown, spent, limits), shown, _rate(image))
    shown = spent.done if spent.late else shown
    left_out = (f"{shown} of {frames} frames shown",) if shown < frames else ()
    return maker.made, painted_text(still, order), left_out


def _rate(image: Image.Image) -> float:
    """Frames a second by the duration of the first frame, in milliseconds, kept within reason."""
    duration = image.info.get("duration")
    if not isinstance(duration, int | float) or duration <= 0:
        return _USUAL
    return min(_FASTEST, max(_SLOWEST, 1000.0 / duration))


def _frames(image: Image.Image, count: int, spent: Budget, limits: Limits) -> Iterator[Pixels]:
    """RGB frames (rows, columns, 3). A film that breaks off later is shown up to there."""
    for number in range(count):
        try:
            image.seek(number)
            frame = to_srgb(image.copy())[0]
        except LIBRARY_ERRORS:
            if number == 0:
                raise
            return
        spent.done += 1
        yield pixels(fit(frame, limits.cine_side).convert("RGB"))
        if spent.over():
            return
