"""A code counts once, also when two right answers come in at the same moment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from core.usecases import verify
from tests.integration import trust_stage as t
from tests.properties import stage as stages
from tests.properties.stage import Stage

EMAIL, PHONE = "carl@example.org", "+491713920088"


@pytest.fixture
async def stage(migrated_url: str) -> AsyncIterator[Stage]:
    async with stages.world(migrated_url, "codes") as made:
        await stages.furnish(made, "x")
        yield made


async def test_of_two_right_answers_at_once_one_counts(stage: Stage) -> None:
    await t.write(stage, t.user(stage, "anna"), "invite", f"{EMAIL} family Carl")
    await t.work(stage)
    shown = await verify.name_phone(stage.world, stage.post.links[EMAIL], PHONE)
    await t.work(stage)
    code = stage.post.codes[PHONE]
    await asyncio.gather(*(verify.enter_code(stage.world, shown.page, code) for _ in range(4)))
    entered = [e for e in await t.audit(stage) if e.action == "code_entered"]
    assert [e.outcome for e in entered] == ["done"]
    async with stage.store.begin(stage.pod) as uow:
        found = await uow.invitations.by_secret("page", verify.verification.digest(shown.page))
    assert found is not None and found.code_hash == "" and found.code_failures == 0
