"""Chromium under Playwright: a fresh browser for each test, off the network but for loopback."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, async_playwright

from tests.services.processes import ServiceError
from tools.setup.browser import FLAGS

_LOOPBACK_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
_CHECKOUT = Path(__file__).parents[2]


def program() -> str:
    """The browser that ./test names, else one that it made earlier, else an installed one."""
    if named := os.environ.get("TEST_CHROMIUM"):
        return named
    made = sorted(_CHECKOUT.glob(".tools/chromium-*/chromium"))
    found = str(made[-1]) if made else shutil.which("chromium-headless-shell")
    found = found or shutil.which("chromium")
    if not found:
        raise ServiceError("There is no Chromium here yet: ./test fetches one.")
    return found


@asynccontextmanager
async def page() -> AsyncIterator[Page]:
    """An empty page in a browser of its own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program(), args=[*FLAGS, _LOOPBACK_ONLY]
        )
        try:
            yield await browser.new_page()
        finally:
            await browser.close()
