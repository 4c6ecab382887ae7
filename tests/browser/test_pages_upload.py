"""The upload page in a real browser: files, a folder, drop, pause, and a line that breaks."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.access import check, tab_through
from tests.integration.house import House, ct, house, mr, photo
from tests.integration.web import images, page_for, person_of


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


@pytest.fixture
async def page(home: House, browser_page: Page) -> Page:
    """An open upload page of Anna's."""
    path = await page_for(home, await person_of(home, home.anna))
    await browser_page.goto(home.parts.addresses.web + path)
    return browser_page


def chosen(name: str, data: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


async def arrived(page: Page, words: str) -> None:
    await expect(page.get_by_role("heading", level=1)).to_contain_text(words, timeout=20_000)


async def test_files_with_a_note_arrive(home: House, page: Page) -> None:
    await check(page)
    reached = await tab_through(page)
    assert [
        next(w for w in ("note", "files", "folder", "submit") if f'"{w}"' in one) for one in reached
    ] == ["note", "files", "folder", "submit"]
    await page.get_by_label("A note for the others").fill("both knees")
    await page.get_by_label("Pictures, scans").set_input_files(
        [chosen("a.jpg", photo()), chosen("empty", b""), chosen("b.dcm", ct())]  # type: ignore[list-item]
    )
    await expect(page.locator("#list li")).to_have_count(2)
    await check(page)
    await page.get_by_role("button", name="Send", exact=True).click()
    await arrived(page, "I have your 2 files")
    await check(page)
    await home.quiet()
    found = await images(home)
    assert {i.note for i in found} == {"both knees"}
    assert {i.kind for i in found} == {"photo", "dicom"}


async def test_nothing_chosen_is_said_beside_the_field(page: Page) -> None:
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.locator("#files-trouble")).to_contain_text("no file yet")
    await expect(page.get_by_label("Pictures, scans")).to_be_focused()


async def test_a_file_can_be_left_out_again(home: House, page: Page) -> None:
    await page.get_by_label("Pictures, scans").set_input_files(
        [chosen("a.jpg", photo()), chosen("b.dcm", ct())]  # type: ignore[list-item]
    )
    await page.get_by_role("button", name="Leave out: b.dcm").click()
    await page.get_by_role("button", name="Send", exact=True).click()
    await arrived(page, "I have your file")
    await home.quiet()
    assert [i.kind for i in await images(home)] == ["photo"]


async def test_a_whole_folder_stays_together(home: House, page: Page, tmp_path: Path) -> None:
    disc = tmp_path / "CD" / "DICOM"
    disc.mkdir(parents=True)
    (disc / "IM1").write_bytes(ct())
    (disc / "IM2").write_bytes(mr())
    (tmp_path / "CD" / "AUTORUN.INF").write_bytes(b"[autorun]\r\n")
    await page.get_by_label("Or a whole folder").set_input_files(tmp_path / "CD")
    await expect(page.locator("#list li")).to_have_count(3)
    await page.get_by_role("button", name="Send", exact=True).click()
    await arrived(page, "I have your file")
    await home.quiet()
    assert len(await images(home)) == 2


async def test_dropped_files_arrive(home: House, page: Page) -> None:
    given = await page.evaluate_handle(
        """(bytes) => {
          const dropped = new DataTransfer();
          dropped.items.add(new File([new Uint8Array(bytes)], "a.jpg"));
          return dropped;
        }""",
        list(photo()),
    )
    await page.dispatch_event("#drop", "dragover", {"dataTransfer": given})
    await page.dispatch_event("#drop", "drop", {"dataTransfer": given})
    await expect(page.locator("#list li")).to_have_count(1)
    await page.get_by_role("button", name="Send", exact=True).click()
    await arrived(page, "I have your file")
    await home.quiet()
    assert len(await images(home)) == 1


async def test_after_a_broken_line_it_goes_on_where_it_stopped(home: House, page: Page) -> None:
    """The first part arrives and its answer is lost; then the line is gone; then it is back."""
    data = photo(4000, 3000)
    assert len(data) > 400_000
    offsets: list[int] = []
    sent: list[int] = []

    async def line(route: Route) -> None:
        request = route.request
        if request.method != "POST":
            await route.continue_()
            return
        offsets.append(int(request.url.rpartition("offset=")[2]))
        if len(offsets) == 1:
            answer = await route.fetch()
            sent.append(json.loads(await answer.body())["offset"])
            await route.abort("connectionreset")
        elif len(offsets) in (2, 3):
            await route.abort("internetdisconnected")
        else:
            await route.continue_()

    await page.route("**/parts?*", line)
    await page.get_by_label("Pictures, scans").set_input_files([chosen("a.jpg", data)])  # type: ignore[list-item]
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_role("status")).to_contain_text("The line is gone")
    await arrived(page, "I have your file")
    assert offsets[:4] == [0, 0, 0, 0]
    assert offsets[4] == sent[0], "what had arrived is not sent again"
    await home.quiet()
    found = await images(home)
    assert len(found) == 1
    done = found[0].metadata["transcoding"]
    assert isinstance(done, dict)
    assert done["source"]["bytes"] == len(data)


async def test_pausing_and_coming_back_to_the_page_loses_nothing(home: House, page: Page) -> None:
    data = photo(4000, 3000)
    starts: list[int] = []

    async def line(route: Route) -> None:
        if route.request.method == "POST":
            starts.append(int(route.request.url.rpartition("offset=")[2]))
            if len(starts) == 2:
                await page.get_by_role("button", name="Pause").click()
        await route.continue_()

    file = chosen("a.jpg", data)
    await page.route("**/parts?*", line)
    await page.get_by_label("Pictures, scans").set_input_files([file])  # type: ignore[list-item]
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_role("status")).to_contain_text("You have paused")
    await expect(page.get_by_role("button", name="Go on")).to_be_visible()
    await check(page)
    before = await page.locator("progress").get_attribute("value")
    assert before is not None
    await page.get_by_role("button", name="Go on").click()
    await arrived(page, "I have your file")
    assert starts == sorted(set(starts)), "every part once"
    await home.quiet()
    assert len(await images(home)) == 1


async def test_without_a_script_the_same_page_works(home: House, browser_page: Page) -> None:
    assert browser_page.context.browser is not None
    context = await browser_page.context.browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    path = await page_for(home, await person_of(home, home.anna))
    await page.goto(home.parts.addresses.web + path)
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.locator("#files-trouble")).to_contain_text("no file yet")
    await page.get_by_label("Pictures, scans").set_input_files([chosen("a.jpg", photo())])  # type: ignore[list-item]
    await page.get_by_role("button", name="Send", exact=True).click()
    await arrived(page, "I have your file")
    await context.close()
    await home.quiet()
    assert len(await images(home)) == 1
