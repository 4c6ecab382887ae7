"""What texts may cost: a cap is a cap for everybody, and whoever pays hears of it in time."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx2 as httpx
import pytest

from bot import metrics
from bot.web.app import application
from core.errors import Refused
from core.spending import Spending
from core.usecases import verify
from core.usecases.desk import World
from tests.integration import trust_stage as t
from tests.properties import stage as stages
from tests.properties.stage import Stage

DEAR, CHEAP = "+447400123456", "+491713920088"
RULES = Spending(price=1_000, prices={"+44": 4_000, "+4474": 3_000}, day=10_000, month=20_000)


@pytest.fixture
async def stage(migrated_url: str) -> AsyncIterator[Stage]:
    async with stages.world(migrated_url, "money") as made:
        await stages.furnish(made, "x")
        yield made


def priced(stage: Stage, rules: Spending = RULES) -> World:
    return dataclasses.replace(
        stage.world, rules=dataclasses.replace(stage.world.rules, spending=rules)
    )


async def invited(stage: Stage, name: str) -> str:
    """The secret of the link that was mailed."""
    await t.write(stage, t.user(stage, "anna"), "invite", f"{name}@example.org family {name}")
    await t.work(stage)
    return stage.post.links[f"{name}@example.org"]


async def asked(stage: Stage, world: World, name: str, phone: str) -> str:
    """What came of naming a phone: "" or the words of the refusal."""
    link = await invited(stage, name)
    try:
        await verify.name_phone(world, link, phone)
    except Refused as refusal:
        return refusal.words
    return ""


async def warned(stage: Stage) -> list[tuple[str, str]]:
    async with stage.store.begin(None, reading=True) as uow:
        entries = await uow.audit.of_subject(None, "texts")  # type: ignore[arg-type]
    return [(e.action, e.outcome) for e in entries]


async def test_a_cap_in_money_stops_before_the_text_that_is_too_much(stage: Stage) -> None:
    world = priced(stage)
    for number in range(3):
        assert await asked(stage, world, f"a{number}", f"{DEAR[:-1]}{number}") == ""
    assert await asked(stage, world, "b", f"{DEAR[:-1]}8") == "code-enough-today"
    assert await asked(stage, world, "c", CHEAP) == "", "a cheaper one still fits"
    assert await asked(stage, world, "d", f"{CHEAP[:-1]}9") == "code-enough-today"
    await t.work(stage)
    assert len(stage.post.codes) == 4
    stage.clock.moment += timedelta(hours=25)
    assert await asked(stage, world, "e", f"{DEAR[:-1]}9") == "", "tomorrow again"


async def test_what_is_refused_is_not_spent_and_can_be_had_later(stage: Stage) -> None:
    world = priced(stage, dataclasses.replace(RULES, day=4_000))
    assert await asked(stage, world, "a", DEAR) == ""
    link = await invited(stage, "b")
    for _ in range(3):
        with pytest.raises(Refused, match="code-enough-today"):
            await verify.name_phone(world, link, f"{DEAR[:-1]}1")
    shown = await verify.name_phone(world, link, CHEAP)
    assert shown.step is verify.Step.ENTER_CODE


async def test_the_month_has_a_cap_of_its_own(stage: Stage) -> None:
    world = priced(stage, dataclasses.replace(RULES, day=0, month=6_000))
    assert await asked(stage, world, "a", DEAR) == ""
    stage.clock.moment += timedelta(days=2)
    assert await asked(stage, world, "b", f"{DEAR[:-1]}1") == ""
    stage.clock.moment += timedelta(days=2)
    assert await asked(stage, world, "c", f"{DEAR[:-1]}2") == "code-enough-today"
    stage.clock.moment += timedelta(days=31)
    assert await asked(stage, world, "d", f"{DEAR[:-1]}3") == ""


async def test_the_operator_hears_of_it_at_each_mark_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, str]] = []
    world = dataclasses.replace(
        priced(stage, Spending(price=1_000, day=10_000)), count=lambda *one: heard.append(one)
    )
    for number in range(10):
        before = len(heard)
        assert await asked(stage, world, f"a{number}", f"{CHEAP[:-1]}{number}") == ""
        marks = [one for one in heard[before:] if one[0].startswith("text_money")]
        expected = {4: "at_50", 7: "at_80", 9: "at_100"}.get(number)
        assert marks == ([("text_money_day", expected)] if expected else [])
    for action, outcome in heard:
        metrics.count_act(action, outcome)
    transport = httpx.ASGITransport(application(dataclasses.replace(world, platforms={})))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as here:
        said = (await here.get("/metrics")).text
    assert 'carepods_text_money_ratio{window="day"} 1.0' in said
