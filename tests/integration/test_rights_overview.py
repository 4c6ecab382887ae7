"""Forty pods on one screen: what waits, acted on there, and no pod named where others read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from core.model import Pod, PostState, Privilege, Role
from core.usecases import pods
from core.usecases.desk import Desk
from tests.integration.house import House, ct, house, mr
from tests.integration.rights_kit import Ahead, press, shared, the, told
from tests.integration.web import person_of


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


async def more_pods(home: House, count: int) -> list[Pod]:
    world = home.parts.service.world
    person = await person_of(home, home.anna)
    made = []
    for number in range(count):
        async with world.store.begin(None) as uow:
            desk = Desk(world, uow, f"more:{number}", "test")
            anna = await uow.people.get(person)
            assert anna is not None
            made.append(await pods.create(desk, anna, f"Pod {number + 1:02d}"))
    return made


async def test_forty_pods_on_one_screen(home: House) -> None:
    await more_pods(home, 39)
    await shared(home, ct(), "a.dcm")
    telegram = home.parts.telegram
    await telegram.send_document(home.ben, telegram.private(home.ben), mr(), "b.dcm")
    await the(home, home.anna, "may belong to someone else")
    await telegram.say(home.anna, home.family, "/invite kim@example.org family Kim")
    await home.quiet()

    await home.write(home.anna, "/overview")
    screen = await the(home, home.anna, "What waits for you")
    assert "Mia — invitations 1, to check 1, not arrived 0, unseen 0" in screen.text
    assert "Quiet pods: 39" in screen.text
    assert len(screen.text) < 4096
    await press(home, home.anna, "What waits for you", "Mia (2)")
    detail = await the(home, home.anna, "waits to be checked")
    assert "Invited: Kim" in detail.text

    await press(home, home.anna, "waits to be checked", "Take back Kim")
    async with home.parts.service.store.begin(home.pod) as uow:
        assert not await uow.invitations.open_of_pod(home.pod)
    await home.until(lambda: not told(home, home.anna, "waits to be checked")())
    await press(home, home.anna, "What waits for you", "Mia (2)")
    await the(home, home.anna, "waits to be checked")
    await press(home, home.anna, "waits to be checked", "Keep #2 back")
    await home.quiet()
    await home.write(home.anna, "/overview")
    await the(home, home.anna, "Nothing waits for you. Quiet pods: 40")


async def test_no_pod_is_named_where_others_read(home: House) -> None:
    await more_pods(home, 2)
    await home.parts.telegram.say(home.anna, home.family, "/overview")
    await the(home, home.anna, "Quiet pods: 3")
    await home.quiet()
    said = " ".join(m.text for m in home.in_family(home.ben))
    assert "Pod 01" not in said
    assert "Quiet" not in said


async def test_who_coordinates_nothing_sees_nothing(home: House) -> None:
    assert "cannot do this" in await home.write(home.ben, "/overview")


async def test_what_nobody_knows_and_what_did_not_arrive_is_acted_on(home: House) -> None:
    await shared(home)
    async with home.parts.service.store.begin(home.pod) as uow:
        image = await uow.images.by_number(home.pod, 1)
        assert image is not None
        rooms = [p for p in await uow.posts.of_image(home.pod, image.id) if p.person is None]
        family = next(p for p in rooms if p.room.platform == "telegram")
        team = next(p for p in rooms if p.room.platform == "slack")
        await uow.posts.save(replace(family, state=PostState.UNKNOWN))
        await uow.posts.save(replace(team, state=PostState.FAILED))
    before = len(home.team_pictures())
    await home.write(home.anna, "/overview")
    await press(home, home.anna, "not arrived 2", "Mia (2)")
    await press(home, home.anna, "nobody knows whether it arrived", "#1 is there")
    await home.until(lambda: not told(home, home.anna, "did not get into a chat")())
    await press(home, home.anna, "not arrived 2", "Mia (2)")
    await press(home, home.anna, "did not get into a chat", "Share #1 again")
    await home.until(lambda: len(home.team_pictures()) > before)


async def test_what_the_care_team_has_not_seen(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = Ahead(monkeypatch)
    slack = home.parts.slack
    async with home.parts.service.store.begin(home.pod) as uow:
        for room in await uow.rooms.of_pod(home.pod):
            if room.ref.platform == "slack":
                await uow.rooms.save(replace(room, mode=room.mode.__class__("card")))
    telegram = home.parts.telegram
    await telegram.send_document(home.ben, home.family, ct(), "a.dcm")
    await home.until(home.family_pictures)
    await later.go(home, timedelta(hours=2))
    await home.write(home.anna, "/overview")
    await press(home, home.anna, "unseen 1", "Mia (1)")
    await press(home, home.anna, "nobody of the care team", "Tell the care team of #1")
    await home.until(
        lambda: any("asks you to look at #1" in m["words"] for m in home.direct(home.dora))
    )
    nudge = next(m for m in home.direct(home.dora) if "asks you to look" in m["words"])
    await slack.press(home.dora, slack.dm_channel(home.dora), nudge["ts"], "Show me")
    await home.until(lambda: [m for m in home.direct(home.dora) if m["files"]])
    while not any(  # noqa: ASYNC110 - what is on record has no event
        e.action == "view" and e.outcome == "done" for e in await home.audit()
    ):
        await asyncio.sleep(0.02)
    await home.write(home.anna, "/overview")
    await the(home, home.anna, "Nothing waits for you")


async def test_another_pods_button_is_nobody_elses(home: House) -> None:
    """A coordinator who is out of the pod meanwhile gets nothing by the old screen."""
    await more_pods(home, 1)
    person = await person_of(home, home.anna)
    await home.parts.telegram.say(home.anna, home.family, "/invite kim@example.org family Kim")
    await home.quiet()
    await home.write(home.anna, "/overview")
    screen = await the(home, home.anna, "What waits for you")
    async with home.parts.service.store.begin(home.pod) as uow:
        member = await uow.members.get(home.pod, person)
        assert member is not None
        less = replace(member, role=Role.FAMILY, privileges=frozenset({Privilege.VIEW}))
        await uow.members.save(less)
    said = await home.press(home.anna, screen, "Mia (1)")
    assert "cannot do this" in said


async def test_the_home_tab_leads_a_coordinator_to_what_waits(home: House) -> None:
    slack = home.parts.slack
    assert "What waits for you" not in str(await slack.open_home(home.dora))
    assert "What waits for you" in str(await slack.open_home(home.cora))
    await slack.press_home(home.cora, "What waits for you")
    await home.until(lambda: "Quiet pods: 1" in str(home.direct(home.cora)))
