"""The newcomer's pages in a real browser: for everybody, at every size, errors beside the field."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tests.browser.access import check, tab_through
from tests.integration.house import House, house

PHONE = "+491713920077"


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


async def test_joining_by_keyboard_alone(home: House, browser_page: Page) -> None:
    page = browser_page
    await home.write(home.anna, "/invite carl@example.org family Carl")
    letter = await home.parts.letterbox.wait_for("carl@example.org", after=0)
    await page.goto(next(w for w in letter.text.split() if w.startswith("http")))
    await check(page)
    assert len(await tab_through(page)) == 2
    await page.get_by_label("Your mobile number").fill("12")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("I cannot read that number")
    await expect(page.get_by_label("Your mobile number")).to_have_value("12")
    await check(page)
    await page.get_by_label("Your mobile number").fill(PHONE)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Enter the code")
    await check(page)
    await page.get_by_label("Code", exact=True).fill("000000")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("4 tries left")
    await page.get_by_text("No message yet?").click()
    await check(page)
    await page.get_by_label("Code", exact=True).fill(await home.code_for(PHONE))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("open the chat")
    await check(page)


@pytest.mark.parametrize(
    "path", ["/", "/join/gone", "/upload/gone", "/v/gone", "/pods", "/nothing"]
)
async def test_a_page_that_only_says_something(home: House, browser_page: Page, path: str) -> None:
    await browser_page.goto(home.parts.addresses.web + path)
    await check(browser_page)
