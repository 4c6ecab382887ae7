#!/usr/bin/env python3
"""Makes docs/playground.png: the playground's page when the story's first picture is shared.

tools/picture.py [FILE]   with the Python of the tests (`./test` sets it up, and the browser).
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WIDTH, HEIGHT = 1440, 900
QUICKLY = "0.45"
SHARED = "picture in Family chat, picture in #care-team"
STORY_MILLISECONDS = 240_000


async def take(file: Path) -> None:
    """Play the story, and keep what the page shows once the picture is in both chats."""
    # Both are of the checkout, which is no installed package.
    from bot.playground import playground, with_page  # noqa: PLC0415
    from tests.services import chromium  # noqa: PLC0415

    async with playground() as parts, with_page(parts) as url, chromium.page() as page:
        await page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        await page.goto(url)
        await page.select_option("#pace", QUICKLY)
        await page.click("[data-play=story]")
        await page.get_by_text(SHARED).wait_for(timeout=STORY_MILLISECONDS)
        await page.locator("#sl-log figure img").last.wait_for()
        await page.locator("#tg-log .spoiler").last.click()
        await page.evaluate("document.activeElement.blur()")
        await page.locator("#tg-log .keys").last.scroll_into_view_if_needed()
        await page.screenshot(path=file)


def main() -> None:
    """The entry point."""
    sys.path.insert(0, str(ROOT))
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "playground.png"
    asyncio.run(take(file))
    print(file)


if __name__ == "__main__":
    main()
