"""The viewer in a real browser: by eye, by keyboard, on a small phone, with a film."""

import io
from collections.abc import AsyncIterator

import numpy as np
import pytest
from PIL import Image
from playwright.async_api import Page, expect

from tests.browser.access import check, tab_through
from tests.integration.house import House, house
from tests.integration.web import link_of, shared


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


def moving(count: int = 12) -> bytes:
    """An animated GIF, as people send it."""
    base = np.linspace(0, 255, 96 * 128).astype(np.uint8).reshape(96, 128)
    frames = [Image.fromarray(np.roll(base, 9 * i, 0)) for i in range(count)]
    held = io.BytesIO()
    frames[0].save(held, "GIF", save_all=True, append_images=frames[1:], duration=100, loop=0)
    return held.getvalue()


async def go_in(home: House, page: Page, user: object) -> None:
    await page.goto(await link_of(home, user))  # type: ignore[arg-type]
    await page.get_by_role("button", name="Go in").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Pictures of “Mia”")


async def loaded(page: Page) -> None:
    """Every picture on the page has really come."""
    for picture in await page.locator("img").all():
        await picture.scroll_into_view_if_needed()
        await expect(picture).to_have_js_property("complete", value=True)
        assert await picture.evaluate("e => e.naturalWidth") > 0


async def test_three_taps_from_the_chat_to_full_quality(home: House, browser_page: Page) -> None:
    page = browser_page
    told: list[str] = []
    page.on("console", lambda m: told.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: told.append(str(e)))
    await shared(home)
    await page.goto(await link_of(home, home.anna))
    await check(page)
    await page.get_by_role("button", name="Go in").click()
    await loaded(page)
    await check(page)
    await page.get_by_role("link", name="#1 CT scan").click()
    await loaded(page)
    await check(page)
    shown = page.locator("figure img")
    await expect(shown).to_have_attribute("alt", "CT scan, 19 January 2004 Shared by Anna.")
    await page.get_by_role("link", name="Full quality").click()
    await loaded(page)
    await check(page)
    assert await page.locator(".pan img").evaluate("e => e.naturalWidth") == 128
    await page.get_by_role("link", name="Lung", exact=True).click()
    await expect(page.get_by_role("link", name="Lung", exact=True)).to_have_attribute(
        "aria-current", "true"
    )
    await loaded(page)
    await page.get_by_text("Your own values").click()
    await page.get_by_label("Width (1 or more)").fill("none")
    await page.get_by_role("button", name="Show it so").click()
    await expect(page.get_by_role("alert").first).to_contain_text("two numbers")
    await expect(page.get_by_label("Width (1 or more)")).to_have_value("none")
    await check(page)
    await page.get_by_role("link", name="Who has seen it").click()
    await expect(page.get_by_role("listitem").first).to_contain_text("Anna")
    await check(page)
    assert not told


async def test_the_keyboard_reaches_everything(home: House, browser_page: Page) -> None:
    page = browser_page
    await shared(home)
    await go_in(home, page, home.anna)
    reached = await tab_through(page)
    assert "skip" in reached[0], "past the menu with the first key"
    assert any('/1"' in what for what in reached)
    await page.goto(f"{page.url}/1")
    reached = await tab_through(page)
    for what in ("size=full", "/download", "/seen", "window=bone", "<summary", "More time"):
        assert any(what in one for one in reached), what
    await page.goto(f"{page.url}?size=full")
    assert any("pan" in one for one in await tab_through(page)), "the large picture can be moved"


async def test_a_film_waits_to_be_played_and_stops(home: House, browser_page: Page) -> None:
    page = browser_page
    await shared(home, moving(), "a.gif")
    await go_in(home, page, home.ben)
    await expect(page.locator(".grid")).to_contain_text("A film")
    await page.locator(".grid a").click()
    await loaded(page)
    still = await page.locator("figure img").get_attribute("src")
    assert still is not None
    assert still.endswith("/preview"), "nothing moves by itself"
    await page.get_by_role("link", name="Play").click()
    await check(page)
    film = page.locator("figure img, figure video")
    assert str(await film.get_attribute("src")).endswith("/cine")
    if await page.locator("figure video").count() == 0:
        await loaded(page)
    await page.get_by_role("link", name="Pause").click()
    await expect(page.locator("figure img")).to_have_attribute("src", still)


async def test_time_that_runs_out_is_told_and_given(home: House, browser_page: Page) -> None:
    page = browser_page
    await shared(home)
    await page.clock.install()
    await go_in(home, page, home.ben)
    await page.clock.fast_forward("12:00")
    await expect(page.locator("#more-soon")).to_have_text("")
    await page.clock.fast_forward("01:30")
    await expect(page.locator("#more-soon")).to_contain_text("signed out in 2 minutes")
    await check(page)
    await page.get_by_role("button", name="More time").click()
    await expect(page.locator("#more-soon")).to_contain_text("more time now")
    await page.clock.fast_forward("14:00")
    await expect(page.locator("#more-soon")).to_contain_text("signed out in 2 minutes")
    await page.clock.fast_forward("01:30")
    await expect(page.locator("#more-soon")).to_contain_text("You are signed out")
    assert await page.locator("img").count() == 0, "nothing stays on the screen"


async def test_signing_out_leaves_nothing_behind(home: House, browser_page: Page) -> None:
    page = browser_page
    await shared(home)
    await go_in(home, page, home.ben)
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("You are signed out")
    await check(page)
    assert not await page.context.cookies()
    await page.go_back()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("You are signed out")
    assert "Mia" not in await page.content(), "nor by going back"


async def test_without_a_script_all_the_same_works(home: House, browser_page: Page) -> None:
    assert browser_page.context.browser is not None
    context = await browser_page.context.browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await shared(home)
    await go_in(home, page, home.ben)
    await page.locator(".grid a").click()
    await page.get_by_role("link", name="Full quality").click()
    await page.get_by_role("button", name="More time").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("#1 CT scan")
    await context.close()
