"""The upload page: with and without a script, in parts, after a broken line, and nothing twice."""

import io
import itertools
import json
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from urllib.parse import urlencode

import aiohttp
import pytest

from core.model import Upload
from core.usecases import page_parts
from tests.integration.house import House, ct, house, mr, photo
from tests.integration.web import Browser, browser, images, page_for, person_of


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


@pytest.fixture
async def device(home: House) -> AsyncIterator[Browser]:
    async with browser(home) as made:
        yield made


@pytest.fixture
async def page(home: House) -> str:
    """The path of a fresh upload page of Anna's."""
    return await page_for(home, await person_of(home, home.anna))


async def send(device: Browser, page: str, file: str, offset: int, size: int, data: bytes) -> int:
    query = urlencode({"file": file, "offset": offset, "size": size})
    answer = await device.call("POST", f"{page}/parts?{query}", data=data)
    assert answer.status == 200, answer.text
    return int(json.loads(answer.body)["offset"])


async def finish(device: Browser, page: str, *files: tuple[str, bool], note: str = "") -> int:
    listed = [{"id": f, "name": f, "folder": folder} for f, folder in files]
    answer = await device.call(
        "POST", f"{page}/done", data=json.dumps({"files": listed, "note": note})
    )
    return answer.status


async def blobs(home: House) -> list[str]:
    listed = home.parts.service.world.blobs.listed("pods/")  # type: ignore[attr-defined]
    return [key async for key, _ in listed if "/page/" in key]


async def uploads(home: House) -> list[Upload]:
    async with home.parts.service.store.begin(home.pod) as uow:
        return list(await uow.uploads.of_pod(home.pod))


async def test_without_a_script_files_and_a_folder_arrive(
    home: House, device: Browser, page: str
) -> None:
    form = aiohttp.FormData()
    form.add_field("note", "from the hospital")
    form.add_field("files", photo(), filename="../../a.jpg")
    form.add_field("folder", ct(), filename="CD/IM1")
    form.add_field("folder", mr(), filename="CD/IM2")
    answer = await device.call("POST", page, data=form)
    assert answer.status == 200
    assert "2 files" in answer.text
    await home.quiet()
    assert len(await images(home)) == 3
    assert (await device.get(page)).status == 404, "used up"
    again = await device.call("POST", page, data=form_with(photo()))
    assert again.status == 404


def form_with(*files: bytes) -> aiohttp.FormData:
    form = aiohttp.FormData(default_to_multipart=True)
    form.add_field("note", "kept")
    form.add_field("folder", b"", filename="", content_type="application/octet-stream")
    for data in files:
        form.add_field("files", data, filename="a.jpg")
    return form


async def test_nothing_chosen_is_said_beside_the_field_and_the_note_stays(
    device: Browser, page: str
) -> None:
    answer = await device.call("POST", page, data=form_with())
    assert answer.status == 422
    assert "There was no file yet" in answer.text
    assert 'value="kept"' in answer.text
    assert (await device.get(page)).status == 200, "the page still works"


async def test_parts_go_on_where_they_stopped_and_nothing_comes_twice(
    home: House, device: Browser, page: str
) -> None:
    data = ct()
    cut = [0, 10_000, 25_000, len(data)]
    for start, end in itertools.pairwise(cut):
        assert await send(device, page, "a.dcm", start, len(data), data[start:end]) == end
        # The answer got lost: the same part comes again, and once more from the beginning.
        assert await send(device, page, "a.dcm", start, len(data), data[start:end]) == end
        assert await send(device, page, "a.dcm", 0, len(data), data[: cut[1]]) == end
        query = urlencode({"file": "a.dcm"})
        assert json.loads((await device.get(f"{page}/parts?{query}")).body) == {"offset": end}
    assert len(await blobs(home)) == 3
    assert await finish(device, page, ("a.dcm", False), note="slowly") == 200
    assert await finish(device, page, ("a.dcm", False)) == 200, "asked again, the same answer"
    await home.quiet()
    found = await images(home)
    assert [i.note for i in found] == ["slowly"]
    done = found[0].metadata["transcoding"]
    assert isinstance(done, dict)
    assert done["source"]["bytes"] == len(data), "the same bytes, once"
    assert len(await blobs(home)) == 1, "parts are gone once the whole is kept"
    assert (await device.get(page)).status == 404


async def test_a_folder_in_parts_becomes_one_archive(
    home: House, device: Browser, page: str
) -> None:
    for name, data in (("CD/1", ct()), ("CD/2", ct())):
        half = len(data) // 2
        await send(device, page, name, 0, len(data), data[:half])
        await send(device, page, name, half, len(data), data[half:])
    assert await finish(device, page, ("CD/1", True), ("CD/2", True)) == 200
    kept = await uploads(home)
    assert len(kept) == 1
    blob = home.parts.service.world.blobs.get(home.pod, kept[0].blob)
    held = b"".join([chunk async for chunk in blob])
    with zipfile.ZipFile(io.BytesIO(held)) as archive:
        assert archive.namelist() == ["00001", "00002"]
        assert archive.read("00002") == ct()
    await home.quiet()


