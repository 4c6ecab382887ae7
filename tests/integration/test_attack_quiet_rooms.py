"""A room that changes without a word: no platform tells of everything, and none tells always."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from core.messages import IncomingFile, Sender, Upload
from core.model import RoomState
from tests.integration import trust_stage as t
from tests.properties import stage as stages
from tests.properties.chats import Chat
from tests.properties.stage import Stage

ROOMS = pytest.mark.parametrize("which", [0, 1], ids=["counts", "lists"])


@pytest.fixture
async def stage(migrated_sqlite_url: str) -> AsyncIterator[Stage]:
    async with stages.world(migrated_sqlite_url, "quiet") as made:
        await stages.furnish(made, "x")
        yield made


async def state_of(stage: Stage, room: Chat) -> RoomState:
    async with stage.store.begin(stage.pod, reading=True) as uow:
        found = await uow.rooms.by_ref(room.ref)
    assert found is not None
    return found.state


@ROOMS
async def test_whoever_came_in_unseen_takes_the_earlier_pictures_away(
    stage: Stage, which: int
) -> None:
    """The next picture came as a card, but those before it went on hanging there."""
    room = stage.rooms[which]
    await t.upload(stage, "anna")
    await t.work(stage)
    assert len(room.pictures()) == 1
    stranger = stage.strangers[which]
    room.users.add(stranger)  # nobody tells of it
    await t.upload(stage, "anna")
    await t.work(stage)
    assert not room.pictures()
    assert await state_of(stage, room) is RoomState.LOCKED


@ROOMS
async def test_whoever_went_unseen_lets_the_pictures_return(stage: Stage, which: int) -> None:
    room = stage.rooms[which]
    room.users.add(stage.strangers[which])
    await t.upload(stage, "anna")
    await t.work(stage)
    assert await state_of(stage, room) is RoomState.LOCKED
    room.users.discard(stage.strangers[which])
    await t.upload(stage, "anna")
    await t.work(stage)
    assert len(room.pictures()) == 2
    assert await state_of(stage, room) is RoomState.OPEN


@ROOMS
async def test_what_others_can_read_all_at_once_shows_nothing(stage: Stage, which: int) -> None:
    room = stage.rooms[which]
    await t.upload(stage, "anna")
    await t.work(stage)
    room.external = True
    await t.upload(stage, "anna")
    await t.work(stage)
    assert not room.pictures()


@ROOMS
async def test_who_hides_behind_the_group_is_told_so_and_nothing_is_taken_away(
    stage: Stage, which: int
) -> None:
    """It was asked for an address as a stranger is, in front of all, and the room was locked."""
    room = stage.rooms[which]
    await t.upload(stage, "anna")
    await t.work(stage)
    hidden = stage.chats[room.ref.platform].user("the-group-itself")
    about = stage.about(hidden, room) | {"sender": Sender(hidden, bot=True)}
    await stage.happened(room, Upload(**about, files=(IncomingFile("f", "a.dcm", size=9),)))
    await t.work(stage)
    assert len(room.pictures()) == 1
    assert await state_of(stage, room) is RoomState.OPEN
    acts = [(e.actor, e.action, e.outcome, e.reason) for e in await t.audit(stage)]
    assert ("stranger", "upload", "refused", "sender-hidden") in acts
    assert "knock" not in [action for _, action, _, _ in acts]
