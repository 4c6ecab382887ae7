"""Member, non-member, blocked and unknown: who asks about them reads the same words."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from core.model import MemberState
from core.usecases import pods
from core.usecases.desk import Desk
from tests.integration.house import House, house, photo

ADDRESSES = ("anna@example.org", "dora@example.org", "ben@example.org", "nobody@example.org")
"""A coordinator here, a member on the other platform, one who was put out, and nobody."""


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        await put_out(made, "ben@example.org")
        yield made


async def put_out(home: House, email: str) -> None:
    world = home.parts.service.world
    async with world.store.begin(home.pod) as uow:
        desk = Desk(world, uow, "test", "test")
        pod = await desk.pod(home.pod)
        anna = await uow.people.by_email("anna@example.org")
        ben = await uow.people.by_email(email)
        assert anna is not None and ben is not None
        by = await uow.members.get(home.pod, anna.id)
        target = await uow.members.get(home.pod, ben.id)
        assert target is not None
        await pods.remove(desk, pod, by, target)
        out = await uow.members.get(home.pod, ben.id)
        assert out is not None and out.state is MemberState.REMOVED


async def test_a_knock_tells_nothing_of_whom_it_is_for(home: House) -> None:
    telegram = home.parts.telegram
    heard = []
    for address in ADDRESSES:
        kim = telegram.add_user("Kim")
        await telegram.start_bot(kim)
        await telegram.send_document(kim, telegram.private(kim), photo(), "a.jpg")
        await home.until(lambda k=kim: any("Whom is it for" in m.text for m in home.private(k)))
        heard.append((await home.write(kim, address), await home.write(kim, "kim@example.net")))
    assert len(set(heard)) == 1


async def test_an_invitation_tells_nothing_of_whom_it_is_for(home: House) -> None:
    heard = set()
    for address in ADDRESSES:
        answer = await home.write(home.anna, f"/invite {address} family")
        heard.add(answer.replace(address, "ADDRESS"))
    assert len(heard) == 1


async def test_links_and_pages_that_do_not_work_read_alike(home: House) -> None:
    await home.write(home.anna, "/invite carl@example.org family Carl")
    page = await home.open_mail("carl@example.org")
    used = page.url
    page = await home.visitor.submit(page.form("phone"), phone="+491713920077")
    form = page.form("code")
    root = home.parts.addresses.web
    shown = [await home.visitor.open(url) for url in (used, f"{root}/join/{'x' * 43}")]
    assert len({(p.status, p.text) for p in shown}) == 1
    right = await home.code_for("+491713920077")
    wrong = "000000" if right != "000000" else "000001"
    for _ in range(5):
        await home.visitor.submit(form, code=wrong)
    locked = await home.visitor.submit(form, code=wrong)
    form.values["page"] = "x" * 43
    unknown = await home.visitor.submit(form, code=wrong)
    assert locked.status == unknown.status == 404
