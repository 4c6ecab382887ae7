""" "This was not me" shuts at once; whoever holds the phone or the app of before comes back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.story.visitor import WebPage
from core.model import Member, MemberState
from tests.integration.house import House, house
from tests.integration.rights_kit import Ahead, press, the, told
from tests.integration.test_trust_app import APP, has_app
from tests.integration.web import person_of

BENS, NEW = "+491713920002", "+491713920077"
KIM = "kim@example.org"


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house() as made:
        yield made


async def member_of(home: House, email: str = "ben@example.org") -> Member:
    async with home.parts.service.store.begin(home.pod) as uow:
        person = await uow.people.by_email(email)
        assert person is not None
        member = await uow.members.get(home.pod, person.id)
    assert member is not None
    return member


async def phone_of(home: House) -> str:
    async with home.parts.service.store.begin(None) as uow:
        person = await uow.people.by_email("ben@example.org")
    assert person is not None
    return person.phone


async def texted(home: House, phone: str, before: int) -> str:
    def there() -> list[str]:
        return [m.text for m in home.parts.phone.messages if m.to == phone]

    await home.until(lambda: len(there()) > before)
    return next(w for w in there()[-1].split() if w.isdigit() and len(w) == 6)


def texts(home: House, phone: str) -> int:
    return sum(m.to == phone for m in home.parts.phone.messages)


async def kims_account_added(home: House) -> None:
    """By whoever holds Ben's chat and reads one text."""
    before = texts(home, BENS)
    await home.write(home.ben, "/me")
    await press(home, home.ben, "ben@example.org", "Add a chat account")
    await home.write(home.ben, await texted(home, BENS, before))
    said = (await the(home, home.ben, "write these words")).text
    found = re.search(r"there: ([a-z ]+)\.", said)
    assert found
    telegram = home.parts.telegram
    await telegram.start_bot(home.kim)
    await telegram.say(home.kim, telegram.private(home.kim), found[1])
    await the(home, home.kim, "Hello Ben")


async def not_me(home: House, email: str = "ben@example.org") -> WebPage:
    page = await home.open_mail(email)
    done = await home.visitor.submit(page.form("sure"))
    await the(home, home.anna, "joined by mistake")
    await home.quiet()
    return done


async def back(home: House) -> str:
    before = texts(home, BENS)
    await press(home, home.ben, "this was not me", "It is me")
    await the(home, home.ben, "ends in 002")
    return await home.write(home.ben, await texted(home, BENS, before))


async def test_a_mailbox_alone_puts_its_owner_out_for_minutes_only(home: House) -> None:
    before = await member_of(home)
    await kims_account_added(home)
    done = await not_me(home)
    assert "lets you in again" in done.text, "the page says how"
    assert (await member_of(home)).state is MemberState.REMOVED
    assert "not in a pod" in await home.write(home.ben, "/images"), "shut until it is proven"
    assert "everything is as before" in await back(home)
    await the(home, home.anna, "is back in “Mia”")
    await home.quiet()
    assert await member_of(home) == before
    assert "not in a pod" not in await home.write(home.ben, "/images")


async def test_each_account_comes_back_by_a_code_of_its_own(home: House) -> None:
    """The one that was added is shut as well, and stays so: the code goes to Ben's phone."""
    await kims_account_added(home)
    await not_me(home)
    await back(home)
    await home.quiet()
    assert "not in a pod" in await home.write(home.kim, "/images")
    await press(home, home.kim, "this was not me", "It is me")
    await the(home, home.kim, "ends in 002")
    for _ in range(4):
        assert "does not match" in await home.write(home.kim, "000001")
    assert "nothing was changed" in await home.write(home.kim, "000001")
    assert "not in a pod" in await home.write(home.kim, "/images")


async def test_a_code_that_another_account_asked_for_opens_nothing(home: House) -> None:
    await kims_account_added(home)
    await not_me(home)
    before = texts(home, BENS)
    await press(home, home.ben, "this was not me", "It is me")
    code = await texted(home, BENS, before)
    await home.write(home.kim, code)
    await home.quiet()
    assert "not in a pod" in await home.write(home.kim, "/images")
    assert "everything is as before" in await home.write(home.ben, code)


async def changed_phone(home: House, new: str) -> None:
    phone = await phone_of(home)
    before, count = texts(home, phone), len(told(home, home.ben, "Write your new number")())
    await home.write(home.ben, "/me")
    await press(home, home.ben, "ben@example.org", "Change phone")
    await home.write(home.ben, await texted(home, phone, before))
    await home.until(lambda: len(told(home, home.ben, "Write your new number")()) > count)
    before = texts(home, new)
    await home.write(home.ben, new)
    assert "is changed" in await home.write(home.ben, await texted(home, new, before))


