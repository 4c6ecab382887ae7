"""Somebody at a group's door: members are let in, others hear how, and nobody is sent away."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.playground.telegram import JoinRequest
from tests.integration.house import House, house, photo

PHONE = "+491713920077"


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


async def knocks(home: House, user: object) -> JoinRequest:
    return await home.parts.telegram.request_join(user, home.family)  # type: ignore[arg-type]


async def told(home: House, user: object, words: str) -> None:
    await home.until(lambda: any(words in m.text for m in home.private(user)))  # type: ignore[arg-type]


async def test_a_member_is_let_in(home: House) -> None:
    await home.parts.telegram.leave(home.ben, home.family)
    request = await knocks(home, home.ben)
    await home.until(lambda: request.state == "approved")
    assert home.family.has(home.ben)
    assert any(e.action == "join_request" and e.outcome == "allowed" for e in await home.audit())


@pytest.mark.parametrize("guarded", [False, True])
async def test_a_stranger_waits_and_is_let_in_once_they_are_a_member(
    home: House, guarded: bool
) -> None:
    telegram = home.parts.telegram
    telegram.guard(home.family, on=guarded)
    carl = telegram.add_user("Carl")
    request = await knocks(home, carl)
    await told(home, carl, "join its pod")
    await told(home, home.anna, "Carl asks to come into “Family”")
    await home.quiet()
    assert request.state == ("queued" if guarded else "waiting")
    assert not home.family.has(carl)

    await home.write(home.anna, "/invite carl@example.org family Carl")
    page = await home.open_mail("carl@example.org")
    page = await home.visitor.submit(page.form("phone"), phone=PHONE)
    page = await home.visitor.submit(page.form("code"), code=await home.code_for(PHONE))
    await telegram.start_bot(carl, page.start_payload)
    await home.until(lambda: request.state == "approved")
    await home.quiet()
    assert any(e.action == "join_request" and e.outcome == "refused" for e in await home.audit())


async def test_where_the_bot_may_not_let_in_a_coordinator_is_asked(home: House) -> None:
    telegram = home.parts.telegram
    await telegram.leave(home.ben, home.family)
    telegram.faults.next("approveChatJoinRequest", status=400)
    request = await knocks(home, home.ben)
    await told(home, home.anna, "accept the request yourself")
    assert request.state == "waiting"


async def test_asking_again_tells_nobody_again(home: House) -> None:
    carl = home.parts.telegram.add_user("Carl")
    for _ in range(3):
        await knocks(home, carl)
    await told(home, home.anna, "Carl asks to come into")
    await home.quiet()
    assert sum("asks to come into" in m.text for m in home.private(home.anna)) == 1


async def test_where_others_can_read_along_that_is_what_is_said(home: House) -> None:
    """Nobody looks for a stranger in a chat that has none."""
    await home.parts.telegram.send_document(home.ben, home.family, photo(), "a.jpg")
    await home.until(lambda: len(home.family_pictures()) == 1)
    home.family.username = "family_of_mia"  # no update tells of it
    await home.parts.telegram.send_document(home.ben, home.family, photo(), "b.jpg")
    await home.until(lambda: not home.family_pictures())
    await home.until(
        lambda: "can be read from outside" in " ".join(m.text for m in home.in_family())
    )
    await home.until(
        lambda: any("More people can read Family" in m.text for m in home.private(home.anna))
    )
    assert not any("not verified" in m.text for m in home.private(home.anna))

    home.family.username = None
    await home.parts.telegram.send_document(home.ben, home.family, photo(), "c.jpg")
    await home.until(lambda: len(home.family_pictures()) == 3)
