"""The viewer's steps on SQLite and on PostgreSQL, where row security is the second lock."""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from bot.clock import SystemClock, SystemEntropy
from bot.texts import FluentTexts
from core.errors import NotFound, Refused
from core.ids import ImageId, PersonId, PodId, UploadId, UserRef
from core.imaging import BurnedIn, PatientClues, Purpose
from core.model import (
    PRESETS,
    Identity,
    Image,
    ImageState,
    Member,
    Person,
    Pod,
    Privilege,
    Role,
    StoredRendition,
)
from core.usecases import looking, page_parts, page_upload, sessions, upload
from core.usecases.desk import Desk, Rules, World
from core.usecases.page_parts import Part
from storage.blobs import SealedBlobs
from storage.keys import Keys
from storage.store import SqlStore

POD, OTHER = PodId("pod-1"), PodId("pod-2")
BEN = PersonId("ben")
ACCOUNT = UserRef("telegram", "", "7")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
PICTURE = b"a picture"


@dataclass(frozen=True, slots=True)
class Scene:
    world: World
    cookie: str


@pytest.fixture
async def scene(migrated_url: str) -> AsyncIterator[Scene]:
    """Ben, of the first pod, is signed in; each pod has a picture."""
    clock, entropy = SystemClock(), SystemEntropy()
    keys = Keys(os.urandom(32), os.urandom(32))
    store = await SqlStore.open(migrated_url, keys, clock=clock, entropy=entropy, redis_url=None)
    nobody = cast(Any, None)  # neither platforms nor mail nor decoders are asked here
    world = World(
        store=store,
        blobs=SealedBlobs.open("memory:///", store, entropy),
        transcoder=nobody,
        mailer=nobody,
        texter=nobody,
        codes=nobody,
        texts=FluentTexts(),
        clock=clock,
        entropy=entropy,
        platforms={},
        rules=Rules(public_url="https://pods.example"),
    )
    try:
        async with store.begin(None) as uow:
            await uow.people.add(Person(BEN, "Ben", "ben@example.org", "+491713920001"))
            await uow.people.bind(Identity(ACCOUNT, BEN, NOW))
        for pod in (POD, OTHER):
            await furnish(world, pod)
        async with store.begin(None) as uow:
            link = await sessions.link(Desk(world, uow, "test", "test"), BEN, ACCOUNT)
        signed_in = await sessions.sign_in(world, link.rpartition("/")[2])
        yield Scene(world, signed_in.secret)
    finally:
        await store.close()


async def furnish(world: World, pod: PodId) -> None:
    async with world.store.begin(pod) as uow:
        await uow.pods.add(Pod(pod, f"Pod {pod}", "en", NOW))
    blob = f"pods/{pod}/picture"

    async def chunks() -> AsyncIterator[bytes]:
        yield PICTURE

    await world.blobs.put(pod, blob, chunks())
    image = Image(
        id=ImageId(f"image-{pod}"), pod=pod, number=1, upload=UploadId("u"), uploader=BEN,
        state=ImageState.READY, created_at=NOW, kind="photo", frames=1, width=8, height=8,
        summary={}, metadata={}, patient=PatientClues(), burned_in=BurnedIn(suspected=False),
    )  # fmt: skip
    preview = StoredRendition(
        image.id, pod, Purpose.PREVIEW, True, "jpeg", "image/jpeg", 8, 8, 1, len(PICTURE), "", blob
    )
    async with world.store.begin(pod) as uow:
        await uow.images.add(image, [preview])
        if pod == POD:
            privileges = PRESETS[Role.FAMILY] | {Privilege.AUDIT}
            await uow.members.save(Member(pod, BEN, Role.FAMILY, privileges, NOW))


async def test_pods_pictures_bytes_and_who_saw_them(scene: Scene) -> None:
    world, cookie = scene.world, scene.cookie
    viewer, places = await looking.visit(world, cookie, "en", looking.places)
    assert viewer.person.id == BEN
    assert [p.pod for p in places] == [POD]
    _, shelf = await looking.visit(world, cookie, "en", lambda v: looking.shelf(v, POD, 1))
    assert [t.number for t in shelf.tiles] == [1]
    fetched = await looking.fetch(world, cookie, POD, 1, Purpose.PREVIEW)
    assert fetched.data == PICTURE
    _, looks = await looking.visit(world, cookie, "en", lambda v: looking.looks(v, POD, 1))
    assert [(one.name, one.form, one.times) for one in looks.people] == [("Ben", "viewer", 1)]


async def test_the_other_pod_is_not_there_and_knows_that_somebody_tried(scene: Scene) -> None:
    world, cookie = scene.world, scene.cookie
    for pod in (OTHER, "unknown"):
        with pytest.raises(NotFound):
            await looking.fetch(world, cookie, pod, 1, Purpose.PREVIEW)
    async with world.store.begin(OTHER) as uow:
        entries = await uow.audit.of_pod(OTHER)
    assert [(e.actor, e.action, e.outcome) for e in entries] == [(BEN, "view", "refused")]
    async with world.store.begin(None) as uow:
        _, whole = await uow.audit.verify()
    assert whole


async def test_nobody_signed_in_sees_nothing_and_leaves_a_trace(scene: Scene) -> None:
    world = scene.world
    await sessions.sign_out(world, scene.cookie)
    for cookie in (scene.cookie, "", "guessed"):
        with pytest.raises(Refused, match="viewer-signed-out"):
            await looking.fetch(world, cookie, POD, 1, Purpose.PREVIEW)


async def test_an_upload_in_parts(scene: Scene) -> None:
    world = scene.world
    async with world.store.begin(None) as uow:
        link = await upload.upload_link(Desk(world, uow, "test", "test"), POD, BEN)
    handle = link.rpartition("/")[2]
    for offset, data in ((0, b"abc"), (0, b"abc"), (3, b"de")):
        await page_parts.keep(world, handle, Part("a", offset, 5), data)
    found = await page_parts.complete(world, handle, ["a"])
    assert b"".join([c async for c in page_parts.content(world, POD, found[0])]) == b"abcde"
    ticket = await page_upload.check(world, handle)
    kept = page_upload.Kept("a", 5, found[0].pieces[0][0])
    assert await page_upload.received(world, handle, [kept], "") == 1
    assert await page_upload.taken(world, handle) == 1
    async with world.store.begin(POD) as uow:
        entries = await uow.audit.of_pod(POD)
    assert [e.action for e in entries if e.actor == ticket.person] == ["upload"]
