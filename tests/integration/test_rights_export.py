"""What somebody takes away: complete, by what they may see, once, and only for them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import sha256

import pytest
from pydicom import dcmread

from bot.export import tables
from bot.export.archive import Archive
from core.imaging import Purpose
from core.model import Privilege
from tests.integration.house import House, ct, house, mr, photo
from tests.integration.rights_kit import Ahead, allow, press, shared, taken, told, url_in

READY = "Everything is ready"
PATIENT = (Privilege.CONSENT, Privilege.ERASE, Privilege.AUDIT, Privilege.VIEW_IDENTIFIED,
           Privilege.DOWNLOAD)  # fmt: skip


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


async def opened(url: str) -> zipfile.ZipFile:
    status, data = await taken(url)
    assert status == 200
    found = zipfile.ZipFile(io.BytesIO(data))
    assert found.testzip() is None
    return found


def rows(found: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(found.read(name).decode("utf-8-sig"))))


async def three_pictures(home: House) -> None:
    """A CT, a photo, and somebody else's MR that is held."""
    await shared(home, ct(), "a.dcm")
    await shared(home, photo(), "b.jpg")
    telegram = home.parts.telegram
    await telegram.send_document(home.ben, telegram.private(home.ben), mr(), "c.dcm")
    await home.until(told(home, home.anna, "may belong to someone else"))
    await home.quiet()


async def test_an_export_is_complete(home: House) -> None:
    await allow(home, home.ben, *PATIENT)
    await three_pictures(home)
    await home.write(home.ben, "/export")
    found = await opened(await url_in(home, home.ben, READY))
    store, blobs = home.parts.service.store, home.parts.service.blobs

    async with store.begin(home.pod) as uow:
        images = {i.number: i for i in await uow.images.of_pod(home.pod, limit=None)}
        full = {
            n: await uow.images.rendition(home.pod, i.id, Purpose.FULL, deidentified=True)
            for n, i in images.items()
        }
        members = await uow.members.of_pod(home.pod)
        posts = await uow.posts.of_pod(home.pod)
        entries = await uow.audit.of_pod(home.pod, limit=None)
    assert set(images) == {1, 2, 3}

    for number in (1, 2):
        rendition = full[number]
        assert rendition is not None
        kept = b"".join([c async for c in blobs.get(home.pod, rendition.blob)])
        assert found.read(f"pictures/{number:04d}/picture.{rendition.format}") == kept
    dicom = json.loads(found.read("pictures/0001/dicom.json"))
    assert dicom == images[1].metadata["dicom"]
    original = dcmread(io.BytesIO(found.read("originals/0001/00001.dcm")))
    assert original.PatientName == "CompressedSamples^CT1"
    assert original.PixelData == dcmread(io.BytesIO(ct())).PixelData
    assert found.read("originals/0002/original.jpg") == photo(), "Ben's own, as he sent it"

    assert not [n for n in found.namelist() if "0003" in n], "somebody else's picture"
    about = json.loads(found.read("pod.json"))
    assert [p["files_left_out_because"] for p in about["pictures"]] == [None, None, "image-held"]
    assert about["patient"]["name"] == "CompressedSamples^CT1"
    assert {r["name"] for r in rows(found, "members.csv")} == {"Anna", "Ben", "Cora", "Dora"}
    assert len(rows(found, "members.csv")) == len(members)
    assert len(rows(found, "posts.csv")) == len(posts)
    listed = rows(found, "audit.csv")
    # What was done while it was being made, and after, is not in it.
    assert len(entries) - 6 <= len(listed) <= len(entries)
    assert [e.action for e in reversed(entries)][: len(listed)] == [r["what"] for r in listed]
    assert any("Dora" in r["more"] for r in listed if r["what"] == "post")

    page = found.read("index.html").decode()
    assert "data:image/" in page
    assert "still waits to be checked" in page
    for name in found.namelist():
        if name not in ("index.html", "manifest.json", "manifest.json"):
            assert name in page, f"{name} can be reached from the page"
    manifest = json.loads(found.read("manifest.json"))["files"]
    for name, listed_file in manifest.items():
        assert sha256(found.read(name)).hexdigest() == listed_file["sha256"]
    assert set(manifest) | {"manifest.json"} == set(found.namelist())
    assert len(found.namelist()) == len(set(found.namelist()))


async def test_whoever_may_see_no_names_gets_none(home: House) -> None:
    await allow(home, home.ben, Privilege.ERASE)
    await home.parts.slack.dm(home.dora, "", [("ct.dcm", ct())])
    await home.until(lambda: home.family_pictures() and home.team_pictures())
    await home.quiet()
    await home.write(home.ben, "/export")
    found = await opened(await url_in(home, home.ben, READY))
    for name in found.namelist():
        assert b"CompressedSamples" not in found.read(name), name
    cleaned = dcmread(io.BytesIO(found.read("originals/0001/00001.dcm")))
    assert cleaned.PatientIdentityRemoved == "YES"
    assert cleaned.DeidentificationMethodCodeSequence[0].CodeValue == "113100"
    assert cleaned.PixelData == dcmread(io.BytesIO(ct())).PixelData
    assert "audit.csv" not in found.namelist(), "Ben may not see who looked"
    assert json.loads(found.read("pod.json"))["patient"] is None