async def test_two_windows_at_the_same_file_keep_it_once(
    home: House, device: Browser, page: str
) -> None:
    data = photo()
    for _ in range(2):
        await send(device, page, "a.jpg", 0, len(data), data[:5000])
    assert await send(device, page, "a.jpg", 5000, len(data), data[5000:]) == len(data)
    assert await send(device, page, "a.jpg", 5000, len(data), data[5000:]) == len(data)
    assert await finish(device, page, ("a.jpg", False)) == 200
    await home.quiet()
    assert len(await uploads(home)) == 1


async def test_a_missing_part_is_said_and_can_be_sent(
    home: House, device: Browser, page: str
) -> None:
    data = photo()
    await send(device, page, "a.jpg", 0, len(data), data[:5000])
    assert await finish(device, page, ("a.jpg", False)) == 422
    assert await finish(device, page, ("b.jpg", False)) == 422
    assert await finish(device, page) == 422
    await send(device, page, "a.jpg", 5000, len(data), data[5000:])
    assert await finish(device, page, ("a.jpg", False)) == 200
    await home.quiet()


@pytest.mark.parametrize(
    ("query", "size", "status"),
    [
        ({"file": "a", "offset": 0, "size": 10}, 11, 422),
        ({"file": "a", "offset": 20, "size": 10}, 1, 422),
        ({"file": "a", "offset": -1, "size": 10}, 1, 400),
        ({"file": "a", "offset": "x", "size": 10}, 1, 400),
        ({"file": "a", "offset": 0, "size": 10**14}, 1, 422),
        ({"file": "", "offset": 0, "size": 10}, 1, 400),
        ({"file": "a" * 3000, "offset": 0, "size": 10}, 1, 400),
        ({"file": "a", "offset": 0, "size": 10**7}, page_parts.LARGEST_PART + 1, 413),
    ],
)
async def test_parts_that_cannot_be(
    home: House, device: Browser, page: str, query: dict[str, object], size: int, status: int
) -> None:
    answer = await device.call("POST", f"{page}/parts?{urlencode(query)}", data=b"x" * size)
    assert answer.status == status
    assert not await blobs(home)


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", "null", '{"files": 3, "note": ""}', '{"files": [{}], "note": ""}', "\xff",
     '{"files": [{"id": 1, "name": "a", "folder": false}], "note": ""}', "[" * 5000,
     '{"files": [], "note": null}'],
)  # fmt: skip
async def test_lists_that_our_script_does_not_send(device: Browser, page: str, body: str) -> None:
    answer = await device.call("POST", f"{page}/done", data=body.encode("latin-1"))
    assert answer.status == 400


async def test_a_page_of_somebody_who_left_takes_nothing(home: House, device: Browser) -> None:
    person = await person_of(home, home.ben)
    page = await page_for(home, person)
    await send(device, page, "a.jpg", 0, 10, b"01234")
    async with home.parts.service.store.begin(home.pod) as uow:
        member = await uow.members.get(home.pod, person)
        assert member is not None
        await uow.members.save(replace(member, privileges=frozenset()))
    query = urlencode({"file": "a.jpg", "offset": 5, "size": 10})
    answer = await device.call("POST", f"{page}/parts?{query}", data=b"56789")
    assert answer.status == 410
    assert "ask" in json.loads(answer.body)["text"].lower()


async def test_one_page_does_not_take_without_end(
    device: Browser, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_parts, "A_DAY_KIB", 40)
    await send(device, page, "a", 0, 100, b"x" * 10)
    await send(device, page, "b", 0, 100, b"x" * 10)
    query = urlencode({"file": "c", "offset": 0, "size": 100})
    answer = await device.call("POST", f"{page}/parts?{query}", data=b"x")
    assert answer.status == 422
    assert "too big" in json.loads(answer.body)["text"]


async def test_other_sites_cannot_send(device: Browser, page: str) -> None:
    headers = {"sec-fetch-site": "cross-site"}
    for path in (page, f"{page}/parts?file=a&offset=0&size=1", f"{page}/done"):
        assert (await device.call("POST", path, data=b"x", headers=headers)).status == 403


async def test_without_a_script_a_page_does_not_take_without_end_either(
    home: House, device: Browser, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_parts, "A_DAY_KIB", 2 * page_parts.LEAST_KIB)
    form = aiohttp.FormData()
    for number in range(3):
        form.add_field("files", b"x", filename=f"{number}.jpg", content_type="image/jpeg")
    answer = await device.call("POST", page, data=form)
    assert answer.status == 422
    assert not await blobs(home), "nothing of it is kept"
    assert not await uploads(home)
