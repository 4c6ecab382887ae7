"""A right that is taken between any two steps of a send: afterwards nothing is left to be seen."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.integration import trust_stage as t
from tests.properties import gate, oracle, play
from tests.properties import stage as stages
from tests.properties.stage import Stage

STEPS = range(12)  # more than a send has


@pytest.fixture
async def stage(migrated_sqlite_url: str) -> AsyncIterator[Stage]:
    async with stages.world(migrated_sqlite_url, "revoke") as made:
        await stages.furnish(made, "x")
        yield made


async def to_the_end(stage: Stage, actor: gate.Actor) -> None:
    while actor in stage.actors:
        if not await actor.step():
            stage.actors.remove(actor)


async def begun(stage: Stage, kind: str) -> gate.Actor:
    """Go on until work of a kind is taken up; that stands at its first step."""
    while True:
        await stage.claim()
        found = next((a for a in stage.actors if a.name.startswith(kind)), None)
        if found is not None:
            return found
        await to_the_end(stage, stage.actors[0])


@pytest.mark.parametrize("what", ["revoke ben view", "remove ben"])
@pytest.mark.parametrize("step", STEPS)
async def test_of_one_persons_picture(stage: Stage, step: int, what: str) -> None:
    anna, ben = t.user(stage, "anna"), t.user(stage, "ben")
    await t.upload(stage, "anna")
    await play.rest(stage)
    await t.write(stage, ben, "show", "#1")
    sending = await begun(stage, "deliver")
    for _ in range(step):
        if sending in stage.actors and not await sending.step():
            stage.actors.remove(sending)
    word, _, rest = what.replace("ben", f"{ben.user}@example.org").partition(" ")
    if word == "remove":  # asked once more: the button is pressed at once
        await t.write(stage, anna, word, rest)
        await to_the_end(stage, await begun(stage, "receive"))
        await to_the_end(stage, await begun(stage, "tell"))
        sure = [m for m in t.home(stage, anna).messages.values() if m.buttons][-1]
        await t.press(stage, anna, t.home(stage, anna), sure.buttons[0])
    else:
        await t.write(stage, anna, word, rest)
    await to_the_end(stage, await begun(stage, "receive"))
    await play.rest(stage)
    assert not t.home(stage, ben).pictures()
    await oracle.settled(stage)


@pytest.mark.parametrize("step", STEPS)
async def test_of_a_picture_for_a_room(stage: Stage, step: int) -> None:
    anna, ben = t.user(stage, "anna"), t.user(stage, "ben")
    await t.upload(stage, "anna")
    sending = await begun(stage, "deliver")
    for _ in range(step):
        if sending in stage.actors and not await sending.step():
            stage.actors.remove(sending)
    await t.write(stage, anna, "revoke", f"{ben.user}@example.org view")
    await to_the_end(stage, await begun(stage, "receive"))
    await play.rest(stage)
    assert not stage.rooms[0].pictures()
    await oracle.settled(stage)
