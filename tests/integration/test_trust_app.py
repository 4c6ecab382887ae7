"""An authenticator app in place of texts, wherever somebody proves themselves again."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import AsyncIterator

import pyotp
import pytest

from bot.story.visitor import WebPage
from core.ids import PodId
from core.model import InvitationState, MemberState, Role
from core.usecases import invite, pods
from core.usecases.desk import Desk
from tests.integration.house import House, house
from tests.integration.rights_kit import press, the
from tests.integration.web import person_of

BENS, NEW = "+491713920002", "+491713920077"
KIM = "kim@example.org"
SECRET = base64.b32encode(b"12345678901234567890").decode()
APP = pyotp.TOTP(SECRET)


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


async def has_app(home: House) -> None:
    """Ben has set up an app; where and how has tests of its own."""
    person = await person_of(home, home.ben)
    async with home.parts.service.store.begin(None) as uow:
        kept = {"secret": SECRET, "last_step": 0}
        await uow.notes.put(f"totp:{person}", json.dumps(kept))


async def invited_elsewhere(home: House) -> PodId:
    """Anna opens another pod, and invites Ben there."""
    world, person = home.parts.service.world, await person_of(home, home.anna)
    async with world.store.begin(None) as uow:
        desk = Desk(world, uow, "elsewhere", "test")
        anna = await uow.people.get(person)
        assert anna is not None
        pod = await pods.create(desk, anna, "Elsewhere")
        member = await uow.members.get(pod.id, person)
        assert member is not None
        await invite.invite(desk, pod, member, invite.Wish("ben@example.org", Role.FAMILY))
        return pod.id


async def phone_named(home: House) -> WebPage:
    page = await home.open_mail("ben@example.org")
    return await home.visitor.submit(page.form("phone"), phone=BENS)


async def is_in(home: House, pod: PodId) -> bool:
    person = await person_of(home, home.ben)
    async with home.parts.service.store.begin(pod) as uow:
        member = await uow.members.get(pod, person)
    return member is not None and member.state is MemberState.ACTIVE


def wrong() -> str:
    return f"{(int(APP.now()) + 1) % 10**6:06d}"


# ── joining another pod ─────────────────────────────────────────────────────────────────────────


async def test_the_app_serves_where_somebody_known_joins_another_pod(home: House) -> None:
    await has_app(home)
    pod = await invited_elsewhere(home)
    page = await phone_named(home)
    assert "your app shows" in page.text
    assert "4 tries left" in (await home.visitor.submit(page.form("code"), code=wrong())).text
    used = APP.now()
    page = await home.visitor.submit(page.form("code"), code=used)
    await home.parts.telegram.start_bot(home.ben, page.start_payload)
    await the(home, home.ben, "You are in: “Elsewhere”")
    assert await is_in(home, pod)
    assert not home.parts.phone.messages, "nothing was texted"


async def test_the_app_serves_in_the_chat_as_well(home: House) -> None:
    await has_app(home)
    pod = await invited_elsewhere(home)
    page = await phone_named(home)
    to_chat = next(f for f in page.forms if f.action.endswith("/code/chat"))
    page = await home.visitor.submit(to_chat)
    await home.parts.telegram.start_bot(home.ben, page.start_payload)
    await the(home, home.ben, "six digits that your app shows")
    assert "You are in" in await home.write(home.ben, APP.now())
    assert await is_in(home, pod)
    assert not home.parts.phone.messages


async def test_a_text_can_be_had_where_the_app_is_not_at_hand(home: House) -> None:
    await has_app(home)
    pod = await invited_elsewhere(home)
    page = await phone_named(home)
    assert "Send me a text instead" in page.text
    again = next(f for f in page.forms if f.action.endswith("/code/again"))
    page = await home.visitor.submit(again)
    assert "ends in 002" in page.text
    page = await home.visitor.submit(page.form("code"), code=await home.code_for(BENS))
    await home.parts.telegram.start_bot(home.ben, page.start_payload)
    await the(home, home.ben, "You are in: “Elsewhere”")
    assert await is_in(home, pod)


async def test_five_wrong_codes_close_it_whichever_way_they_were_shown(home: House) -> None:
    await has_app(home)
    pod = await invited_elsewhere(home)
    page = await phone_named(home)
    form = page.form("code")
    for _ in range(4):
        page = await home.visitor.submit(form, code=wrong())
    assert (await home.visitor.submit(form, code=wrong())).status in (404, 422)
    await home.visitor.submit(form, code=APP.now())
    assert not await is_in(home, pod)
    async with home.parts.service.store.begin(pod) as uow:
        states = [i.state for i in await uow.invitations.of_pod(pod)]
    assert states == [InvitationState.LOCKED]


async def test_a_code_of_the_app_joins_one_pod_only(home: House) -> None:
    await has_app(home)
    await invited_elsewhere(home)
    page = await phone_named(home)
    used = APP.now()
    await home.visitor.submit(page.form("code"), code=used)
    letters = len(home.parts.letterbox.letters)
    person = await person_of(home, home.anna)
    async with home.parts.service.store.begin(None) as uow:
        desk = Desk(home.parts.service.world, uow, "once more", "test")
        pod = await desk.pod(home.pod)
        member = await uow.members.get(pod.id, person)
        assert member is not None
        await invite.invite(desk, pod, member, invite.Wish("ben@example.org", Role.FAMILY))
    page = await home.open_mail("ben@example.org", after=letters)
    page = await home.visitor.submit(page.form("phone"), phone=BENS)
    again = await home.visitor.submit(page.form("code"), code=used)
    assert "does not match" in again.text


async def test_an_app_is_not_asked_of_another_phone(home: House) -> None:
    """Who is in no pod may come back with another phone: that one is proven, by a text."""
    await has_app(home)
    await home.write(home.ben, "/leave")
    await press(home, home.ben, "Mia", "Leave")
    await home.quiet()
    await invited_elsewhere(home)
    page = await home.open_mail("ben@example.org")
    page = await home.visitor.submit(page.form("phone"), phone=NEW)
    assert "your app" not in page.text
    assert "does not match" in (await home.visitor.submit(page.form("code"), code=APP.now())).text
    assert [m.to for m in home.parts.phone.messages] == [NEW]


# ── offered, with the reason ────────────────────────────────────────────────────────────────────


async def kim_is_texted(home: House) -> WebPage:
    """The first proof: a newcomer's phone, by a text."""
    await home.write(home.anna, f"/invite {KIM} family Kim")
    page = await home.open_mail(KIM)
    page = await home.visitor.submit(page.form("phone"), phone=NEW)
    assert "ends in 077" in page.text
    return page