async def test_the_link_works_once_for_its_person_and_scanners_change_nothing(home: House) -> None:
    await allow(home, home.ben, Privilege.ERASE)
    await shared(home)
    await home.write(home.ben, "/export")
    url = await url_in(home, home.ben, READY)
    for _ in range(20):
        page = await home.visitor.open(url)
        assert "Your files are ready" in page.heading
    async with home.parts.service.store.begin(home.pod) as uow:
        person = await uow.people.by_email("ben@example.org")
        assert person is not None
        member = await uow.members.get(home.pod, person.id)
        assert member is not None
    assert (await taken(url))[0] == 200
    assert (await taken(url))[0] == 404
    assert [e.outcome for e in await home.audit() if e.action == "export"] == ["done"]


async def test_whoever_may_not_any_more_gets_nothing(home: House) -> None:
    await allow(home, home.ben, Privilege.ERASE)
    await shared(home)
    await home.write(home.ben, "/export")
    url = await url_in(home, home.ben, READY)
    await home.write(home.anna, "/revoke Ben erase")
    status, data = await taken(url)
    assert status == 404
    assert b"PK" not in data[:2]


async def test_who_may_not_export_does_not(home: House) -> None:
    assert "Only the patient or a coordinator" in await home.write(home.ben, "/export")
    await home.quiet()
    assert not [m for m in home.private(home.ben) if "Everything is ready" in m.text]


async def test_everything_about_me(home: House) -> None:
    await shared(home)
    telegram = home.parts.telegram
    await telegram.send_document(home.anna, telegram.private(home.anna), photo(seed_=5), "x.jpg")
    await home.quiet()
    await home.write(home.ben, "/export me")
    found = await opened(await url_in(home, home.ben, READY))
    me = json.loads(found.read("me.json"))
    assert (me["name"], me["email"]) == ("Ben", "ben@example.org")
    assert me["phone"].startswith("+49")
    assert me["pods"][0]["role"] == "family"
    assert rows(found, "accounts.csv")[0]["account"] == str(home.ben.id)
    assert found.read("pod-1/originals/0001/original.jpg") == photo()
    assert not [n for n in found.namelist() if "0002" in n], "what Anna sent is hers"
    assert "pod-1/members.csv" not in found.namelist()
    assert all(
        r["who"] in ("Ben", "") or "Ben" in r["more"] or r["about"] == "Ben"
        for r in rows(found, "pod-1/audit.csv")
    )


async def test_after_a_day_the_files_are_gone(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    later = Ahead(monkeypatch)
    await allow(home, home.ben, Privilege.ERASE)
    await shared(home)
    await home.write(home.ben, "/export")
    url = await url_in(home, home.ben, READY)
    kept = [k async for k, _ in home.parts.service.blobs.listed() if "/exports/" in k]
    assert len(kept) == 1
    await later.go(home, timedelta(days=1, minutes=1))
    assert (await taken(url))[0] == 404
    assert not [k async for k, _ in home.parts.service.blobs.listed() if "/exports/" in k]


async def test_an_erasure_takes_the_exports_along(home: House) -> None:
    await allow(home, home.ben, Privilege.ERASE)
    await shared(home)
    await home.write(home.ben, "/export me")
    url = await url_in(home, home.ben, READY)
    await home.write(home.ben, "/erase")
    await press(home, home.ben, "for good", "Delete for good")
    await url_in(home, home.ben, "Everything is deleted here")
    await home.quiet()
    kept = [k async for k, _ in home.parts.service.blobs.listed() if "exports/" in k]
    assert not kept
    assert (await taken(url))[0] == 404


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\u200b=1"])
def test_no_cell_is_a_formula(value: str) -> None:
    written = tables.table(("a",), [(value,)]).decode("utf-8-sig")
    cell = list(csv.reader(io.StringIO(written)))[1][0]
    assert cell.startswith("'") or not cell.startswith(("=", "+", "-", "@"))
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))


async def test_a_large_archive_is_written_piece_by_piece() -> None:
    """No more than a piece of it is held at any time."""
    archive, most, whole = Archive(), 0, bytearray()

    async def zeros() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield bytes(1 << 20)

    async for chunk in archive.add("big.bin", zeros()):
        most = max(most, len(chunk))
        whole += chunk
    whole += archive.write("small.txt", b"words") + archive.close()
    assert most < 3 << 20
    found = zipfile.ZipFile(io.BytesIO(bytes(whole)))
    assert found.testzip() is None
    assert found.getinfo("big.bin").file_size == 64 << 20
    with pytest.raises(ValueError, match="once"):
        archive.write("small.txt", b"again")
