"""A set of pages (a PDF, a TIFF of many) becomes one entry.

Decision: every page is a `full` rendition, in page order, so that a report can be read; `preview`
and `thumbnail` show the first page; a contact sheet shows all where there are two or more. With
`order.frame` one page alone is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PIL import Image

from adapters.imaging import progress
from adapters.imaging.errors import Refused
from adapters.imaging.limits import LIMITS, Limits
from adapters.imaging.renditions import Maker
from adapters.imaging.stills import contact_sheet, fit, pixels
from core.imaging import Purpose, Refusal, Rendition, TranscodeOrder

_SHEET_CELL = 640


def chosen(
    numbers: Sequence[int], order: TranscodeOrder, limits: Limits = LIMITS
) -> tuple[Sequence[int], tuple[str, ...]]:
    """Which pages are drawn, and a warning where some are left out."""
    if order.frame is not None:
        if not 0 <= order.frame < len(numbers):
            raise Refused(Refusal.NO_PICTURE, f"no page {order.frame} of {len(numbers)}")
        return [numbers[order.frame]], ()
    if len(numbers) > limits.pages:
        return numbers[: limits.pages], (f"{limits.pages} of {len(numbers)} pages shown",)
    return numbers, ()


def renditions(
    drawn: Iterable[Image.Image],
    order: TranscodeOrder,
    *,
    identified: bool = False,
    total: int = 0,
) -> list[Rendition]:
    """Renditions of pages (mode L or RGB) as they are drawn, one at a time in memory."""
    maker: Maker | None = None
    cells: list[Image.Image] = []
    for number, page in enumerate(drawn):
        shown = pixels(page)
        if maker is None:
            maker = Maker(order, raw_bytes=shown.nbytes)
            maker.stills(shown)
        elif Purpose.FULL in order.purposes:
            maker.still(Purpose.FULL, shown)
        cells.append(fit(page, _SHEET_CELL))
        progress.tell(number + 1, total)
    if maker is None:
        raise Refused(Refusal.NO_PICTURE, "no page")
    if len(cells) > 1:
        maker.still(Purpose.CONTACT_SHEET, pixels(contact_sheet(cells)))
    return [replace(one, identified=identified) for one in maker.made]
