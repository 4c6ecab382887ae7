"""Signing in to the viewer from a chat, and every way in which a session ends."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from core.ids import UserRef
from core.model import Handle
from core.ports import Session
from core.usecases import pods, sessions
from core.usecases.desk import Desk
from core.verification import digest
from tests.integration.house import House, house
from tests.integration.web import browser, link_of, person_of, signed_in


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


async def test_a_scanner_may_fetch_the_link_as_often_as_it_likes(home: House) -> None:
    link = await link_of(home, home.ben)
    path = link.removeprefix(home.parts.addresses.web)
    async with browser(home) as scanner, browser(home) as ben:
        for _ in range(20):
            found = await scanner.get(path)
            assert found.status == 200
            assert (await scanner.call("HEAD", path)).status == 200
            assert "set-cookie" not in found.headers
        assert "Ben" not in found.text, "whoever finds the link learns nothing"
        page = await ben.visitor.submit((await ben.visitor.open(link)).forms[0])
        assert page.heading == "Pictures of “Mia”"
        assert page.url.endswith(f"/pods/{home.pod}")


async def test_the_link_works_once_and_only_the_hash_of_the_session_is_kept(home: House) -> None:
    link = await link_of(home, home.ben)
    async with browser(home) as ben, browser(home) as thief:
        landing = await ben.visitor.open(link)
        await ben.visitor.submit(landing.forms[0])
        second = await thief.visitor.submit(landing.forms[0])
        assert second.status == 404
        assert "used or is too old" in second.text
        assert (await thief.read("/pods")).status == 404
        async with home.parts.service.store.begin(None) as uow:
            assert await uow.sessions.get(ben.cookie) is None
            assert await uow.sessions.get(digest(ben.cookie)) is not None


async def test_the_cookie_is_out_of_reach(home: House) -> None:
    link = await link_of(home, home.ben)
    path = link.removeprefix(home.parts.addresses.web)
    async with browser(home) as ben:
        answer = await ben.call("POST", path, data={})
        assert answer.status == 303
        cookie = answer.headers["set-cookie"].lower()
        assert {"httponly", "samesite=strict", "path=/"} <= set(cookie.split("; "))
        assert "domain" not in cookie
        assert "secure" not in cookie, "plain http on this machine: else it would not come back"
        app, world = home.parts.service.app, home.parts.service.world
        https = replace(world, rules=replace(world.rules, public_url="https://pods.example"))
        again = (await link_of(home, home.ben)).removeprefix(home.parts.addresses.web)
        app.state.world = https
        try:
            answer = await ben.call("POST", again, data={})
        finally:
            app.state.world = world
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-carepods=")
        assert "secure" in cookie.lower()


async def test_a_session_ends_unused_old_or_signed_out(home: House) -> None:
    store = home.parts.service.store
    async with signed_in(home, home.ben) as ben:
        page = await ben.read("/pods?all=yes")
        mark = digest(ben.cookie)
        async with store.begin(None) as uow:
            session = await uow.sessions.get(mark)
            assert session is not None
            await uow.sessions.touch(mark, session.seen_at - sessions.IDLE + timedelta(minutes=1))
        assert (await ben.read("/pods")).status == 200
        async with store.begin(None) as uow:
            session = await uow.sessions.get(mark)
            assert session is not None
            await uow.sessions.touch(mark, session.seen_at - sessions.IDLE - timedelta(minutes=1))
        assert (await ben.read("/pods")).status == 404
        async with store.begin(None) as uow:
            assert await uow.sessions.get(mark) is None
            now = home.parts.service.world.clock.now()
            old = now - sessions.LONGEST - timedelta(minutes=1)
            await uow.sessions.add(Session(mark, session.person, old, now))
        assert (await ben.read("/pods")).status == 404

    async with signed_in(home, home.ben) as ben:
        page = await ben.read("/pods?all=yes")
        kept = ben.cookie
        out = next(f for f in page.forms if f.action.endswith("/session/end"))
        assert "signed out" in (await ben.visitor.submit(out)).text
        answer = await ben.get("/pods", cookie=f"carepods={kept}")
        assert answer.status == 404, "a kept copy of the cookie opens nothing"


async def test_more_time_is_one_press(home: House) -> None:
    store = home.parts.service.store
    async with signed_in(home, home.ben) as ben:
        page = await ben.read("/pods?all=yes")
        mark = digest(ben.cookie)
        more = next(f for f in page.forms if f.action.endswith("/session/more"))
        async with store.begin(None) as uow:
            session = await uow.sessions.get(mark)
            assert session is not None
            await uow.sessions.touch(mark, session.seen_at - timedelta(minutes=14))
        answer = await ben.call("POST", "/session/more", data=more.values)
        assert answer.status == 204
        async with store.begin(None) as uow:
            after = await uow.sessions.get(mark)
        assert after is not None
        assert after.seen_at >= session.seen_at


async def test_forms_of_other_sites_and_other_sessions_do_nothing(home: House) -> None:
    async with signed_in(home, home.ben) as ben:
        page = await ben.read("/pods?all=yes")
        form = next(f for f in page.forms if f.action.endswith("/session/end"))
        for headers in (
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"},
            {"origin": "https://evil.example"},
            {"origin": "http://["},
        ):
            answer = await ben.call("POST", "/session/end", data=form.values, headers=headers)
            assert answer.status == 403, headers
        for values in ({}, {"session": ""}, {"session": "0" * 64}, {"session": "é"}):
            assert (await ben.call("POST", "/session/end", data=values)).status == 403
        assert (await ben.read("/pods")).status == 200, "still signed in"
        right = {"origin": ben.root, "sec-fetch-site": "same-origin"}
        answer = await ben.call("POST", "/session/end", data=form.values, headers=right)
        assert answer.status == 200


async def test_who_is_taken_out_is_signed_out(home: House) -> None:
    world = home.parts.service.world
    async with signed_in(home, home.ben) as ben:
        assert (await ben.read("/pods")).status == 200
        person, coordinator = [await person_of(home, u) for u in (home.ben, home.anna)]
        async with world.store.begin(home.pod) as uow:
            desk = Desk(world, uow, "test", "test")
            pod = await desk.pod(home.pod)
            anna = await uow.members.get(home.pod, coordinator)
            target = await uow.members.get(home.pod, person)
            assert anna and target
            await pods.remove(desk, pod, anna, target)
        assert (await ben.read("/pods")).status == 404


@pytest.mark.parametrize("what", ["old", "rebound", "other-action", "long"])
async def test_a_link_that_is_no_longer_right_is_refused(home: House, what: str) -> None:
    world = home.parts.service.world
    person = await person_of(home, home.ben)
    account = UserRef("telegram", "", str(home.ben.id))
    secret = "x" * (200 if what == "long" else 24)
    now = world.clock.now()
    issued = now - (timedelta(minutes=11) if what == "old" else timedelta(minutes=1))
    async with world.store.begin(None) as uow:
        await uow.handles.add(
            Handle(
                hash=digest(secret),
                action="upload-page" if what == "other-action" else sessions.ACTION,
                arguments={"person": person, "path": "/pods", "pod": home.pod},
                room=None,
                user=account,
                once=True,
                expires_at=issued + sessions.LINK_LIFE,
            )
        )
        if what == "rebound":
            identity = await uow.people.by_identity(account)
            assert identity is not None
            await uow.people.bind(replace(identity, bound_at=now))
    async with browser(home) as ben:
        assert (await ben.get(f"/v/{secret}")).status == 404
        answer = await ben.call("POST", f"/v/{secret}", data={})
        assert answer.status == 404
        assert "set-cookie" not in answer.headers


async def test_a_stranger_gets_no_link(home: House) -> None:
    await home.parts.telegram.start_bot(home.kim)
    await home.until(lambda: any("Hello" in m.text for m in home.private(home.kim)))
    assert "not in a pod" in await home.write(home.kim, "/open")
