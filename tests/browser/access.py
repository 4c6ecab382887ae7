"""What a page must be for everybody (WCAG 2.2 AA), measured in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import Page

SURVEY = (Path(__file__).parent / "survey.js").read_text(encoding="utf-8")
FOCUS = (Path(__file__).parent / "focus.js").read_text(encoding="utf-8")
SIZES = ((1280, 800), (640, 400), (320, 568))  # a laptop, the same at 200 %, a small phone


async def check(page: Page) -> None:
    """Names, texts, contrast, sizes, headings; at every size, in light and in dark."""
    await page.wait_for_load_state("load")
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for width, height in SIZES:
            await page.set_viewport_size({"width": width, "height": height})
            wrong = await page.evaluate(SURVEY)
            assert not wrong, (page.url, scheme, width, wrong)
    await page.evaluate("document.documentElement.dir = 'rtl'")
    wrong = await page.evaluate(SURVEY)
    assert not wrong, (page.url, "right to left", wrong)
    await page.evaluate("document.documentElement.dir = 'ltr'")
    await page.set_viewport_size({"width": 1280, "height": 800})
    await page.emulate_media(color_scheme="light")


async def tab_through(page: Page, most: int = 80) -> list[str]:
    """What the tabulator reaches, in order; each must show that it has the focus."""
    await page.evaluate("document.activeElement && document.activeElement.blur(); scrollTo(0, 0)")
    reached: list[dict[str, Any]] = []
    for _ in range(most):
        await page.keyboard.press("Tab")
        found = await page.evaluate(FOCUS)
        if found is None or (reached and found["what"] == reached[0]["what"]):
            break
        assert found["outline"] != "none", found
        assert found["width"] >= 2, found
        reached.append(found)
    return [one["what"] for one in reached]
