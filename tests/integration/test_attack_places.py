"""A private chat that is none: what is for one person must not be sent where another reads."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from core.ids import RoomRef
from core.messages import Command, Place, Sender
from core.model import Identity
from core.usecases import account
from core.usecases.desk import Desk
from tests.integration import trust_stage as t
from tests.properties import stage as stages
from tests.properties.stage import Stage


@pytest.fixture
async def stage(migrated_sqlite_url: str) -> AsyncIterator[Stage]:
    async with stages.world(migrated_sqlite_url, "places") as made:
        await stages.furnish(made, "x")
        yield made


async def test_a_command_in_a_chat_of_two_people_moves_nobodys_private_chat(stage: Stage) -> None:
    """Slack takes an app's command in any direct chat, also of two people without the app.

    It was taken for one's chat with the bot, and from then on everything failed to get there.
    """
    dora = t.user(stage, "dora")
    home = t.home(stage, dora)
    platform = stage.chats[dora.platform]
    elsewhere = Place(RoomRef(dora.platform, home.ref.workspace, "D-of-two-people"), True)
    typed = Command(platform.next("e"), Sender(dora), elsewhere, None, word="help", rest="")
    async with stage.store.begin(None) as uow:
        await uow.queue.add(stages.as_work(platform.happened(typed)))
    await t.work(stage)
    async with stage.store.begin(None, reading=True) as uow:
        identity = await uow.people.by_identity(dora)
    assert identity is not None
    assert identity.private == home.ref


async def test_a_removed_accounts_pictures_go_from_whichever_chat_they_are_in(
    stage: Stage,
) -> None:
    """A chat of Slack goes by two names, its own and the account's: posts under the one that was
    not written down stayed."""
    dora = t.user(stage, "dora")
    other = replace(dora, user="dora-at-home")
    await t.upload(stage, "ben")
    await t.work(stage)
    await t.write(stage, dora, "show", "#1")
    await t.work(stage)
    assert t.home(stage, dora).pictures()
    person = stage.people[dora]
    async with stage.store.begin(None) as uow:
        desk = Desk(stage.world, uow, "remove", "test")
        named = RoomRef(dora.platform, dora.workspace, dora.user)
        await uow.people.bind(Identity(dora, person, desk.now, named))
        await uow.people.bind(Identity(other, person, desk.now, None))
        known = await uow.people.get(person)
        assert known is not None
        await account._remove(desk, known, dora)
    await t.work(stage)
    assert not t.home(stage, dora).pictures()
