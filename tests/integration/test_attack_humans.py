"""One human being in two entries: not two who agree, and no judge of themselves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from core import access
from core.errors import Refused
from core.ids import PersonId
from core.model import AuditEntry, Image, ImageState, Member, Pod, Privilege
from core.ports import Work, WorkState
from core.usecases import emergency, emergency_review, holds
from core.usecases.desk import Desk, Words
from tests.integration import trust_stage as t
from tests.properties import stage as stages
from tests.properties.stage import Stage

REASON = "patient arrived unconscious"


@pytest.fixture
async def stage(migrated_sqlite_url: str) -> AsyncIterator[Stage]:
    async with stages.world(migrated_sqlite_url, "humans") as made:
        await stages.furnish(made, "x")
        yield made


def person(stage: Stage, name: str) -> PersonId:
    return stage.people[t.user(stage, name)]


def later(stage: Stage, seconds: float) -> None:
    stage.clock.moment += timedelta(seconds=seconds)


async def one_human(stage: Stage, name: str) -> None:
    """Somebody's entry has the phone of Anna's."""
    async with stage.store.begin(None) as uow:
        anna = await uow.people.get(person(stage, "anna"))
        other = await uow.people.get(person(stage, name))
        assert anna is not None
        assert other is not None
        await uow.people.save(replace(other, phone=anna.phone))


async def facts(stage: Stage, name: str) -> tuple[Pod, Member, Image | None]:
    async with stage.store.begin(stage.pod, reading=True) as uow:
        pod, member = (
            await uow.pods.get(stage.pod),
            await uow.members.get(stage.pod, person(stage, name)),
        )
        image = await uow.images.by_number(stage.pod, 2)
    assert pod is not None
    assert member is not None
    return pod, member, image


async def releases(stage: Stage, name: str) -> Words:
    pod, member, image = await facts(stage, name)
    assert image is not None
    async with stage.store.begin(stage.pod) as uow:
        desk = Desk(stage.world, uow, f"release:{name}:{stage.clock.now()}", "test")
        return await holds.release(desk, pod, member, image)


async def refusals(stage: Stage, action: str) -> list[AuditEntry]:
    return [e for e in await t.audit(stage) if (e.action, e.outcome) == (action, "refused")]


async def held(stage: Stage) -> None:
    """A picture of another patient than the pod's."""
    await t.upload(stage, "ben")
    await t.work(stage)
    await t.upload(stage, "ben", "of-B")
    await t.work(stage)


# ── two who agree ───────────────────────────────────────────────────────────────────────────────


async def test_one_phone_in_two_entries_releases_nothing_alone(stage: Stage) -> None:
    """Anna invites herself once more, under another address."""
    await held(stage)
    await one_human(stage, "cora")
    assert (await releases(stage, "anna")).key == "hold-second-needed"
    assert (await releases(stage, "cora")).key == "hold-same-human"
    _, _, image = await facts(stage, "anna")
    assert image is not None
    assert image.state is ImageState.HELD
    assert image.released_by == (person(stage, "anna"),)
    assert [e.reason for e in await refusals(stage, "release")] == ["same human"]
    assert (await releases(stage, "dora")).key == "hold-released", "another one is another one"


async def test_no_phone_is_nobodys_phone(stage: Stage) -> None:
    """Entries that were made without a phone are not one human because of that."""
    await held(stage)
    async with stage.store.begin(None) as uow:
        for name in ("anna", "cora"):
            found = await uow.people.get(person(stage, name))
            assert found is not None
            await uow.people.save(replace(found, phone=""))
    assert (await releases(stage, "anna")).key == "hold-second-needed"
    assert (await releases(stage, "cora")).key == "hold-released"


# ── who judges an emergency ─────────────────────────────────────────────────────────────────────


async def in_an_emergency(stage: Stage, name: str, reason: str = REASON) -> Words:
    pod, member, _ = await facts(stage, name)
    async with stage.store.begin(stage.pod) as uow:
        desk = Desk(stage.world, uow, f"emergency:{stage.clock.now().isoformat()}", "test")
        return await emergency.open_access(desk, pod, member, reason)


async def test_nobody_judges_their_own_emergency_under_another_address(stage: Stage) -> None:
    await one_human(stage, "cora")
    since = stage.clock.now().isoformat()
    await in_an_emergency(stage, "anna")
    asked: set[PersonId] = set()
    later(stage, emergency.LASTS.total_seconds() + 1)
    over = [w for w in await stage.store.claim(limit=99, lease_seconds=9) if _is_over(w)]
    assert len(over) == 1
    await emergency_review.emergency_over(stage.world, over[0])
    for work in await stage.store.claim(limit=99, lease_seconds=9):
        words = work.payload.get("words")
        if isinstance(words, dict) and words.get("say") == "emergency-review":
            asked.add(PersonId(str(work.payload["person"])))
        await stage.store.finish(work.id, WorkState.DONE)
    assert asked == set(), "Cora is Anna, and nobody else looks after this pod"

    pod, cora, _ = await facts(stage, "cora")
    async with stage.store.begin(stage.pod) as uow:
        desk = Desk(stage.world, uow, "judge", "test")
        anna = person(stage, "anna")
        with pytest.raises(Refused, match="emergency-review-own"):
            await emergency_review.reviewed(desk, pod, cora, anna, since, right=True)


