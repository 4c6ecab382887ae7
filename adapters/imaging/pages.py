"""A set of pages (a PDF, a TIFF of many) becomes one entry.

Decision: every page is a `full` rendition, in page order, so that a report can be read; `preview`
and `thumbnail` show the first page; a contact sheet shows all where there are two or more. With
`order.frame` one page alone is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PIL import Image

from adapters.imaging import progress
from adapters.imaging.errors import Refused
from adapters.imaging.limits import LIMITS, Limits
from adapters.imaging.stills import contact_sheet, fit, still, stills
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
    made: list[Rendition] = []
    later: list[Rendition] = []
    cells: list[Image.Image] = []
    for number, page in enumerate(drawn):
        if number == 0:
            made += stills(page, order, identified=identified)
        elif Purpose.FULL in order.purposes:
            later.append(still(page, Purpose.FULL, order, identified=identified))
        cells.append(fit(page, _SHEET_CELL))
        progress.tell(number + 1, total)
    if len(cells) > 1:
        later.append(contact_sheet(cells, order, identified=identified))
    return made + later
