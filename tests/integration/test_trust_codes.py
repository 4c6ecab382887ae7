"""A code counts once, also when two right answers come in at the same moment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from core.errors import Refused
from core.usecases import verify
from tests.integration import trust_stage as t
from tests.properties import stage as stages
from tests.properties.stage import Stage

EMAIL, PHONE = "carl@example.org", "+491713920088"

OTHER = "+491713920089"


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


async def test_another_number_kills_the_code_to_the_first_and_gives_no_new_tries(
    stage: Stage,
) -> None:
    await t.write(stage, t.user(stage, "anna"), "invite", f"{EMAIL} family Carl")
    await t.work(stage)
    shown = await verify.name_phone(stage.world, stage.post.links[EMAIL], PHONE)
    await t.work(stage)
    old = stage.post.codes[PHONE]
    wrong = f"{(int(old) + 1) % 1_000_000:06d}"
    shown = await verify.enter_code(stage.world, shown.page, wrong)
    assert shown.tries_left == 4
    shown = await verify.send_code_again(stage.world, shown.page, OTHER)
    assert shown.trouble is not None and shown.trouble.key == "number-changed-wait"
    assert shown.phone_hint == OTHER[-3:] and shown.wait_seconds > 0
    for number in (PHONE, OTHER):
        with pytest.raises(Refused, match="code-too-old"):
            await verify.enter_code(stage.world, shown.page, old)
        again = await verify.send_code_again(stage.world, shown.page, number)
        assert again.trouble is not None and not again.code_out
        await t.work(stage)
    assert OTHER not in stage.post.codes
    stage.clock.moment += verify.verification.RESEND_DELAYS[0]
    shown = await verify.send_code_again(stage.world, shown.page, OTHER)
    await t.work(stage)
    assert shown.trouble is None and shown.tries_left == 4
    shown = await verify.enter_code(stage.world, shown.page, stage.post.codes[OTHER])
    assert shown.step is verify.Step.BIND