def _is_over(work: Work) -> bool:
    return work.kind == "emergency_over"


# ── emergencies without end ─────────────────────────────────────────────────────────────────────


async def woken(stage: Stage) -> int:
    """How many notices of an emergency were planned and not sent."""
    count = 0
    for work in await stage.store.claim(limit=999, lease_seconds=9):
        words = work.payload.get("words")
        count += isinstance(words, dict) and words.get("say") == "emergency-notice"
        await stage.store.finish(work.id, WorkState.DONE)
    return count


async def test_while_it_is_open_nobody_is_woken_again(stage: Stage) -> None:
    assert (await in_an_emergency(stage, "dora")).key == "emergency-open"
    assert await woken(stage) == 4
    later(stage, 600)
    said = await in_an_emergency(stage, "dora", "and now his wife is here as well")
    assert said == Words("emergency-open-still", {"minutes": 50})
    assert await woken(stage) == 0
    pod, member, _ = await facts(stage, "dora")
    async with stage.store.begin(stage.pod, reading=True) as uow:
        until = await Desk(stage.world, uow, "look", "test").emergency_until(pod.id, member.person)
    assert until is not None
    left = until - stage.clock.now()
    assert left <= timedelta(minutes=50), "nor does it last longer"


async def test_a_member_wakes_everybody_only_so_often(stage: Stage) -> None:
    most = emergency.OPENED_A_DAY["member"]
    hour = emergency.LASTS.total_seconds() + 1
    for _ in range(most):
        assert (await in_an_emergency(stage, "dora")).key == "emergency-open"
        later(stage, hour)
    pod, dora, _ = await facts(stage, "dora")
    async with stage.store.begin(stage.pod) as uow:
        desk = Desk(stage.world, uow, "once more", "test")
        with pytest.raises(Refused, match="emergency-enough-today"):
            await emergency.open_access(desk, pod, dora, REASON)
    assert [e.reason for e in await refusals(stage, "emergency")] == ["member, day"]
    assert (await in_an_emergency(stage, "anna")).key == "emergency-open", "others still may"
    later(stage, 86_400)
    assert (await in_an_emergency(stage, "dora")).key == "emergency-open", "tomorrow again"


# ── what there is, for who may not look ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("word", ["show", "share", "withdraw", "whosaw", "wrong"])
async def test_who_may_not_hears_the_same_of_what_is_there_and_what_is_not(
    stage: Stage, word: str
) -> None:
    """Of a picture, of one that waits, and of none."""
    await held(stage)
    async with stage.store.begin(stage.pod) as uow:
        gus = await uow.members.get(stage.pod, person(stage, "gus"))
        assert gus is not None
        await uow.members.save(replace(gus, privileges=frozenset()))
    said: list[set[str]] = []
    for number in ("#1", "#2", "#3", "three"):
        stage.told.clear()
        await t.write(stage, t.user(stage, "gus"), word, number)
        await t.work(stage)
        said.append({told.partition(" ")[0] for told in stage.told})
    assert len(said[0]) == 1
    assert all(one == said[0] for one in said)


async def test_who_may_not_look_is_told_whom_to_ask(stage: Stage) -> None:
    async with stage.store.begin(stage.pod) as uow:
        pod = await uow.pods.get(stage.pod)
        gus = await uow.members.get(stage.pod, person(stage, "gus"))
        assert pod is not None
        assert gus is not None
        desk = Desk(stage.world, uow, "ask", "test")
        lesser = replace(gus, privileges=frozenset({Privilege.UPLOAD}))
        with pytest.raises(Refused) as refused:
            await desk.require_at_all(access.Action.VIEW, pod, lesser)
    assert refused.value.words == "denied-ask-to-look"
    assert refused.value.arguments["who"] in ("anna-x", "cora-x")


async def test_ones_own_picture_is_taken_back_without_looking(stage: Stage) -> None:
    await held(stage)
    async with stage.store.begin(stage.pod) as uow:
        ben = await uow.members.get(stage.pod, person(stage, "ben"))
        assert ben is not None
        await uow.members.save(replace(ben, privileges=frozenset({Privilege.UPLOAD})))
    await t.write(stage, t.user(stage, "ben"), "withdraw", "#1")
    await t.work(stage)
    async with stage.store.begin(stage.pod, reading=True) as uow:
        image = await uow.images.by_number(stage.pod, 1)
    assert image is not None
    assert image.state is ImageState.WITHDRAWN
