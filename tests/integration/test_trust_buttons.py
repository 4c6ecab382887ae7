"""Buttons: forged, foreign, stale and replayed ones are refused, and each refusal is on record."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from core.model import ImageState
from core.usecases.desk import Desk
from tests.integration import trust_stage as t
from tests.properties import stage as stages
from tests.properties.stage import Stage


@pytest.fixture
async def stage(migrated_url: str) -> AsyncIterator[Stage]:
    async with stages.world(migrated_url, "buttons") as made:
        await stages.furnish(made, "x")
        yield made


async def a_button(stage: Stage, name: str, action: str = "withdraw", **more: object) -> str:
    """One that takes picture #1 back, for one person, in their private chat."""
    who = t.user(stage, name)
    async with stage.store.begin(stage.pod) as uow:
        image = await uow.images.by_number(stage.pod, 1)
        assert image is not None
        desk = Desk(stage.world, uow, f"button:{stage.clock.now()}", "test")
        choice = await desk.choice(
            "button-withdraw", action, {"images": str(image.id)}, pod=stage.pod, user=who,
            room=t.home(stage, who).ref, **more,
        )  # fmt: skip
    return choice.handle


async def state(stage: Stage) -> ImageState:
    async with stage.store.begin(stage.pod) as uow:
        image = await uow.images.by_number(stage.pod, 1)
    assert image is not None
    return image.state


async def refusals(stage: Stage) -> int:
    """Of presses, also those of nobody's pod."""
    return sum(
        1 for done, count in stage.refused.items() if "receive:" in done for _ in range(count)
    )


async def test_a_button_is_refused_to_all_but_whom_it_is_for(stage: Stage) -> None:
    await t.upload(stage, "ben")
    await t.work(stage)
    handle = await a_button(stage, "ben")
    assert len(handle.encode()) <= 64
    anna, ben = t.user(stage, "anna"), t.user(stage, "ben")
    for who, chat in (
        (anna, t.home(stage, anna)),
        (stage.strangers[0], t.home(stage, stage.strangers[0])),
        (ben, stage.rooms[0]),  # the right hand in the wrong place
    ):
        before = await refusals(stage)
        await t.press(stage, who, chat, handle)
        await t.work(stage)
        assert await state(stage) is ImageState.READY
        assert await refusals(stage) == before + 1
    await t.press(stage, ben, t.home(stage, ben), handle)
    await t.work(stage)
    assert await state(stage) is ImageState.WITHDRAWN


async def test_a_used_a_stale_and_a_made_up_button_do_nothing(stage: Stage) -> None:
    await t.upload(stage, "ben")
    await t.work(stage)
    ben = t.user(stage, "ben")
    used = await a_button(stage, "ben", "reject")
    await t.press(stage, ben, t.home(stage, ben), used)
    await t.work(stage)
    stale = await a_button(stage, "ben", life=timedelta(seconds=1))
    stage.clock.moment += timedelta(seconds=5)
    for handle in (used, stale, "made-up", "", "x" * 64):
        before = await refusals(stage)
        await t.press(stage, ben, t.home(stage, ben), handle)
        await t.work(stage)
        assert await refusals(stage) == before + 1
        assert await state(stage) is ImageState.READY
