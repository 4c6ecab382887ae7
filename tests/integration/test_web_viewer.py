"""The viewer's pages and pictures: who sees what, and that every look is on record."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.playground.telegram import User
from core.disclosure import _DONE, _EXIF_ORIGIN, _EXIF_VIEW, _ORIGIN, _PATIENT, _VIEW, Group
from core.ids import PersonId, PodId
from core.imaging import Purpose
from core.model import Hold, ImageState, Pod, Privilege
from core.usecases.windowing import CT_PRESETS
from tests.integration.house import House, house, photo
from tests.integration.web import Browser, person_of, shared, signed_in, views
from tests.unit.bot.test_texts import entries

NAME = "CompressedSamples"


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


async def grant(
    home: House, user: User, *more: Privilege, less: tuple[Privilege, ...] = ()
) -> None:
    person = await person_of(home, user)
    async with home.parts.service.store.begin(home.pod) as uow:
        member = await uow.members.get(home.pod, person)
        assert member is not None
        privileges = (member.privileges | set(more)) - set(less)
        await uow.members.save(replace(member, privileges=frozenset(privileges)))


async def every_size(device: Browser, number: int = 1) -> dict[str, int]:
    here = f"/pods/{device.home.pod}/{number}"
    wanted = ("thumbnail", "preview", "full", "window?window=lung", "download")
    return {w.partition("?")[0]: (await device.get(f"{here}/{w}")).status for w in wanted}


async def test_from_the_chat_to_the_picture_and_back(home: House) -> None:
    image = await shared(home)
    async with signed_in(home, home.ben) as ben:
        page = await ben.read("/pods")
        assert page.heading == "Pictures of “Mia”"
        assert "#1 CT scan, 19 January 2004" in page.text
        assert "Shared by Anna." in page.text
        page = await ben.read(f"/pods/{home.pod}/1")
        assert page.heading == "#1 CT scan, 19 January 2004"
        assert "This is a preview" in page.text
        preview = await ben.get(f"/pods/{home.pod}/1/preview")
        assert preview.headers["content-type"] == "image/jpeg"
        assert len(preview.body) <= 60_000
        full = await ben.get(f"/pods/{home.pod}/1/full")
        assert full.status == 200
    looks = await views(home, image)
    assert [e.outcome for e in looks] == ["done", "done"]
    ben_ = await person_of(home, home.ben)
    assert {e.personal["people"] for e in looks} == {ben_}
    assert all(e.reason == "holds view" for e in looks)


async def test_the_family_sees_no_name_and_the_team_does(home: House) -> None:
    await shared(home)
    async with signed_in(home, home.ben) as ben, signed_in(home, home.anna) as anna:
        family = await ben.read(f"/pods/{home.pod}/1")
        team = await anna.read(f"/pods/{home.pod}/1")
        assert NAME not in family.html
        assert "1CT1" not in family.html
        assert "Whose it is" not in family.text
        assert NAME in team.text
        assert "Whose it is" in team.text
        assert "Save the picture" not in family.text
        assert "Who has seen it" not in family.text
        assert await every_size(ben) == {
            "thumbnail": 200, "preview": 200, "full": 200, "window": 200, "download": 403,
        }  # fmt: skip
        saved = await anna.get(f"/pods/{home.pod}/1/download")
        assert saved.headers["content-disposition"] == 'attachment; filename="carepods-1.jpeg"'
        assert saved.body.startswith(b"\xff\xd8\xff")
        assert (await ben.get(f"/pods/{home.pod}/1/seen")).status == 403


async def test_who_saw_it_names_people_and_counts(home: House) -> None:
    await shared(home)
    async with signed_in(home, home.ben) as ben, signed_in(home, home.anna) as anna:
        await ben.get(f"/pods/{home.pod}/1/preview")
        await ben.get(f"/pods/{home.pod}/1/full")
        seen = await anna.read(f"/pods/{home.pod}/1/seen")
        assert "Ben" in seen.text
        assert "in the viewer" in seen.text
        assert "2 times" in seen.text
    assert "Ben" in await home.write(home.anna, "/whosaw 1")


async def test_other_pods_unknown_ids_and_nobody_get_the_same_and_leave_a_trace(
    home: House,
) -> None:
    image = await shared(home)
    store, world = home.parts.service.store, home.parts.service.world
    other = Pod(id=PodId("0" * 36), name="Other", language="en", created_at=world.clock.now())
    async with store.begin(other.id) as uow:
        await uow.pods.add(other)
    paths = ["", "/1", "/1/preview", "/1/full", "/1/download", "/1/seen", "/1/window?window=lung"]
    async with signed_in(home, home.ben) as ben:
        bodies = set()
        for pod in (other.id, "f" * 36, "x" * 500):
            for path in paths:
                answer = await ben.get(f"/pods/{pod}{path}")
                assert answer.status == 404, path
                bodies.add(answer.body)
        for path in ("/2", "/2/preview", "/0", "/-1", "/99999999999", "/1x/preview"):
            answer = await ben.get(f"/pods/{home.pod}{path}")
            assert answer.status == 404, path
            bodies.add(answer.body)
        assert len(bodies) == 1, "nothing tells them apart"
        assert (await ben.get(f"/pods/{home.pod}/1/original")).status == 404
    async with store.begin(other.id) as uow:
        tried = await uow.audit.of_pod(other.id)
    assert len([e for e in tried if e.outcome == "refused" and e.action == "view"]) == len(paths)
    refused = [e for e in await home.audit() if e.reason == "no_image"]
    assert len(refused) >= 6
    assert not await views(home, image)


async def test_every_fetch_is_decided_anew(home: House) -> None:
    image = await shared(home)
    async with signed_in(home, home.ben) as ben:
        assert (await every_size(ben))["preview"] == 200
        await grant(home, home.ben, less=(Privilege.VIEW,))
        assert set((await every_size(ben)).values()) == {403}
        assert (await ben.get(f"/pods/{home.pod}/1")).status == 403
        await grant(home, home.ben, Privilege.VIEW)
        async with home.parts.service.store.begin(home.pod) as uow:
            await uow.images.save(replace(image, state=ImageState.WITHDRAWN))
        assert set((await every_size(ben)).values()) == {404}
        assert "#1" not in (await ben.read("/pods")).text
    refused = [e.reason for e in await views(home, image) if e.outcome == "refused"]
    assert {"lacks_privilege", "image_gone"} <= set(refused)


async def test_what_waits_for_eyes_is_for_those_who_check(home: House) -> None:
    image = await shared(home)
    async with signed_in(home, home.ben) as ben, signed_in(home, home.anna) as anna:
        for state, hold in (
            (ImageState.READY, Hold.BURNED_IN),
            (ImageState.HELD, Hold.OTHER_PATIENT),
        ):
            async with home.parts.service.store.begin(home.pod) as uow:
                await uow.images.save(replace(image, state=state, hold=hold))
            assert set((await every_size(ben)).values()) == {403}
            assert "Waiting to be checked" in (await ben.read("/pods")).text
            answer = await ben.get(f"/pods/{home.pod}/1")
            assert answer.status == 403
            assert NAME not in answer.text
            sizes = await every_size(anna)
            assert sizes["preview"] == sizes["full"] == 200
            assert "waits to be checked" in (await anna.read(f"/pods/{home.pod}/1")).text


async def test_only_what_is_fit_for_the_family_reaches_it(home: House) -> None:
    """Where only a picture that may name somebody is there, the family has none."""
    image = await shared(home)
    store = home.parts.service.store
    async with signed_in(home, home.ben) as ben, signed_in(home, home.anna) as anna:
        async with store.begin(home.pod) as uow:
            clear = await uow.images.rendition(
                home.pod, image.id, Purpose.PREVIEW, deidentified=True
            )
            assert clear is not None
            named = replace(clear, purpose=Purpose.CONTACT_SHEET, deidentified=False)
            await uow.images.add_renditions(home.pod, [named])  # type: ignore[attr-defined]
        path = f"/pods/{home.pod}/1/contact_sheet"
        assert (await ben.get(path)).status == 404
        assert (await anna.get(path)).status == 200


async def test_another_window_is_rendered_anew(home: House) -> None:
    image = await shared(home)
    here = f"/pods/{home.pod}/1"
    async with signed_in(home, home.ben) as ben:
        plain = await ben.get(f"{here}/preview")
        lung = await ben.get(f"{here}/window?window=lung")
        own = await ben.get(f"{here}/window?centre=40&width=400&size=full")
        assert len({plain.body, lung.body, own.body}) == 3
        assert {lung.status, own.status} == {200}
        page = await ben.read(f"{here}?window=lung")
        assert f"{here}/window?window=lung" in page.html
        page = await ben.read(f"{here}?centre=40&width=0")
        assert "two numbers" in page.trouble
        assert 'value="40"' in page.html, "what was typed stays"
        for wrong in ("centre=a&width=b", "centre=nan&width=1", "centre=0&width=inf", "window=x"):
            assert (await ben.get(f"{here}/window?{wrong}")).status == 422, wrong
        page = await ben.read(here)
        assert page.text.count("Brighter") == 1
        async with home.parts.service.store.begin(home.pod) as uow:
            burned = replace(image.burned_in, suspected=True)
            released = (PersonId("somebody"),)
            await uow.images.save(
                replace(image, burned_in=burned, hold=Hold.BURNED_IN, released_by=released)
            )
        assert (await ben.get(f"{here}/window?window=lung")).status == 404, (
            "in another window a masked name might be read"
        )
    looks = [e for e in await views(home, image) if e.outcome == "done"]
    assert len(looks) == 3


async def test_a_film_can_be_fetched_in_pieces(home: House) -> None:
    """Some players ask for the first two bytes, and give up when they get them all."""
    image = await shared(home)
    store = home.parts.service.store
    async with store.begin(home.pod) as uow:
        some = await uow.images.rendition(home.pod, image.id, Purpose.PREVIEW, deidentified=True)
        assert some is not None
        film = replace(some, purpose=Purpose.CINE, format="mp4", media_type="video/mp4")
        await uow.images.add_renditions(home.pod, [film])  # type: ignore[attr-defined]
    path = f"/pods/{home.pod}/1/cine"
    async with signed_in(home, home.ben) as ben:
        whole = await ben.get(path)
        assert whole.headers["accept-ranges"] == "bytes"
        size = len(whole.body)
        for asked, first, last in (
            ("0-1", 0, 1),
            ("5-", 5, size - 1),
            (f"9-{size * 2}", 9, size - 1),
        ):
            part = await ben.get(path, range=f"bytes={asked}")
            assert part.status == 206
            assert part.headers["content-range"] == f"bytes {first}-{last}/{size}"
            assert part.body == whole.body[first : last + 1]
        assert (await ben.get(path, range=f"bytes={size}-")).status == 416
        assert (await ben.get(path, range="bytes=5-4")).status == 416
        assert (await ben.get(path, range="bytes=0-1,3-4")).status == 200
        page = await ben.read(f"/pods/{home.pod}/1?play=yes")
        assert "<video controls" in page.html


async def test_windows_cannot_be_asked_for_without_end(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.usecases.windowing.A_MINUTE", 2)
    await shared(home)
    async with signed_in(home, home.ben) as ben:
        path = f"/pods/{home.pod}/1/window?window=lung"
        assert [(await ben.get(path)).status for _ in range(3)] == [200, 200, 429]


async def test_a_photo_has_no_window_and_tells_its_place_to_nobody(home: House) -> None:
    await shared(home, photo(), "a.jpg")
    async with signed_in(home, home.ben) as ben:
        page = await ben.read(f"/pods/{home.pod}/1")
        assert page.heading == "#1 Photo"
        assert "Light and contrast" not in page.text
        assert "SECRET" not in page.html
        for size in ("thumbnail", "preview", "full"):
            assert b"SECRET" not in (await ben.get(f"/pods/{home.pod}/1/{size}")).body
        assert (await ben.get(f"/pods/{home.pod}/1/window?window=lung")).status == 404


async def test_the_button_under_a_private_picture_leads_to_it(home: House) -> None:
    await shared(home)
    await home.write(home.ben, "/show 1")
    await home.until(lambda: home.private_pictures(home.ben))
    picture = home.private_pictures(home.ben)[-1]
    await home.press(home.ben, picture, "Open the viewer")
    await home.until(lambda: "way into the viewer" in home.private(home.ben)[-1].text)
    link = home.private(home.ben)[-1].buttons[0][0].url
    landing = await home.visitor.open(str(link))
    async with signed_in(home, home.ben) as ben:
        page = await ben.visitor.submit(landing.forms[0])
        assert page.url.endswith(f"/pods/{home.pod}/1")
        assert page.heading.startswith("#1")


def test_every_row_and_choice_has_words() -> None:
    tables = (_VIEW, _PATIENT, _ORIGIN, _EXIF_VIEW, _EXIF_ORIGIN, _DONE)
    wanted = {f"row-{key}" for table in tables for key in table.values()}
    wanted |= {f"viewer-group-{g}" for g in Group} | {f"viewer-window-{p}" for p in CT_PRESETS}
    wanted |= {"form-viewer", "form-download", "form-picture", "form-private", "form-card"}
    assert wanted - set(entries("en")) == set()
