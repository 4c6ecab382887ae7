"""The patient's no, a picture of the wrong patient, and erasure, through the real clients."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from core.model import Privilege
from core.usecases import erase
from tests.integration.house import House, ct, house, photo
from tests.integration.rights_kit import Ahead, allow, press, shared, taken, the, told, url_in
from tests.integration.web import person_of, signed_in


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


# ── consent ─────────────────────────────────────────────────────────────────────────────────────


async def test_after_a_no_nothing_is_shown_until_a_yes(home: House) -> None:
    await allow(home, home.ben, Privilege.CONSENT)
    await shared(home)
    async with signed_in(home, home.anna) as browser:
        assert (await browser.get(f"/pods/{home.pod}/1/preview")).status == 200
        assert "nobody is shown a picture" in await home.write(home.ben, "/consent no")
        assert (await browser.get(f"/pods/{home.pod}/1/preview")).status == 403
    await home.until(lambda: not home.family_pictures() and not home.team_pictures())
    await the(home, home.ben, "Every picture is taken back: 2")
    await the(home, home.anna, "You have done nothing wrong")
    await home.quiet()

    assert "does not want" in await home.write(home.anna, "/show #1")
    telegram = home.parts.telegram
    await telegram.send_document(home.anna, telegram.private(home.anna), photo(seed_=2), "b.jpg")
    await home.quiet()
    assert not home.family_pictures()
    assert not home.team_pictures()

    await home.write(home.ben, "/consent yes")
    await home.until(lambda: home.family_pictures() and home.team_pictures())
    entries = [e for e in await home.audit() if e.action == "consent"]
    assert [e.reason.split(",")[0] for e in entries] == ["yes", "no"]


async def test_only_who_decides_for_the_patient_says_no(home: House) -> None:
    await shared(home)
    assert "cannot do this" in await home.write(home.ben, "/consent no")
    await home.quiet()
    assert home.family_pictures()
    assert any(e.action == "consent" and e.outcome == "refused" for e in await home.audit())


async def test_what_could_not_be_taken_back_is_named(home: House) -> None:
    await allow(home, home.ben, Privilege.CONSENT)
    await shared(home)
    telegram = home.parts.telegram
    refused = b'{"ok":false,"error_code":400,"description":"Bad Request: no"}'
    for method in ("deleteMessage", "editMessageMedia", "editMessageCaption", "editMessageText"):
        telegram.faults.next(method, status=400, body=refused, times=20)
    await home.write(home.ben, "/consent no")
    await home.until(told(home, home.ben, "One message could not be taken back: #1"))


# ── the wrong patient ───────────────────────────────────────────────────────────────────────────


async def test_the_wrong_patients_picture_is_hidden_and_its_viewers_are_listed(home: House) -> None:
    telegram = home.parts.telegram
    await telegram.send_document(home.anna, home.family, ct(), "a.dcm")
    await home.until(lambda: home.family_pictures() and home.team_pictures())
    await home.quiet()
    said = await home.write(home.ben, "/wrong #1")
    assert "hidden now" in said
    await home.until(lambda: not home.family_pictures() and not home.team_pictures(), 60)
    await home.until(told(home, home.ben, "#1 is taken back everywhere"))
    await home.until(told(home, home.anna, "That happens easily"))
    listed = (await the(home, home.anna, "says that #1")).text
    assert all(name in listed for name in ("Anna", "Ben", "Cora", "Dora"))
    await home.quiet()
    assert "waits until somebody has checked" in await home.write(home.ben, "/show #1")
    async with home.parts.service.store.begin(home.pod) as uow:
        pod = await uow.pods.get(home.pod)
    assert pod is not None
    assert pod.patient is None, "what this picture taught is forgotten"
    assert "hidden already" in await home.write(home.ben, "/wrong #1")


# ── erasure ─────────────────────────────────────────────────────────────────────────────────────


async def test_one_command_one_press_and_nothing_is_left(home: House) -> None:
    await allow(home, home.ben, Privilege.ERASE)
    await shared(home, ct(), "a.dcm")
    await home.write(home.anna, "/invite guest@example.org guest Gus")
    link = await home.parts.letterbox.wait_for("guest@example.org")
    async with home.parts.service.store.begin(home.pod) as uow:
        images = await uow.images.of_pod(home.pod)
        blobs = [r.blob for r in await uow.images.renditions(home.pod, images[0].id)]
        before = len(await uow.audit.of_pod(home.pod, limit=None))
    assert blobs

    await home.write(home.ben, "/erase")
    question = await the(home, home.ben, "This deletes “Mia” for good")
    assert [row[0].text for row in question.buttons] == ["Get everything first", "Delete for good"]
    await home.press(home.ben, question, "Delete for good")
    url = await url_in(home, home.ben, "Everything is deleted here")
    assert not home.family_pictures()
    assert not home.team_pictures()
    await home.until(told(home, home.anna, "was deleted at the patient's wish"))
    await home.until(lambda: any("no longer belongs" in m.text for m in home.in_family()))
    await home.quiet()

    store = home.parts.service.store
    async with store.begin(home.pod) as uow:
        pod = await uow.pods.get(home.pod)
        assert pod is not None
        assert pod.erased_at is not None
        assert pod.name == ""
        assert not await uow.members.of_pod(home.pod)
        assert not await uow.images.of_pod(home.pod)
        assert not await uow.rooms.of_pod(home.pod)
        assert not await uow.posts.of_pod(home.pod)
        entries = await uow.audit.of_pod(home.pod, limit=None)
        assert len(entries) > before
        assert not any(e.personal for e in entries)
        assert not await uow.people.by_email("guest@example.org")
    left = [key async for key, _ in home.parts.service.blobs.listed()]
    assert not [key for key in left if str(home.pod) in key]
    report = await store.verify_audit()
    assert report.whole
    assert "not in a pod" in await home.write(home.ben, "/images")

    page = await home.visitor.open(next(w for w in link.text.split() if w.startswith("http")))
    assert "used or is too old" in page.heading

    landing = await home.visitor.open(url)
    assert "Your certificate" in landing.heading
    _, page_ = await taken(url)
    said = page_.decode()
    plain = re.sub(r"<[^>]+>", " ", said)
    assert "asked for by Ben" in plain
    assert "1 pictures" in plain
    assert all(name in plain for name in ("Anna", "Ben", "Cora", "Dora"))
    head = re.search(r"ends at (\d+):[0-9a-f]{64}", plain)
    assert head
    assert 0 < int(head[1]) <= report.entries
    assert "CompressedSamples" not in said


async def test_who_may_not_erase_does_not(home: House) -> None:
    await shared(home)
    assert "cannot do this" in await home.write(home.ben, "/erase")


async def test_an_erasure_that_is_cut_off_anywhere_is_finished(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step fails once, after it was done: the work is taken up and comes to its end."""
    await allow(home, home.ben, Privilege.ERASE)
    await shared(home)
    cut: list[str] = []

    def once(name: str) -> None:
        real = getattr(erase, name)

        async def step(*given: object) -> object:
            result = await real(*given)
            if name not in cut:
                cut.append(name)
                raise ConnectionError(name)
            return result

        monkeypatch.setattr(erase, name, step)

    for name in ("_wait_for_others", "_blobs", "_keep_certificate", "_destroy"):
        once(name)
    await home.write(home.ben, "/erase")
    await press(home, home.ben, "for good", "Delete for good")
    await url_in(home, home.ben, "Everything is deleted here")
    await home.quiet()
    assert set(cut) == {"_wait_for_others", "_blobs", "_keep_certificate", "_destroy"}
    assert len(told(home, home.ben, "Everything is deleted here")()) == 1
    async with home.parts.service.store.begin(home.pod) as uow:
        erased = [e for e in await uow.audit.of_pod(home.pod) if e.action == "erased"]
    assert len(erased) == 1


async def test_people_who_are_in_no_pod_are_forgotten(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = Ahead(monkeypatch)
    person = await allow(home, home.ben, Privilege.ERASE)
    world = home.parts.service.world
    anna = await person_of(home, home.anna)
    async with world.store.begin(None) as uow:
        await uow.notes.put(f"coordinator:{anna}", "yes")
    await home.write(home.ben, "/erase")
    await press(home, home.ben, "for good", "Delete for good")
    await url_in(home, home.ben, "Everything is deleted here")
    await home.quiet()
    async with world.store.begin(None) as uow:
        assert await uow.people.get(person) is not None, "they can still be told"
    await later.go(home, erase.CERTIFICATE_LIFE + timedelta(minutes=1))
    async with world.store.begin(None) as uow:
        assert await uow.people.get(person) is None
        assert await uow.people.by_email("anna@example.org") is not None
        assert not await uow.notes.get(f"certificate:{home.pod}")