def scanned(shown: WebPage) -> pyotp.TOTP:
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", shown.html)
    assert found
    return pyotp.TOTP(found[1].replace(" ", ""))


async def test_right_after_joining_an_app_is_offered_and_why(home: House) -> None:
    page = await kim_is_texted(home)
    page = await home.visitor.submit(page.form("code"), code=await home.code_for(NEW))
    await home.parts.telegram.start_bot(home.kim, page.start_payload)
    welcome = await the(home, home.kim, "You are in")
    assert "a number can be moved to another phone" in welcome.text
    button = welcome.buttons[-1][0]
    assert button.text == "Set up the app"
    page = await home.visitor.open(str(button.url))
    shown = await home.visitor.submit(page.forms[0])
    app = scanned(shown)
    assert "Done." in (await home.visitor.submit(shown.form("code"), code=app.now())).text
    assert len(home.parts.phone.messages) == 1, "the one text of joining"
    assert "with your app" in await home.write(home.kim, "/me")


async def test_whoever_ends_on_the_page_is_offered_it_there(home: House) -> None:
    page = await kim_is_texted(home)
    to_chat = next(f for f in page.forms if f.action.endswith("/code/chat"))
    chat = await home.visitor.submit(to_chat)
    await home.parts.telegram.start_bot(home.kim, chat.start_payload)
    await the(home, home.kim, "write the code")
    done = await home.visitor.submit(page.form("code"), code=await home.code_for(NEW))
    assert "You are in" in done.text
    assert "A text message is the weaker way" in done.text
    found = re.search(r'href="([^"]+/authenticator/[^"]+)"', done.html)
    assert found
    assert (await home.visitor.open(found[1])).status == 200
    await the(home, home.kim, "You are in")


async def test_whoever_has_an_app_is_not_asked_again(home: House) -> None:
    await has_app(home)
    await invited_elsewhere(home)
    page = await phone_named(home)
    page = await home.visitor.submit(page.form("code"), code=APP.now())
    await home.parts.telegram.start_bot(home.ben, page.start_payload)
    welcome = await the(home, home.ben, "You are in")
    assert not [b for row in welcome.buttons for b in row if b.text == "Set up the app"]
