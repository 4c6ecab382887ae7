"""Whatever is away: no post, no verification; and the work is done when it is back."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from typing import Any

import pytest

from core.errors import PlatformError, Refused
from core.model import InvitationState
from core.usecases import verify
from storage.errors import StorageUnavailable
from tests.integration import trust_stage as t
from tests.properties import play
from tests.properties import stage as stages
from tests.properties.stage import Stage

REFUSED = PlatformError("refused for now")
BUSY = PlatformError("busy", retry_after=3.0)
HALF_WAY = PlatformError("no answer came", certain=False)
EMAIL, PHONE = "carl@example.org", "+491713920088"


@pytest.fixture
async def stage(migrated_sqlite_url: str) -> AsyncIterator[Stage]:
    async with stages.world(migrated_sqlite_url, "outages") as made:
        await stages.furnish(made, "x")
        yield made


def down(stage: Stage, *methods: str, error: PlatformError, times: int = 50) -> None:
    for chats in stage.chats.values():
        chats.trouble = [(method, error) for method in methods for _ in range(times)]


@pytest.mark.parametrize("error", [REFUSED, BUSY], ids=["refused", "busy"])
async def test_platforms_that_are_away_get_their_pictures_later(
    stage: Stage, error: PlatformError
) -> None:
    await t.upload(stage, "ben")
    down(stage, "send", "draft", "presence", "find", error=error)
    await t.work(stage)
    assert not t.pictures(stage)
    await play.rest(stage)
    assert [len(room.pictures()) for room in stage.rooms] == [1, 1]


async def test_where_an_answer_is_lost_nothing_is_posted_twice(stage: Stage) -> None:
    await t.upload(stage, "ben")
    down(stage, "send", error=HALF_WAY, times=1)
    await t.work(stage)
    await play.rest(stage)
    family, team = stage.rooms
    assert len(family.pictures()) == len(team.pictures()) == 1
    asked = t.home(stage, t.user(stage, "ben"))
    assert any(m.buttons for m in asked.messages.values()), "who shared it is asked"


async def test_a_room_that_cannot_be_asked_gets_no_picture(stage: Stage) -> None:
    gone = PlatformError("not to be known", permanent=True, why="refused")
    await t.upload(stage, "ben")
    down(stage, "presence", error=gone)
    await t.work(stage)
    assert not t.pictures(stage)
    assert all(room.messages for room in stage.rooms), "a card stands there"


class Away:
    """A port of which every call fails until it is `back`."""

    def __init__(self, inner: Any, error: Exception) -> None:
        self.inner, self.error, self.back = inner, error, False

    async def send(self, *args: Any, **more: Any) -> None:
        if not self.back:
            raise self.error
        await self.inner.send(*args, **more)

    async def put(self, *args: Any) -> Any:
        if not self.back:
            raise self.error
        return await self.inner.put(*args)

    async def get(self, *args: Any) -> AsyncIterator[bytes]:
        if not self.back:
            raise self.error
        async for part in self.inner.get(*args):
            yield part


async def test_without_the_blob_store_nothing_is_posted_and_nothing_lost(stage: Stage) -> None:
    blobs = Away(stage.world.blobs, StorageUnavailable("away"))
    stage.world = dataclasses.replace(stage.world, blobs=blobs)
    await t.upload(stage, "ben")
    await t.work(stage)
    assert not t.pictures(stage)
    blobs.back = True
    await play.rest(stage)
    assert [len(room.pictures()) for room in stage.rooms] == [1, 1]


async def test_without_mail_nobody_is_verified_and_the_mail_comes_later(stage: Stage) -> None:
    mailer = Away(stage.world.mailer, REFUSED)
    stage.world = dataclasses.replace(stage.world, mailer=mailer)
    await t.write(stage, t.user(stage, "anna"), "invite", f"{EMAIL} family Carl")
    await t.work(stage)
    assert EMAIL not in stage.post.links
    async with stage.store.begin(stage.pod) as uow:
        (invitation,) = await uow.invitations.open_of_pod(stage.pod)
    assert invitation.state is InvitationState.LINK_SENT
    mailer.back = True
    await play.rest(stage)
    assert EMAIL in stage.post.links


@pytest.mark.parametrize("error", [REFUSED, HALF_WAY], ids=["refused", "half-way"])
async def test_without_texts_nobody_is_verified_and_a_code_can_be_had_later(
    stage: Stage, error: PlatformError
) -> None:
    texter = Away(stage.world.texter, error)
    stage.world = dataclasses.replace(stage.world, texter=texter)
    await t.write(stage, t.user(stage, "anna"), "invite", f"{EMAIL} family Carl")
    await t.work(stage)
    shown = await verify.name_phone(stage.world, stage.post.links[EMAIL], PHONE)
    await t.work(stage)
    assert PHONE not in stage.post.codes
    texter.back = True
    if error is HALF_WAY:
        with pytest.raises(Refused, match="code-wait"):
            await verify.send_code_again(stage.world, shown.page)
        stage.clock.moment += verify.verification.RESEND_DELAYS[0]
        await verify.send_code_again(stage.world, shown.page)
    await play.rest(stage)
    shown = await verify.enter_code(stage.world, shown.page, stage.post.codes[PHONE])
    assert shown.step is verify.Step.BIND