async def test_a_phone_that_was_changed_proves_nothing_against_the_mail(home: House) -> None:
    """Not even changed twice: what counts is the phone of a week ago."""
    await changed_phone(home, NEW)
    await home.quiet()
    await changed_phone(home, f"{NEW[:-1]}8")
    await home.quiet()
    await not_me(home)
    assert await phone_of(home) == BENS
    news = texts(home, NEW)
    assert "everything is as before" in await back(home)
    assert texts(home, NEW) == news


async def test_an_old_app_serves_and_a_new_one_does_not(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await has_app(home)
    await changed_phone_with_app(home)
    await not_me(home)
    await press(home, home.ben, "this was not me", "It is me")
    await the(home, home.ben, "your app shows")
    later = Ahead(monkeypatch)
    await later.go(home, timedelta(seconds=60))
    now = home.parts.service.world.clock.now()
    assert "everything is as before" in await home.write(home.ben, APP.at(now))


async def changed_phone_with_app(home: House) -> None:
    await home.write(home.ben, "/me")
    await press(home, home.ben, "ben@example.org", "Change phone")
    await the(home, home.ben, "your app shows")
    await home.write(home.ben, APP.now())
    await the(home, home.ben, "Write your new number")
    await home.write(home.ben, NEW)
    assert "is changed" in await home.write(home.ben, await home.code_for(NEW))


async def test_who_has_only_just_joined_is_let_in_by_a_coordinator(home: House) -> None:
    """Else whoever joined by somebody's mail and a phone of their own stayed in by that phone."""
    await home.write(home.anna, f"/invite {KIM} family Kim")
    page = await home.open_mail(KIM)
    page = await home.visitor.submit(page.form("phone"), phone=NEW)
    page = await home.visitor.submit(page.form("code"), code=await home.code_for(NEW))
    await home.parts.telegram.start_bot(home.kim, page.start_payload)
    await the(home, home.kim, "You are in")
    await home.quiet()
    letters = len(home.parts.letterbox.letters)
    third = home.parts.telegram.add_user("Third")
    before = texts(home, NEW)
    await home.write(home.kim, "/me")
    await press(home, home.kim, KIM, "Add a chat account")
    await home.write(home.kim, await texted(home, NEW, before))
    found = re.search(r"there: ([a-z ]+)\.", (await the(home, home.kim, "these words")).text)
    assert found
    await home.parts.telegram.start_bot(third)
    await home.write(third, found[1])
    page = await home.open_mail(KIM, after=letters)
    done = await home.visitor.submit(page.form("sure"))
    assert "lets you in again" not in done.text
    await the(home, home.anna, "joined by mistake")
    await home.quiet()
    assert not told(home, home.kim, "this was not me")()
    assert (await member_of(home, KIM)).state is MemberState.REMOVED


async def test_what_a_coordinator_decided_meanwhile_stays(home: House) -> None:
    """Let in again as a guest, Ben is not family again by an old button."""
    await kims_account_added(home)
    await not_me(home)
    letters = len(home.parts.letterbox.letters)
    await home.write(home.anna, "/invite ben@example.org guest Ben")
    page = await home.open_mail("ben@example.org", after=letters)
    before = texts(home, BENS)
    page = await home.visitor.submit(page.form("phone"), phone=BENS)
    code = await texted(home, BENS, before)
    page = await home.visitor.submit(page.form("code"), code=code)
    await home.parts.telegram.start_bot(home.ben, page.start_payload)
    await the(home, home.ben, "You are in")
    await home.write(home.anna, "/remove ben@example.org")
    await press(home, home.anna, "Take Ben out", "Take out")
    await home.quiet()
    before = texts(home, BENS)
    await press(home, home.kim, "this was not me", "It is me")
    await home.write(home.kim, await texted(home, BENS, before))
    await home.quiet()
    assert (await member_of(home)).state is MemberState.REMOVED


async def test_hello_says_how_to_come_back(home: House) -> None:
    await kims_account_added(home)
    await not_me(home)
    assert "this was not me" in await home.write(home.ben, "/start")
    person = None
    async with home.parts.service.store.begin(None) as uow:
        person = await uow.people.by_email("ben@example.org")
    assert person is not None
    assert "everything is as before" in await back(home)
    assert await person_of(home, home.ben) == person.id
