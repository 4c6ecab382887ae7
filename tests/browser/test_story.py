"""The playground's page in a real browser: the story played, and the story clicked by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from bot.playground import Parts, playground, with_page

if TYPE_CHECKING:
    from playwright.async_api import ConsoleMessage, Page

PATIENCE = 60_000


@asynccontextmanager
async def opened(page: Page) -> AsyncIterator[Parts]:
    """The page, open in the browser; at the end nothing may have complained in its console.

    A form of the service that is sent back with a sentence (422) is told there, and is no trouble.
    """
    trouble: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and "422" not in message.text:
            trouble.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.set_default_timeout(PATIENCE)
    await page.set_viewport_size({"width": 1440, "height": 900})
    async with playground() as parts, with_page(parts) as url:
        await page.goto(url)
        await page.wait_for_selector("#plays button")
        yield parts
        assert trouble == []
        await page.goto("about:blank")


async def test_the_story_plays_to_its_end(browser_page: Page) -> None:
    page = browser_page
    async with opened(page):
        await page.select_option("#pace", "0")
        await page.click("[data-play=story]")
        await page.wait_for_selector("[data-outcome]", timeout=110_000)
        assert "That was all of it" in await page.inner_text("#caption")
        assert await page.locator("#steps li.done").count() == 8
        assert await page.locator("#sl-log figure").count() >= 3
        assert await page.locator("#tg-log .picture").count() >= 3


async def test_a_newcomer_is_let_in_by_hand_on_the_page(browser_page: Page) -> None:
    page = browser_page
    async with opened(page) as parts:
        await page.click("[data-play=ready]")
        await page.wait_for_selector("[data-outcome]")
        await knock(page)
        await vouch(page)
        await join_on_the_page(page, parts)
        await look(page)


async def test_forms_home_and_a_stranger_by_hand(browser_page: Page, tmp_path: Path) -> None:
    page = browser_page
    picture = tmp_path / "knee.png"
    Image.radial_gradient("L").resize((300, 200)).save(picture)
    async with opened(page) as parts:
        await page.click("[data-play=ready]")
        await page.wait_for_selector("[data-outcome]")
        await send_by_form(page, picture)
        await visit_home(page)
        await let_a_stranger_in(page)
        await invite_into_telegram(page, parts)


async def knock(page: Page) -> None:
    """A stranger brings the X-ray, says whom it is for, and who they are."""
    await page.select_option("#tg-me", label="Tomas Santos")
    await page.click("#tg-start button")
    await telegram_says(page, "I share medical pictures")
    await page.click("[aria-label='X-ray of a hand: put it into Telegram']")
    await page.press("#tg-text", "Enter")
    await telegram_says(page, "Whom is it for?")
    await write(page, "maria@example.org")
    await telegram_says(page, "write your own e-mail address")
    await write(page, "tomas@example.org")
    await telegram_says(page, "I ask them now")


async def vouch(page: Page) -> None:
    await page.select_option("#tg-me", label="Maria Santos")
    await page.click("#tg-chats [title=Carepods]")
    await page.click("#tg-log .keys button:has-text('Yes: Family')")
    await telegram_says(page, "I have mailed tomas@example.org")


async def join_on_the_page(page: Page, parts: Parts) -> None:
    """Mail, page, phone, a wrong code, the right one, and on into the chat."""
    letter = page.locator(".letter", has_text="to tomas@example.org").first
    await letter.get_by_text("Open the link").click()
    web = page.frame_locator("#window-frame")
    assert await web.locator("h1").inner_text() == "Maria Santos invites you"
    await web.locator("input[name=phone]").fill("+49 171 3920013")
    await web.locator("button[type=submit]").click()
    await parts.phone.wait_for("+491713920013")
    text = page.locator("#texts .text", has_text="+491713920013")
    code = await text.locator(".code").inner_text()
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    await web.locator("input[name=code]").fill(wrong)
    await web.get_by_role("button", name="Go on").click()
    await web.get_by_text("That code does not match").wait_for()
    await web.locator("input[name=code]").fill(code)
    await web.get_by_role("button", name="Go on").click()
    # Whose chat account it is shows only there: the page hands over to it.
    await web.get_by_text("One last step: open the chat").wait_for()
    await page.select_option("#tg-me", label="Tomas Santos")
    await web.get_by_role("link", name="Open Telegram").click()
    await telegram_says(page, "You are in: “Rose garden”")
    await page.select_option("#tg-me", label="Maria Santos")


async def look(page: Page) -> None:
    """The family sees it blurred until tapped; the doctor sees it, and gets full quality alone."""
    await page.click("#tg-chats [title='Family chat']")
    spoiler = page.locator("#tg-log .spoiler").last
    await spoiler.click()
    assert await page.locator("#tg-log .picture:not(.spoiler) img").count() == 1
    await page.select_option("#sl-me", label="Dr. Ida Holm")
    await page.click("#sl-channels button:has-text('care-team')")
    shown = page.locator("#sl-log .message", has_text="X-ray of the left hand")
    await shown.locator("img").wait_for()
    assert await shown.locator("img").get_attribute("alt")
    await shown.get_by_role("button", name="Full quality").click()
    await page.click("#sl-channels button:has-text('carepods')")
    await page.locator("#sl-log figure img").wait_for()


async def send_by_form(page: Page, picture: Path) -> None:
    await page.select_option("#sl-me", label="Dr. Ida Holm")
    await page.click("#sl-channels button:has-text('care-team')")
    await page.fill("#sl-text", "/carepods upload")
    await page.press("#sl-text", "Enter")
    await page.set_input_files("#sl-modal input[type=file]", picture)
    await page.click("#sl-modal .primary")
    await page.locator("#sl-modal form").wait_for(state="detached")
    await page.locator("#sl-log .message", has_text="#1").locator("figure img").wait_for()


async def visit_home(page: Page) -> None:
    await page.click("#sl-home")
    await page.locator("#sl-page", has_text="Rose garden").wait_for()
    await page.locator("#sl-page .actions button").first.click()
    await page.click("#sl-channels button:has-text('carepods')")
    await page.locator("#sl-log", has_text="#1").wait_for()


async def let_a_stranger_in(page: Page) -> None:
    """Somebody adds a neighbour: pictures go, a note stays, and it opens nothing for him."""
    await page.select_option("#tg-me", label="Maria Santos")
    await page.click("#tg-chats [title='Family chat']")
    await page.locator("#tg-log .picture").wait_for()
    await page.click("#tg-head button:has-text('Add…')")
    await page.select_option("#ask select", label="Kurt Weber")
    await page.click("#ask [value=yes]")
    await page.locator("#tg-log .picture").wait_for(state="detached")
    await page.select_option("#tg-me", label="Kurt Weber")
    await page.click("#tg-log .keys button:has-text('Show me')")
    await page.locator("#toast", has_text="You are not in this pod").wait_for()
    await page.click("#tg-head button:has-text('Leave')")


async def invite_into_telegram(page: Page, parts: Parts) -> None:
    """A new person follows the mailed link, and its last page opens Telegram."""
    await page.select_option("#tg-me", label="Maria Santos")
    await page.click("#tg-chats [title=Carepods]")
    await write(page, "/invite lena@example.org family Lena")
    await parts.letterbox.wait_for("lena@example.org")
    await page.click("#tg-new")
    await page.fill("#ask input", "Lena Santos")
    await page.click("#ask [value=yes]")
    await page.click("#tg-start button")
    letter = page.locator(".letter", has_text="to lena@example.org").first
    await letter.get_by_text("Open the link").click()
    web = page.frame_locator("#window-frame")
    await web.locator("input[name=phone]").fill("+49 171 3920099")
    await web.locator("button[type=submit]").click()
    text = await parts.phone.wait_for("+491713920099")
    code = "".join(sign for sign in text.text if sign.isdigit())[:6]
    await web.locator("input[name=code]").fill(code)
    await web.get_by_role("button", name="Go on").click()
    await web.get_by_role("link", name="Open Telegram").click()
    await telegram_says(page, "You are in: “Rose garden”")


async def telegram_says(page: Page, words: str) -> None:
    await page.locator("#tg-log .message:not(.mine)", has_text=words).last.wait_for()


async def write(page: Page, words: str) -> None:
    await page.fill("#tg-text", words)
    await page.press("#tg-text", "Enter")
